"""Who may be certified for a level: what its rule of the day requires, and what meets it.

`ready_for` tells it of all people in one question to the database, `eligibility` of one person in
words. They are twins: tests hold them against each other.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certification.models.benchmarking import Participation
from certification.models.certification import Certification
from certification.models.enrolment import Enrolment
from certification.models.level import Level
from certification.models.rule import LevelRule, RequiredBenchmarkings, since
from certification.models.status import Status
from people.models import Person


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
    if rule is None:
        none = Requirement(
            _("A rule of the level."),
            False,
            _("No rule of %(level)s held on %(day)s.") % {"level": level, "day": on.isoformat()},
        )
        return {each.pk: Eligibility(each, level, on, None, (none,)) for each in people}
    keys = [person.pk for person in people]
    asked = [part(rule, on, keys) for part in _parts(rule)]
    return {
        person.pk: Eligibility(
            person, level, on, rule, tuple(told for tell in asked for told in tell(person.pk))
        )
        for person in people
    }


def ready_for(level: Level, on: date) -> Q:
    """The people who meet every requirement, as a condition on Person."""
    rule = level.rule_on(on)
    if rule is None:
        return Q(pk__in=[])
    ready = ~Q(pk__in=_holding(rule, on).values("person"))
    if rule.lower_level:
        ready &= Q(pk__in=_valid(rule.lower_level, on).values("person"))
    if rule.course_kind:
        ready &= Q(pk__in=_passed(rule, on).values("person"))
    for required in rule.benchmarkings.all():
        enough = (
            _as_trainee(required, on)
            .order_by()
            .values("person")
            .annotate(number=Count("pk"), mentors=Count("mentor", distinct=True))
            .filter(number__gte=required.number, mentors__gte=required.mentors)
        )
        ready &= Q(pk__in=enough.values("person"))
    return ready


# --- what counts, on a day ---


def _holding(rule: LevelRule, on: date) -> QuerySet[Certification]:
    """The latest decided by that day, where it is valid, to come, held back, or still to be renewed."""
    known = (
        Q(certified_on__lte=on)
        | Q(decided_on__lte=on)
        | Q(decided_on=None, created_at__date__lte=on)
    )
    decided = Certification.objects.filter(known, level=rule.level_id)
    later = decided.filter(person=OuterRef("person"), certified_on__gt=OuterRef("certified_on"))
    return decided.filter(
        Q(withdrawn_on=None) | Q(withdrawn_on__gt=on),
        Q(valid_until=None) | Q(valid_until__gte=rule.oldest_end_in_grace(on)),
        ~Exists(later),
    )


def _valid(level: Level, on: date) -> QuerySet[Certification]:
    return Certification.objects.with_status(on).filter(level=level, status=Status.VALID)  # type: ignore[misc]


def _passed(rule: LevelRule, on: date) -> QuerySet[Enrolment]:
    passed = Enrolment.objects.filter(
        state=Enrolment.State.PASSED,
        course__kind=rule.course_kind,
        course__level=rule.level_id,
        result_on__lte=on,
    )
    if rule.course_within_months is None:
        return passed
    return passed.filter(result_on__gte=since(on, rule.course_within_months))


def _as_trainee(required: RequiredBenchmarkings, on: date) -> QuerySet[Participation]:
    took_part = Participation.objects.filter(
        role=Participation.Role.TRAINEE, benchmarking__held_on__lte=on
    )
    if required.label_id:
        took_part = took_part.filter(benchmarking__label=required.label_id)
    if required.within_months is None:
        return took_part
    return took_part.filter(benchmarking__held_on__gte=since(on, required.within_months))


# --- the same, in words: each asks once for all the people, and tells of one ---


def _parts(rule: LevelRule) -> list[Any]:
    parts: list[Any] = [_tell_holding]
    if rule.lower_level:
        parts.append(_tell_lower_level)
    if rule.course_kind:
        parts.append(_tell_course)
    parts += [partial(_tell_benchmarkings, each) for each in rule.benchmarkings.all()]
    return parts


def _by_person(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found = defaultdict(list)
    for row in rows:
        found[row.person_id].append(row)
    return found


def _tell_holding(rule: LevelRule, on: date, keys: list[int]) -> Any:
    rows = _holding(rule, on).filter(person__in=keys).prefetch_related("suspensions")
    held = _by_person(rows)
    text = _("Not certified for %(level)s, and nothing to renew.") % {"level": rule.level}

    def tell(key: int) -> list[Requirement]:
        if key not in held:
            return [Requirement(text, True, _("There is none on that day."))]
        last = held[key][0]
        facts = {"level": rule.level, "day": last.certified_on.isoformat()}
        if last.status_on(on) == Status.EXPIRED:
            because = _("Was certified for %(level)s from %(day)s on: renew it instead.") % facts
        else:
            because = _("Is certified for %(level)s from %(day)s on.") % facts
        return [Requirement(text, False, because)]

    return tell


def _tell_lower_level(rule: LevelRule, on: date, keys: list[int]) -> Any:
    valid = _by_person(_valid(rule.lower_level, on).filter(person__in=keys))  # type: ignore[arg-type]
    facts = {"level": rule.lower_level, "day": on.isoformat()}
    text = _("Validly certified for %(level)s on %(day)s.") % facts

    def tell(key: int) -> list[Requirement]:
        if key not in valid:
            because = _("Is not validly certified for %(level)s on %(day)s.") % facts
            return [Requirement(text, False, because)]
        day = valid[key][0].certified_on.isoformat()
        return [Requirement(text, True, _("Certified on %(day)s.") % {"day": day})]

    return tell


def _tell_course(rule: LevelRule, on: date, keys: list[int]) -> Any:
    rows = _passed(rule, on).filter(person__in=keys).select_related("course").order_by("-result_on")
    passed = _by_person(rows)
    facts = {
        "kind": rule.get_course_kind_display(),
        "level": rule.level,
        "months": rule.course_within_months,
    }
    if rule.course_within_months:
        text = _("Course passed within %(months)s months, leading to %(level)s: %(kind)s.") % facts
        missing = _(
            "Has passed no such course within %(months)s months: %(kind)s, leading to %(level)s."
        )
    else:
        text = _("Course passed, leading to %(level)s: %(kind)s.") % facts
        missing = _("Has passed no such course: %(kind)s, leading to %(level)s.")

    def tell(key: int) -> list[Requirement]:
        if key not in passed:
            return [Requirement(text, False, missing % facts)]
        row = passed[key][0]
        by = {"course": row.course, "day": row.result_on.isoformat()}
        return [Requirement(text, True, _("%(course)s, passed on %(day)s.") % by)]

    return tell


def _tell_benchmarkings(
    required: RequiredBenchmarkings, rule: LevelRule, on: date, keys: list[int]
) -> Any:
    rows = _as_trainee(required, on).filter(person__in=keys)
    taken = _by_person(rows.select_related("benchmarking__organisation"))
    facts = {
        "number": required.number,
        "mentors": required.mentors,
        "label": required.label or _("any label"),
        "months": required.within_months,
    }
    text = _benchmarkings_text(required, facts)

    def tell(key: int) -> list[Requirement]:
        mine = taken.get(key, [])
        mentors = len({row.mentor_id for row in mine})
        found = {
            "found": len(mine),
            "mentors": mentors,
            "names": "; ".join(
                f"{row.benchmarking.organisation} ({row.benchmarking.held_on:%Y-%m-%d})"
                for row in mine
            ),
        }
        is_met = len(mine) >= required.number and mentors >= required.mentors
        if not mine:
            because = _("Took part in none. Needed: %(needed)s") % {"needed": text}
        elif is_met:
            because = _("%(found)d, with mentors: %(mentors)d. %(names)s") % found
        else:
            because = _("Only %(found)d, with mentors: %(mentors)d. Needed: %(needed)s") % {
                **found,
                "needed": text,
            }
        return [Requirement(text, is_met, because)]

    return tell


def _benchmarkings_text(required: RequiredBenchmarkings, facts: dict[str, Any]) -> str:
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
