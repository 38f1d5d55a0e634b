"""How many experts there were at the end of each year, by level."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certification.register.statistics.chart import Chart, Column, Row
from certification.register.statistics.drawing import Picture, areas, columns, written_number
from certification.register.statistics.figures import Figures
from certification.register.statistics.held import Held
from certification.templatetags.register import written


def chart(figures: Figures) -> Chart:
    names = [str(level) for level in figures.levels]
    number = len(names)
    return Chart(
        key="levels",
        key_column="on",
        title=_("Experts by level over the years"),
        sentence=_sentence(figures.held),
        note=_(
            "In the picture a person counts once, at the highest level that was valid on the day. "
            "Of past days too only people count who are listed today."
        ),
        axes=(_("Experts"), _("31 December of the year, and today")),
        picture=_picture(figures) if any(held.experts for held in figures.held) else None,
        legend=names,
        is_wide=True,
        row_heading=_("Day"),
        groups=[
            ("", 1),
            (_("By the highest level"), number),
            ("", 1),
            (_("At each level"), number),
        ],
        columns=[
            *[Column(f"highest_{level.slug}", str(level)) for level in figures.levels],
            Column("experts", _("Experts")),
            *[Column(f"valid_{level.slug}", str(level)) for level in figures.levels],
        ],
        rows=[_row(held, figures) for held in figures.held],
    )


def _row(held: Held, figures: Figures) -> Row:
    keys = [level.pk for level in figures.levels]
    numbers = [
        *(held.highest.get(key, 0) for key in keys),
        held.experts,
        *(held.each.get(key, 0) for key in keys),
    ]
    query = "" if held.on == figures.today else f"?on={held.on}"
    return Row(str(held.on), written(held.on), numbers, f"{reverse('experts')}{query}")


def _sentence(held: list[Held]) -> str:
    *years, today = held
    numbers = {"today": written_number(today.experts)}
    if not years:
        text = ngettext(
            "%(today)s expert has a valid certification today.",
            "%(today)s experts have a valid certification today.",
            today.experts,
        )
        return text % numbers
    most = max(years, key=lambda year: year.experts)
    text = ngettext(
        "%(today)s expert has a valid certification today; the most at the end of a year were "
        "%(most)s, in %(year)s.",
        "%(today)s experts have a valid certification today; the most at the end of a year were "
        "%(most)s, in %(year)s.",
        today.experts,
    )
    return text % {**numbers, "most": written_number(most.experts), "year": most.on.year}


def _picture(figures: Figures) -> Picture:
    days = [held.on for held in figures.held]
    series = [
        (str(level), [held.highest.get(level.pk, 0) for held in figures.held])
        for level in figures.levels
    ]
    if len(days) == 1:
        return columns([written(days[0])], [numbers for _name, numbers in series])
    places = [_place(day, days) for day in days]
    ticks = [(place, str(day.year)) for place, day in zip(places, days, strict=True)]
    # The last is today.
    return areas(places, series, ticks[:-1])


def _place(day: date, days: list[date]) -> float:
    return (day - days[0]) / (days[-1] - days[0])
