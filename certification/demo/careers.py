"""The ways in which the demo's experts stand at the levels, as dates that are counted from a day."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import Any

from dateutil.relativedelta import relativedelta

from certification.models import Certification

# No public source says how long a person's certification is valid: three years are the demo's own.
MONTHS = 36

# How many experts stand at bronze, silver and gold like this on the day. What each word means: _periods.
CAREERS: list[tuple[int, tuple[str, ...]]] = [
    (75, ("valid",)),
    (28, ("renewed",)),
    (16, ("running out",)),
    (22, ("expired",)),
    (6, ("upcoming",)),
    (5, ("suspended",)),
    (4, ("reinstated",)),
    (5, ("withdrawn",)),
    (3, ("returned",)),
    (2, ("withdrawn and returned",)),
    (3, ("renewed ahead",)),
    (26, ("renewed", "valid")),
    (12, ("renewed", "renewed")),
    (6, ("renewed", "running out")),
    (7, ("renewed", "expired")),
    (4, ("expired", "valid")),
    (4, ("valid", "upcoming")),
    (3, ("renewed", "suspended")),
    (2, ("renewed", "withdrawn")),
    (2, ("suspended", "suspended")),
    (4, ("expired", "expired")),
    (2, ("running out", "valid")),
    (16, ("renewed", "renewed", "valid")),
    (10, ("long renewed", "renewed", "renewed")),
    (5, ("renewed", "renewed", "running out")),
    (4, ("renewed", "valid", "upcoming")),
    (5, ("long renewed", "renewed", "expired")),
    (3, ("long renewed", "expired", "expired")),
    (2, ("renewed", "expired", "valid")),
    (3, ("expired", "renewed", "valid")),
    (2, ("expired", "expired", "valid")),
    (3, ("expired", "expired", "expired")),
    (3, ("renewed", "renewed", "suspended")),
    (2, ("renewed", "renewed", "reinstated")),
    (2, ("renewed", "renewed", "withdrawn")),
    (1, ("withdrawn", "withdrawn", "withdrawn")),
]

_REASONS = {
    "suspension": [
        "Complaint under review",
        "Report on a benchmarking not delivered",
        "At the expert's own request, for parental leave",
    ],
    "reinstatement": ["Complaint found without ground", "Report delivered", "Back at work"],
    "withdrawal": [
        "Left the field, at the expert's own request",
        "Benchmarked an organisation of the own employer",
        "Figures handed to a third party",
    ],
    # Of the same withdrawals. Not of each is a reason told.
    "public withdrawal": ["At the holder's own request", "A conflict of interest", ""],
}


@dataclass
class Period:
    """One certification, as the factory's arguments, and perhaps its suspension."""

    certified_on: date
    renews: bool = False
    valid_until: date = field(init=False)
    withdrawal: dict[str, Any] = field(default_factory=dict)
    suspension: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        months = relativedelta(months=MONTHS)
        self.valid_until = self.certified_on + months - timedelta(days=1)

    def renewal(self) -> "Period":
        return Period(self.valid_until + timedelta(days=1), renews=True)


def careers() -> list[tuple[str, ...]]:
    return [career for count, career in CAREERS for _ in range(count)]


def make(career: tuple[str, ...], today: date, random: Random) -> list[list[Period]]:
    """The periods at each level, lowest first; each level begins after the one below it."""
    while True:
        levels = [_periods(state, today, random) for state in career]
        firsts = [periods[0].certified_on for periods in levels]
        if all(lower + timedelta(days=120) <= higher for lower, higher in pairwise(firsts)):
            return levels


def basis(rank: int, period: Period) -> Certification.Basis:
    if period.renews:
        return Certification.Basis.RENEWAL
    return Certification.Basis.COURSE if rank == 1 else Certification.Basis.TRAINEESHIP


def _periods(state: str, today: date, random: Random) -> list[Period]:
    def before(least: int, most: int) -> Period:
        months = relativedelta(months=random.randint(least, most))
        return Period(today - months - timedelta(days=random.randint(0, 27)))

    match state:
        case "upcoming":
            return [Period(today + timedelta(days=random.randint(5, 60)))]
        case "valid":
            return [before(1, MONTHS - 6)]
        case "running out":
            return [_running_out(today, random)]
        case "renewed":
            first = before(MONTHS + 1, 2 * MONTHS - 6)
            return [first, first.renewal()]
        case "long renewed":
            first = before(2 * MONTHS + 1, 3 * MONTHS - 6)
            return [first, first.renewal(), first.renewal().renewal()]
        case "renewed ahead":
            first = _running_out(today, random)
            return [first, first.renewal()]
        case "expired":
            return [before(MONTHS + 1, MONTHS + 48)]
        case "returned":
            return [before(MONTHS + 24, MONTHS + 48), before(1, 20)]
        case "suspended":
            return [_suspended(before(8, MONTHS - 6), today, random)]
        case "reinstated":
            return [_reinstated(before(12, MONTHS - 6), random)]
        case "withdrawn":
            return [
                _withdrawn(before(8, MONTHS - 6), today - _days(random, 5, 150), random),
            ]
        case "withdrawn and returned":
            first = before(50, 60)
            return [
                _withdrawn(first, first.certified_on + _days(random, 200, 300), random),
                before(1, 20),
            ]
    raise ValueError(state)


def _days(random: Random, least: int, most: int) -> timedelta:
    return timedelta(days=random.randint(least, most))


def _running_out(today: date, random: Random) -> Period:
    # The months' ends may move the last day by three days: 10 to 80 stay within 0 and 90.
    return Period(today - relativedelta(months=MONTHS) + _days(random, 10, 80))


def _suspended(period: Period, today: date, random: Random) -> Period:
    period.suspension = {
        "suspended_on": today - _days(random, 10, 120),
        "reason": random.choice(_REASONS["suspension"]),
    }
    return period


def _reinstated(period: Period, random: Random) -> Period:
    suspended_on = period.certified_on + _days(random, 60, 120)
    kind = random.randrange(3)
    period.suspension = {
        "suspended_on": suspended_on,
        "reason": _REASONS["suspension"][kind],
        "reinstated_on": suspended_on + _days(random, 30, 90),
        "reinstatement_reason": _REASONS["reinstatement"][kind],
    }
    return period


def _withdrawn(period: Period, on: date, random: Random) -> Period:
    kind = random.randrange(3)
    period.withdrawal = {
        "withdrawn_on": on,
        "withdrawal_reason": _REASONS["withdrawal"][kind],
        "withdrawal_public_reason": _REASONS["public withdrawal"][kind],
    }
    return period
