"""The rules of sections 3 and 4 in plain Python: dates and lists, no database, nothing of the models.

Tests hold the register against it. It reckons in its own way where that is possible: months by the
calendar, and a certification's period day by day instead of by conditions.
"""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta

DAY = timedelta(days=1)
NEVER = date.max


def shift(day: date, months: int) -> date:
    """So many months later, or earlier; the last day of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def is_within(day: date, on: date, months: int | None) -> bool:
    """Whether the day lies within so many months, of which `on` is the last."""
    return day <= on and (months is None or day > shift(on, -months))


@dataclass
class PlainNeed:
    label: str | None
    number: int
    within: int | None
    mentors: int


@dataclass
class PlainRule:
    holds_from: date
    validity: int | None = None
    grace: int | None = None
    from_old_end: bool = True
    lower: str | None = None
    course: str = ""
    course_within: int | None = None
    needs: list[PlainNeed] = field(default_factory=list)


@dataclass
class PlainCertification:
    first: date
    last: date | None
    decided: date
    number: str = ""
    withdrawn: date | None = None
    # First day without, and the first day with it again.
    suspensions: list[list] = field(default_factory=list)
    renews: "PlainCertification | None" = None
    made: int = 0

    @property
    def ever_in_force(self) -> bool:
        return self.withdrawn != self.first

    def status(self, on: date) -> str:
        if on >= (self.withdrawn or NEVER):
            return "withdrawn"
        if on < self.first:
            return "upcoming"
        if on > (self.last or NEVER):
            return "expired"
        held_back = any(begin <= on < (end or NEVER) for begin, end in self.suspensions)
        return "suspended" if held_back else "valid"


@dataclass
class PlainPerson:
    # By level, in the order of their first days.
    held: dict[str, list[PlainCertification]] = field(default_factory=dict)
    # Kind, level, day of the result.
    courses: list[tuple[str, str, date]] = field(default_factory=list)
    # Label, day, mentor.
    work: list[tuple[str, date, object]] = field(default_factory=list)
    is_erased: bool = False

    def at(self, level: str) -> list[PlainCertification]:
        return self.held.setdefault(level, [])

    def is_valid(self, level: str, on: date) -> bool:
        return any(each.status(on) == "valid" for each in self.at(level))

    def standing(self, level: str, on: date) -> PlainCertification | None:
        def place(each):
            return each.ever_in_force, each.made

        begun = {each.first for each in self.at(level) if each.first <= on}
        to_come = {each.first for each in self.at(level) if each.first > on}
        day = max(begun) if begun else min(to_come, default=None)
        return max((each for each in self.at(level) if each.first == day), key=place, default=None)


def rule_on(rules: list[PlainRule], on: date) -> PlainRule | None:
    return max(
        (rule for rule in rules if rule.holds_from <= on),
        key=lambda rule: rule.holds_from,
        default=None,
    )


def last_day(rule: PlainRule, first: date) -> date | None:
    return None if rule.validity is None else shift(first, rule.validity) - DAY


def may_be_renewed_late(rule: PlainRule, last: date, on: date) -> bool:
    """Whether what ended is still within the grace."""
    return rule.grace is not None and shift(on, -rule.grace) <= last < on


def holds(person: PlainPerson, level: str, rule: PlainRule, on: date) -> bool:
    known = [
        each
        for each in person.at(level)
        if min(each.first, each.decided) <= on and each.ever_in_force
    ]
    if not known:
        return False
    latest = known[-1]
    if latest.status(on) in ("upcoming", "valid", "suspended"):
        return True
    return latest.status(on) == "expired" and may_be_renewed_late(rule, latest.last, on)


def is_ready(person: PlainPerson, level: str, rules: list[PlainRule], on: date) -> bool:
    rule = rule_on(rules, on)
    if person.is_erased or rule is None or holds(person, level, rule, on):
        return False
    if rule.lower and not person.is_valid(rule.lower, on):
        return False
    taken_back = [each.withdrawn for each in person.at(level) if each.ever_in_force]
    # The first day of all counts, if nothing was ever taken back.
    anew = max((day for day in taken_back if day and day <= on), default=date.min)
    if rule.course and not any(
        (kind, leads_to) == (rule.course, level)
        and is_within(day, on, rule.course_within)
        and day > anew
        for kind, leads_to, day in person.courses
    ):
        return False
    for need in rule.needs:
        mentors = [
            mentor
            for label, day, mentor in person.work
            if need.label in (None, label) and is_within(day, on, need.within) and day > anew
        ]
        if len(mentors) < need.number or len(set(mentors)) < need.mentors:
            return False
    return True


def overlaps(one: PlainCertification, other: PlainCertification) -> bool:
    """Each has the days up to its end or the day before it is withdrawn, which may be none."""

    def end(each: PlainCertification) -> date:
        return min(each.last or NEVER, (each.withdrawn or NEVER) - DAY)

    if not (one.ever_in_force and other.ever_in_force):
        return False
    return one.first <= end(other) and other.first <= end(one)


def renewal_begins(latest: PlainCertification, rules: list[PlainRule], on: date) -> date | None:
    """The first day of a renewal of the latest, decided on that day. None: refused."""
    rule = rule_on(rules, on)
    if rule is None or latest.last is None or latest.withdrawn or on < latest.first:
        return None
    if latest.status(min(on, latest.last)) == "suspended":
        return None
    if on <= latest.last:
        return latest.last + DAY if latest.last - on <= 365 * DAY else None
    late = may_be_renewed_late(rule, latest.last, on)
    return latest.last + DAY if late and rule.from_old_end else on
