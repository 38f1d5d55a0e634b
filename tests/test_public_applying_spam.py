"""What keeps spam out of the form, without keeping out people."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import RequestFactory
from django.utils import timezone

from certification import limits
from certification.demo.factories import CourseFactory
from certification.models import ApplicationRequest, SentForm
from tests.applying import opened, problems, send_form
from tests.html import text

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def course():
    return CourseFactory()


@pytest.fixture
def send(client, course):
    return lambda to=course, **answers: send_form(client, to, **answers)


def kept():
    return (ApplicationRequest.objects.count(), len(mail.outbox))


@pytest.mark.parametrize("value", ["https://spam.example", "\0"], ids=repr)
def test_a_form_with_the_hidden_field_filled_in_is_shown_anew_without_it(send, value):
    answer = send(nothing_here=value)

    assert problems(answer)["__all__"] == [
        "A field that people do not see was filled in, as programs do. It is empty again: please "
        "send the form once more."
    ]
    assert answer.context["form"]["nothing_here"].value() == ""
    assert (answer.status_code, kept()) == (400, (0, 0))


def test_the_hidden_field_is_emptied_also_where_an_answer_is_wrong(send):
    answer = send(nothing_here="x", email="")

    assert list(problems(answer)) == ["email"]
    assert answer.context["form"]["nothing_here"].value() == ""


def test_people_do_not_meet_the_hidden_field(client, course):
    page = client.get(f"{course.get_absolute_url()}apply/").text

    start = page.index('<p class="visually-hidden" aria-hidden="true">')
    field = page[start : page.index("</p>", start)]
    assert ['name="nothing_here"' in field, 'tabindex="-1"' in field] == [True, True]
    assert page.count("nothing_here") == field.count("nothing_here")


@pytest.mark.parametrize(
    ("ago", "status"), [(2 * SECOND, 400), (4 * SECOND, 302), (23 * HOUR, 302), (25 * HOUR, 400)]
)
def test_a_form_that_comes_too_quickly_or_too_late_is_to_be_sent_again(send, ago, status):
    assert (send(ago=ago).status_code, kept()) == (status, (1, 1) if status == 302 else (0, 0))


def test_the_time_of_a_form_that_came_too_quickly_goes_on(send):
    seal = opened(2 * SECOND)
    first = send(opened=seal)

    assert problems(first)["__all__"] == [
        "The form came back within seconds, as programs send it. Please send it once more."
    ]
    assert first.context["form"]["opened"].value() == seal


@pytest.mark.parametrize("seal", [None, "", "x", "\0", "x" * 10_000, "MQ:1w:x"], ids=repr)
def test_a_form_without_the_time_is_shown_anew_with_what_was_written(send, seal):
    answer = send(**({"without": ["opened"]} if seal is None else {"opened": seal}))

    assert problems(answer)["__all__"] == [
        "This form was open for too long. Please send it once more."
    ]
    again = answer.context["form"]["opened"].value()
    assert 'value="Ødegård"' in answer.text
    assert send(opened=again).status_code == 302


def test_a_wrong_answer_is_told_before_the_time(send):
    assert list(problems(send(ago=SECOND, email=""))) == ["email"]


def test_the_eleventh_application_of_an_hour_from_one_network_is_refused_in_words(send):
    answers = [send(email=f"kari{number}@example.org") for number in range(11)]

    assert [answer.status_code for answer in answers] == [302] * 10 + [429]
    assert "Too many applications came from your network. Try again in an hour." in text(
        answers[-1]
    )
    assert 'value="Ødegård"' in answers[-1].text
    assert kept() == (10, 10)


def test_after_an_hour_there_is_room_again_and_what_was_refused_does_not_count(send):
    for number in range(12):
        send(email=f"kari{number}@example.org")
    SentForm.objects.update(sent_at=timezone.now() - HOUR)

    assert (SentForm.objects.count(), send().status_code) == (20, 302)


def test_an_address_gets_five_mails_a_day_and_nobody_is_told_of_it(send):
    courses = [CourseFactory() for _ in range(6)]

    answers = [send(to=course) for course in courses]

    assert [answer.status_code for answer in answers] == [302] * 6
    assert kept() == (5, 5)
    assert send(email="KARI@example.org").status_code == 302
    assert kept() == (5, 5)


def test_wrong_forms_do_not_count(send):
    for _ in range(12):
        send(country="")

    assert send().status_code == 302


def test_no_address_is_stored_as_it_is(client, send, settings):
    send()
    senders = {sent.sender for sent in SentForm.objects.all()}
    settings.SECRET_KEY = "another"
    send()

    assert [len(sender) for sender in senders] == [64, 64]
    assert SentForm.objects.exclude(sender__in=senders).count() == 2


@pytest.mark.parametrize(
    ("proxy", "forwarded", "address", "network"),
    [
        (False, "", "192.0.2.1", "192.0.2.1"),
        (False, "203.0.113.9", "192.0.2.1", "192.0.2.1"),
        (True, "203.0.113.9", "192.0.2.1", "203.0.113.9"),
        (True, "198.51.100.7, 203.0.113.9", "192.0.2.1", "203.0.113.9"),
        (True, "", "192.0.2.1", "192.0.2.1"),
        (True, "unknown", "192.0.2.1", "192.0.2.1"),
        (True, "203.0.113.9:5555", "192.0.2.1", "203.0.113.9"),
        (True, "[2001:db8:1:2::7]:44", "192.0.2.1", "2001:db8:1:2::/64"),
        (True, "[2001:db8:1:2::7]", "192.0.2.1", "2001:db8:1:2::/64"),
        (False, "", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (False, "", "::ffff:192.0.2.1", "192.0.2.1"),
        (False, "", "", ""),
    ],
)
def test_only_what_the_proxy_adds_tells_where_a_request_comes_from(
    settings, proxy, forwarded, address, network
):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if proxy else None
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}

    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR=address)

    assert limits.network_of(request) == network
