"""The register in numbers: the same as the list tells, on each day."""

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from django.utils import timezone

from certification.demo.factories import (
    CertificationFactory,
    CourseFactory,
    ExpertFactory,
    level,
)
from certification.register.statistics import spans
from people.models import Sector
from tests.random_people import LEVELS
from tests.statistics import charts, numbers, random_register

TODAY = timezone.localdate()
DAY = timedelta(days=1)


def total(client, query):
    return client.get(f"/experts/{query}").context["total"]


@pytest.mark.parametrize(("seed", "span"), [(0, 7), (1, 200_000)])
def test_each_number_of_the_levels_is_that_of_the_list_on_the_day(client, seed, span, monkeypatch):
    monkeypatch.setattr(spans, "SPAN", span)
    random_register(seed)

    shown = numbers(client, "levels")

    assert [*shown] == [*(f"{year}-12-31" for year in range(2015, TODAY.year)), str(TODAY)]
    assert {
        day: {"experts": of_day["experts"], **{slug: of_day[f"valid_{slug}"] for slug in LEVELS}}
        for day, of_day in shown.items()
    } == {
        day: {
            "experts": total(client, f"?on={day}"),
            **{slug: total(client, f"?on={day}&level={slug}") for slug in LEVELS},
        }
        for day in shown
    }
    assert sum(of_day["experts"] for of_day in shown.values()) > 30


def test_the_picture_of_the_levels_counts_each_person_once(client):
    random_register(3)
    by_day = numbers(client, "levels").values()

    assert [sum(each[f"highest_{slug}"] for slug in LEVELS) for each in by_day] == [
        each["experts"] for each in by_day
    ]
    assert [each["highest_gold"] for each in by_day] == [each["valid_gold"] for each in by_day]


@pytest.mark.parametrize("chart", ["country", "language", "sector"])
def test_each_number_of_today_is_that_of_the_list_and_of_its_filter(client, chart):
    random_register(1, people=5)
    for country in ("NO", "DE"):
        ExpertFactory(country=country, languages=["de", "nb"], sectors=Sector.objects.all()[1:4])

    shown = {value: row["experts"] for value, row in numbers(client, chart).items()}
    offered = client.get("/experts/").context["offered"].filters
    options = next(each.options for each in offered if each.name == chart)

    assert shown == {each.value: each.people for each in options}
    assert shown == {value: total(client, f"?{chart}={value}") for value in shown}
    assert len(shown) > 2


def test_rows_lead_to_the_people_who_are_counted(client):
    random_register(2, people=10)

    found = {
        (row.address, row.numbers[row_index])
        for chart, row_index in (("levels", len(LEVELS)), ("country", 0), ("sector", 0))
        for row in charts(client)[chart].rows
    }

    assert {(address, client.get(address).context["total"]) for address, _n in found} == found


def test_what_runs_out_is_told_by_month_unless_it_is_renewed(client):
    begin, month = TODAY - 900 * DAY, f"{TODAY:%Y-%m}"
    coming = TODAY.replace(day=1) + relativedelta(months=2)
    for end, traits in (
        (TODAY, {}),
        (coming, {}),
        (coming, {"suspended": True}),
        (coming, {"withdrawn": True, "withdrawn_on": TODAY}),
        (TODAY - DAY, {}),
        (coming + relativedelta(months=22), {}),
        (None, {}),
    ):
        person = ExpertFactory(certification__certified_on=begin, certification=None)
        suspended = {"suspension__suspended_on": TODAY} if "suspended" in traits else {}
        CertificationFactory(
            person=person, certified_on=begin, valid_until=end, **traits, **suspended
        )
    renewed = ExpertFactory(certification__certified_on=begin, certification__valid_until=coming)
    CertificationFactory(
        person=renewed, certified_on=coming + DAY, renews=renewed.certifications.get()
    )
    unlisted = ExpertFactory(consent=None, certification__valid_until=coming)
    CertificationFactory(person=unlisted, level=level("gold"), valid_until=coming)
    both = ExpertFactory(certification__valid_until=coming)
    CertificationFactory(person=both, level=level("gold"), valid_until=coming)

    shown = numbers(client, "ending")

    assert len(shown) == 24
    assert {key: row for key, row in shown.items() if row["total"]} == {
        month: {"bronze": 1, "silver": 0, "gold": 0, "total": 1},
        f"{coming:%Y-%m}": {"bronze": 2, "silver": 0, "gold": 1, "total": 3},
    }


@pytest.mark.parametrize("span", [2, 200_000])
def test_a_person_is_certified_once_at_each_level(client, span, monkeypatch):
    monkeypatch.setattr(spans, "SPAN", span)
    renewed = ExpertFactory(certification__expired=True)
    CertificationFactory(person=renewed, certified_on=date(2018, 1, 1))
    CertificationFactory(person=renewed, level=level("gold"), certified_on=date(2018, 5, 1))
    ExpertFactory(certification__certified_on=date(2018, 2, 1))
    ExpertFactory(certification__upcoming=True)
    ExpertFactory(consent=None)
    ExpertFactory(certification__withdrawn=True, certification__certified_on=date(2020, 1, 1))

    shown = numbers(client, "certified")

    assert {year: row for year, row in shown.items() if row["total"]} == {
        "2015": {"bronze": 1, "silver": 0, "gold": 0, "total": 1},
        "2018": {"bronze": 1, "silver": 0, "gold": 1, "total": 2},
    }
    assert [*shown] == [str(year) for year in range(2015, TODAY.year + 1)]


def test_whoever_was_ever_certified_is_on_the_list_of_some_status(client):
    random_register(4)
    ever = "&".join(f"status={each}" for each in ("valid", "suspended", "expired", "withdrawn"))
    shown = numbers(client, "certified").values()

    assert {slug: sum(row[slug] for row in shown) for slug in LEVELS} == {
        slug: total(client, f"?level={slug}&{ever}") for slug in LEVELS
    }


def test_only_courses_count_that_took_place(client):
    CourseFactory(starts_on=date(2016, 5, 1))
    CourseFactory(starts_on=date(2018, 5, 1))
    CourseFactory(starts_on=date(2018, 12, 31))
    CourseFactory(starts_on=date(2017, 5, 1), cancelled_on=date(2017, 4, 1))
    CourseFactory(starts_on=date(2017, 5, 1), is_published=False)
    CourseFactory()

    shown = {year: row["courses"] for year, row in numbers(client, "courses").items()}

    assert {year: number for year, number in shown.items() if number} == {"2016": 1, "2018": 2}
