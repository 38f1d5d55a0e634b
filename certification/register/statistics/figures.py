"""The numbers of the statistics page: all of people who are listed today, as the list of experts shows them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.db.models.functions import ExtractYear
from django.utils import timezone

from certification.models import Course, Level
from certification.register.statistics.certified import ending, reached
from certification.register.statistics.held import ByLevel, Held, held
from certification.search.counting import Counts
from certification.search.facets import count
from certification.search.kept import Kept
from certification.search.question import valid_today
from people.models import Sector


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
    """No query, if they were asked for before and nothing changed since. Nobody may change them."""
    return FIGURES.one("", _figures)


def _figures() -> Figures:
    """All people are looked at: see README.md for what that costs."""
    levels, today = list(Level.objects.using("public")), timezone.localdate()
    return Figures(
        today=today,
        levels=levels,
        sectors=list(Sector.objects.using("public")),
        counts=count(valid_today(levels)),
        held=held(today, levels),
        ending=ending(today),
        reached=reached(today),
        courses=_courses(today),
    )


def _courses(today: date) -> dict[int, int]:
    """By the year: those that took place and are over."""
    courses = Course.objects.using("public").published().taking_place(today).past(today)
    rows = courses.order_by().values_list(ExtractYear("starts_on")).annotate(number=Count("*"))
    return dict(rows)
