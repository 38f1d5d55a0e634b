"""What happened in each year, and what the coming months bring."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from certification.register.statistics.chart import Chart, Column, Row
from certification.register.statistics.drawing import columns, written_number
from certification.register.statistics.figures import Figures
from certification.register.statistics.held import ByLevel


def ending(figures: Figures) -> Chart:
    totals = {month: sum(of_levels.values()) for month, of_levels in figures.ending.items()}
    sentence = _(
        "Of today’s valid certifications %(total)s run out by the end of %(last)s, "
        "the most, %(most)s, in %(month)s."
    )
    busiest = max(totals, key=lambda month: totals[month])
    return _by_level(
        figures,
        key="ending",
        key_column="month",
        title=_("Certifications that run out"),
        sentence=sentence
        % {
            "total": written_number(sum(totals.values())),
            "last": date_format(max(totals), "YEAR_MONTH_FORMAT"),
            "most": written_number(totals[busiest]),
            "month": date_format(busiest, "YEAR_MONTH_FORMAT"),
        },
        note=_("What is renewed already does not count."),
        axes=(_("Certifications"), _("Month")),
        rows={(f"{month:%Y-%m}", _month(month)): each for month, each in figures.ending.items()},
    )


def reached(figures: Figures) -> Chart:
    years = _years(figures)
    totals = {year: sum(figures.reached.get(year, {}).values()) for year in years}
    best = max(totals, key=lambda year: totals[year], default=0)
    sentence = _("Levels reached in all: %(total)s, the most, %(most)s, in %(year)s.")
    return _by_level(
        figures,
        key="certified",
        key_column="year",
        title=_("People certified per year"),
        sentence=sentence
        % {
            "total": written_number(sum(totals.values())),
            "most": written_number(totals.get(best, 0)),
            "year": best,
        },
        note=_(
            "A person counts at each level once, in the year in which it was reached: renewals do not count."
        ),
        axes=(_("People"), _("Year")),
        rows={(str(year), str(year)): figures.reached.get(year, {}) for year in years},
    )


def courses(figures: Figures) -> Chart:
    numbers = {year: figures.courses.get(year, 0) for year in _years(figures)}
    sentence = _("Courses held in all: %(total)s, at most %(most)s in a year.")
    return Chart(
        key="courses",
        key_column="year",
        title=_("Courses held per year"),
        sentence=sentence
        % {
            "total": written_number(sum(numbers.values())),
            "most": written_number(max(numbers.values(), default=0)),
        },
        note="",
        axes=(_("Courses"), _("Year")),
        picture=columns([*map(str, numbers)], [[*numbers.values()]])
        if any(numbers.values())
        else None,
        legend=[],
        columns=[Column("courses", _("Courses"))],
        rows=[Row(str(year), str(year), [number]) for year, number in numbers.items()],
    )


def _by_level(figures: Figures, *, rows: dict[tuple[str, str], ByLevel], **texts: Any) -> Chart:
    numbers = [[each.get(level.pk, 0) for level in figures.levels] for each in rows.values()]
    series = [list(of_level) for of_level in zip(*numbers, strict=True)]
    of_levels = [Column(level.slug, str(level)) for level in figures.levels]
    return Chart(
        picture=columns([name for _key, name in rows], series) if any(map(any, series)) else None,
        legend=[str(level) for level in figures.levels],
        columns=[*of_levels, Column("total", _("In all"))],
        rows=[
            Row(key, name, [*each, sum(each)])
            for (key, name), each in zip(rows, numbers, strict=True)
        ],
        **texts,
    )


def _years(figures: Figures) -> list[int]:
    """From the first in which something happened; the same for all charts."""
    years = [*figures.reached, *figures.courses]
    return list(range(min(years), figures.today.year + 1)) if years else []


def _month(month: date) -> str:
    return date_format(month, "M Y")
