"""Pages of an answer. Any costs as much as the first: it begins behind a place, not behind a count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple

from django.db.models import F, Q
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

from certification.models.entry import Standing, StandingQuerySet
from certification.search.places import Place, columns
from people.alphabet import PLAIN, sort_column

# So few are sorted here. The database would have to guess whether they are few, and walk through
# everybody in order if it guessed wrong.
FEW = 1000
NOBODY = Q(pk__in=[])
# In place of a number of people: maybe many.
UNCOUNTED = 1_000_000_000
# People of a page.
SIZE = 25
# Of many who have the same day there, only the plain order has an index.
OF_DAYS = {"latest", "end"}


def are_few(total: int) -> bool:
    return total <= FEW


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
    # The column of the names in order: page() chooses it.
    key: str = PLAIN

    @property
    def columns(self) -> tuple[str, ...]:
        return columns(self.order, self.key)

    @property
    def by_name(self) -> tuple[str, ...]:
        return columns("name", self.key)

    def page(
        self,
        answer: StandingQuerySet,
        total: int,
        beyond: Place | None = None,
        *,
        backwards: bool = False,
    ) -> Page:
        """The page behind a place, or in front of it; without one the first page, or the last.

        One query, and one more for a place that was read in another alphabet.
        """
        key = PLAIN if self.order in OF_DAYS and not are_few(total) else sort_column()
        return replace(self, key=key)._page(answer, total, beyond, backwards=backwards)

    def _page(
        self, answer: StandingQuerySet, total: int, beyond: Place | None, *, backwards: bool
    ) -> Page:
        if beyond and beyond.column != self.key:
            there = self._page(answer, total, self._in_alphabet(beyond), backwards=backwards)
            # Who was in the middle may be the last here.
            return there if there.people else self._page(answer, total, None, backwards=False)
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

    def _in_alphabet(self, place: Place) -> Place:
        """Where the same person stands, if visitors may see it; else what the place says, as it stands."""
        person = Standing.objects.using("public").on(self.on).listed().filter(entry=place.person)
        key = person.values_list(self.key, flat=True).first()
        return place._replace(sort_key=key or place.sort_key, column=self.key)

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
        columns = self.columns
        # True of all in the answer. It spares the index the standings of days gone by or to come.
        if (first := _first_of_day(self.order, self.on)) is not None:
            answer = answer.filter(**{f"{columns[0]}__gte": first})
        if self.last is not None:
            answer = answer.filter(**{f"{columns[0]}__lte": self.last})
        if beyond:
            answer = self._beyond(answer, columns, self._key(beyond), backwards=backwards)
        return self._places(self._limited(answer, columns, backwards=backwards))

    def _by_distance(
        self, answer: StandingQuerySet, beyond: Place | None, *, backwards: bool
    ) -> list[Place]:
        """The nearest first, each distance by name: the database stops when the page is full."""
        parts, distances = [], list(self.distances)
        if beyond:
            lead: Any = beyond.lead
            rest = answer.filter(self.distances.get(lead, NOBODY))
            parts = [self._beyond(rest, self.by_name, beyond.by_name, backwards=backwards)]
            distances = [each for each in distances if (each < lead if backwards else each > lead)]
        parts += [
            answer.filter(self.distances[each]) for each in distances[:: -1 if backwards else 1]
        ]
        limited = [self._limited(part, self.by_name, backwards=backwards) for part in parts]
        rows = limited[0].union(*limited[1:], all=True)[: SIZE + 1] if limited[1:] else limited[0]
        return sorted(self._places(rows), key=self._key, reverse=backwards)

    def _by_country(
        self, answer: StandingQuerySet, beyond: Place | None, *, backwards: bool
    ) -> list[Place]:
        """Of one country after the other, since no index knows the order of their names."""
        parts, promised = [], 0
        if beyond:
            rest = answer.filter(entry__country=beyond.lead)
            parts = [self._beyond(rest, self.by_name, beyond.by_name, backwards=backwards)]
        for code in self._countries_beyond(beyond, backwards=backwards):
            if promised > SIZE:
                break
            parts.append(answer.filter(entry__country=code))
            promised += self.countries[code]
        limited = [self._limited(part, self.by_name, backwards=backwards) for part in parts]
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
        rows = answer.values_list(*self.columns)
        if self.order == "name":
            return [Place(None, key, person, self.key) for key, person in rows]
        return [Place(lead, key, person, self.key) for lead, key, person in rows]

    def _key(self, place: Place) -> tuple[Any, ...]:
        if self.order == "country":
            codes = list(self.countries)
            return (codes.index(place.lead) if place.lead in codes else -1, *place.by_name)
        return place.by_name if self.order == "name" else (place.lead, *place.by_name)

    def _beyond(
        self,
        answer: StandingQuerySet,
        columns: Sequence[str],
        place: Sequence[Any],
        *,
        backwards: bool,
    ) -> StandingQuerySet:
        comparison = TupleLessThan if backwards else TupleGreaterThan
        if columns == self.by_name:
            # The comparison is of columns of two tables, so no index would begin at the place.
            answer = answer.filter(**{f"{columns[0]}__{'lte' if backwards else 'gte'}": place[0]})
        return answer.filter(comparison(Tuple(*map(F, columns)), tuple(place)))


def _first_of_day(order: str, on: date) -> int | None:
    """The smallest place that a standing of the day can have, where the days make it: see Standing."""
    days = (on - date(2000, 1, 1)).days
    return {"latest": -days, "end": days}.get(order)
