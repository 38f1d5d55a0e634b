"""Who is not listed is shown by number and check code alone; without it, nothing tells that there is anybody."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from certification.demo.factories import (
    CertificationFactory,
    OrganisationFactory,
    SuspensionFactory,
)
from certification.models.check_code import written_check_code
from people.erasing import erase
from tests.html import text

NUMBER, UNKNOWN, LISTED = "ESCA-2015-0001", "ESCA-2015-9999", "ESCA-2015-0002"
PRIVATE = {
    "country": "MT",
    "position": "Secretposition",
    "biography": "Secretbiography",
    "former_names": "Secretformername",
    "email": "secret@example.org",
}


@pytest.fixture
def certification():
    CertificationFactory(number=LISTED)
    certification = CertificationFactory(
        number=NUMBER,
        person__consent=None,
        person__given_name="Hushina",
        person__family_name="Unlisted",
        person__organisation=OrganisationFactory(name="Secretorganisation"),
        decided_by="ESCA",
        valid_until=date(2018, 12, 31),
        **{f"person__{name}": value for name, value in PRIVATE.items()},
    )
    CertificationFactory(
        number="SECRET2", person=certification.person, certified_on=date(2019, 1, 1)
    )
    SuspensionFactory(
        certification=certification, suspended_on=date(2016, 1, 1), reinstated_on=date(2016, 2, 1)
    )
    return certification


def check(client, number=NUMBER, **query):
    return client.get(f"/verify/{number}/", query)


def told(response, number):
    """All that leaves the register, apart from what was typed, its length and the clock."""
    varying = {"Content-Length", "Expires"}
    headers = {name: value for name, value in response.items() if name not in varying}
    return response.status_code, response.text.replace(number, "#"), headers


WAYS = [
    {},
    {"code": ""},
    {"code": "00000-00000"},
    {"code": "x"},
    {"code": "é\t"},
    {"on": "2016-01-15"},
    {"on": "2016-01-15", "code": "00000-00000"},
    {"format": "json"},
    {"format": "json", "code": "00000-00000"},
]


@pytest.mark.parametrize("query", WAYS, ids=repr)
def test_an_unlisted_and_an_unknown_number_get_the_same_answer(client, certification, query):
    answers = [check(client, number, **query) for number in (NUMBER, UNKNOWN)]

    assert told(answers[0], NUMBER) == told(answers[1], UNKNOWN)
    assert answers[0].status_code == 404


@pytest.mark.parametrize("query", WAYS, ids=repr)
def test_they_take_the_same_queries(client, certification, query):
    asked = []
    for number in (NUMBER, UNKNOWN, NUMBER, UNKNOWN):
        with CaptureQueriesContext(connection) as queries:
            check(client, number, **query)
        asked.append([each["sql"].split()[0] for each in queries])

    assert asked[0] == asked[1] == asked[2] == asked[3]
    assert len([word for word in asked[0] if word == "SELECT"]) == 4


def test_so_do_numbers_that_were_corrected_and_whose_data_are_erased(client, certification):
    certification.number = "NEW-1"
    certification.save()
    erased = CertificationFactory(number="ERASED-1")
    erase(erased.person, "Asked for it", "Office")

    numbers = (UNKNOWN, NUMBER, "NEW-1", "ERASED-1")
    answers = [told(check(client, number), number) for number in numbers]

    assert answers == [answers[0]] * 4


def test_the_form_leads_to_both_in_the_same_way(client, certification):
    answers = [client.get("/verify/", {"number": each}) for each in (NUMBER, UNKNOWN)]

    assert [(each.status_code, each.url) for each in answers] == [
        (302, f"/verify/{NUMBER}/"),
        (302, f"/verify/{UNKNOWN}/"),
    ]


@pytest.mark.parametrize(
    "write", [str, str.lower, written_check_code], ids=["stored", "in small letters", "printed"]
)
def test_number_and_check_code_show_the_certificate(client, certification, write):
    page = check(client, code=write(certification.check_code))

    assert page.status_code == 200
    assert "Name Hushina Unlisted" in text(page)
    assert "Last valid day 31 December 2018" in text(page)
    assert "Expired: it was valid until 31 December 2018" in text(page)


def test_the_code_of_another_certificate_is_wrong(client, certification):
    other = certification.person.certifications.get(number="SECRET2")

    assert check(client, code=other.check_code).status_code == 404


@pytest.mark.parametrize("query", [{}, {"format": "json"}, {"on": "2016-01-15"}], ids=repr)
def test_nothing_but_the_certificate_is_shown(client, certification, query):
    page = check(client, code=certification.check_code, **query).text

    assert "Hushina" in page
    secrets = [*PRIVATE.values(), "Malta", "Secret", "SECRET", certification.person.slug]
    assert [word for word in secrets if word in page] == []
    assert "ld+json" not in page


def test_a_listed_certificate_is_shown_whatever_the_code(client, certification):
    answers = [check(client, LISTED, code=code) for code in ("", "00000-00000")]

    assert [answer.status_code for answer in answers] == [200, 200]


def test_of_an_erased_person_the_facts_stay_and_no_name(client):
    certification = CertificationFactory(
        number="A1",
        person__family_name="Secretname",
        withdrawn=True,
        withdrawal_public_reason="Secretname asked for it",
    )
    erase(certification.person, "Asked for it", "Office")
    slug = certification.person.slug

    assert check(client, "A1").status_code == 404
    page = check(client, "A1", code=certification.check_code)
    data = check(client, "A1", code=certification.check_code, format="json")

    assert "Withdrawn on 1 January 2020" in text(page)
    assert "No longer kept: the personal data of the holder were erased." in text(page)
    assert (data.json()["name"], data.json()["level"]) == (None, "bronze")
    certification.person.refresh_from_db()
    secrets = ["Secretname", "Erased person", slug, certification.person.register_no]
    shown = page.text + data.text
    assert [word for word in secrets if word in shown] == []


def test_not_found_says_what_it_can_mean_and_whom_to_ask(client, settings):
    settings.REGISTER_CONTACT = "ask@example.org"
    page = text(check(client, UNKNOWN))

    for words in (
        "No certificate can be shown for ESCA-2015-9999",
        "The register covers all certificates",
        "typing error",
        "not entered yet",
        "the check code that stands on the certificate is needed",
        "not one of ours",
        "In doubt, ask ask@example.org",
    ):
        assert words in page, words


def test_no_cookie_is_set_or_read(certification):
    client = Client(headers={"cookie": f"sessionid={'a' * 32}"})
    queries = [{}, {"code": certification.check_code}]
    answers = [check(client, number, **query) for query in queries for number in (NUMBER, LISTED)]

    assert {(each.cookies.output(), each["Vary"]) for each in answers} == {
        ("", "Accept, Accept-Encoding")
    }
