"""The way of a person on the profile: what is told of it, and in which order."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from certification.certifying import renew
from certification.demo.factories import (
    CertificationFactory,
    ExpertFactory,
    SuspensionFactory,
)
from certification.models import Certification, LevelRule
from tests.html import text
from tests.ways import somebody, way

DAY = timedelta(days=1)


@pytest.fixture
def expert():
    return somebody()


def test_it_is_all_of_the_way_in_the_order_of_the_days(client, expert):
    assert way(client, expert) == [
        ("2017-09-21", "passed", "bronze"),
        ("2017-10-01", "certified", "bronze"),
        ("2019-01-01", "begun", "silver"),
        ("2020-01-01", "ended", "silver"),
        ("2020-01-01", "certified", "silver"),
        ("2020-10-01", "expired", "bronze"),
    ]


def test_it_reads_well_as_text(client, expert):
    page = text(client.get(expert.get_absolute_url()))

    assert (
        "21 September 2017 Course passed Benchmarking in Stuttgart "
        "1 October 2017 Bronze: certified Valid until 30 September 2020. Decided by: ESCA secretariat. "
        "1 January 2019 Traineeship for Silver: begun 1 January 2020 Traineeship for Silver: ended "
        "1 January 2020 Silver: certified Without an end. Decided by: ESCA secretariat. "
        "1 October 2020 Bronze: expired The last valid day was 30 September 2020."
    ) in page


def test_it_is_a_list_whose_days_programs_can_read(client, expert):
    page = client.get(expert.get_absolute_url()).content.decode()
    (found,) = re.findall(r'<ol class="history">(.*?)</ol>', page, re.DOTALL)

    assert re.findall('<time datetime="([^"]*)">', found) == [
        day for day, *_ in way(client, expert)
    ]


def test_a_renewal_that_follows_at_once_leaves_no_expiry(client):
    expert = ExpertFactory(
        certification__certified_on=date(2015, 1, 1), certification__valid_until=date(2017, 12, 31)
    )
    for first, last in ((2018, 2019), (2021, 2022)):
        CertificationFactory(
            person=expert, certified_on=date(first, 1, 1), valid_until=date(last, 12, 31)
        )

    assert [fact for fact in way(client, expert) if fact[1] == "expired"] == [
        ("2020-01-01", "expired", "bronze"),
        ("2023-01-01", "expired", "bronze"),
    ]


def test_what_is_withdrawn_does_not_expire_afterwards(client):
    expert = ExpertFactory(
        certification__valid_until=date(2020, 12, 31), certification__withdrawn=True
    )

    assert [kind for _day, kind, _level in way(client, expert)] == ["certified", "withdrawn"]


def test_the_last_valid_day_is_no_expiry_yet(client):
    today = timezone.localdate()
    last, over = (ExpertFactory(certification__valid_until=today - n * DAY) for n in (0, 1))

    assert [way(client, each)[-1][:2] for each in (last, over)] == [
        ("2015-01-01", "certified"),
        (str(today), "expired"),
    ]


def test_a_decision_on_a_line_is_told_once(client):
    LevelRule.objects.update(validity_months=36, grace_months=6)
    first = CertificationFactory(certified_on=date(2018, 3, 1), valid_until=date(2021, 2, 28))
    renew(first, date(2020, 6, 1))
    first.suspend(date(2020, 7, 1), "Complaint")
    Certification.objects.get(renews=first).withdraw(date(2022, 1, 1), "Misconduct")

    found = way(client, first.person)

    assert [fact[:2] for fact in found] == [
        ("2018-03-01", "certified"),
        ("2020-07-01", "suspended"),
        ("2021-03-01", "renewed"),
        ("2022-01-01", "withdrawn"),
    ]
    page = text(client.get(f"/experts/{first.person.slug}/"))
    assert "Valid until 29 February 2024. Still suspended." in page


def test_the_days_of_renewals_are_joined_by_words(client):
    expert = ExpertFactory(certification__valid_until=date(2015, 12, 31))
    for year in (2016, 2017, 2018):
        CertificationFactory(
            person=expert, certified_on=date(year, 1, 1), valid_until=date(year, 12, 31)
        )

    page = text(client.get(expert.get_absolute_url()))

    assert "renewed on 1 January 2016, 1 January 2017, and 1 January 2018." in page


def test_the_page_of_another_day_says_how_far_the_history_goes(client, expert, time_machine_at):
    time_machine_at("2026-11-30T12:00:00+01:00")

    page = text(client.get(f"{expert.get_absolute_url()}?on=2018-01-01"))

    assert "The levels stand as they did on that day. Everything else is as of today." in page
    assert "History up to today, 30 November 2026" in page


def test_the_bars_are_the_periods_up_to_today_and_as_decided(client, time_machine_at):
    time_machine_at("2024-01-01T12:00:00+01:00")
    expert = ExpertFactory(
        certification__certified_on=date(2020, 1, 1), certification__valid_until=date(2025, 12, 31)
    )
    SuspensionFactory(
        certification=expert.certifications.get(),
        suspended_on=date(2021, 1, 1),
        reinstated_on=date(2022, 1, 1),
    )

    periods = client.get(expert.get_absolute_url()).context["periods"]

    assert [bar.kind for bar in periods.rows[0].bars] == ["valid", "suspended", "valid", "to-come"]
    assert (periods.rows[0].bars[0].x, periods.today) == ("0.00%", "66.65%")
    assert [year.year for year in periods.years] == [2020, 2021, 2022, 2023, 2024, 2025]


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_days_that_nobody_means_still_make_a_page(client, day):
    expert = ExpertFactory(certification__certified_on=day)

    assert client.get(expert.get_absolute_url()).status_code == 200


def test_it_takes_the_same_queries_for_a_long_way(client, expert, django_assert_num_queries):
    with django_assert_num_queries(7):
        assert len(way(client, expert)) == 6
