"""Somebody's way through the levels, and what the profile tells of it."""

from datetime import date

from certification.demo.factories import (
    CertificationFactory,
    ConsentFactory,
    CourseFactory,
    EnrolmentFactory,
    ExpertFactory,
    TraineeshipFactory,
    level,
)
from people.models import ConsentScope


def way(client, person):
    facts = client.get(f"/experts/{person.slug}/").context["history"]
    return [(str(fact.day), fact.kind, fact.level.slug) for fact in facts]


def somebody():
    """Passed a course, certified, trained for silver, and let bronze run out."""
    expert = ExpertFactory(
        certification__certified_on=date(2017, 10, 1), certification__valid_until=date(2020, 9, 30)
    )
    course = CourseFactory(past=True, title="Benchmarking in Stuttgart")
    EnrolmentFactory(passed=True, course=course, person=expert)
    TraineeshipFactory(person=expert, ended_on=date(2020, 1, 1), outcome="certified")
    ConsentFactory(person=expert, scope=ConsentScope.TRAINEESHIP)
    CertificationFactory(person=expert, level=level("silver"), certified_on=date(2020, 1, 1))
    return expert
