"""What pages are made of is kept by a worker, and never shown after it has changed."""

import pytest
from django.utils import timezone

from certification.demo.factories import ExpertFactory
from certification.models import Level
from certification.search.facets import count
from certification.search.kept import Moment, as_of
from certification.search.question import valid_today
from people.models import Organisation, Sector, Version
from tests.public_version import asked, later

pytestmark = pytest.mark.usefixtures("kept_answers")

HERE = Moment(Version("1", None), timezone.localdate())


@pytest.fixture
def expert():
    sector = Sector.objects.create(slug="kept", name="Sector before")
    house = Organisation.objects.create(name="House before")
    return ExpertFactory(family_name="Public", sectors=[sector], organisation=house)


def page(client, query=""):
    return client.get(f"/experts/{query}").content.decode()


def change_consent(expert):
    expert.consents.update(withdrawn_on=timezone.localdate())


def change_certificate(expert):
    expert.certifications.update(withdrawn_on=timezone.localdate(), withdrawal_reason="Found out")


def change_level(expert):
    Level.objects.filter(certifications__person=expert).update(name="Level after")


def change_sector(expert):
    expert.sectors.update(name="Sector after")


def change_name(expert):
    expert.given_name = "Otherwise"
    expert.save()


def change_organisation(expert):
    Organisation.objects.update(name="House after")


@pytest.mark.parametrize(
    "change",
    [
        change_consent,
        change_certificate,
        change_level,
        change_sector,
        change_name,
        change_organisation,
    ],
)
def test_a_change_is_seen_by_the_next_request(client, settings, expert, change):
    before = [page(client), page(client)]
    later()
    change(expert)

    after = page(client)
    settings.KEEPS_ANSWERS = False
    assert before[0] == before[1] != after == page(client)


def test_another_page_of_the_same_question_takes_fewer_queries(client, expert):
    first, _page = asked(client, "/experts/")

    assert asked(client, "/experts/?order=latest")[0] < first


def test_counts_are_of_the_question_and_of_the_moment(django_assert_num_queries):
    question = valid_today(Level.objects.all())
    others = [question.without(countries=("MT",)), question.without(text="public")]
    ExpertFactory(family_name="Public", country="MT")
    ExpertFactory(country="NO")

    with as_of(HERE), django_assert_num_queries(3):
        seen = [[count(each).total for each in (question, *others)] for _ in range(2)]

    ExpertFactory(country="MT")
    with as_of(HERE._replace(version=Version("2", None))), django_assert_num_queries(1):
        seen.append([count(question).total])
    assert seen == [[2, 1, 1], [2, 1, 1], [3]]


def test_nothing_is_kept_without_a_moment(django_assert_num_queries):
    question = valid_today(Level.objects.all())

    with as_of(None), django_assert_num_queries(2):
        count(question)
        count(question)
