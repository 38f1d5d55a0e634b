"""Every form that records are changed by tells who saves second that somebody else was quicker."""

import pytest
from django.urls import reverse

from certification.demo.factories import (
    BenchmarkingFactory,
    CertificationFactory,
    CourseFactory,
    EnrolmentFactory,
    PersonFactory,
    SuspensionFactory,
    TraineeshipFactory,
)
from certification.models import Benchmarking, Certification, Enrolment, Suspension, Traineeship
from tests.html import text
from tests.staff import address, staff_with

TOLD = "Somebody has changed this"


def page(record):
    if isinstance(record, Suspension):
        return reverse("admin:certification_suspension_correct", args=[record.pk])
    return address(record, "change")


def seen(client, record):
    content = client.get(page(record)).content.decode()
    assert content.count('name="seen"') == 1
    return content.partition('name="seen" value="')[2].partition('"')[0]


def change(record):
    """What somebody else has changed meanwhile."""
    match record:
        case Benchmarking():
            trainee = PersonFactory()
            mentor = record.participations.get().person
            record.participations.create(person=trainee, role="trainee", mentor=mentor)
        case Certification():
            Certification.objects.update(decided_by="Somebody")
        case Enrolment() | Traineeship():
            type(record).objects.update(remark="Asked")
        case Suspension():
            Suspension.objects.update(reason="Another")
        case _:
            type(record).objects.filter(pk=record.pk).update(website="https://example.org")


FACTORIES = [
    BenchmarkingFactory,
    CertificationFactory,
    EnrolmentFactory,
    PersonFactory,
    SuspensionFactory,
    TraineeshipFactory,
]


@pytest.mark.parametrize("factory", FACTORIES)
@pytest.mark.parametrize("is_changed", [True, False])
def test_who_saves_second_is_told(is_changed, factory, admin_client):
    record = factory()
    old = seen(admin_client, record)
    if is_changed:
        change(record)

    response = admin_client.post(page(record), {"seen": old}, follow=True)

    assert (TOLD in text(response)) == is_changed


def test_a_trainer_who_was_added_meanwhile_is_told_of(admin_client):
    course = CourseFactory()
    old = seen(admin_client, course)
    course.trainers.add(PersonFactory())

    response = admin_client.post(page(course), {"seen": old})

    assert TOLD in text(response)


def test_who_may_only_look_reads_nothing_of_it(client):
    staff_with(client, "people.view_person", "certification.view_traineeship")

    shown = [text(client.get(page(each))) for each in (PersonFactory(), TraineeshipFactory())]

    assert ["Seen" in each for each in shown] == [False, False]
