"""What the way of a person on the profile never tells."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from certification.certifying import certify
from certification.demo.factories import (
    CertificationFactory,
    ConsentFactory,
    CourseFactory,
    EnrolmentFactory,
    ExpertFactory,
    PersonFactory,
    SuspensionFactory,
    TraineeshipFactory,
    level,
)
from certification.models import Certification, Enrolment, LevelRule
from people.models import ConsentScope
from tests.html import text
from tests.ways import somebody, way

DAY = timedelta(days=1)


@pytest.fixture
def expert():
    return somebody()


@pytest.mark.parametrize("state", sorted({*Enrolment.State} - {"passed"}))
def test_no_course_is_told_that_was_not_passed(client, state):
    expert, course = ExpertFactory(), CourseFactory(past=True, title="Secretcourse")
    day = course.ends_on if state == "failed" else None
    EnrolmentFactory(course=course, person=expert, state=state, result_on=day)

    assert "Secretcourse" not in text(client.get(expert.get_absolute_url()))


@pytest.mark.parametrize(
    "facts",
    [{"is_published": False}, {"level": None}, {"level": "gold"}],
    ids=["not published", "leads to no level", "leads to a level that was not reached"],
)
def test_a_course_is_told_only_if_it_is_public_and_led_to_a_level(client, facts):
    facts = {**facts, "level": level(facts["level"])} if facts.get("level") else facts
    expert = ExpertFactory(certification__certified_on=date(2018, 1, 1))
    EnrolmentFactory(passed=True, person=expert, course=CourseFactory(past=True, **facts))

    assert way(client, expert) == [("2018-01-01", "certified", "bronze")]


def test_what_was_never_in_force_is_not_told_nor_the_course_before_it(client):
    LevelRule.objects.update(validity_months=36)
    person = PersonFactory()
    wrong = certify(person, level("bronze"), date(2021, 6, 1), against_rules_because="x")
    wrong.withdraw(date(2021, 6, 1), "Entered for somebody else")
    EnrolmentFactory(passed=True, person=person)

    alone = client.get(f"/experts/{person.slug}/")
    CertificationFactory(person=person, level=level("silver"), certified_on=date(2022, 1, 1))

    assert (alone.context["history"], alone.context["periods"]) == ([], None)
    assert way(client, person) == [("2022-01-01", "certified", "silver")]


def test_a_withdrawal_to_come_is_not_told_by_what_is_missing(client):
    first = timezone.localdate() + 9 * DAY
    expert = ExpertFactory(certification__certified_on=first)
    Certification.objects.update(withdrawn_on=first, withdrawal_reason="Misconduct")

    assert way(client, expert) == [(str(first), "certified", "bronze")]


def test_no_reason_and_nobody_else_is_told(client, expert):
    SuspensionFactory(
        certification=expert.certifications.get(level=level("silver")),
        reinstated_on=date(2020, 2, 1),
        reason="Secretreason",
        reinstatement_reason="Secretend",
    )
    expert.traineeships.update(
        mentor=PersonFactory(family_name="Secretmentor"), remark="Secretremark"
    )
    expert.enrolments.update(remark="Secretenrolment")

    page = client.get(expert.get_absolute_url()).content.decode()

    assert re.findall("Secret[a-z]+", page) == []


@pytest.mark.parametrize("consent", ["none", "withdrawn"])
def test_no_traineeship_is_told_without_consent_to_it(client, expert, consent):
    told = expert.consents.filter(scope=ConsentScope.TRAINEESHIP)
    if consent == "none":
        told.update(scope="other")
    else:
        told.update(withdrawn_on=timezone.localdate())

    assert "trainee" not in text(client.get(expert.get_absolute_url())).casefold()


def test_that_a_traineeship_was_stopped_is_not_told(client):
    expert = ExpertFactory()
    TraineeshipFactory(person=expert, stopped=True)
    ConsentFactory(person=expert, scope=ConsentScope.TRAINEESHIP)

    assert [kind for _day, kind, _level in way(client, expert)] == ["certified"]
