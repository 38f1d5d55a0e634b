"""The courses that generated people passed, failed or have applied for, as rows for COPY."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import batched
from random import Random
from typing import Any

from certification.demo.course_texts import BASIC
from certification.demo.generating.certifying import Certified, Decider
from certification.demo.generating.copying import Keys, Rows
from certification.demo.training import PLACES
from certification.models import Course, CourseTrainer, Enrolment
from people.names import fold, search_text

TITLE = "ECEI Cluster Benchmarking Expert"
REFRESHER = "Refresher for benchmarking experts"
PARTICIPANTS = 20

COLUMNS = [
    *("id", "title", "slug", "kind", "level_id", "is_online", "place", "country", "starts_on"),
    *("ends_on", "language", "capacity", "description", "is_published", "search_text"),
]
ENROLMENT_COLUMNS = ["id", "course_id", "person_id", "state", "applied_on", "result_on", "remark"]

State = Enrolment.State
# Who came along and was not certified: with which result.
OTHERS = [State.FAILED, State.FAILED, State.ABSENT, State.CANCELLED, State.ATTENDED]
# What comes of those who apply for a course to come.
APPLICANTS = [*[State.ACCEPTED] * 14, *[State.WAITING] * 3, *[State.APPLIED] * 3]


def make(
    people: list[Certified],
    mentors: Sequence[int],
    decider: Decider,
    keys: Keys,
    random: Random,
) -> list[Rows]:
    """Courses for a batch of people; sets the enrolment of each whose certification rests on one."""
    by_course = [each for each in people if not decider.is_taken_over(each.way[0][0])]
    by_course.sort(key=lambda each: (each.first_day, each.person))
    groups = list(batched(by_course, PARTICIPANTS))
    course_keys = keys.take(Course, len(groups) + 1)
    enrolment_keys = iter(keys.take(Enrolment, len(by_course)))
    courses, enrolments, trainers = [], [], []
    for group, key in zip(groups, course_keys[:-1], strict=True):
        ends_on = _last_day(group[0].first_day, decider.today, random)
        courses.append(_basic(key, ends_on, decider.levels[0].pk))
        for each in group:
            each.enrolment = next(enrolment_keys)
            enrolments.append(_result(each.enrolment, key, each.person, State.PASSED, ends_on))
        trainers += [(key, random.choice(mentors))] if mentors else []
    others = list(_others(groups, course_keys, courses, random))
    coming = _refresher(course_keys[-1], decider.today + timedelta(days=random.randint(20, 200)))
    applicants = random.sample(people, min(len(people), len(APPLICANTS)))
    others += _applicants(course_keys[-1], applicants, decider.today)
    for key, row in zip(keys.take(Enrolment, len(others)), others, strict=True):
        row[0] = key
    return [
        Rows(Course, COLUMNS, [*courses, coming]),
        Rows(Enrolment, ENROLMENT_COLUMNS, [*enrolments, *others]),
        Rows(CourseTrainer, ["course_id", "person_id"], trainers),
    ]


def _last_day(certified_on: date, today: date, random: Random) -> date:
    """Of a course that all of the group had passed before the first of them was certified."""
    return min(certified_on, today - timedelta(days=14)) - timedelta(days=random.randint(3, 20))


def _result(key: int | None, course: int, person: int, state: State, ends_on: date) -> list[Any]:
    has_result = state in {State.PASSED, State.FAILED}
    applied_on = ends_on - timedelta(days=60)
    return [key, course, person, state.value, applied_on, ends_on if has_result else None, ""]


def _others(
    groups: list[tuple[Certified, ...]], keys: range, courses: list[list[Any]], random: Random
) -> Iterator[list[Any]]:
    """People who passed a later one: here they failed, or did not come."""
    for place, (key, course) in enumerate(zip(keys, courses, strict=False)):
        later = groups[place + 1 : place + 40]
        if not later:
            return
        ends_on = course[COLUMNS.index("ends_on")]
        group = random.choice(later)
        # The last group may be of one.
        for each in random.sample(group, min(random.randint(0, 2), len(group))):
            yield _result(None, key, each.person, random.choice(OTHERS), ends_on)


def _applicants(course: int, people: list[Certified], today: date) -> Iterator[list[Any]]:
    for state, each in zip(APPLICANTS, people, strict=False):
        yield [None, course, each.person, state.value, today - timedelta(days=7), None, ""]


def _basic(key: int, ends_on: date, level: int) -> list[Any]:
    place, country = PLACES[key % len(PLACES)]
    starts_on = ends_on - timedelta(days=2)
    return [
        *(key, TITLE, _slug(TITLE, starts_on, key), Course.Kind.BASIC.value, level, False),
        *(place, country, starts_on, ends_on, "en", None, BASIC["description"], True),
        _search_text(TITLE, place),
    ]


def _refresher(key: int, starts_on: date) -> list[Any]:
    return [
        *(
            key,
            REFRESHER,
            _slug(REFRESHER, starts_on, key),
            Course.Kind.REFRESHER.value,
            None,
            True,
        ),
        *("", "", starts_on, starts_on, "en", 30, "", True, _search_text(REFRESHER, "")),
    ]


def _slug(title: str, starts_on: date, key: int) -> str:
    """As Course gives it, with the key for a number: no other course has that."""
    return f"{_address(title)}-{starts_on:%Y-%m}-{key}"


@cache
def _address(title: str) -> str:
    return fold(title).replace(" ", "-")


@cache
def _search_text(title: str, place: str) -> str:
    return search_text([title, place])
