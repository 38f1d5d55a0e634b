"""Counts of people from sets of their keys."""

from collections.abc import Iterable, Iterator
from typing import Any

from pyroaring import BitMap

from certification.models import Status, state
from certification.search.counting import PLACES, Counts
from certification.search.paging import are_few
from certification.search.question import Question


class Sets:
    """Who has each value, by a name and the value; nobody has one that is not there.

    `others` has what these have no name for.
    """

    def __init__(self, others: "Sets | None" = None) -> None:
        self._people: dict[str, dict[Any, BitMap]] = {}
        self._others = others

    def __getitem__(self, name: str) -> dict[Any, BitMap]:
        if name in self._people or self._others is None:
            return self._people.get(name, {})
        return self._others[name]

    def name(self, *names: str) -> None:
        """From now on these have them, even if nobody has a value."""
        for name in names:
            self._people.setdefault(name, {})

    def any(self, name: str, values: Iterable[Any]) -> BitMap:
        """Who has one of the values."""
        known = self[name]
        return BitMap.union(*[known[value] for value in values if value in known], BitMap())

    def add(self, key: tuple[str, Any], people: Iterable[int]) -> None:
        name, value = key
        self._people.setdefault(name, {}).setdefault(value, BitMap()).update(people)

    def remove(self, people: Iterable[int]) -> None:
        """From all of them."""
        gone = BitMap(people)
        for name, known in self._people.items():
            for those in known.values():
                those -= gone
            self._people[name] = {value: those for value, those in known.items() if those}


def counts_of(sets: Sets, question: Question, named: BitMap | None) -> Counts:
    """`named` are those who fit the text of the question; None if it has none."""
    fits = {name: _fits(sets, question, name) for name, _condition in question.conditions()}
    everybody = sets.any("everybody", [0])
    if named is not None:
        everybody &= named
    found = _all(everybody, fits.values())
    by = {}
    for name, values in _values(sets, question).items():
        own = "standing" if name in {"level", "status"} else name
        others = _all(everybody, [those for other, those in fits.items() if other != own])
        counted = {value: others.intersection_cardinality(those) for value, those in values}
        by[name] = {value: number for value, number in counted.items() if number}
    place = PLACES.get(question.order)
    last = _last(sets[place], found) if place else None
    people = tuple(found) if are_few(len(found)) else None
    return Counts(len(found), by, last, people)


def _fits(sets: Sets, question: Question, name: str) -> BitMap:
    match name:
        case "standing":
            levels, statuses = question.levels or question.all_levels, question.statuses or Status
            states = [state(level, status) for level in levels for status in statuses]
            return sets.any("state", states)
        case "country":
            return sets.any(name, question.countries)
        case "language":
            return sets.any(name, question.languages)
        case "sector":
            return sets.any(name, question.sectors)
        case "available":
            return sets.any(name, ["yes"])
        case "trainee":
            return sets.any(name, question.trainee_for) & _shown_as_trainee(sets)
    raise ValueError(name)


def _values(sets: Sets, question: Question) -> dict[str, Iterator[tuple[Any, BitMap]]]:
    """Of each filter what it offers, and who has it."""
    levels, statuses = question.levels or question.all_levels, question.statuses or Status
    names = ("country", "language", "sector", "available")
    shown_as_trainee = _shown_as_trainee(sets)
    return {
        "level": (
            (level, sets.any("state", [state(level, status) for status in statuses]))
            for level in question.all_levels
        ),
        "status": (
            (status, sets.any("state", [state(level, status) for level in levels]))
            for status in Status
        ),
        "trainee": (
            (level, people & shown_as_trainee) for level, people in sets["trainee"].items()
        ),
        **{name: iter(sets[name].items()) for name in names},
    }


def _shown_as_trainee(sets: Sets) -> BitMap:
    return sets.any("shown_as_trainee", [0])


def _all(everybody: BitMap, conditions: Iterable[BitMap]) -> BitMap:
    return BitMap.intersection(everybody, *conditions)


def _last(column: dict[int, BitMap], found: BitMap) -> int | None:
    """The last place that one of them has."""
    places = sorted(column, reverse=True)
    return next((place for place in places if column[place].intersect(found)), None)
