"""Applying for a course: the form, the mail, and the link by which an address is confirmed."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from certification.demo.factories import ApplicationFactory, CourseFactory, PersonFactory
from certification.models import Application, ApplicationRequest
from people.erasing import erase
from people.models import Person
from tests.applying import ANSWERS, link, send_form
from tests.html import text

DAY = timedelta(days=1)


@pytest.fixture
def course():
    return CourseFactory(title="Basic course")


@pytest.fixture
def send(client, course):
    return lambda to=course, **answers: send_form(client, to, **answers)


def facts():
    columns = [*ANSWERS.keys() - {"consent"}, "course__title"]
    return list(Application.objects.confirmed().values(*columns))


def test_an_application_reaches_staff_once_its_address_is_confirmed(client, send):
    answer = client.get(send()["Location"])
    before = facts()
    client.get(link())
    looked_at = facts()
    done = client.post(link(), follow=True)

    assert "Look into your mailbox" in text(answer)
    assert (before, looked_at) == ([], [])
    assert facts() == [
        {name: value for name, value in ANSWERS.items() if name != "consent"}
        | {"course__title": "Basic course", "motivation": ANSWERS["motivation"].replace("\r", "")}
    ]
    assert "Your application has reached the staff" in text(done)


def test_the_mail_names_the_course_and_repeats_nothing_that_the_form_said(send):
    send(motivation="Buy now")

    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (
        ["kari@example.org"],
        "Please confirm your application: Basic course",
    )
    found = ["Basic course" in sent.body, "Kari" in sent.body, "Buy" in sent.body]
    assert found == [True, False, False]


def test_the_link_leads_to_the_register_whatever_host_the_form_was_sent_to(course, settings):
    settings.ALLOWED_HOSTS = ["*"]
    settings.REGISTER_URL = "https://register.example.org"

    send_form(Client(headers={"Host": "evil.example"}), course)

    assert "evil" not in mail.outbox[0].body
    assert link().startswith(f"{course.get_absolute_url()}apply/")


def test_the_moment_of_agreement_and_of_confirmation_are_kept(client, send):
    before = timezone.now()
    send()
    between = timezone.now()
    client.post(link())

    application = Application.objects.get()
    assert before < application.consented_at < between < application.confirmed_at < timezone.now()


def test_no_person_is_made_or_matched(client, send):
    PersonFactory(given_name="Kari", family_name="Ødegård", email="kari@example.org")
    send()
    client.post(link())

    application = Application.objects.get()
    assert (application.enrolment, Person.objects.count()) == (None, 1)


def test_confirming_twice_is_kind_and_makes_one_application(client, send):
    send()
    client.post(link())

    again = client.post(link(), follow=True)

    assert (again.status_code, "There is nothing more to do" in text(again)) == (200, True)
    assert Application.objects.count() == 1


def test_a_second_form_gets_the_same_answer_and_changes_nothing_of_the_first(client, send):
    first = send()
    client.post(link())
    second = send(email="KARI@example.org", given_name="KARI", organisation="Other")
    done = client.post(link(), follow=True)

    assert [(a.status_code, a["Location"]) for a in (first, second)] == [
        (302, "/courses/basic-course-" + f"{timezone.localdate() + 30 * DAY:%Y-%m}/apply/sent/")
    ] * 2
    assert [fact["organisation"] for fact in facts()] == [ANSWERS["organisation"]]
    assert "what you confirmed first counts" in text(done)
    assert ApplicationRequest.objects.count() == 0


def test_two_people_of_one_address_can_apply(client, send):
    for name in ("Kari", "Ola"):
        send(given_name=name)
        client.post(link())

    assert {fact["given_name"] for fact in facts()} == {"Kari", "Ola"}


def test_who_was_refused_can_apply_again(client, send):
    send()
    client.post(link())
    Application.objects.get().refuse("Too early")
    send(motivation="Two years later.")
    client.post(link())

    assert Application.objects.waiting_for_staff().get().motivation == "Two years later."


def test_what_was_sent_is_gone_once_it_is_confirmed_and_its_link_makes_nothing_more(client, send):
    send()
    client.post(link())
    Application.objects.get().enrol_as_new_person()
    erase(Person.objects.get(), "Request", "Rita Registrar")

    again = [getattr(client, method)(link(), follow=True) for method in ("get", "post")]

    assert [("You have applied" in text(answer), answer.status_code) for answer in again] == [
        (True, 200)
    ] * 2
    assert (ApplicationRequest.objects.count(), Application.objects.count()) == (0, 1)


def test_each_link_confirms_what_was_sent_with_it(client, send):
    send()
    send(given_name="Somebody else")

    client.post(link(0))

    assert [fact["given_name"] for fact in facts()] == ["Kari"]


def test_one_may_apply_for_another_course_too(client, send):
    send()
    client.post(link())
    send(to=CourseFactory(title="Other course"))
    client.post(link())

    assert [fact["course__title"] for fact in facts()] == ["Other course", "Basic course"]


def test_who_applied_in_time_may_confirm_after_the_last_day(client, send, course):
    send()
    course.applications_until = timezone.localdate() - DAY
    course.save()

    client.post(link())

    assert len(facts()) == 1


@pytest.mark.parametrize("change", ["cancelled_on", "is_published"])
def test_nobody_applies_for_a_course_that_was_taken_back_meanwhile(client, send, course, change):
    send()
    setattr(course, change, {"cancelled_on": timezone.localdate(), "is_published": False}[change])
    course.save()

    response = client.post(link())

    assert (response.status_code, facts()) == (
        {"cancelled_on": 410, "is_published": 404}[change],
        [],
    )


def test_a_link_holds_seven_days(client, send, monkeypatch):
    now = timezone.now()
    send()
    token = link()

    answers = []
    for days in (7 * DAY - timedelta(seconds=5), 7 * DAY + timedelta(seconds=5)):
        monkeypatch.setattr("time.time", lambda moment=now + days: moment.timestamp())
        answers.append(client.get(token))

    assert [(a.status_code, "It holds no longer" in text(a)) for a in answers] == [
        (200, False),
        (410, True),
    ]


def test_a_link_is_bound_to_its_address_and_its_course(client, send):
    send()
    other = CourseFactory(title="Other course")
    elsewhere = client.post(f"{other.get_absolute_url()}apply/{link().split('/')[-2]}/")
    ApplicationRequest.objects.update(email="other@example.org")
    changed = client.post(link())

    assert (elsewhere.status_code, changed.status_code, facts()) == (410, 410, [])


@pytest.mark.parametrize("token", ["x", "%00", "a:b:c", "é" * 500, "x" * 10_000, "%ff%fe"])
def test_a_link_that_is_not_ours_is_told_so(client, course, token):
    client.raise_request_exception = False
    answers = [
        getattr(client, method)(f"{course.get_absolute_url()}apply/{token}/")
        for method in ("get", "post")
    ]

    assert [(a.status_code, "It is not whole" in text(a)) for a in answers] == [(400, True)] * 2


def test_a_second_application_that_waits_for_staff_is_refused(course):
    name = {"course": course, "given_name": "Kari"}
    first = ApplicationFactory(**name, email="kari@example.org")
    second = ApplicationFactory.build(**name, email="Kari@Example.org")

    with pytest.raises(ValidationError, match="waits for the answer"):
        second.full_clean()
    assert Application.objects.get() == first
