"""A batch and a decision on one of its people at the same moment: neither waits in a ring for the other."""

from datetime import date
from threading import Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError, connection, transaction
from django.test import Client
from psycopg.errors import DeadlockDetected

from certification.at_once import nobody_else_at_once
from certification.certifying import certify
from certification.demo.factories import (
    CertificationFactory,
    CourseFactory,
    EnrolmentFactory,
    level,
)
from certification.models import Certification, NumberSeries
from tests.staff import address

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "public"])

ON, LAST = date(2021, 6, 1), date(2017, 9, 21)


def course_batch(client, person):
    course = CourseFactory(past=True)
    EnrolmentFactory(course=course, person=person, state="passed", result_on=LAST)
    EnrolmentFactory(course=course, state="passed", result_on=LAST)
    page = f"{address(course, 'certify')}?on={ON}"
    seen = client.get(page).context["plan"].seen
    return lambda: client.post(page, {"seen": seen})


def renewals(client, person):
    certifications = [
        CertificationFactory(person=person, valid_until=ON),
        CertificationFactory(valid_until=ON),
    ]
    ids = ",".join(str(each.pk) for each in certifications)
    return lambda: client.post(f"{address(Certification, 'renew')}?ids={ids}&on={ON}")


@pytest.mark.parametrize("batch", [course_batch, renewals])
def test_a_batch_that_meets_a_decision_on_one_of_its_people_waits_for_it(batch, admin_user):
    client = Client()
    client.force_login(admin_user)
    person = EnrolmentFactory().person
    deed, answers = batch(client, person), []

    def do():
        try:
            answers.append(deed().status_code)
        finally:
            connection.close()

    other = Thread(target=do)
    with transaction.atomic():
        NumberSeries.locked(ON)
        other.start()
        other.join(0.7)
        assert other.is_alive()
        # The batch holds nothing yet that this needs.
        made = certify(person, level("gold"), ON, against_rules_because="Known for years")
    other.join(30)

    assert (made.number, answers) == ("ESCA-2021-0001", [302])
    assert NumberSeries.objects.get().last == 3


def test_a_deadlock_is_told_as_what_somebody_else_did():
    with pytest.raises(ValidationError) as told, nobody_else_at_once("Åse Berg"):
        raise OperationalError from DeadlockDetected()

    assert told.value.messages == [
        "Somebody else changed the record of Åse Berg at the same moment. Please try again."
    ]
