"""Whose data are erased waits for nothing: no work list has them, and nothing is decided on them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from certification.certifying import certify, renew
from certification.demo.factories import (
    CertificationFactory,
    CourseFactory,
    EnrolmentFactory,
    PersonFactory,
    TraineeshipFactory,
    level,
)
from certification.models import Certification, Expert, LevelRule, Traineeship
from certification.models.eligibility import eligibility
from people.erasing import erase
from people.models import Person
from tests.html import text
from tests.staff import address

ON, LAST = date(2021, 6, 1), date(2021, 6, 30)


@pytest.fixture
def person():
    """Who passed the basic course, and works towards silver since 2019."""
    LevelRule.objects.update(validity_months=36, grace_months=6)
    person = PersonFactory(register_no="E-77")
    EnrolmentFactory(person=person, passed=True)
    TraineeshipFactory(person=person)
    return person


def waiting(person):
    """The lists that the person is on: before, and after the last valid day."""
    return [
        Expert.objects.ready_for(level("bronze"), ON).filter(pk=person.pk).exists(),
        Certification.objects.running_out(ON).filter(person=person).exists(),
        Certification.objects.in_grace(date(2021, 7, 1)).filter(person=person).exists(),
        Traineeship.objects.stalled(ON).filter(person=person).exists(),
    ]


def test_no_work_list_has_them(person):
    ready = waiting(person)
    CertificationFactory(person=person, certified_on=date(2018, 7, 1), valid_until=LAST)
    certified = waiting(person)

    erase(person, "Request of 3 March", "Registrar")

    assert ready == [True, False, False, True]
    assert certified == [False, True, True, True]
    assert waiting(person) == [False, False, False, False]
    assert person not in Person.objects.not_erased()


def test_the_next_place_is_offered_to_somebody_else(person):
    course = CourseFactory()
    EnrolmentFactory(course=course, person=person, state="waiting", applied_on=date(2017, 1, 1))
    next_one = EnrolmentFactory(course=course, state="waiting", applied_on=date(2017, 1, 2))

    erase(person, "Request of 3 March", "Registrar")

    assert course.next_waiting() == next_one


def test_they_are_not_certified_not_even_against_the_rules(person):
    erase(person, "Request of 3 March", "Registrar")

    assert eligibility(person, level("bronze"), ON).missing == [
        "The data of this person are erased."
    ]
    with pytest.raises(ValidationError) as refusal:
        certify(person, level("bronze"), ON, against_rules_because="Known for years")
    assert refusal.value.messages == [
        "The data of E-77 are erased: nothing is decided on them any more."
    ]


def test_they_are_not_renewed(person):
    held = CertificationFactory(person=person, certified_on=date(2018, 7, 1), valid_until=LAST)
    erase(person, "Request of 3 March", "Registrar")

    with pytest.raises(ValidationError) as refusal:
        renew(held, ON)
    assert refusal.value.messages == [
        "The data of E-77 are erased: nothing is decided on them any more."
    ]


def test_nobody_is_asked_for_what_is_erased(person, admin_client):
    erase(person, "A request", "Rita Registrar")

    response = admin_client.get(address(person, "change"))

    asked = Person.objects.unlisted() | Person.objects.with_gaps()
    assert not asked.filter(pk=person.pk).exists()
    assert [word in text(response) for word in ("Erase personal data", "Ready for which")] == [
        False,
        False,
    ]
