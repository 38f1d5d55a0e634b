"""People as a list shows them: the rows of a page are made together, and kept for other pages."""

from collections.abc import Collection, Hashable
from datetime import date
from typing import Any, NamedTuple

from django.template.loader import get_template
from django.utils import timezone
from django.utils.translation import get_language

from certification.models import Level
from certification.register.shown import Held, Shown, shown
from certification.search.kept import Kept


class Row(NamedTuple):
    person: int
    name: str
    organisation: str
    html: str


# About 3 kB each.
ROWS: Kept[tuple[Hashable, ...], Row] = Kept(most=4000)
# What a row shows of a certification is the same for many people. Less than 1 kB each.
HELD: Kept[tuple[Hashable, ...], str] = Kept(most=10_000)


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
    held = _held({each for person in those for each in person.standing})
    template = get_template("register/_expert.html")
    context = {"wanted": {"on": on}, "other_day": on not in {None, today}}
    return {
        (each.pk, *of_all): Row(
            each.pk, each.name, each.organisation, _html(template, context, each, held)
        )
        for each in those
    }


def _held(several: set[Held]) -> dict[Held, str]:
    template, language = get_template("register/_held.html"), get_language()
    keys: dict[Any, Held] = {(*held, language): held for held in several}
    made = HELD.several(
        keys,
        lambda missing: {key: template.render({"certification": keys[key]}) for key in missing},
    )
    return {held: made[key] for key, held in keys.items()}


def _html(template: Any, context: dict[str, Any], each: Shown, held: dict[Held, str]) -> str:
    standing = [held[certification] for certification in each.standing]
    html: str = template.render(context | {"expert": each, "standing": standing})
    return html
