"""What the form offers, and the addresses that it and the links lead to."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.utils import timezone

from certification.demo.factories import ExpertFactory, SectorFactory
from tests.html import text
from tests.public_list import experts


def offered(client, name, query=""):
    filters = client.get(f"/experts/{query}").context["offered"].filters
    options = next((each.options for each in filters if each.name == name), [])
    return [(option.value, option.label) for option in options]


def test_only_countries_of_listed_people_are_offered_by_name(client):
    for code in ("CH", "DE", "HR", ""):
        ExpertFactory(country=code)
    ExpertFactory(country="MT", consent=None)

    assert offered(client, "country") == [
        ("HR", "Croatia"),
        ("DE", "Germany"),
        ("CH", "Switzerland"),
        ("none", "Country not recorded"),
    ]


def test_a_country_of_a_shared_address_stays_chosen_when_nobody_is_of_it(client):
    ExpertFactory(country="HR")

    assert offered(client, "country", "?country=MT") == [("MT", "Malta"), ("HR", "Croatia")]


def test_only_languages_of_listed_people_are_offered_by_name(client):
    ExpertFactory(languages=["de", "el"])
    ExpertFactory(languages=["mt"], consent=None)

    assert offered(client, "language") == [("de", "German"), ("el", "Greek")]


def test_only_sectors_of_listed_people_are_offered(client):
    ExpertFactory(sectors=[SectorFactory(slug="ict")])
    ExpertFactory(sectors=[SectorFactory(slug="construction")], consent=None)

    assert [slug for slug, _name in offered(client, "sector")] == ["ict"]


@pytest.mark.parametrize(
    ("submitted", "tidy"),
    [
        ("?q=&on=&order=name", "/experts/"),
        ("?q=bjorn&on=&status=valid&order=best", "/experts/?q=bjorn"),
        ("?q=+&order=best", "/experts/"),
        ("?q=+&country=NO&country=", "/experts/?country=NO"),
        ("?page=3&level=gold", "/experts/?level=gold"),
    ],
)
def test_what_a_visitor_left_empty_does_not_stay_in_the_address(client, submitted, tidy):
    response = client.get(f"/experts/{submitted}")

    assert (response.status_code, response["Location"]) == (302, tidy)


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("", "http://testserver/experts/"),
        ("?utm=x", "http://testserver/experts/"),
        (
            "?country=NO&q=given&country=DE",
            "http://testserver/experts/?q=given&country=DE&country=NO",
        ),
        (
            "?after=a.a.1&country=NO",
            "http://testserver/experts/?country=NO&after=a.a.1",
        ),
        ("?on=2020-1-1&status=valid&status=valid", "http://testserver/experts/?on=2020-01-01"),
    ],
)
def test_each_state_has_one_canonical_address(client, query, canonical):
    for _ in range(26):
        ExpertFactory()

    page = unescape(client.get(f"/experts/{query}").content.decode())

    assert f'<link rel="canonical" href="{canonical}">' in page


def test_each_filter_in_use_has_a_link_that_removes_it_alone(client):
    ExpertFactory()

    context = client.get("/experts/?country=NO&country=DE&q=<b>&on=2019-05-01").context

    assert [(each.text, each.without.urlencode()) for each in context["active"]] == [
        ("“<b>”", "country=DE&country=NO&on=2019-05-01"),
        ("Germany", "q=%3Cb%3E&country=NO&on=2019-05-01"),
        ("Norway", "q=%3Cb%3E&country=DE&on=2019-05-01"),
        ("On 1 May 2019", "q=%3Cb%3E&country=DE&country=NO"),
    ]


def test_paging_keeps_the_filters(client):
    for _ in range(26):
        ExpertFactory()

    response = client.get("/experts/?country=NO&order=latest")
    last = experts(response)[-1]

    assert (
        f'rel="next" href="/experts/?country=NO&order=latest&after=-5479.{last.sort_key.replace("\t", ".")}.{last.pk}"'
        in unescape(response.content.decode())
    )


def test_another_day_than_today_is_said(client, time_machine_at):
    time_machine_at("2026-05-01T12:00:00Z")
    ExpertFactory(certification__certified_on=date(2012, 1, 1))

    pages = [
        client.get(f"/experts/?on={day}").content.decode() for day in ("2019-05-01", "2026-05-01")
    ]

    assert ["As of 1 May 2019" in page or "As of 1 May 2026" in page for page in pages] == [
        True,
        False,
    ]


def test_an_empty_result_offers_people_of_any_status_with_their_number(client):
    ExpertFactory(family_name="Horvat", certification__expired=True)
    ExpertFactory(family_name="Horvat", certification__withdrawn=True)
    ExpertFactory(family_name="Horvat", certification__expired=True, consent=None)
    ExpertFactory(family_name="Rossi", certification__expired=True)

    context = client.get("/experts/?q=horvat").context
    offered = client.get(f"/experts/?{context['any_status'].urlencode()}").context

    assert (context["lapsed_count"], len(offered["rows"])) == (2, 2)


def test_an_empty_result_says_why_and_whom_to_ask(client, settings):
    settings.REGISTER_CONTACT = "ask@example.org"

    page = client.get("/experts/?q=nobody").content.decode()

    assert ("The likely reasons" in page, 'href="mailto:ask@example.org"' in page) == (True, True)


WHY = {
    "q=nobody": ["spelt otherwise"],
    "country=MT": [],
    "country=MT&level=gold": ["fits all of what you chose"],
    "status=withdrawn": ["have another status"],
    "on=2001-01-01": ["Nobody fits on that day."],
}


@pytest.mark.parametrize("query", WHY)
def test_only_reasons_that_may_be_true_are_given(client, query):
    page = text(client.get(f"/experts/?{query}"))

    given = [reason for reasons in WHY.values() for reason in reasons if reason in page]
    assert given == WHY[query]


def test_a_coming_day_is_only_known_as_far_as_it_is_decided(client):
    coming = timezone.localdate() + timedelta(days=300)

    pages = [
        text(client.get(f"/experts/{frame}?on={on}"))
        for frame in ("", "embed/")
        for on in (coming, "2019-05-01")
    ]

    said = ["as far as it is decided today" in page for page in pages]
    assert said == [True, False, True, False]


def test_filters_in_use_are_counted_without_the_search(client):
    page = text(client.get("/experts/?q=anna&level=gold&on=2019-05-01"))

    assert "Filters (2 in use)" in page


def test_removing_all_filters_keeps_the_order(client):
    page = client.get("/experts/?level=gold&order=country").content.decode()

    assert '<a class="chip-all" href="/experts/?order=country">' in page


def test_a_country_may_be_written_in_small_letters(client):
    response = client.get("/experts/?country=no&country=none")

    assert (response.status_code, response["Location"]) == (
        302,
        "/experts/?country=NO&country=none",
    )
