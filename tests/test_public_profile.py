"""The page of an expert: levels on a day, history, and what is told of the person."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from certification.demo.factories import (
    CertificationFactory,
    ExpertFactory,
    OrganisationFactory,
    PersonFactory,
    SectorFactory,
    SuspensionFactory,
    level,
    rule,
)
from certification.models import Certification, Expert, Suspension
from people.models import Person
from tests.html import text


@pytest.fixture
def expert():
    """Bronze for three years, renewed, suspended for three months, then withdrawn; silver without end."""
    expert = ExpertFactory(
        certification__certified_on=date(2012, 3, 1), certification__valid_until=date(2015, 2, 28)
    )
    renewal = CertificationFactory(
        person=expert,
        certified_on=date(2015, 3, 1),
        valid_until=date(2021, 2, 28),
        withdrawn_on=date(2020, 6, 15),
        withdrawal_reason="Misconduct",
    )
    SuspensionFactory(
        certification=renewal, suspended_on=date(2019, 5, 1), reinstated_on=date(2019, 8, 1)
    )
    CertificationFactory(person=expert, level=level("silver"), certified_on=date(2014, 1, 1))
    return expert


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        ("2012-02-29", [("bronze", "upcoming"), ("silver", "upcoming")]),
        ("2012-03-01", [("bronze", "valid"), ("silver", "upcoming")]),
        ("2015-02-28", [("bronze", "valid"), ("silver", "valid")]),
        ("2019-04-30", [("bronze", "valid"), ("silver", "valid")]),
        ("2019-05-01", [("bronze", "suspended"), ("silver", "valid")]),
        ("2019-08-01", [("bronze", "valid"), ("silver", "valid")]),
        ("2020-06-15", [("bronze", "withdrawn"), ("silver", "valid")]),
    ],
)
def test_levels_are_those_of_the_day_in_the_address(client, expert, day, standing):
    shown = client.get(f"{expert.get_absolute_url()}?on={day}").context["expert"].standing

    assert [(each.level.slug, each.status) for each in shown] == standing


def test_a_status_stands_in_words_with_its_dates(client, expert):
    pages = [
        text(client.get(f"{expert.get_absolute_url()}{on}"))
        for on in ("", "?on=2019-05-20", "?on=2016-01-01")
    ]

    assert [
        words in page
        for page, words in zip(
            pages,
            [
                "Bronze Withdrawn Withdrawn on 15 June 2020",
                "Bronze Suspended Suspended since 1 May 2019",
                "Bronze Valid 1 March 2015 to 28 February 2021",
            ],
            strict=True,
        )
    ] == [True, True, True]


def test_the_history_is_all_that_happened_in_the_order_of_the_days(client, expert):
    history = client.get(expert.get_absolute_url()).context["history"]

    assert [(str(fact.day), fact.kind, fact.certification.level.slug) for fact in history] == [
        ("2012-03-01", "certified", "bronze"),
        ("2014-01-01", "certified", "silver"),
        ("2015-03-01", "renewed", "bronze"),
        ("2019-05-01", "suspended", "bronze"),
        ("2019-08-01", "reinstated", "bronze"),
        ("2020-06-15", "withdrawn", "bronze"),
    ]


def test_a_certification_and_its_renewals_are_one_line(client, expert):
    page = text(client.get(expert.get_absolute_url()))

    assert "Bronze: certified on 1 March 2012, renewed on 1 March 2015." in page
    assert "Silver: certified on 1 January 2014, renewed" not in page


def test_what_follows_a_withdrawal_is_no_renewal_of_it(client, expert):
    CertificationFactory(
        person=expert, certified_on=date(2021, 5, 1), valid_until=date(2024, 4, 30)
    )
    CertificationFactory(person=expert, certified_on=date(2024, 5, 1))

    found = client.get(expert.get_absolute_url()).context["lines"]

    assert [
        (line.first.certified_on.year, [each.certified_on.year for each in line.renewals])
        for line in found
    ] == [(2012, [2015]), (2021, [2024])]


def test_another_day_than_today_is_said_on_the_profile(client, expert):
    pages = [
        text(client.get(f"{expert.get_absolute_url()}?on={day}"))
        for day in ("2019-05-01", timezone.localdate())
    ]

    assert ["As of " in page for page in pages] == [True, False]


def test_nobody_without_a_certification_has_a_profile(client):
    person = PersonFactory()

    assert client.get(f"/experts/{person.slug}/").status_code == 404


def test_last_updated_is_the_latest_change_of_person_or_certification(client):
    expert = ExpertFactory()
    long_ago = timezone.make_aware(timezone.datetime(2016, 4, 1))
    later = timezone.make_aware(timezone.datetime(2017, 4, 1))
    # The trigger that keeps the moment of a change lets one through that changes it alone.
    Person.objects.filter(pk=expert.pk).update(updated_at=long_ago)
    Certification.objects.filter(person=expert).update(updated_at=later)

    assert client.get(expert.get_absolute_url()).context["expert"].changed_at == later


def test_corrections_and_concerns_are_sent_with_the_address_of_the_profile(client):
    expert = ExpertFactory(register_no="E000042")

    page = client.get(expert.get_absolute_url()).content.decode()

    links = [
        f"/concerns/new/?kind={kind}&amp;about={expert.slug}" for kind in ("correction", "concern")
    ]
    assert [f'href="{link}"' in page for link in links] == [True, True]


def test_details_of_the_person_are_shown_by_name(client):
    expert = ExpertFactory(
        given_name="Ελένη",
        family_name="Щербакова",
        position="Director",
        organisation=OrganisationFactory(name="Cluster & Co", website="https://www.example.com/x"),
        languages=["el", "de"],
        sectors=[SectorFactory(slug="ict")],
        is_available=True,
        biography="First line.\nSecond <b>line</b>.",
        website="https://eleni.example.net/",
    )

    page = text(client.get(expert.get_absolute_url()))

    wanted = [
        "Ελένη Щербакова Director Cluster & Co example.com Norway",
        "Languages German Greek Sectors of expertise ICT Assignments Available",
        "Website eleni.example.net",
        "First line. Second <b>line</b>.",
    ]
    assert [words in page for words in wanted] == [True] * 4


def test_links_to_other_sites_are_not_recommendations(client):
    expert = ExpertFactory(website="https://eleni.example.net/")

    page = client.get(expert.get_absolute_url()).content.decode()

    assert '<a class="outward" href="https://eleni.example.net/" rel="nofollow noopener">' in page


def test_what_is_no_web_address_is_no_link(client):
    expert = ExpertFactory()
    Expert.objects.filter(pk=expert.pk).update(website="javascript:alert(1)")

    assert "javascript:" not in client.get(expert.get_absolute_url()).content.decode()


def test_a_profile_takes_the_same_queries_with_one_certification_and_with_many(
    client, expert, django_assert_num_queries
):
    simple = ExpertFactory()

    for each in (simple, expert):
        with django_assert_num_queries(7):
            client.get(each.get_absolute_url())


def test_the_last_change_is_dated_in_the_registers_time_zone(client):
    expert = ExpertFactory()
    late = datetime(2999, 11, 22, 23, 30, tzinfo=UTC)
    Person.objects.update(updated_at=late)

    response = client.get(expert.get_absolute_url())

    assert b">23 November 2999<" in response.content


def test_a_suspension_is_a_change(client):
    expert = ExpertFactory()
    before = Expert.objects.with_last_change().get().changed_at

    SuspensionFactory(certification=expert.certifications.get(), suspended_on=date(2015, 1, 1))
    Suspension.objects.update(updated_at=before + timedelta(days=1))

    assert Expert.objects.with_last_change().get().changed_at > before


def test_mistaken_and_coming_suspensions_are_no_part_of_the_public_history(client):
    expert = ExpertFactory()
    certification = expert.certifications.get()
    certification.suspend(date(2020, 1, 1), "For somebody else")
    certification.reinstate(date(2020, 1, 1), "A mistake")
    certification.suspend(timezone.localdate() + timedelta(days=9), "Complaint")

    response = client.get(expert.get_absolute_url())

    assert [fact.kind for fact in response.context["history"]] == ["certified"]


def renewals(client, expert):
    found = client.get(expert.get_absolute_url()).context["lines"]
    return [
        (line.first.certified_on, [each.certified_on for each in line.renewals]) for line in found
    ]


def test_what_the_register_certified_anew_is_no_renewal_of_what_came_before(client):
    first = CertificationFactory(certified_on=date(2015, 1, 1), valid_until=date(2016, 12, 31))
    expert = Expert.objects.get()
    decided = {"rule": rule("bronze"), "decided_on": date(2018, 1, 1)}
    anew = CertificationFactory(
        person=expert, certified_on=date(2018, 1, 1), valid_until=date(2020, 12, 31), **decided
    )

    before = renewals(client, expert)
    CertificationFactory(person=expert, certified_on=date(2021, 1, 1), renews=anew, **decided)

    assert before == []
    assert renewals(client, expert) == [(date(2018, 1, 1), [date(2021, 1, 1)])]
    assert first.renewals.count() == 0


def test_a_withdrawal_to_come_does_not_change_the_word_before_its_day(client):
    today = timezone.localdate()
    held = CertificationFactory(
        certified_on=date(2020, 1, 1),
        withdrawn_on=today + timedelta(days=1),
        withdrawal_reason="Misconduct",
    )
    CertificationFactory(person=held.person, certified_on=today + timedelta(days=5))

    assert renewals(client, Expert.objects.get()) == [
        (date(2020, 1, 1), [today + timedelta(days=5)])
    ]
