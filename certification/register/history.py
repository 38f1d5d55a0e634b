"""What happened to somebody's certifications, as dated facts. Reasons are for staff alone."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from certification.models import Certification, Course, Level


class Fact(NamedTuple):
    day: date
    # certified, renewed, suspended, reinstated, withdrawn; or of timeline.py. register/_history.html
    # words each.
    kind: str
    level: Level
    certification: Certification | None = None
    course: Course | None = None
    is_still_suspended: bool = False


def history(certifications: Iterable[Certification], today: date) -> list[Fact]:
    """In the order of the days. Reads the levels and the suspensions.

    What is to begin is told; a suspension or withdrawal only once its day has come.
    """
    facts = []
    held: dict[int, Certification] = {}
    for certification in by_day(certifications):
        before = held.get(certification.level_id)
        held[certification.level_id] = certification
        kind = "renewed" if _is_renewal(certification, before, today) else "certified"
        level = certification.level
        facts.append(Fact(certification.certified_on, kind, level, certification))
        for suspension in certification.suspensions.all():
            if suspension.was_a_mistake:
                continue
            facts.append(Fact(suspension.suspended_on, "suspended", level, certification))
            if suspension.reinstated_on:
                facts.append(Fact(suspension.reinstated_on, "reinstated", level, certification))
        if certification.withdrawn_on:
            facts.append(Fact(certification.withdrawn_on, "withdrawn", level, certification))
    facts = [fact for fact in facts if fact.day <= today or fact.kind in {"certified", "renewed"}]
    return sorted(facts, key=lambda fact: (fact.day, fact.level.rank))


class Line(NamedTuple):
    """A certification that was renewed at least once, with all that followed."""

    first: Certification
    renewals: list[Certification]


def lines(certifications: Iterable[Certification], today: date) -> list[Line]:
    """By level, the lowest first, and by day. Reads the levels."""
    latest: dict[int, Line] = {}
    found = []
    for certification in by_day(certifications):
        line = latest.get(certification.level_id)
        if line and _is_renewal(certification, (line.renewals or [line.first])[-1], today):
            line.renewals.append(certification)
        else:
            latest[certification.level_id] = Line(certification, [])
            found.append(latest[certification.level_id])
    renewed = [line for line in found if line.renewals]
    return sorted(renewed, key=lambda line: line.first.level.rank)


def by_day(certifications: Iterable[Certification]) -> list[Certification]:
    return sorted(certifications, key=lambda each: each.certified_on)


def _is_renewal(certification: Certification, before: Certification | None, today: date) -> bool:
    """What the register decided says what it renews. What was taken over renews the one before it at
    the level, unless that had been taken back.
    """
    if certification.rule_id is not None:
        return certification.renews_id is not None
    if before is None:
        return certification.basis == Certification.Basis.RENEWAL
    taken_back = before.withdrawn_on
    return taken_back is None or taken_back > min(today, certification.certified_on)
