"""The form by which visitors write to an expert: who has one, what it refuses, what comes of it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from certification.demo.factories import ExpertFactory, PersonFactory
from certification.models import ContactMessage, ContactRequest, SentForm, SentMail
from certification.register import contact
from tests.applying import problems
from tests.contacting import SECRET, VISITOR, expert, form_of, link, send
from tests.html import text
from tests.mailing import DeadBackend


def kept():
    return ContactRequest.objects.count(), len(mail.outbox), SentForm.objects.count()


def test_the_profile_leads_to_the_form_and_neither_shows_the_address(client):
    ase = expert()
    profile, form = client.get(ase.get_absolute_url()), client.get(form_of(ase))

    assert f'href="{form_of(ase)}"' in profile.content.decode()
    assert "Write to Åse Ødegård" in text(form)
    assert SECRET not in profile.content.decode() + form.content.decode()


@pytest.mark.parametrize(
    "facts",
    [
        {"takes_messages": False},
        {"email": ""},
        {"consent": None},
        {"consent__withdrawn_on": timezone.localdate()},
    ],
    ids=str,
)
def test_who_takes_no_messages_has_no_form_and_nothing_is_said_of_it(client, facts):
    ase = expert(**facts)
    nobody = client.get("/experts/nobody-e999999/contact/")
    profile = client.get(ase.get_absolute_url())

    for response in (client.get(form_of(ase)), send(client, form_of(ase))):
        assert (response.status_code, response.content) == (404, nobody.content)
    assert "/contact/" not in profile.content.decode()
    assert kept() == (0, 0, 0)


def test_somebody_without_a_certification_has_no_form(client):
    person = PersonFactory(email=SECRET)

    assert client.get(f"/experts/{person.slug}/contact/").status_code == 404


def test_the_sender_gets_a_mail_with_a_link_and_the_expert_none(client):
    response = send(client, form_of(expert()))

    (sent,) = mail.outbox
    assert (response["Location"], sent.to, sent.reply_to) == (
        "/contact/sent/",
        [VISITOR],
        ["register@example.org"],
    )
    assert link("confirm") in sent.body
    assert "Åse Ødegård" in sent.body
    for secret in (SECRET, "Are you free", "Wanda"):
        assert secret not in sent.body + sent.subject
    assert "Look into your mailbox" in text(client.get(response["Location"]))
    assert ContactMessage.objects.count() == 0


def test_the_mail_leaves_no_address_and_no_words_among_those_that_were_sent(client):
    send(client, form_of(expert()))

    (sent,) = SentMail.objects.all()
    assert (sent.address, sent.subject, sent.text, sent.person) == ("", "", "", None)


@pytest.mark.parametrize(
    ("answers", "field", "message"),
    [
        ({"without": ["name"]}, "name", "Enter your name."),
        ({"name": "Wanda\r\nBcc: all@example.org"}, "name", "can’t be read"),
        ({"name": "Wanda\u2028Bcc: all@example.org"}, "name", "can’t be read"),
        ({"name": "Buy at www.example.org"}, "name", "Write no web address here."),
        ({"name": "x" * 201}, "name", "Write at most 200 characters."),
        ({"email": "wanda"}, "email", "Write the e-mail address like name@example.org."),
        ({"email": "a@b.example\nBcc: c@d.example"}, "email", "Write the e-mail address"),
        ({"email": f"{'x' * 250}@example.org"}, "email", "Write at most 254 characters."),
        ({"message": "x" * 4001}, "message", "Write at most 4000 characters."),
        ({"message": "a\0b"}, "message", "can’t be read"),
        ({"message": "https://a.b " * 4}, "message", "Write at most 3 web addresses here."),
        ({"organisation": "a\0b"}, "organisation", "can’t be read"),
        ({"without": ["consent"]}, "consent", "Without your agreement"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_is_wrong_is_said_beside_the_field_and_above(client, answers, field, message):
    response = send(client, form_of(expert()), **answers)
    page = response.content.decode()

    assert (response.status_code, kept()) == (400, (0, 0, 0))
    assert message in problems(response)[field][0]
    assert f'<li><a href="#id_{field}">' in page
    assert f'id="id_{field}_error"' in page


def test_fields_tell_the_browser_what_they_are_for(client):
    page = client.get(form_of(expert())).content.decode()

    for purpose in ("name", "email", "organization"):
        assert f'autocomplete="{purpose}"' in page


def test_a_program_is_kept_out(client):
    address = form_of(expert())
    quick = send(client, address, ago=timedelta(seconds=1))
    trapped = send(client, address, nothing_here="x")

    assert ([quick.status_code, trapped.status_code], kept()) == ([400, 400], (0, 0, 0))


def test_one_network_sends_a_few_in_an_hour_and_others_go_on(client, monkeypatch):
    monkeypatch.setattr(contact, "OF_NETWORK", contact.OF_NETWORK._replace(number=2))
    address = form_of(expert())
    codes = [send(client, address, email=f"w{n}@example.org").status_code for n in range(3)]

    client.defaults["REMOTE_ADDR"] = "192.0.2.7"

    assert [*codes, send(client, address).status_code] == [302, 302, 429, 302]


def test_while_many_come_each_network_sends_one(client, monkeypatch):
    monkeypatch.setattr(contact, "OF_ALL", contact.OF_ALL._replace(number=1))
    address = form_of(expert())
    codes = [send(client, address).status_code for _each in range(2)]

    client.defaults["REMOTE_ADDR"] = "192.0.2.7"

    assert [*codes, *(send(client, address).status_code for _each in range(2))] == [
        *(302, 429),
        *(302, 429),
    ]


def test_an_address_gets_a_few_mails_a_day_and_the_sender_is_not_told(client, monkeypatch):
    monkeypatch.setattr(contact, "OF_EMAIL", contact.OF_EMAIL._replace(number=1))
    address = form_of(expert())

    responses = [send(client, address), send(client, address, email=VISITOR.upper())]

    assert [response["Location"] for response in responses] == ["/contact/sent/"] * 2
    assert (ContactRequest.objects.count(), len(mail.outbox)) == (1, 1)


def test_where_the_mail_can_not_be_sent_nothing_is_kept_or_counted(client, settings, caplog):
    settings.MAILERS = {"default": {"BACKEND": f"{DeadBackend.__module__}.DeadBackend"}}

    response = send(client, form_of(expert()))

    assert (response.status_code, kept()) == (503, (0, 0, 0))
    assert "could not be sent" in text(response)
    assert VISITOR not in caplog.text


def test_robots_are_told_to_stay_away(client):
    robots = client.get("/robots.txt").content.decode()

    assert "Disallow: /*contact/" in robots
    assert (
        'content="noindex"'
        in client.get(form_of(ExpertFactory(email="a@b.example"))).content.decode()
    )
