"""People as a list shows them: the rows of a page are made together, and kept for other pages."""

from collections.abc import Collection, Hashable
from datetime import date
from typing import Any, NamedTuple

from django.template.loader import get_template, render_to_string
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from certification.models import Level
from certification.register.shown import Held, Shown, shown
from certification.search.kept import Kept
from certification.templatetags.register import dates_of_status


class Row(NamedTuple):
    person: int
    name: str
    organisation: str
    html: str


# About 3 kB each.
ROWS: Kept[tuple[Hashable, ...], Row] = Kept(most=4000)
# What a row shows of a certification, but for its dates, is the same for all of a level and status.
HELD: Kept[tuple[Hashable, ...], tuple[str, str, str]] = Kept(most=200)
# Stands for the dates, as nothing else in a page does.
DATES = "\0"


def rows(people: list[int], on: date | None, levels: Collection[Level]) -> list[Row]:
    """In their order, as of the day that the visitor asked for, if it was one."""
    of_all = on, get_language()
    keys = {person: (person, *of_all) for person in people}
    found = ROWS.several(
        keys.values(), lambda missing: _rows([person for person, *_ in missing], on, levels, of_all)
    )
    return [found[key] for key in keys.values() if key in found]


def _rows(
    people: list[Any], on: date | None, levels: Collection[Level], of_all: tuple[Hashable, ...]
) -> dict[Any, Row]:
    today = timezone.localdate()
    those = shown(people, on or today, levels)
    template = get_template("register/_expert.html")
    context = {"wanted": {"on": on}, "other_day": on not in {None, today}}
    return {
        (each.pk, *of_all): Row(
            each.pk, each.name, each.organisation, _html(template, context, each)
        )
        for each in those
    }


def _held(each: Held) -> str:
    key = each.level.pk, each.status, get_language()
    before, _dates, after = HELD.one(key, lambda: _around_dates(each))
    return before + escape(dates_of_status(each)) + after


def _around_dates(each: Held) -> tuple[str, str, str]:
    html = render_to_string("register/_held.html", {"certification": each, "dates": DATES})
    return html.partition(DATES)


def _html(template: Any, context: dict[str, Any], each: Shown) -> str:
    standing = [mark_safe(_held(held)) for held in each.standing]  # noqa: S308 - made of templates
    html: str = template.render(context | {"expert": each, "standing": standing})
    return html
