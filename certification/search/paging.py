"""Pages of an answer. Any costs as much as the first: it begins behind a place, not behind a count."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db.models import F, Q
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

from certification.models.entry import StandingQuerySet

# So few are sorted here. The database would have to guess whether they are few, and walk through
# everybody in order if it guessed wrong.
FEW = 1000
NOBODY = Q(pk__in=[])
# In place of a number of people: maybe many.
UNCOUNTED = 1_000_000_000
# People of a page.
SIZE = 25
# The columns of each order, of which one index has all.
BY_NAME = ("entry__sort_key", "entry__person_id")
COLUMNS = {
    "name": BY_NAME,
    # How far somebody is from the text: see Question.distance.
    "best": ("distance", *BY_NAME),
    "country": ("entry__country", *BY_NAME),
    "level": ("by_level", "sort_key", "entry_id"),
    "latest": ("by_latest", "sort_key", "entry_id"),
    "end": ("by_end", "sort_key", "entry_id"),
}
_PLACE = re.compile(
    r"(?:([A-Z]{0,2}|-?\d{1,10})\.)?([a-z0-9-]{1,250}\.[a-z0-9-]{0,250})\.(\d{1,18})"
)


def are_few(total: int) -> bool:
    return total <= FEW


class Place(NamedTuple):
    """Where somebody stands in an order. Written, it is a part of addresses.

    >>> str(Place("NO", "aero\\tbjorn erik", 7))
    'NO.aero.bjorn-erik.7'
    """

    lead: str | int | None
    sort_key: str
    person: int

    def __str__(self) -> str:
        name = self.sort_key.replace("\t", ".").replace(" ", "-")
        parts = [] if self.lead is None else [str(self.lead)]
        return ".".join([*parts, name, str(self.person)])


def read_place(text: str, order: str) -> Place:
    """Raises ValueError for what no page of that order was called."""
    found = _PLACE.fullmatch(text)
    if not found:
        raise ValueError(text)
    lead, name, person = found.groups()
    if (lead is None) != (order == "name"):
        raise ValueError(text)
    if lead is not None and (order == "country") == bool(re.search(r"\d", lead)):
        raise ValueError(text)
    known = lead if order in {"name", "country"} else int(lead)
    return Place(known, name.replace(".", "\t").replace("-", " "), int(person))


class Page(NamedTuple):
    """`people` are their keys. `before` and `after` are where the neighbouring pages begin, if there are any."""

    people: list[int]
    before: Place | None
    after: Place | None


@dataclass(frozen=True)
class Paging:
    """How an answer is cut into pages.

    `countries` are those of the answer in the order of their names, each with its number of people;
    `last` the last place in it, if it is known: see Counts; `distances` how far its people are from
    the text, and the condition that finds those who are as far: see Question.by_distance.
    """

    order: str
    on: date
    countries: dict[str, int] = field(default_factory=dict)
    last: int | None = None
    distances: Mapping[int, Q] = field(default_factory=dict)

    def page(
        self,
        answer: StandingQuerySet,
        total: int,
        beyond: Place | None = None,
        *,
        backwards: bool = False,
    ) -> Page:
        """The page behind a place, or in front of it; without one the first page, or the last. One query."""
        if are_few(total):
            places = self._sorted_here(answer, beyond, backwards=backwards)
        else:
            places = self._sorted_there(answer, beyond, backwards=backwards)
        more, places = len(places) > SIZE, places[:SIZE]
        if backwards:
            places.reverse()
        if not places:
            return Page([], None, None)
        return Page(
            [place.person for place in places],
            before=places[0] if (more if backwards else beyond) else None,
            after=places[-1] if (beyond if backwards else more) else None,
        )

    def _sorted_here(
        self, answer: StandingQuerySet, beyond: Place | None, *, backwards: bool
    ) -> list[Place]:
        places = sorted(self._places(answer), key=self._key, reverse=backwards)
        if beyond is None:
            return places
        limit = self._key(beyond)
        return [
            place
            for place in places
            if (self._key(place) < limit if backwards else self._key(place) > limit)
        ]

    def _sorted_there(
        self, answer: StandingQuerySet, beyond: Place | None, *, backwards: bool
    ) -> list[Place]:
        if self.order == "country":
            return self._by_country(answer, beyond, backwards=backwards)
        if self.order == "best":
            return self._by_distance(answer, beyond, backwards=backwards)
        columns = COLUMNS[self.order]
        # True of all in the answer. It spares the index the standings of days gone by or to come.
        if (first := _first_of_day(self.order, self.on)) is not None:
            answer = answer.filter(**{f"{columns[0]}__gte": first})
        if self.last is not None:
            answer = answer.filter(**{f"{columns[0]}__lte": self.last})
        if beyond:
            answer = _beyond(answer, columns, beyond[-len(columns) :], backwards=backwards)
        return self._places(self._limited(answer, columns, backwards=backwards))

    def _by_distance(
        self, answer: StandingQuerySet, beyond: Place | None, *, backwards: bool
    ) -> list[Place]:
        """The nearest first, each distance by name: the database stops when the page is full."""
        parts, distances = [], list(self.distances)
        if beyond:
            lead: Any = beyond.lead
            rest = answer.filter(self.distances.get(lead, NOBODY))
            parts = [_beyond(rest, BY_NAME, beyond[1:], backwards=backwards)]
            distances = [each for each in distances if (each < lead if backwards else each > lead)]
        parts += [
            answer.filter(self.distances[each]) for each in distances[:: -1 if backwards else 1]
        ]
        limited = [self._limited(part, BY_NAME, backwards=backwards) for part in parts]
        rows = limited[0].union(*limited[1:], all=True)[: SIZE + 1] if limited[1:] else limited[0]
        return sorted(self._places(rows), key=self._key, reverse=backwards)

    def _by_country(
        self, answer: StandingQuerySet, beyond: Place | None, *, backwards: bool
    ) -> list[Place]:
        """Of one country after the other, since no index knows the order of their names."""
        parts, promised = [], 0
        if beyond:
            rest = answer.filter(entry__country=beyond.lead)
            parts = [_beyond(rest, BY_NAME, beyond[1:], backwards=backwards)]
        for code in self._countries_beyond(beyond, backwards=backwards):
            if promised > SIZE:
                break
            parts.append(answer.filter(entry__country=code))
            promised += self.countries[code]
        limited = [self._limited(part, BY_NAME, backwards=backwards) for part in parts]
        if not limited:
            return []
        places = self._places(
            limited[0].union(*limited[1:], all=True) if limited[1:] else limited[0]
        )
        return sorted(places, key=self._key, reverse=backwards)[: SIZE + 1]

    def _countries_beyond(self, beyond: Place | None, *, backwards: bool) -> list[str]:
        codes = list(self.countries)
        if backwards:
            codes.reverse()
        if beyond is None:
            return codes
        return codes[codes.index(beyond.lead) + 1 :] if beyond.lead in codes else codes

    def _limited(
        self, answer: StandingQuerySet, columns: Sequence[str], *, backwards: bool
    ) -> StandingQuerySet:
        order = [f"-{column}" for column in columns] if backwards else columns
        return answer.order_by(*order)[: SIZE + 1]

    def _places(self, answer: StandingQuerySet) -> list[Place]:
        columns = COLUMNS[self.order]
        if self.order == "name":
            return [Place(None, *row) for row in answer.values_list(*columns)]
        return [Place(*row) for row in answer.values_list(*columns)]

    def _key(self, place: Place) -> tuple[Any, ...]:
        if self.order == "country":
            codes = list(self.countries)
            return (codes.index(place.lead) if place.lead in codes else -1, *place[1:])
        return place[-len(COLUMNS[self.order]) :]


def _first_of_day(order: str, on: date) -> int | None:
    """The smallest place that a standing of the day can have, where the days make it: see Standing."""
    days = (on - date(2000, 1, 1)).days
    return {"latest": -days, "end": days}.get(order)


def _beyond(
    answer: StandingQuerySet, columns: Sequence[str], place: Sequence[Any], *, backwards: bool
) -> StandingQuerySet:
    comparison = TupleLessThan if backwards else TupleGreaterThan
    if columns == BY_NAME:
        # The comparison is of columns of two tables, so no index would begin at the place.
        answer = answer.filter(**{f"{columns[0]}__{'lte' if backwards else 'gte'}": place[0]})
    return answer.filter(comparison(Tuple(*map(F, columns)), tuple(place)))
