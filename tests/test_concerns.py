"""The public form of concerns and corrections: what comes of it, and what it refuses."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from certification.demo.factories import CertificationFactory, ExpertFactory, PersonFactory
from certification.models import Concern, SentForm
from certification.register import concerns
from people.erasing import erase
from tests.applying import problems
from tests.concerns import ADDRESS, send
from tests.html import text


def only():
    return Concern.objects.get()


def test_what_is_sent_from_a_profile_reaches_staff_with_the_person(client):
    expert = ExpertFactory()
    page = client.get(expert.get_absolute_url()).content.decode()
    links = re.findall(r'href="(/concerns/[^"]*)"', page)

    shown = [client.get(link.replace("&amp;", "&")) for link in links]
    send(client, expert.slug, kind="correction")

    assert [response.context["form"]["kind"].value() for response in shown] == [
        "correction",
        "concern",
    ]
    assert [expert.name in text(response) for response in shown] == [True, True]
    sent = only()
    assert (sent.kind, sent.person_id, sent.certification) == ("correction", expert.pk, None)
    assert sent.message == "The certificate looks forged.\nI saw it in May."
    assert (sent.name, sent.email, sent.state) == ("Wanda Visitor", "wanda@example.org", "open")


def test_a_number_finds_the_certificate_however_it_is_copied(client):
    certification = CertificationFactory(number="ESCA-2019-0042")

    send(client, " esca 2019/0042 ")

    assert (only().person, only().certification) == (certification.person, certification)


def test_a_number_that_the_certificate_once_had_finds_it(client):
    certification = CertificationFactory(number="ESCA-2019-0042")
    certification.number = "ESCA-2019-0043"
    certification.save()

    send(client, "ESCA-2019-0042")

    assert only().certification == certification


def test_what_the_register_does_not_know_is_kept_as_it_was_given(client):
    send(client, "FORGED-1")
    send(client)

    assert [*Concern.objects.order_by("pk").values_list("about", "person")] == [
        ("FORGED-1", None),
        ("", None),
    ]


def test_the_next_page_tells_the_reference_and_no_mail_is_sent(client):
    response = client.get(send(client)["Location"])

    assert only().written_reference in text(response)
    assert (mail.outbox, response["Cache-Control"].count("no-store")) == ([], 1)


def test_without_name_and_address_it_is_sent_all_the_same(client):
    response = send(client, without=["name", "email"])

    assert (response.status_code, only().name, only().email) == (302, "", "")


def forms(client, *abouts):
    """The pages, without the hidden values that differ each time, and how many queries each took."""
    found = []
    for about in abouts:
        with CaptureQueriesContext(connection) as queries:
            page = client.get(ADDRESS, {"about": about}).content.decode()
        page = re.sub(r'name="(csrfmiddlewaretoken|opened)" value="[^"]*"', "", page)
        found.append((page.replace(about, "ABOUT").replace(about.lower(), "ABOUT"), len(queries)))
    return found


def test_somebody_who_is_not_listed_is_shown_as_somebody_who_never_was(client):
    hidden = CertificationFactory(number="HIDDEN1", person=PersonFactory(unlisted=True))
    erased = CertificationFactory(number="ERASED1").person
    erase(erased, "Request", "Rita")
    erased.refresh_from_db()

    numbers = forms(client, "HIDDEN1", "ERASED1", "NOBODY1")
    addresses = forms(client, hidden.person.slug, erased.slug, "somebody-t999999")

    assert numbers == [numbers[-1]] * 3
    assert addresses == [addresses[-1]] * 3
    assert hidden.person.family_name not in numbers[0][0]


def test_the_number_of_somebody_listed_tells_the_name(client):
    expert = ExpertFactory(certification__number="ESCA-1")

    assert expert.name in text(client.get(ADDRESS, {"about": "esca1"}))


@pytest.mark.parametrize(
    ("answers", "field", "message"),
    [
        ({"without": ["message"]}, "message", "Write what it is about."),
        ({"message": "x" * 4001}, "message", "Write at most 4000 characters."),
        ({"message": "https://a.b " * 4}, "message", "Write at most 3 web addresses here."),
        ({"email": "wanda"}, "email", "Write the e-mail address like name@example.org."),
        ({"name": "Buy at www.example.org"}, "name", "Write no web address here."),
        ({"kind": "praise"}, "kind", "Choose one of the two kinds."),
        (
            {"without": ["consent"]},
            "consent",
            "Without your agreement the register can’t use what you send.",
        ),
        (
            {"message": "a\0b"},
            "message",
            "This holds characters that can’t be read. Please write it anew.",
        ),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(client, answers, field, message):
    response = send(client, **answers)

    assert (response.status_code, problems(response)[field]) == (400, [message])
    assert message in text(response)
    assert (Concern.objects.count(), SentForm.objects.count()) == (0, 0)


def test_a_program_is_kept_out(client):
    quick = send(client, ago=timedelta(seconds=1))
    trapped = send(client, nothing_here="x")

    assert [quick.status_code, trapped.status_code, Concern.objects.count()] == [400, 400, 0]


@pytest.mark.parametrize(
    "query", ["about=a%00b", "about=" + "x" * 201, "about=a%1bb", "kind=praise"]
)
def test_an_address_that_cannot_be_read_is_refused_in_words(client, query):
    pages = [client.get(f"{ADDRESS}?{query}"), client.post(f"{ADDRESS}?{query}", {})]

    assert [page.status_code for page in pages] == [400, 400]
    assert "can’t be understood" in text(pages[0])


@pytest.mark.parametrize("reference", ["", "x", "<b>", "U" * 10, "7K3QF-0XW9M-1"])
def test_what_is_no_reference_is_not_shown_as_one(client, reference):
    assert client.get("/concerns/sent/", {"reference": reference}).status_code == 400


def test_one_network_sends_a_few_in_an_hour_and_others_go_on(client, monkeypatch):
    monkeypatch.setattr(concerns, "OF_NETWORK", concerns.OF_NETWORK._replace(number=2))
    codes = [send(client).status_code for _each in range(3)]

    client.defaults["REMOTE_ADDR"] = "192.0.2.7"

    assert [*codes, send(client).status_code] == [302, 302, 429, 302]
    assert Concern.objects.count() == 3


def test_while_many_come_each_network_sends_one_and_nobody_is_shut_out(client, monkeypatch):
    monkeypatch.setattr(concerns, "OF_ALL", concerns.OF_ALL._replace(number=1))
    codes = [send(client).status_code for _each in range(2)]

    client.defaults["REMOTE_ADDR"] = "192.0.2.7"

    assert [*codes, *(send(client).status_code for _each in range(2))] == [302, 429, 302, 429]
    assert Concern.objects.count() == 2


def test_what_is_refused_to_one_network_takes_nothing_from_others(client, monkeypatch):
    monkeypatch.setattr(concerns, "OF_NETWORK", concerns.OF_NETWORK._replace(number=1))
    monkeypatch.setattr(concerns, "OF_ALL", concerns.OF_ALL._replace(number=3))
    monkeypatch.setattr(concerns, "WHILE_MANY_COME", concerns.OF_NETWORK._replace(number=0))
    codes = [send(client).status_code for _each in range(5)]

    client.defaults["REMOTE_ADDR"] = "192.0.2.7"

    assert [*codes, send(client).status_code] == [302, 429, 429, 429, 429, 302]


def test_robots_are_told_to_stay_away(client):
    assert "Disallow: /concerns/" in client.get("/robots.txt").content.decode()
    assert 'content="noindex"' in client.get(ADDRESS).content.decode()
