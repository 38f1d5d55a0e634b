"""The requirements of a level in words: what meets each of them, or what is missing."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certification.models.benchmarking import Participation
from certification.models.certification import Certification
from certification.models.eligibility.conditions import (
    course_passed,
    latest_certification,
    taken_part,
    validly_certified,
    withdrawn,
)
from certification.models.level import Level
from certification.models.required_benchmarkings import RequiredBenchmarkings
from certification.models.rule import LevelRule
from certification.models.status import Status
from people.models import Erasure, Person


@dataclass(frozen=True)
class Requirement:
    """What is required, whether it is met, and by what; or what is missing. In the words of staff."""

    text: str
    is_met: bool
    because: str


@dataclass(frozen=True)
class Eligibility:
    """What a level's rule asks of a person on a day. Without a rule of that day nobody is eligible."""

    person: Person
    level: Level
    on: date
    rule: LevelRule | None
    requirements: tuple[Requirement, ...]

    @property
    def is_met(self) -> bool:
        return all(requirement.is_met for requirement in self.requirements)

    @property
    def missing(self) -> list[str]:
        return [each.because for each in self.requirements if not each.is_met]


def eligibility(person: Person, level: Level, on: date | None = None) -> Eligibility:
    """Of one person: each requirement, and what meets it or is missing."""
    return eligibilities([person], level, on)[person.pk]


def eligibilities(
    people: Collection[Person], level: Level, on: date | None = None
) -> dict[int, Eligibility]:
    """By the person's key. Takes the same number of queries for any number of people."""
    on = on or timezone.localdate()
    rule = level.rule_on(on)
    keys = [person.pk for person in people]
    parts = list(_parts(rule, on, keys)) if rule else [dict.fromkeys(keys, _no_rule(level, on))]
    parts.append(_erased(keys))
    return {
        person.pk: Eligibility(
            person, level, on, rule, tuple(part[person.pk] for part in parts if person.pk in part)
        )
        for person in people
    }


# Of each person, by key, how they stand to one of the requirements (if it is asked of them).
type Part = dict[int, Requirement]


def _parts(rule: LevelRule, on: date, keys: list[int]) -> Iterator[Part]:
    yield _nothing_held(rule, on, keys)
    if rule.lower_level:
        yield _lower_level(rule.lower_level, on, keys)
    anew = _beginning_anew(rule, on, keys)
    if rule.course_kind:
        yield _course(rule, on, keys, anew)
    for required in rule.benchmarkings.select_related("label"):
        yield _benchmarkings(required, on, keys, anew)


def _beginning_anew(rule: LevelRule, on: date, keys: list[int]) -> dict[int, date]:
    """By the person's key the day of the last withdrawal: what counts comes after it."""
    rows = withdrawn(rule.level_id, on).filter(person__in=keys).order_by("withdrawn_on")
    return {person: day for person, day in rows.values_list("person", "withdrawn_on") if day}


def _said_with(text: str, withdrawn_on: date | None) -> str:
    if withdrawn_on is None:
        return text
    after = _("Only what came after the withdrawal on %(day)s counts.")
    return f"{text} {after % {'day': withdrawn_on.isoformat()}}"


def _no_rule(level: Level, on: date) -> Requirement:
    because = _("No rule of %(level)s held on %(day)s.") % {"level": level, "day": on.isoformat()}
    return Requirement(_("A rule of the level."), False, because)


def _erased(keys: list[int]) -> Part:
    """Of nobody else it is worth a word."""
    erased = Erasure.objects.filter(person__in=keys).values_list("person", flat=True)
    text, because = _("Somebody whose data are kept."), _("The data of this person are erased.")
    return dict.fromkeys(erased, Requirement(text, False, because))


def _nothing_held(rule: LevelRule, on: date, keys: list[int]) -> Part:
    rows = latest_certification(rule, on).filter(person__in=keys).prefetch_related("suspensions")
    latest: dict[int, Any] = {row.person_id: row for row in rows}
    text = _("Not certified for %(level)s, and nothing to renew.") % {"level": rule.level}
    return {
        key: Requirement(text, not latest[key].is_held, _held(latest[key], rule.level, on))
        if key in latest
        else Requirement(
            text, True, _("Was never certified for %(level)s.") % {"level": rule.level}
        )
        for key in keys
    }


