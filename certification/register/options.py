"""The values of the filters that a visitor is offered, each with how many people it would leave."""

from collections.abc import Hashable
from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.utils.translation import get_language

from certification.register import choices
from certification.register.filters import ExpertFilter
from certification.search.counting import Counts
from certification.search.kept import Kept
from certification.search.question import Question

NAMES = ("level", "status", "country", "language", "sector", "available", "trainee")
# The values of these are few, and each says something even where nobody has it.
ALWAYS_OFFERED = {"level", "status"}
# These stand open; the others are opened by whoever needs them, or by what is chosen.
OPEN = {"level", "status", "available", "trainee"}


class Option(NamedTuple):
    value: str
    label: str
    people: int
    is_chosen: bool


class Filter(NamedTuple):
    name: str
    label: str
    options: list[Option]
    is_open: bool


class Offered(NamedTuple):
    """`html` is what a page shows of the filters."""

    filters: list[Filter]
    html: str


# Each with every value that somebody has: up to 200 kB.
OFFERED: Kept[tuple[Hashable, ...], Offered] = Kept(most=50)


def offered(filterset: ExpertFilter, question: Question, counts: Counts) -> Offered:
    """In the order of the page, without filters that have nothing to offer. `counts` are of the question."""
    chosen = tuple(tuple(filterset.data.getlist(name)) for name in NAMES)
    return OFFERED.one((question, chosen, get_language()), lambda: _offered(filterset, counts))


def _offered(filterset: ExpertFilter, counts: Counts) -> Offered:
    filters = [_filter(filterset, name, counts.by[name]) for name in NAMES]
    filters = [each for each in filters if each.options]
    return Offered(filters, render_to_string("register/_offered.html", {"filters": filters}))


def _filter(filterset: ExpertFilter, name: str, counts: dict[Any, int]) -> Filter:
    chosen = set(filterset.data.getlist(name))
    options = [
        Option(value, str(label), counts.get(_counted(filterset, name, value), 0), value in chosen)
        for value, label in filterset.known[name]
    ]
    if name not in ALWAYS_OFFERED:
        options = [option for option in options if option.people or option.is_chosen]
        # In a long list, what is chosen would be out of sight.
        options.sort(key=lambda option: not option.is_chosen)
    label = str(filterset.filters[name].label)
    return Filter(name, label, options, name in OPEN or bool(chosen))


def _counted(filterset: ExpertFilter, name: str, value: str) -> Any:
    """What Counts calls the value that an address calls so."""
    match name:
        case "country":
            return choices.code_of(value)
        case "level" | "trainee":
            return filterset.levels[value].pk
        case "sector":
            return filterset.sectors[value].pk
    return value
