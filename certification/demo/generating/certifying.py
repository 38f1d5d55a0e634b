"""What generated people are certified for, as rows for COPY."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from certification.demo import careers
from certification.demo.careers import Period
from certification.demo.generating.copying import Keys, Rows
from certification.models import (
    Certification,
    Level,
    LevelRule,
    NumberSeries,
    RegisterSettings,
    Suspension,
)

COLUMNS = [
    *("id", "person_id", "level_id", "certified_on", "valid_until", "number", "basis"),
    *("decided_by", "decided_on", "rule_id", "renews_id", "enrolment_id"),
    *("withdrawn_on", "withdrawal_reason"),
]
SUSPENSION_COLUMNS = [
    *("certification_id", "suspended_on", "reason", "reinstated_on", "reinstatement_reason"),
]
# So many different ways through the levels, each of which many people may have gone: making one takes
# as long as everything else about a person.
WAYS = 10_000
YEARS = 15
# What was decided before so many years was taken over from an earlier register.
YEARS_OF_DECISIONS = 10

# The periods at each level, lowest first.
type Way = list[list[Period]]


@dataclass
class Certified:
    """A person and the certifications, of which the keys are not known yet."""

    person: int
    way: Way
    enrolment: int | None = None

    @property
    def first_day(self) -> date:
        return self.way[0][0].certified_on


def ways(number: int, today: date, random: Random) -> list[Way]:
    """With one to five certifications each. Three in ten stood years ago as others do today."""
    known, earliest = careers.careers(), today - timedelta(days=YEARS * 365)
    found: list[Way] = []
    while len(found) < number:
        ago = random.randint(0, 8 * 365) if random.random() < 0.3 else 0
        way = careers.make(random.choice(known), today - timedelta(days=ago), random)
        if sum(map(len, way)) <= 5 and way[0][0].certified_on > earliest:
            found.append(way)
    return found


class Decider:
    """Says by which rule a day's decisions are taken, and gives numbers."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.taken_over_before = today.replace(year=today.year - YEARS_OF_DECISIONS, day=1)
        self.levels = list(Level.objects.prefetch_related("rules"))
        self.settings = RegisterSettings.current()
        years = range(self.taken_over_before.year, today.year + 1)
        self.series = {year: NumberSeries.locked(date(year, 1, 1)) for year in years}
        self.rule_on = cache(self._rule_on)

    def _rule_on(self, level: Level, day: date) -> LevelRule | None:
        return level.rule_on(day)

    def number(self, level: Level, day: date) -> str | None:
        """By the pattern of the settings. As in real registers, some certificates have none."""
        series = self.series[day.year]
        series.last += 1
        if series.last % 23 == 0:
            return None
        return self.settings.number(year=day.year, serial=series.last, level=level.slug.upper())

    def save_series(self) -> None:
        """So that the next decision does not try all the numbers that are given."""
        for series in self.series.values():
            series.save(update_fields=["last"])

    def is_taken_over(self, period: Period) -> bool:
        return period.certified_on < self.taken_over_before

    def decision(self, level: Level, period: Period) -> list[Any]:
        """Number, basis, who decided, when, and by which rule."""
        if self.is_taken_over(period):
            return [None, Certification.Basis.TRANSFER.value, "", None, None]
        decided_on = min(period.certified_on, self.today - timedelta(days=3))
        rule = self.rule_on(level, decided_on)
        return [
            self.number(level, decided_on),
            careers.basis(level.rank, period).value,
            self.settings.certifying_body,
            decided_on,
            rule and rule.pk,
        ]


def make(people: list[Certified], decider: Decider, keys: Keys) -> list[Rows]:
    number = sum(len(periods) for each in people for periods in each.way)
    following = iter(keys.take(Certification, number))
    certifications, suspensions = [], []
    for each in people:
        enrolment = each.enrolment
        for level, periods in zip(decider.levels, each.way, strict=False):
            earlier = None
            for period in periods:
                key = next(following)
                certifications.append(
                    [
                        *(key, each.person, level.pk, period.certified_on, period.valid_until),
                        *decider.decision(level, period),
                        *(earlier if period.renews else None, enrolment),
                        period.withdrawal.get("withdrawn_on"),
                        period.withdrawal.get("withdrawal_reason", ""),
                    ]
                )
                # Only the first of all rests on a course.
                enrolment, earlier = None, key
                if period.suspension:
                    suspensions.append([key, *_suspension(period)])
    return [
        Rows(Certification, COLUMNS, certifications),
        Rows(Suspension, SUSPENSION_COLUMNS, suspensions),
    ]


def _suspension(period: Period) -> list[Any]:
    facts = period.suspension
    return [
        *(facts["suspended_on"], facts["reason"]),
        *(facts.get("reinstated_on"), facts.get("reinstatement_reason", "")),
    ]
