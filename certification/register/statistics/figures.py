"""The numbers of the statistics page: all of people who are listed today, as the list of experts shows them."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.contrib.postgres.fields import ArrayField
from django.db import connections
from django.db.models import Count, DateField, F, Func, IntegerField, Min, Value
from django.db.models.functions import ExtractYear, TruncMonth
from django.utils import timezone

from certification.models import Certification, Course, Expert, Level, Standing, Status
from certification.models.course import EARLIEST
from certification.models.entry import level_and_status, state
from certification.search.counting import Counts
from certification.search.facets import count
from certification.search.kept import Kept
from certification.search.question import keys_of, valid_today
from people.models import Sector

# How far ahead the page looks, with this month.
MONTHS_AHEAD = 24
DAY = timedelta(days=1)

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


@dataclass(frozen=True)
class Figures:
    today: date
    levels: list[Level]
    sectors: list[Sector]
    counts: Counts
    # At the end of each year, and today.
    held: list[Held]
    # By the first day of the month.
    ending: dict[date, ByLevel]
    # By the year.
    reached: dict[int, ByLevel]
    courses: dict[int, int]


FIGURES: Kept[str, Figures] = Kept(most=1)


def figures() -> Figures:
    """Six queries, and those of the counts, after each change; else none. Nobody may change them."""
    return FIGURES.one("", _figures)


def _figures() -> Figures:
    levels, today = list(Level.objects.using("public")), timezone.localdate()
    return Figures(
        today=today,
        levels=levels,
        sectors=list(Sector.objects.using("public")),
        counts=count(valid_today(levels)),
        held=held_on([*_year_ends(today), today], levels),
        ending=_ending(today),
        reached=_reached(today),
        courses=_courses(today),
    )


def _year_ends(today: date) -> list[date]:
    return [date(year, 12, 31) for year in range(EARLIEST.year, today.year)]


class Passed(Func):
    """How many of the days, which are in order, have come on the day of a column."""

    function = "width_bucket"
    output_field = IntegerField()

    def __init__(self, column: str, days: list[date]) -> None:
        super().__init__(F(column), Value(days, ArrayField(DateField())))


def held_on(days: list[date], levels: list[Level]) -> list[Held]:
    """One query for all the days, from the first on which anybody had one.

    It reads each span of standings once, however many of the days lie in it: the days are in order, so
    they are those from the first that the span reaches to the last that has come when it ends.
    """
    valid = [state(level, Status.VALID) for level in keys_of(levels)]
    spans = (
        Standing.objects.using("public")
        .listed()
        .filter(states__overlap=valid)
        .annotate(before=Passed("starts", [day + DAY for day in days]), until=Passed("ends", days))
        .filter(before__lt=F("until"))
        .values_list("before", "until", "states")
        .annotate(people=Count("*"))
        .order_by()
    )
    found = [Held(day) for day in days]
    for before, until, states, people in spans:
        standing = map(level_and_status, states)
        at = [level for level, status in standing if status == Status.VALID]
        for held in found[before:until]:
            # The lowest level comes first.
            held.highest[at[-1]] += people
            for level in at:
                held.each[level] += people
    first = next((place for place, held in enumerate(found) if held.experts), len(found))
    return found[first:]


def _ending(today: date) -> dict[date, ByLevel]:
    """What is valid and runs out, unless somebody decided already what comes after it."""
    months = [today.replace(day=1) + relativedelta(months=ahead) for ahead in range(MONTHS_AHEAD)]
    last = months[-1] + relativedelta(months=1, days=-1)
    rows = (
        Certification.objects.using("public")
        .filter(valid_until__gte=today, valid_until__lte=last)
        .with_status(today)
        .filter(status=Status.VALID, person__in=Expert.objects.published())  # type: ignore[misc]
        .unfollowed()
        .order_by()
        .values_list(TruncMonth("valid_until"), "level")
        .annotate(number=Count("*"))
    )
    found: dict[date, ByLevel] = {month: {} for month in months}
    for month, level, number in rows:
        found[month][level] = number
    return found


FIRST_DAYS = "SELECT EXTRACT(year FROM day)::int, level, count(*) FROM ({days}) _ GROUP BY 1, 2"


def _reached(today: date) -> dict[int, ByLevel]:
    """A person counts once at each level, in the year in which it was reached."""
    days, params = (
        Certification.objects.using("public")
        .ever_in_force()
        .filter(certified_on__lte=today, person__in=Expert.objects.published())
        .order_by()
        .values("person")
        .annotate(level=F("level_id"), day=Min("certified_on"))
        .query.sql_with_params()
    )
    found: dict[int, ByLevel] = defaultdict(dict)
    with connections["public"].cursor() as cursor:
        cursor.execute(FIRST_DAYS.format(days=days), params)
        for year, level, people in cursor.fetchall():
            found[year][level] = people
    return found


def _courses(today: date) -> dict[int, int]:
    """Those that took place and are over."""
    held = Course.objects.using("public").published().taking_place(today).past(today).order_by()
    rows = held.values_list(ExtractYear("starts_on")).annotate(number=Count("*"))
    return dict(rows)
