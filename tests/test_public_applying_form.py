"""The public form of a course: what it says of wrong answers, closed courses and failing mail."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from certification.demo.factories import CourseFactory
from certification.models import ApplicationRequest, SentForm, SentMail
from tests.applying import ANSWERS, problems, send_form
from tests.html import text

DAY = timedelta(days=1)


@pytest.fixture
def course():
    return CourseFactory(title="Basic course")


@pytest.fixture
def send(client, course):
    return lambda to=course, **answers: send_form(client, to, **answers)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("given_name", "", "Enter your given name."),
        ("given_name", "x" * 101, "Write at most 100 characters."),
        ("given_name", "a\0b", "This holds characters that can’t be read. Please write it anew."),
        ("family_name", "a\nb", "This holds characters that can’t be read. Please write it anew."),
        ("family_name", "  ", "Enter your family name."),
        ("family_name", "www.example.org", "Write no web address here."),
        ("organisation", "see http://x", "Write no web address here."),
        ("organisation", "x" * 201, "Write at most 200 characters."),
        ("email", "", "Enter your e-mail address."),
        ("email", "kari", "Write the e-mail address like name@example.org."),
        ("email", "a@b.org\nBcc: c@d.org", "Write the e-mail address like name@example.org."),
        ("email", f"{'x' * 250}@example.org", "Write at most 254 characters."),
        ("country", "", "Choose your country."),
        ("country", "XX", "Choose a country of the list."),
        ("country", "\0", "Choose a country of the list."),
        ("motivation", "x" * 4001, "Write at most 4000 characters."),
        ("motivation", "\0", "This holds characters that can’t be read. Please write it anew."),
        ("motivation", "http://a https://b www.c", "Write at most 2 web addresses here."),
        (
            "motivation",
            "see www.a.eu, www.b.eu and www.c.eu",
            "Write at most 2 web addresses here.",
        ),
        ("consent", "", "Without your agreement the register can’t use what you send."),
    ],
)
def test_a_wrong_answer_is_told_at_its_field_and_nothing_is_kept(send, field, value, message):
    without = [field] if value == "" else []
    response = send(without=without, **{field: value})

    assert (response.status_code, problems(response)[field][0]) == (400, message)
    assert f'<a href="#id_{field}">{message}</a>' in response.text
    assert f'id="id_{field}_error"' in response.text
    assert (ApplicationRequest.objects.count(), mail.outbox) == (0, [])


def test_a_line_break_counts_once(send):
    assert send(motivation="x\r\n" * 2000).status_code == 302


def test_an_address_with_both_beginnings_counts_once(send):
    assert send(motivation="https://www.a.eu and http://www.b.eu/").status_code == 302


def test_what_was_written_stays_in_the_form(send):
    response = send(country="", motivation="<b>Because</b>")

    assert 'value="Ødegård"' in response.text
    assert "&lt;b&gt;Because&lt;/b&gt;" in response.text


@pytest.mark.parametrize(
    ("trait", "why"),
    [
        ({"past": True}, "One could apply until 19 September 2017."),
        ({"cancelled_on": timezone.localdate()}, "It does not take place."),
        ({"applications_until": timezone.localdate() - DAY}, "One could apply until "),
    ],
    ids=["past", "cancelled", "too late"],
)
def test_a_course_that_takes_no_applications_says_so_and_why(client, send, trait, why):
    closed = CourseFactory(**trait)

    answers = [client.get(f"{closed.get_absolute_url()}apply/"), send(to=closed)]

    assert [(a.status_code, "This course takes no applications" in text(a)) for a in answers] == [
        (404, True)
    ] * 2
    assert [why in text(answer) for answer in answers] == [True, True]
    assert (ApplicationRequest.objects.count(), mail.outbox) == (0, [])


def test_a_form_without_its_token_is_refused(course):
    response = Client(enforce_csrf_checks=True).post(f"{course.get_absolute_url()}apply/", ANSWERS)

    assert response.status_code == 403


@pytest.mark.parametrize(
    "failure", [OSError("secret"), ConnectionRefusedError(), UnicodeError("label too long")]
)
def test_where_no_mail_can_be_sent_nothing_is_kept_and_one_may_try_again(
    send, monkeypatch, caplog, failure
):
    def fail(*args, **kwargs):
        raise failure

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", fail)
        response = send()

    assert (response.status_code, "so nothing was kept" in text(response)) == (503, True)
    assert "secret" not in response.text
    assert SentMail.objects.get().error != ""
    ours = [record for record in caplog.records if record.name.startswith("certification")]
    assert [record.getMessage() for record in ours] == [
        f"The link of an application could not be sent: sent mail {SentMail.objects.get().pk}."
    ]
    assert (ApplicationRequest.objects.count(), SentForm.objects.count()) == (0, 0)
    assert send().status_code == 302
