"""The public list: who is on it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from certification.demo.factories import (
    CertificationFactory,
    ExpertFactory,
    OrganisationFactory,
    PersonFactory,
    SectorFactory,
    level,
)
from tests.public_list import experts

DAY = timedelta(days=1)


@pytest.fixture
def found(client):
    """The family names on the list, in order."""

    def ask(query=""):
        response = client.get(f"/experts/{query}")
        assert response.status_code == 200
        return [expert.family_name for expert in experts(response)]

    return ask


def test_only_listed_people_with_a_valid_certification_are_shown(found):
    ExpertFactory(family_name="Valid")
    ExpertFactory(family_name="Unlisted", consent=None)
    ExpertFactory(family_name="Expired", certification__expired=True)
    ExpertFactory(family_name="Suspended", certification__suspended=True)
    ExpertFactory(family_name="Withdrawn", certification__withdrawn=True)
    ExpertFactory(family_name="Upcoming", certification__upcoming=True)
    PersonFactory(family_name="Uncertified")

    assert found() == ["Valid"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?status=expired", ["Expired"]),
        ("?status=expired&status=withdrawn", ["Expired", "Withdrawn"]),
        ("?status=suspended&status=upcoming", ["Suspended", "Upcoming"]),
        ("?status=valid&status=expired", ["Expired", "Valid"]),
    ],
)
def test_several_statuses_mean_or(found, query, expected):
    ExpertFactory(family_name="Valid")
    ExpertFactory(family_name="Unlisted", consent=None, certification__expired=True)
    for status in ("expired", "suspended", "withdrawn", "upcoming"):
        ExpertFactory(family_name=status.title(), **{f"certification__{status}": True})

    assert found(query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?country=NO", ["Norway"]),
        ("?country=NO&country=EE", ["Estonia", "Norway"]),
        ("?country=none", ["Nowhere"]),
        ("?country=none&country=NO", ["Norway", "Nowhere"]),
        ("?country=MT", []),
        ("?level=gold", ["Estonia"]),
        ("?level=gold&level=bronze", ["Estonia", "Norway", "Nowhere"]),
        ("?language=el", ["Norway"]),
        ("?language=el&language=et", ["Estonia", "Norway"]),
        ("?sector=ict", ["Estonia"]),
        ("?sector=ict&sector=construction", ["Estonia", "Norway"]),
        ("?available=yes", ["Norway"]),
        ("?country=NO&country=EE&sector=ict&language=et&level=gold", ["Estonia"]),
        ("?country=NO&sector=ict", []),
        ("?q=bjorn", ["Norway"]),
        ("?q=NORW+BJ", ["Norway"]),
        ("?q=office+bjorn", ["Norway"]),
    ],
)
def test_values_of_one_filter_mean_or_and_filters_mean_and(found, query, expected):
    ict, construction = SectorFactory(slug="ict"), SectorFactory(slug="construction")
    ExpertFactory(
        family_name="Norway",
        given_name="Bjørn",
        languages=["en", "el"],
        sectors=[construction],
        is_available=True,
        organisation=OrganisationFactory(name="Oslo Office"),
    )
    estonia = ExpertFactory(
        family_name="Estonia",
        country="EE",
        languages=["et"],
        sectors=[ict, construction],
        is_available=False,
        certification__level=level("gold"),
    )
    CertificationFactory(person=estonia, level=level("silver"), expired=True)
    ExpertFactory(family_name="Nowhere", country="", languages=[])

    assert found(query) == expected


def test_level_and_status_are_asked_of_the_same_certification(found):
    expert = ExpertFactory(family_name="Lapsed at gold")
    CertificationFactory(person=expert, level=level("gold"), expired=True)

    answers = [found("?level=gold"), found("?level=gold&status=expired"), found("?level=bronze")]

    assert answers == [[], ["Lapsed at gold"], ["Lapsed at gold"]]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2018, 2, 28), []),
        (date(2018, 3, 1), ["Period"]),
        (date(2021, 2, 28), ["Period"]),
        (date(2021, 3, 1), []),
    ],
)
def test_the_list_on_a_day_has_who_was_valid_on_that_day(found, day, expected):
    ExpertFactory(
        family_name="Period",
        certification__certified_on=date(2018, 3, 1),
        certification__valid_until=date(2021, 2, 28),
    )

    assert found(f"?on={day}") == expected


def test_today_is_the_day_in_the_registers_time_zone(found, time_machine_at):
    ExpertFactory(
        family_name="Period",
        certification__certified_on=date(2018, 3, 1),
        certification__valid_until=date(2021, 2, 28),
    )

    answers = []
    for moment in ("2021-02-28T22:59:00Z", "2021-02-28T23:01:00Z"):
        time_machine_at(moment)
        answers.append(found())

    assert answers == [["Period"], []]


def test_an_expert_whose_certification_began_today_is_valid(found):
    ExpertFactory(family_name="New", certification__certified_on=timezone.localdate())
    ExpertFactory(family_name="Tomorrow", certification__certified_on=timezone.localdate() + DAY)

    assert found() == ["New"]
