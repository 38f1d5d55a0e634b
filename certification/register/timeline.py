"""The way of a person through the levels, up to today: what certifications, courses and traineeships tell.

Nothing of it is told of whoever is not listed, and of a certification that was never in force nothing at all.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from certification.models import Certification, Status, Traineeship
from certification.register.history import Fact, by_day, history

DAY = timedelta(days=1)
# Of one day: what came about first.
ORDER = (
    *("passed", "ended", "expired", "reinstated", "certified", "renewed", "begun"),
    *("suspended", "withdrawn"),
)


def ever_in_force(certifications: Iterable[Certification], today: date) -> list[Certification]:
    """By their days. A withdrawal that is still to come is told to nobody, so not by this either."""
    return [
        each
        for each in by_day(certifications)
        if each.was_ever_in_force or (each.withdrawn_on and each.withdrawn_on > today)
    ]


def timeline(expert: Any, today: date) -> list[Fact]:
    """Of an expert with_way(), in the order of the days."""
    certifications = ever_in_force(expert.certifications.all(), today)
    facts = [
        *_decided(certifications, today),
        *_expired(certifications, today),
        *_passed(expert.courses_passed, certifications, today),
        *_trained(expert.traineeships_told, today),
    ]
    return sorted(facts, key=lambda fact: (fact.day, ORDER.index(fact.kind), fact.level.rank))


def _decided(certifications: list[Certification], today: date) -> Iterator[Fact]:
    """A decision on what is renewed is one on the renewals as well: it is told once."""
    adjoining = _adjoining(certifications)
    carried = {
        (after.pk, after.certified_on) for before, after in adjoining if _carries(before, after)
    }
    told = set()
    for fact in history(certifications, today):
        is_carried = fact.certification and (fact.certification.pk, fact.day) in carried
        key = fact.day, fact.kind, fact.level.pk
        if key in told or (is_carried and fact.kind == "suspended"):
            continue
        told.add(key)
        yield fact._replace(is_still_suspended=bool(is_carried))


def _adjoining(
    certifications: list[Certification],
) -> Iterator[tuple[Certification, Certification]]:
    """Two of a level, the second from the day after the end of the first."""
    ranks = sorted(certifications, key=lambda each: (each.level.rank, each.certified_on))
    for before, after in pairwise(ranks):
        if before.level == after.level and before.valid_until == after.certified_on - DAY:
            yield before, after


def _carries(before: Certification, after: Certification) -> bool:
    """Whether a suspension of the one went over into the other."""
    days = (after.certified_on - DAY, after.certified_on)
    states = [each.status_on(day) for each, day in zip((before, after), days, strict=True)]
    return states == [Status.SUSPENDED, Status.SUSPENDED]


def _expired(certifications: list[Certification], today: date) -> Iterator[Fact]:
    """On the first day without it, unless a renewal follows at once."""
    followed = {before.pk for before, _after in _adjoining(certifications)}
    for each in certifications:
        last = each.valid_until
        if last and last < today and each.pk not in followed and not _withdrawn_by(each, last):
            yield Fact(last + DAY, "expired", each.level, each)


def _withdrawn_by(certification: Certification, day: date) -> bool:
    return certification.withdrawn_on is not None and certification.withdrawn_on <= day


def _passed(
    enrolments: Iterable[Any], certifications: list[Certification], today: date
) -> Iterator[Fact]:
    """The courses that led to a level which the person got: of others it is nobody's business."""
    latest = {each.level_id: each.certified_on for each in certifications}
    for each in enrolments:
        level = each.course.level
        if level and latest.get(level.pk, date.min) >= each.result_on <= today:
            yield Fact(each.result_on, "passed", level, course=each.course)


def _trained(traineeships: Iterable[Any], today: date) -> Iterator[Fact]:
    """Those that run or led to a certification: that one was stopped is nobody's business."""
    for each in traineeships:
        if each.outcome == Traineeship.Outcome.STOPPED:
            continue
        if each.started_on <= today:
            yield Fact(each.started_on, "begun", each.level)
        if each.ended_on and each.ended_on <= today:
            yield Fact(each.ended_on, "ended", each.level)
