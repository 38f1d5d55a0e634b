"""What may be decided, by the plain rules, and what comes of it: the other half of the plain model."""

from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from datetime import date

from tests.plain_lifecycle import (
    DAY,
    PlainCertification,
    PlainPerson,
    PlainRule,
    is_ready,
    last_day,
    overlaps,
    renewal_begins,
    rule_on,
    shift,
)

SOME_DAYS = [date(2015, 1, 31), date(2016, 2, 29), date(2018, 3, 1), date(2019, 12, 31)]
FAR_AHEAD = 400


class PlainRegister:
    """Each step says whether it may be taken, and takes it if so."""

    def __init__(self, people: list[PlainPerson], today: date):
        self.people = people
        self.today = today
        self.rules: dict[str, list[PlainRule]] = {"bronze": [], "silver": [], "gold": []}
        self.series: Counter[int] = Counter()
        # How many rows were written: of certifications and suspensions.
        self.changes = 0

    def certifications(self) -> Iterator[PlainCertification]:
        for person in self.people:
            for held in person.held.values():
                yield from held

    def day(self, which: int, nudge: int, held: PlainCertification | None = None) -> date:
        """One of the days that matter so far, or of those of one certification, or a neighbour of it."""
        if which == FAR_AHEAD:
            return self.today + 200 * DAY
        rules = [rule for rules in self.rules.values() for rule in rules]
        months = {m for rule in rules for m in (rule.grace, rule.course_within) if m}
        months |= {need.within for rule in rules for need in rule.needs if need.within}
        days, turns = set(), set()
        for each in [held] if held else self.certifications():
            days |= {each.first, each.first + 100 * DAY, each.withdrawn or each.first}
            days |= {day for suspension in each.suspensions for day in suspension if day}
            turns |= {each.last} - {None}
        if held is None:
            days |= {*SOME_DAYS}
            for person in self.people:
                turns |= {course[2] for course in person.courses} | {w[1] for w in person.work}
        days |= turns | {shift(day, number) for day in turns for number in months}
        return sorted(days)[which % len(days)] + nudge * DAY

    def turn(self, slug: str, which: int) -> date:
        """One of the days on which something that the rules of the level ask for is over, or the next."""
        days = [SOME_DAYS[0]]
        for rule in self.rules[slug]:
            for person in self.people:
                ends = [each.last for each in person.at(slug) if each.last]
                days += [shift(end, rule.grace) for end in ends if rule.grace]
                if rule.course_within:
                    days += [shift(act[2], rule.course_within) for act in person.courses]
                for need in rule.needs:
                    days += [shift(act[1], need.within) for act in person.work if need.within]
        return days[-1 - which // 2 % len(days)] + which % 2 * DAY

    def one(self, who: int, slug: str, which: int) -> PlainCertification | None:
        held = self.people[who].at(slug)
        return held[which % len(held)] if held else None

    def is_ready(self, person: PlainPerson, slug: str, on: date) -> bool:
        return is_ready(person, slug, self.rules[slug], on)

    def add_rule(self, slug: str, new: PlainRule) -> bool:
        order = list(self.rules)
        if new.lower and order.index(new.lower) >= order.index(slug):
            return False
        if new.course_within and not new.course:
            return False
        if new.from_old_end and new.grace and new.validity and new.grace >= new.validity:
            return False
        if any(rule.holds_from == new.holds_from for rule in self.rules[slug]):
            return False
        for person in self.people:
            for held in person.at(slug):
                under = rule_on(self.rules[slug], held.decided)
                if under.holds_from < new.holds_from <= held.decided:
                    return False
        self.rules[slug].append(new)
        return True

    def certify(
        self, who: int, slug: str, on: date, first: date, *, against_rules: bool
    ) -> PlainCertification | None:
        person, rule = self.people[who], rule_on(self.rules[slug], on)
        if on > self.today or rule is None:
            return None
        if not (against_rules or self.is_ready(person, slug, on)):
            return None
        return self._add(person, slug, rule, PlainCertification(first, None, on))

    def renew(
        self, who: int, slug: str, old: PlainCertification, on: date
    ) -> PlainCertification | None:
        person, rules = self.people[who], self.rules[slug]
        if on > self.today:
            return None
        if any(each.first > old.first and each.ever_in_force for each in person.at(slug)):
            return None
        first = renewal_begins(old, rules, on)
        if first is None:
            return None
        new = PlainCertification(first, None, on, renews=old)
        return self._add(person, slug, rule_on(rules, on), new)

    def _add(
        self, person: PlainPerson, slug: str, rule: PlainRule, new: PlainCertification
    ) -> PlainCertification | None:
        new.last, new.made = last_day(rule, new.first), self.changes
        if any(overlaps(new, other) for other in person.at(slug)):
            return None
        self.series[new.decided.year] += 1
        new.number = f"ESCA-{new.decided.year}-{self.series[new.decided.year]:04}"
        person.held[slug] = sorted([*person.at(slug), new], key=lambda each: each.first)
        self.changes += 1
        return new

    def together(self, decide, needs, others: list, held: PlainCertification, on: date) -> bool:
        """For the whole line from there on, or not at all."""
        line = [held]
        for each in others:
            if each.renews in line and each not in line:
                line.append(each)
        before = [(each.withdrawn, deepcopy(each.suspensions)) for each in line], self.changes
        for each in line:
            day = on if each is held else max(on, each.first)
            if (each is held or needs(each, day, before[0][0][0])) and not decide(
                others, each, day
            ):
                for one, (withdrawn, suspensions) in zip(line, before[0], strict=True):
                    one.withdrawn, one.suspensions = withdrawn, suspensions
                self.changes = before[1]
                return False
        return True

    def suspend(self, others: list, held: PlainCertification, on: date) -> bool:
        def needs(later, day, _before):
            held_back = any(begin <= day and end is None for begin, end in later.suspensions)
            return later.status(day) != "withdrawn" and not held_back

        return self.together(self._suspend, needs, others, held, on)

    def reinstate(self, others: list, held: PlainCertification, on: date) -> bool:
        def needs(later, day, _before):
            return any(begin <= day and end is None for begin, end in later.suspensions)

        if held.status(on) != "suspended":
            return False
        return self.together(self._reinstate, needs, others, held, on)

    def withdraw(self, others: list, held: PlainCertification, on: date) -> bool:
        def needs(later, day, before):
            if later.withdrawn is None or later.withdrawn <= self.today:
                return later.withdrawn is None
            return later.withdrawn > day or (before and later.withdrawn == max(before, later.first))

        return self.together(self._withdraw, needs, others, held, on)

    def _suspend(self, _others: list, held: PlainCertification, on: date) -> bool:
        if held.status(on) != "valid":
            return False
        coming = min((s for s in held.suspensions if s[1] is None and s[0] > on), default=None)
        rest = [each for each in held.suspensions if each is not coming]
        # It goes on without end: nothing may follow, but what was never in force.
        if any((end is None or end > on) and begin != end for begin, end in rest):
            return False
        if coming:
            coming[0] = on
        else:
            held.suspensions.append([on, None])
        self.changes += 1
        return True

    def _reinstate(self, _others: list, held: PlainCertification, on: date) -> bool:
        for each in held.suspensions:
            if each[1] is None and each[0] <= on:
                each[1] = on
                self.changes += 1
                return True
        return False

    def _withdraw(self, others: list, held: PlainCertification, on: date) -> bool:
        before = held.withdrawn
        if (before and before <= self.today) or on < held.first:
            return False
        held.withdrawn = on
        if any(each is not held and overlaps(each, held) for each in others):
            held.withdrawn = before
            return False
        self.changes += before != on
        return True

    def correct(self, others: list, held: PlainCertification, end: str, day: date) -> bool:
        before = held.first, held.last
        setattr(held, end, day)
        last = held.last or date.max
        fits = (
            held.first <= last
            and held.first <= (held.withdrawn or date.max)
            and all(held.first <= begin <= last for begin, _end in held.suspensions)
            and not any(each is not held and overlaps(each, held) for each in others)
            and all(each.renews.first < each.first for each in [*others, held] if each.renews)
        )
        if not fits:
            held.first, held.last = before
            return False
        others.sort(key=lambda each: each.first)
        self.changes += (held.first, held.last) != before
        return True
