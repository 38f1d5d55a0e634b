"""Courses and who is on them: what makes no sense is refused, in words and by the database."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from certification.demo.factories import (
    CertificationFactory,
    CourseFactory,
    EnrolmentFactory,
    PersonFactory,
    level,
)
from certification.enrolling import record
from certification.models import Course, Enrolment
from certification.models.enrolment import NEXT, ONCE_BEGUN, TAKES_A_PLACE
from tests.refusal import WAYS_TO_WRITE, messages, refused

FIRST, LAST = date(2017, 9, 19), date(2017, 9, 21)


def enrolled(state, **course):
    """Somebody on a course of 2017 in this state."""
    day = LAST if state in {"passed", "failed"} else None
    return EnrolmentFactory(course=CourseFactory(past=True, **course), state=state, result_on=day)


def why_not(enrolment, state, on=None):
    try:
        enrolment.move_to(state, on)
    except ValidationError as error:
        return error.messages
    return []


@pytest.mark.parametrize("old", Enrolment.State)
@pytest.mark.parametrize("new", Enrolment.State)
def test_a_state_is_followed_by_what_makes_sense_and_by_nothing_else(old, new):
    enrolment = enrolled(old)

    reasons = why_not(enrolment, new, LAST)

    enrolment.refresh_from_db()
    possible = new in NEXT[old] or new == old
    assert (enrolment.state, bool(reasons)) == ((new, False) if possible else (old, True))


def test_who_waits_can_not_pass_and_reads_what_is_possible():
    assert why_not(enrolled("waiting"), "passed", LAST) == [
        "After “On the waiting list” can't come “Passed”, only: Accepted, Cancelled."
    ]


def test_who_cancelled_is_accepted_again_while_a_place_is_free():
    course = CourseFactory(past=True, capacity=1)
    one, other = (EnrolmentFactory(course=course, state="cancelled") for _number in range(2))

    assert why_not(one, "accepted") == []
    assert why_not(other, "accepted") == [
        f"{course} is full: 1 person has its only place. "
        "Needed: more places, or that somebody who has one cancels."
    ]


@pytest.mark.parametrize("state", ONCE_BEGUN)
@pytest.mark.parametrize(("days", "is_known"), [(0, True), (1, False)])
def test_attendance_and_results_are_known_from_the_first_day_on(state, days, is_known):
    begins = timezone.localdate() + timedelta(days=days)
    enrolment = EnrolmentFactory(course=CourseFactory(starts_on=begins), state="accepted")

    reasons = why_not(enrolment, state)

    text = f"{enrolment.course} has not begun: this can be recorded from {begins} on."
    assert reasons == ([] if is_known else [text])


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (FIRST - timedelta(days=1), "before the course begins, on 2017-09-19."),
        (FIRST, None),
        (timezone.localdate(), None),
        (timezone.localdate() + timedelta(days=1), "has not come yet."),
    ],
)
def test_a_result_is_of_a_day_between_the_first_of_the_course_and_today(day, reason):
    reasons = why_not(enrolled("accepted"), "passed", day)

    assert [each.endswith(reason or "") for each in reasons] == ([True] if reason else [])


def test_the_day_of_a_result_goes_with_the_result():
    enrolment = enrolled("passed")

    enrolment.move_to("attended")

    assert Enrolment.objects.get().result_on is None


def test_a_remark_is_changed_whatever_the_state():
    enrolment = enrolled("passed")
    Course.objects.update(starts_on=date(2017, 9, 22), ends_on=date(2017, 9, 23))
    enrolment.refresh_from_db()

    enrolment.remark = "Group 2"

    assert messages(enrolment) == []


def test_a_result_that_a_certification_rests_on_stays():
    enrolment = enrolled("passed")
    CertificationFactory(person=enrolment.person, enrolment=enrolment, certified_on=LAST)

    assert why_not(enrolment, "failed", LAST) == [
        "The certification of 2017-09-21 rests on this result, so that it stays."
    ]
    with refused("a_result_that_certified_stays"):
        Enrolment.objects.update(state="failed")


@pytest.mark.parametrize("state", TAKES_A_PLACE)
@pytest.mark.parametrize("way", WAYS_TO_WRITE)
def test_the_database_holds_the_places_against_each_state_that_takes_one(way, state):
    course = CourseFactory(past=True, capacity=1)
    EnrolmentFactory(course=course, state="absent")
    day = LAST if state in {"passed", "failed"} else None
    one_more = EnrolmentFactory.build(
        course=course, person=PersonFactory(), state=state, result_on=day
    )

    with refused("a_course_has_no_more_people_than_places"):
        WAYS_TO_WRITE[way](one_more)


@pytest.mark.parametrize("state", ["applied", "waiting", "cancelled"])
def test_who_has_no_place_is_enrolled_on_a_full_course(state):
    course = CourseFactory(capacity=1)
    EnrolmentFactory(course=course, state="accepted")

    assert EnrolmentFactory(course=course, state=state).pk


def test_places_can_not_become_fewer_than_the_people_who_have_one():
    course = CourseFactory(capacity=2)
    for _number in range(2):
        EnrolmentFactory(course=course, state="accepted")

    with refused("the course is full"):
        Course.objects.update(capacity=1)


def test_the_next_is_who_applied_first_of_those_who_wait():
    course = CourseFactory(capacity=1)
    has_a_place = EnrolmentFactory(course=course, state="accepted", applied_on=date(2017, 1, 1))
    EnrolmentFactory(course=course, state="waiting", applied_on=date(2017, 3, 2))
    first = EnrolmentFactory(course=course, state="waiting", applied_on=date(2017, 3, 1))
    EnrolmentFactory(course=course, state="waiting", applied_on=date(2017, 3, 1))

    offered = [course.next_offered()]
    has_a_place.move_to("cancelled")

    assert [*offered, course.next_offered()] == [None, first]


@pytest.mark.parametrize(
    ("course", "is_offered"),
    [
        ({}, True),
        ({"starts_on": timezone.localdate() - timedelta(days=2)}, True),
        ({"starts_on": timezone.localdate() - timedelta(days=3)}, False),
        ({"cancelled_on": date(2026, 1, 1)}, False),
    ],
)
def test_a_place_is_offered_until_the_course_has_ended_or_is_cancelled(course, is_offered):
    waiting = EnrolmentFactory(course=CourseFactory(**course), state="waiting")

    assert (waiting.course.next_offered() == waiting) is is_offered


def test_nobody_is_accepted_for_a_course_that_is_cancelled():
    enrolment = EnrolmentFactory(course=CourseFactory(cancelled_on=date(2026, 1, 1)))

    reasons = [f"{enrolment.course} does not take place: it is cancelled."]
    assert [why_not(enrolment, state) for state in ("accepted", "cancelled")] == [reasons, []]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"cancelled_on": FIRST}, "It is recorded already who attended"),
        ({"starts_on": date(2017, 9, 22)}, "it began on 2017-09-21 at the latest."),
        ({"kind": "advanced"}, "People have been certified by this course"),
        ({"ends_on": date(2017, 9, 22)}, None),
    ],
)
def test_a_course_does_not_contradict_what_came_of_it(changes, message):
    enrolment = enrolled("passed")
    CertificationFactory(person=enrolment.person, enrolment=enrolment, level=level("bronze"))
    course = Course.objects.get()
    for name, value in {"ends_on": date(2017, 9, 30), **changes}.items():
        setattr(course, name, value)

    assert [message in each for each in messages(course)] == ([True] if message else [])


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [("0001-01-01", "0001-01-02"), ("2999-01-01", "2999-01-02"), ("2017-09-19", "9999-12-31")],
)
def test_days_that_nobody_means_are_refused(starts_on, ends_on):
    course = CourseFactory(past=True)
    course.starts_on, course.ends_on = map(date.fromisoformat, (starts_on, ends_on))

    assert messages(course) == [
        "No course is years away, or longer than a year: is one of its days a typing error?"
    ]


def test_recording_several_records_none_if_one_is_refused_and_names_who_and_why():
    course = CourseFactory(past=True)
    good = EnrolmentFactory(course=course, state="accepted")
    bad = EnrolmentFactory(course=course, state="waiting")

    with pytest.raises(ValidationError) as error:
        record(course, course.enrolments.all(), "attended")

    text = "After “On the waiting list” can't come “Attended”, only: Accepted, Cancelled."
    assert error.value.messages == [f"{bad.person}: {text}"]
    good.refresh_from_db()
    assert good.state == "accepted"


def test_more_people_than_places_are_refused_together():
    course = CourseFactory(capacity=2)
    EnrolmentFactory(course=course, state="accepted")
    chosen = [EnrolmentFactory(course=course).pk for _number in range(2)]

    with pytest.raises(ValidationError) as error:
        record(course, course.enrolments.filter(pk__in=chosen), "accepted")

    text = "Places needed: 2. Places free: 1. Choose fewer people."
    assert error.value.messages == [f"{course}: {text}"]


def test_a_course_is_never_deleted():
    with refused("never_deleted"):
        CourseFactory().delete()
