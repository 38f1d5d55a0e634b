"""The page of a certificate: what it says of which day."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from certification.demo.factories import (
    CertificationFactory,
    ConsentFactory,
    SuspensionFactory,
    level,
)
from certification.models import Certification
from certification.models.check_code import written_check_code
from certification.verification.addresses import check_address, printed_check_address
from tests.html import text


def check(client, number="ESCA-2015-0001", **query):
    return client.get(check_address(number), query)


def verdict(response):
    page = text(response)
    assert response.status_code == 200
    return page


@pytest.fixture
def certification():
    """Suspended for three months of 2016, withdrawn in 2018."""
    certification = CertificationFactory(
        number="ESCA-2015-0001",
        certified_on=date(2015, 3, 1),
        valid_until=date(2019, 2, 28),
        withdrawn_on=date(2018, 6, 15),
        withdrawal_reason="Secret reason",
        withdrawal_public_reason="By request of the holder",
    )
    SuspensionFactory(
        certification=certification,
        suspended_on=date(2016, 5, 1),
        reinstated_on=date(2016, 8, 1),
    )
    return certification


DAYS = [
    ("2015-02-28", "upcoming", "Not yet valid on 28 February 2015: it begins on 1 March 2015"),
    ("2015-03-01", "valid", "Valid on 1 March 2015"),
    ("2016-04-30", "valid", "Valid on 30 April 2016"),
    ("2016-05-01", "suspended", "Not valid on 1 May 2016: suspended since 1 May 2016"),
    ("2016-07-31", "suspended", "Not valid on 31 July 2016: suspended since 1 May 2016"),
    ("2016-08-01", "valid", "Valid on 1 August 2016"),
    ("2018-06-14", "valid", "Valid on 14 June 2018"),
    ("2018-06-15", "withdrawn", "Withdrawn on 15 June 2018"),
    ("2019-03-01", "withdrawn", "Withdrawn on 15 June 2018"),
    ("2999-01-01", "withdrawn", "Withdrawn on 15 June 2018"),
]


@pytest.mark.parametrize("listed", [True, False], ids=["listed", "by code"])
@pytest.mark.parametrize(("day", "status", "words"), DAYS)
def test_the_page_and_the_record_agree_on_each_boundary_day(
    client, certification, day, status, words, listed
):
    if not listed:
        certification.person.consents.update(withdrawn_on=timezone.localdate())

    page = check(client, on=day, code=certification.check_code)

    assert certification.status_on(date.fromisoformat(day)) == status
    assert words in verdict(page)
    assert f"verdict-{status}" in page.text
    assert check(client, on=day, code=certification.check_code, format="json").json()[
        "status"
    ] == str(certification.status_on(date.fromisoformat(day)))


ENDING = [("2018-12-31", "valid"), ("2019-01-01", "expired"), ("2024-01-01", "expired")]


@pytest.mark.parametrize(("day", "status"), ENDING)
def test_the_last_day_is_a_valid_one(client, day, status):
    certification = CertificationFactory(number="A1", valid_until=date(2018, 12, 31))

    assert check(client, "A1", on=day, format="json").json()["status"] == status
    assert certification.status_on(date.fromisoformat(day)) == status


def test_today_is_said_as_today(client):
    today, day = timezone.localdate(), timedelta(days=1)
    CertificationFactory(number="A1")
    CertificationFactory(number="A2", expired=True)
    CertificationFactory(number="A3", suspended=True)
    CertificationFactory(number="A4", certified_on=today + day)
    CertificationFactory(number="A5", valid_until=today)

    pages = [verdict(check(client, number)) for number in ("A1", "A2", "A3", "A4", "A5")]

    assert ["Valid today" in page for page in pages] == [True, False, False, False, True]
    assert "Expired: it was valid until 31 December 2017" in pages[1]
    assert "Suspended since 1 January 2020" in pages[2]
    assert "Not yet valid: it begins on" in pages[3]


def test_each_status_has_a_sign_of_another_shape(client, certification):
    CertificationFactory(number="E1", expired=True)
    days = ["2015-01-01", "2015-03-01", "2016-05-01", "2018-06-15"]
    pages = [*[check(client, on=day).text for day in days], check(client, "E1").text]

    signs = [page[page.index('<svg class="sign"') :].partition("</svg>")[0] for page in pages]

    assert len({*signs}) == 5


def test_the_public_reason_of_a_withdrawal_is_told_and_the_other_is_not(client, certification):
    pages = [verdict(check(client)), verdict(check(client, on="2018-06-14"))]

    assert ["By request of the holder" in page for page in pages] == [True, False]
    assert ["Secret reason" in page for page in pages] == [False, False]


def test_a_past_day_says_its_status_of_today_too(client, certification):
    page = verdict(check(client, on="2016-05-20"))

    assert "The status stands as it did on that day. Its status today: Withdrawn." in page


def test_what_was_withdrawn_on_its_first_day_was_never_in_force(client, certification):
    Certification.objects.update(withdrawn_on=date(2015, 3, 1))

    assert "so it was never in force" in verdict(check(client))


def test_the_page_says_what_the_certificate_says_and_who_decided(client, certification):
    page = verdict(check(client))

    person = certification.person
    for words in (
        f"Name {person.name}",
        f"Entitles to {level('bronze').entitles_to}",
        "First valid day 1 March 2015",
        "Last valid day 28 February 2019",
        "Decided by ESCA secretariat",
        "1 August 2016 Bronze: reinstated",
    ):
        assert words in page, words


def test_a_number_is_read_however_it_is_copied(client, certification):
    for typed in ("esca20150001", " ESCA 2015/0001", "ESCA–2015–0001", "e.s.c.a-2015-0001"):
        page = client.get("/verify/", {"number": typed}, follow=True)
        assert "Certificate ESCA-2015-0001" in verdict(page), typed
        assert check_address(certification.number) in page.text


def test_an_expired_certificate_leads_to_what_renews_it(client):
    first = CertificationFactory(number="A1", expired=True)
    CertificationFactory(
        number="A2", person=first.person, certified_on=date(2018, 1, 1), basis="renewal"
    )
    CertificationFactory(number="S1", person=first.person, level=level("silver"))

    old, new = check(client, "A1"), check(client, "A2")

    words = "It was renewed, and its holder is certified at this level today."
    assert [words in verdict(page) for page in (old, new)] == [True, False]
    assert "Renewed by A2 Valid Since 1 January 2018" in text(old)
    assert "It renews A1 Expired Was valid until 31 December 2017" in text(new)
    assert ["S1" in page.text for page in (old, new)] == [False, False]


@pytest.mark.parametrize(("day", "said"), [("2017-12-31", False), ("2018-01-01", True)])
def test_the_holder_is_certified_on_the_day_that_was_asked_about(client, day, said):
    first = CertificationFactory(number="A1", expired=True)
    CertificationFactory(
        number="A2", person=first.person, certified_on=date(2018, 1, 1), suspended=True
    )

    words = "It was renewed, and its holder is certified at this level on that day."
    assert (words in verdict(check(client, "A1", on=day))) is said
    # The renewal is suspended today.
    assert "is certified at this level" not in verdict(check(client, "A1"))


def test_a_withdrawal_shows_at_the_next_request(client, page_cache):
    certification = CertificationFactory(number="A1")
    before = check(client, "A1")
    certification.withdraw(timezone.localdate(), "For staff", "Misuse of the label")

    after = check(client, "A1")

    assert ["Valid today" in verdict(page) for page in (before, after)] == [True, False]
    assert "no-store" in after["Cache-Control"]


def test_a_withdrawn_consent_shows_at_the_next_request(client, page_cache):
    certification = CertificationFactory(number="A1")
    assert check(client, "A1").status_code == 200
    certification.person.consents.get().withdraw(timezone.localdate())

    assert check(client, "A1").status_code == 404

    ConsentFactory(person=certification.person, given_on=timezone.localdate())
    assert check(client, "A1").status_code == 200


def test_the_printed_address_is_the_one_that_is_checked(client, settings):
    settings.REGISTER_URL = "https://register.example.org"
    certification = CertificationFactory(number="ESCA 2015/01", person__consent=None)

    printed = printed_check_address(certification)

    code = written_check_code(certification.check_code)
    assert printed == f"https://register.example.org/verify/ESCA-2015-01/?code={code}"
    assert client.get(printed.removeprefix(settings.REGISTER_URL)).status_code == 200


def test_a_profile_leads_to_each_certificate_with_a_number(client):
    first = CertificationFactory(number="A1", expired=True)
    CertificationFactory(number="A2", person=first.person, certified_on=date(2018, 1, 1))
    CertificationFactory(person=first.person, level=level("silver"))

    page = client.get(f"/experts/{first.person.slug}/").text

    assert [page.count(f'href="/verify/{number}/"') for number in ("A1", "A2")] == [1, 2]
    assert page.count("Check certificate") == 3


def test_the_check_is_found_from_home_and_from_every_page(client):
    assert 'href="/verify/"' in client.get("/about/").text
    assert client.get("/").text.count('href="/verify/"') == 2
    assert "/verify/" in client.get("/sitemap-pages.xml").text


def test_only_the_plain_page_of_a_certificate_is_for_search_engines(client):
    certification = CertificationFactory(number="A1")
    pages = [
        check(client, "A1"),
        check(client, "A1", code=certification.check_code),
        check(client, "A1", on="2019-01-01"),
        check(client, "ZZ"),
    ]

    found = ['name="robots" content="noindex"' in page.text for page in pages]

    assert found == [False, True, True, True]
