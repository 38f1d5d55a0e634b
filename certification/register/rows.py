"""People as a list shows them: the rows of a page are made together, and kept for other pages."""

from collections.abc import Hashable
from datetime import date
from typing import Any, NamedTuple

from django.template.loader import get_template
from django.utils import timezone
from django.utils.translation import get_language

from certification.models import Expert
from certification.search.kept import Kept


class Row(NamedTuple):
    person: int
    name: str
    organisation: str
    html: str


# About 3 kB each.
ROWS: Kept[tuple[Hashable, ...], Row] = Kept(most=4000)


def rows(people: list[int], on: date | None) -> list[Row]:
    """In their order, as of the day that the visitor asked for, if it was one."""
    shown = on, get_language()
    keys = {person: (person, *shown) for person in people}
    found = ROWS.several(
        keys.values(), lambda missing: _rows([person for person, *_ in missing], on, shown)
    )
    return [found[key] for key in keys.values() if key in found]


def _rows(people: list[Any], on: date | None, shown: tuple[Hashable, ...]) -> dict[Any, Row]:
    template, today = get_template("register/_expert.html"), timezone.localdate()
    context = {"wanted": {"on": on}, "other_day": on not in {None, today}}
    return {
        (expert.pk, *shown): Row(
            expert.pk,
            expert.name,
            str(expert.organisation or ""),
            template.render(context | {"expert": expert}),
        )
        for expert in experts_in_order(people, on or today)
    }


def experts_in_order(people: list[int], on: date) -> list[Expert]:
    """With all that a list shows of them on the day."""
    experts: Any = Expert.objects.using("public").filter(pk__in=people)
    experts = experts.select_related("organisation").with_standing(on)
    found = {expert.pk: expert for expert in experts.with_traineeships(on)}
    return [found[person] for person in people if person in found]
