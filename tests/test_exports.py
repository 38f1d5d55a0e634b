"""The list as a file: who is in it, and what it says of them."""

import json
from datetime import date

import pytest
from django.utils import timezone

from certification.demo.factories import (
    CertificationFactory,
    ConsentFactory,
    ExpertFactory,
    OrganisationFactory,
    SectorFactory,
    SuspensionFactory,
    TraineeshipFactory,
    level,
)
from certification.exporting.columns import COLUMNS
from people.models import ConsentScope
from tests.exporting import KINDS, body, names, rows, sheet
from tests.public_list import experts


@pytest.fixture
def asa():
    expert = ExpertFactory(
        register_no="E-7",
        given_name="Åsa",
        family_name="Øst",
        country="NO",
        position="Analyst",
        organisation=OrganisationFactory(name="Nordic Office"),
        languages=["en", "no"],
        sectors=[SectorFactory(slug="ict"), SectorFactory(slug="food-industry")],
        is_available=True,
        certification__valid_until=date(2099, 12, 31),
    )
    silver = CertificationFactory(
        person=expert, level=level("silver"), certified_on=date(2016, 2, 1)
    )
    SuspensionFactory(certification=silver, suspended_on=date(2020, 1, 1))
    ConsentFactory(person=expert, scope=ConsentScope.TRAINEESHIP)
    TraineeshipFactory(person=expert, level=level("gold"), started_on=date(2018, 1, 1))
    return expert


PERSON = {
    "register_no": "E-7",
    "given_name": "Åsa",
    "family_name": "Øst",
    "country": "NO",
    "organisation": "Nordic Office",
    "position": "Analyst",
}
URL = "http://testserver/experts/asa-ost-e_7/"


def test_csv_has_a_row_for_each_level_of_a_person(client, asa):
    person = PERSON | {
        "languages": "en; no",
        "sectors": "food-industry; ict",
        "available": "yes",
        "trainee_for": "gold",
        "url": URL,
        "on": timezone.localdate().isoformat(),
    }
    bronze = {"level": "bronze", "status": "valid", "certified_on": "2015-01-01"}
    silver = {"level": "silver", "status": "suspended", "certified_on": "2016-02-01"}

    assert rows(client) == [
        person | bronze | {"valid_until": "2099-12-31", "suspended_on": "", "withdrawn_on": ""},
        person | silver | {"valid_until": "", "suspended_on": "2020-01-01", "withdrawn_on": ""},
    ]


def test_json_has_an_object_for_each_person(client, asa):
    nothing = {"valid_until": None, "suspended_on": None, "withdrawn_on": None}
    bronze = {"level": "bronze", "status": "valid", "certified_on": "2015-01-01"}
    silver = {"level": "silver", "status": "suspended", "certified_on": "2016-02-01"}
    expected = PERSON | {
        "languages": ["en", "no"],
        "sectors": ["food-industry", "ict"],
        "available": True,
        "trainee_for": ["gold"],
        "certifications": [
            nothing | bronze | {"valid_until": "2099-12-31"},
            nothing | silver | {"suspended_on": "2020-01-01"},
        ],
        "url": URL,
        "on": timezone.localdate().isoformat(),
    }

    assert json.loads(body(client, "json")) == [expected]
    assert [json.loads(line) for line in body(client, "jsonl").splitlines()] == [expected]


def test_a_workbook_has_the_rows_of_csv_with_real_days(client, asa):
    head, *cells = sheet(client)
    days = [row[head.index("certified_on")] for row in cells]

    assert head == [column.name for column in COLUMNS] == list(rows(client)[0])
    assert [day.date() for day in days] == [date(2015, 1, 1), date(2016, 2, 1)]
    assert [row[head.index("family_name")] for row in cells] == ["Øst", "Øst"]
    assert [row[head.index("valid_until")] for row in cells][1] is None


@pytest.mark.parametrize("kind", KINDS)
def test_who_fits_nobody_makes_an_empty_file(client, kind):
    assert names(client, kind, "?q=nobody") == []


QUERIES = [
    "",
    "?status=expired",
    "?status=valid&status=suspended&level=silver",
    "?country=NO&on=2017-12-31",
    "?on=2018-01-01",
    "?on=2014-12-31&status=upcoming",
    "?language=no",
    "?sector=ict&available=yes",
    "?trainee=gold&on=2018-01-01",
    "?trainee=gold&on=2017-12-31",
    "?q=nordic",
    "?order=level&after=nonsense&before=more&page=77",
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("query", QUERIES)
def test_those_in_a_file_are_those_on_the_list(client, asa, query, kind):
    ExpertFactory(family_name="Lapsed", certification__expired=True)
    ExpertFactory(family_name="Unlisted", consent=None, certification__expired=True)
    ExpertFactory(family_name="Plain", country="DE")
    of_the_list = query.replace("after=nonsense&before=more&page=77", "")

    listed = experts(client.get(f"/experts/{of_the_list}"))

    assert names(client, kind, query) == sorted(
        (expert.family_name for expert in listed), key=["Lapsed", "Øst", "Plain"].index
    )
