"""The periods at each level as bars over the years: a picture of what the timeline tells in words."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from certification.models import Certification, Level

ROW, TOP, BOTTOM = 46, 4, 26
MOST_YEARS_NAMED = 7
# How much of what is still to come is drawn: the past is what the picture is for.
YEARS_AHEAD = 3


class Bar(NamedTuple):
    """Places are parts of the width, such as 12.5%."""

    kind: str
    x: str
    width: str


class Row(NamedTuple):
    level: Level
    y: int
    bars: list[Bar]

    @property
    def name_y(self) -> int:
        return self.y + 14

    @property
    def bar_y(self) -> int:
        return self.y + 21


class Year(NamedTuple):
    year: int
    x: str


class Periods(NamedTuple):
    rows: list[Row]
    years: list[Year]
    today: str

    @property
    def height(self) -> int:
        return TOP + ROW * len(self.rows) + BOTTOM

    @property
    def foot(self) -> int:
        return TOP + ROW * len(self.rows)


class Axis(NamedTuple):
    first: date
    end: date

    def x(self, day: date) -> float:
        """Days outside are at the edge."""
        part = (day - self.first) / (self.end - self.first)
        return 100 * min(max(part, 0.0), 1.0)

    def bar(self, kind: str, first: date, end: date) -> Bar:
        return Bar(kind, _part(self.x(first)), _part(self.x(end) - self.x(first)))


def periods(certifications: Iterable[Certification], today: date) -> Periods | None:
    """Of certifications that were ever in force, by their days; None where there are none."""
    by_level: dict[Level, list[Certification]] = {}
    for each in certifications:
        by_level.setdefault(each.level, []).append(each)
    if not by_level:
        return None
    axis = _axis([each for those in by_level.values() for each in those], today)
    rows = [
        Row(level, TOP + ROW * number, [bar for each in those for bar in _bars(each, axis, today)])
        for number, (level, those) in enumerate(sorted(by_level.items(), key=_rank))
    ]
    return Periods(rows, _years(axis), _part(axis.x(today)))


def _rank(row: tuple[Level, list[Certification]]) -> int:
    return row[0].rank


def _axis(certifications: list[Certification], today: date) -> Axis:
    first = min(today, *(each.certified_on for each in certifications))
    furthest = date(today.year + YEARS_AHEAD, 12, 31)
    ends = [min(each.valid_until or today, furthest) for each in certifications]
    last = max(today, *ends, *(min(each.certified_on, furthest) for each in certifications))
    return Axis(date(first.year, 1, 1), date(last.year + 1, 1, 1))


def _bars(certification: Certification, axis: Axis, today: date) -> Iterator[Bar]:
    """Up to today as it was, and from then on as it is decided today."""
    first, end = certification.certified_on, _end(certification, axis, today)
    stops = {first, end, today, *_days_of_suspensions(certification, today)}
    between = sorted(day for day in stops if first <= day <= end)
    for start, stop in pairwise(between):
        kind = "to-come" if start >= today else str(certification.status_on(start))
        yield axis.bar(kind, start, stop)


def _end(certification: Certification, axis: Axis, today: date) -> date:
    withdrawn = certification.withdrawn_on
    if withdrawn and withdrawn <= today:
        return min(withdrawn, certification.valid_until or withdrawn)
    return min(certification.valid_until or axis.end, axis.end)


def _days_of_suspensions(certification: Certification, today: date) -> Iterator[date]:
    for suspension in certification.suspensions.all():
        for day in (suspension.suspended_on, suspension.reinstated_on):
            if day and day <= today:
                yield day


def _years(axis: Axis) -> list[Year]:
    count = axis.end.year - axis.first.year
    step = next(step for step in (1, 2, 5, 10, 25, 100, 1500) if count <= step * MOST_YEARS_NAMED)
    # The last one has its place left of the edge.
    named = range(axis.first.year, axis.end.year, step)
    return [Year(year, _part(axis.x(date(year, 1, 1)))) for year in named]


def _part(number: float) -> str:
    return f"{number:.2f}%"
