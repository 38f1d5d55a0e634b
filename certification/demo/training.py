"""The demo's courses: those that its experts passed, and some to come, with people who applied."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from certification.demo import course_texts, seed
from certification.demo.factories import (
    ApplicationFactory,
    CourseFactory,
    EnrolmentFactory,
    PersonFactory,
    level,
)
from certification.models import Course, Enrolment
from people.models import Person

State = Enrolment.State

PLACES = [
    ("Bucharest", "RO"),
    ("Berlin", "DE"),
    ("Tallinn", "EE"),
    ("Porto", "PT"),
    ("Gdańsk", "PL"),
    ("Ljubljana", "SI"),
    ("Bergen", "NO"),
    ("Thessaloniki", "GR"),
]


def enrol(firsts: Iterable[tuple[Person, date]], today: date) -> dict[tuple[int, date], Enrolment]:
    """For each person and first valid day of a certification that a course led to, the course passed."""
    courses: dict[date, Course] = {}
    enrolments = {}
    for person, certified_on in sorted(firsts, key=lambda first: (first[1], first[0].register_no)):
        ends_on = _course_before(min(certified_on, today - timedelta(days=14)))
        course = courses.get(ends_on) or courses.setdefault(
            ends_on, _course(ends_on, PLACES[len(courses) % len(PLACES)])
        )
        enrolments[person.pk, certified_on] = EnrolmentFactory.build(
            course=course,
            person=person,
            state=State.PASSED,
            applied_on=ends_on - timedelta(days=60),
            result_on=ends_on,
        )
    Enrolment.objects.bulk_create(enrolments.values())
    return enrolments


def _course_before(day: date) -> date:
    """The twelfth of June or December that came last before the day."""
    for year in (day.year, day.year - 1):
        for month in (12, 6):
            if date(year, month, 12) <= day:
                return date(year, month, 12)
    raise ValueError(day)


def _course(ends_on: date, place: tuple[str, str], **facts: Any) -> Course:
    return CourseFactory.create(
        **course_texts.BASIC,
        place=place[0],
        country=place[1],
        starts_on=ends_on - timedelta(days=2),
        ends_on=ends_on,
        **facts,
    )


def announce(candidates: list[Person], experts: list[Person], today: date) -> None:
    """What a course manager has on the table: a course to certify, courses to fill, applications."""
    held = _course(today - timedelta(days=9), ("Stuttgart", "DE"), capacity=14)
    _enrol_all(held, candidates[:7], today - timedelta(days=80), State.PASSED)
    _enrol_all(held, candidates[7:9], today - timedelta(days=75), State.FAILED)
    _enrol_all(held, candidates[9:10], today - timedelta(days=70), State.ABSENT)

    coming = _course(today + timedelta(days=40), ("Bergen", "NO"), capacity=8)
    _enrol_all(coming, candidates[10:17], today - timedelta(days=30), State.ACCEPTED)
    _enrol_all(coming, candidates[17:20], today - timedelta(days=20), State.WAITING)
    _enrol_all(coming, candidates[20:22], today - timedelta(days=10), State.APPLIED)
    _enrol_all(coming, candidates[22:23], today - timedelta(days=25), State.CANCELLED)

    refresher = CourseFactory.create(
        **course_texts.REFRESHER,
        kind=Course.Kind.REFRESHER,
        level=None,
        online=True,
        starts_on=today + timedelta(days=75),
        ends_on=today + timedelta(days=75),
        capacity=30,
    )
    _enrol_all(refresher, experts[:6], today - timedelta(days=5), State.ACCEPTED)
    CourseFactory(
        title="Assessing for gold",
        kind=Course.Kind.ADVANCED,
        level=level("gold"),
        place="Berlin",
        country="DE",
        starts_on=today + timedelta(days=120),
        capacity=10,
        is_published=False,
    )
    _apply(coming, candidates[23])


def _enrol_all(course: Course, people: list[Person], applied_on: date, state: State) -> None:
    has_result = state in {State.PASSED, State.FAILED}
    for person in people:
        EnrolmentFactory(
            course=course,
            person=person,
            state=state,
            applied_on=applied_on,
            result_on=course.ends_on if has_result else None,
        )


def _apply(course: Course, known: Person) -> None:
    """Two strangers, and one who is in the register already: staff say so, nobody else."""
    ApplicationFactory(
        course=course,
        given_name="Ingeborg",
        family_name="Prøve",
        country="NO",
        organisation="Havnavest Innovasjon",
        motivation="I manage a young maritime cluster and want to learn how benchmarkers see it.",
    )
    ApplicationFactory(course=course, given_name="Jarek", family_name="Wzorowy", country="PL")
    ApplicationFactory(
        course=course,
        given_name=known.given_name,
        family_name=known.family_name,
        email=known.email,
        country=str(known.country),
    )


def tell_stuttgart(people: list[Person]) -> None:
    """The course of the seed: its trainer, Nina, and somebody from each country that the report names."""
    nina = Person.objects.get(register_no=seed.NINA)
    course = CourseFactory.create(
        **course_texts.STUTTGART,
        place="Stuttgart",
        country="DE",
        starts_on=seed.CERTIFIED_ON - timedelta(days=2),
        ends_on=seed.CERTIFIED_ON,
        trainers=[Person.objects.get(register_no=seed.TRAINER)],
    )
    _enrol_all(course, [nina], seed.CERTIFIED_ON - timedelta(days=90), State.PASSED)
    # The report names their countries and nobody by name: these people are invented.
    for code in ("DK", "TR", "ES", "IE", "EE"):
        person = next(person for person in people if str(person.country) == code)
        _enrol_all(course, [person], seed.CERTIFIED_ON - timedelta(days=90), State.ATTENDED)


def candidates(facts: Iterable[dict[str, Any]]) -> list[Person]:
    """People without a certification, who are not listed."""
    return [
        PersonFactory.create(
            **{**each, "organisation": None, "sectors": None},
            consent=None,
        )
        for each in facts
    ]
