"""How many had a valid certification at the end of each year, at which levels."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import dropwhile

from django.db.models import BooleanField, Count, ExpressionWrapper, FloatField, Func, Q

from certification.models import Level, Standing, Status
from certification.models.course import EARLIEST
from certification.models.entry import level_and_status
from certification.register.statistics.spans import spans

# By the key of the level.
type ByLevel = dict[int, int]


@dataclass
class Held:
    """How many had a valid certification on a day. `highest` counts each person once."""

    on: date
    highest: ByLevel = field(default_factory=lambda: defaultdict(int))
    each: ByLevel = field(default_factory=lambda: defaultdict(int))

    @property
    def experts(self) -> int:
        return sum(self.highest.values())

    def add(self, states: list[int], people: int) -> None:
        """As many as that stand so."""
        standing = map(level_and_status, states)
        at = [level for level, status in standing if status == Status.VALID]
        for level in at:
            self.each[level] += people
        # The lowest level comes first.
        for level in at[-1:]:
            self.highest[level] += people


class Year(Func):
    """Of some days after a day. Django's own reckons in decimal numbers, which takes twice as long."""

    template = "date_part('year', %(expressions)s + %(later)s)"
    output_field = FloatField()


def held(today: date, levels: list[Level]) -> list[Held]:
    """At the end of each year, from the first at whose end anybody had one, and today.

    It reads each stretch of the standings once, however many of the days lie in it: they are the ends of
    the years from that in which it starts to the last that is over when it ends.
    """
    ends = {year: Held(date(year, 12, 31)) for year in range(EARLIEST.year, today.year)}
    now = Held(today)
    for first, after, is_today, states, people in _stretches(today, levels):
        for year in range(max(int(first), EARLIEST.year), min(int(after), today.year)):
            ends[year].add(states, people)
        if is_today:
            now.add(states, people)
    return [*dropwhile(lambda day: not day.experts, ends.values()), now]


def _stretches(
    today: date, levels: list[Level]
) -> Iterator[tuple[float, float, bool, list[int], int]]:
    """In which year they start, the year that follows their end, whether today is in it, and who stands how."""
    is_today = ExpressionWrapper(Q(starts__lte=today, ends__gte=today), output_field=BooleanField())
    lowest = min((level.rank for level in levels), default=1)
    stretches = (
        Standing.objects.using("public")
        .listed()
        # Of those who have nothing valid few or none pass: Held.add looks at the statuses.
        .filter(by_level__lte=-32768 * lowest)
        .annotate(first=Year("starts", later=0), after=Year("ends", later=1), is_today=is_today)
        .values_list("first", "after", "is_today", "states")
        .annotate(people=Count("*"))
        .order_by()
    )
    for span in spans("entry"):
        yield from stretches.filter(**span)