def _held(latest: Any, level: Level, on: date) -> str:
    facts = {
        "level": level,
        "first": latest.certified_on.isoformat(),
        "last": latest.valid_until and latest.valid_until.isoformat(),
        "withdrawn": latest.withdrawn_on and latest.withdrawn_on.isoformat(),
    }
    status = latest.status_on(on)
    if status == Status.WITHDRAWN:
        return _("The last certification for %(level)s was withdrawn on %(withdrawn)s.") % facts
    if status == Status.EXPIRED and latest.is_held:
        return _("Was certified for %(level)s until %(last)s: renew it instead.") % facts
    if status == Status.EXPIRED:
        return _("The last certification for %(level)s ended on %(last)s.") % facts
    if status == Status.SUSPENDED:
        return _("Is certified for %(level)s from %(first)s on, and suspended.") % facts
    return _("Is certified for %(level)s from %(first)s on.") % facts


def _lower_level(level: Level, on: date, keys: list[int]) -> Part:
    valid: dict[int, Certification] = {
        row.person_id: row for row in validly_certified(level, on).filter(person__in=keys)
    }
    facts = {"level": level, "day": on.isoformat()}
    text = _("Validly certified for %(level)s on %(day)s.") % facts
    missing = _("Is not validly certified for %(level)s on %(day)s.") % facts
    return {
        key: Requirement(
            text, True, _("Certified on %(day)s.") % {"day": valid[key].certified_on.isoformat()}
        )
        if key in valid
        else Requirement(text, False, missing)
        for key in keys
    }


def _course(rule: LevelRule, on: date, keys: list[int], anew: dict[int, date]) -> Part:
    rows = course_passed(rule, on).filter(person__in=keys).select_related("course")
    # Of several the latest stays.
    passed: dict[int, Any] = {row.person_id: row for row in rows.order_by("result_on", "pk")}
    facts = {
        "kind": rule.get_course_kind_display(),
        "level": rule.level,
        "months": rule.course_within_months,
    }
    if rule.course_within_months:
        text = _("Course passed within %(months)s months, leading to %(level)s: %(kind)s.")
        missing = _(
            "Has passed no such course within %(months)s months: %(kind)s, leading to %(level)s."
        )
    else:
        text = _("Course passed, leading to %(level)s: %(kind)s.")
        missing = _("Has passed no such course: %(kind)s, leading to %(level)s.")

    def told(key: int) -> Requirement:
        needed = _said_with(text % facts, anew.get(key))
        if key not in passed:
            return Requirement(needed, False, _said_with(missing % facts, anew.get(key)))
        row = passed[key]
        by = {"course": row.course.title, "day": row.result_on.isoformat()}
        return Requirement(needed, True, _("%(course)s, passed on %(day)s.") % by)

    return {key: told(key) for key in keys}


def _benchmarkings(
    required: RequiredBenchmarkings, on: date, keys: list[int], anew: dict[int, date]
) -> Part:
    rows = taken_part(required, on).filter(person__in=keys)
    taken = _by_person(
        rows.select_related("benchmarking__organisation").order_by("benchmarking__held_on", "pk")
    )
    needed = _benchmarkings_needed(required)

    def told(key: int) -> Requirement:
        mine, text = taken[key], _said_with(needed, anew.get(key))
        mentors = len({row.mentor_id for row in mine})
        facts = {"needed": text, "found": len(mine), "mentors": mentors, "names": _names(mine)}
        if len(mine) >= required.number and mentors >= required.mentors:
            return Requirement(text, True, _("%(found)d, mentors: %(mentors)d. %(names)s") % facts)
        if not mine:
            return Requirement(text, False, _("Took part in none. Needed: %(needed)s") % facts)
        missing = _("Only %(found)d, mentors: %(mentors)d. Needed: %(needed)s")
        return Requirement(text, False, missing % facts)

    return {key: told(key) for key in keys}


def _by_person(rows: Iterable[Participation]) -> defaultdict[int, list[Participation]]:
    found = defaultdict(list)
    for row in rows:
        found[row.person_id].append(row)
    return found


def _names(rows: Iterable[Participation]) -> str:
    return "; ".join(
        f"{row.benchmarking.organisation} ({row.benchmarking.held_on:%Y-%m-%d})" for row in rows
    )


def _benchmarkings_needed(required: RequiredBenchmarkings) -> str:
    facts = {
        "number": required.number,
        "mentors": required.mentors,
        "label": required.label or _("any label"),
        "months": required.within_months,
    }
    if required.within_months:
        text = ngettext(
            "%(number)d benchmarking as a trainee (%(label)s) within %(months)d months, "
            "different mentors: %(mentors)d.",
            "%(number)d benchmarkings as a trainee (%(label)s) within %(months)d months, "
            "different mentors: %(mentors)d.",
            required.number,
        )
    else:
        text = ngettext(
            "%(number)d benchmarking as a trainee (%(label)s), different mentors: %(mentors)d.",
            "%(number)d benchmarkings as a trainee (%(label)s), different mentors: %(mentors)d.",
            required.number,
        )
    return text % facts
