"""What can be asked of the register: the one definition, for lists, facets, exports and the admin."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import IntegerField, Q, Value
from django.utils import timezone

from certification.models import Level, Standing, Status, state
from certification.models.entry import StandingQuerySet
from certification.search.reading import Search, typed

TEXT = "entry__search_text"


@dataclass(frozen=True)
class Question:
    """Values of one filter mean or, filters mean and; an empty one asks nothing.

    `all_levels` are the keys of the levels that there are. The empty country stands for people of whom
    none is known.
    """

    on: date
    all_levels: tuple[int, ...]
    text: str = ""
    levels: tuple[int, ...] = ()
    statuses: tuple[Status, ...] = ()
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    sectors: tuple[int, ...] = ()
    available: bool = False
    trainee_for: tuple[int, ...] = ()
    # In which those who fit are wanted: a key of places.COLUMNS. It makes no difference to who they are.
    order: str = "name"
    # Asks for those whose names are near the text, and not for those who are found as it stands.
    near: Search | None = field(default=None, compare=False)
    is_near: bool = False

    def conditions(self) -> Iterator[tuple[str, Q]]:
        """Of each filter in use, on a standing of the day; level and status are one."""
        if self.levels or self.statuses:
            yield "standing", self.stands(self.levels, self.statuses)
        if self.countries:
            yield "country", Q(entry__country__in=self.countries)
        if self.languages:
            yield "language", Q(entry__languages__overlap=list(self.languages))
        if self.sectors:
            yield "sector", Q(entry__sectors__overlap=list(self.sectors))
        if self.available:
            yield "available", Q(entry__is_available=True)
        if self.trainee_for:
            yield "trainee", self.is_trainee()

    def stands(self, levels: tuple[int, ...], statuses: tuple[Status, ...]) -> Q:
        """At one of the levels with one of the statuses; none given: any."""
        states = [
            state(level, status)
            for level in levels or self.all_levels
            for status in statuses or tuple(Status)
        ]
        return Q(states__overlap=states)

    def is_trainee(self) -> Q:
        shown = Q(entry__shown_as_trainee__covers=timezone.localdate())
        return shown & Q(trainee_for__overlap=list(self.trainee_for))

    def everybody(self) -> StandingQuerySet:
        """Who is listed, as they stand on the day, and fits the text."""
        standings: StandingQuerySet = Standing.objects.using("public").on(self.on).listed()
        return standings.filter(self.fits_text(TEXT))

    @property
    def has_text(self) -> bool:
        return bool(self.near or self.text.strip())

    def fits_text(self, path: str) -> Q:
        """`path` leads to the search_text."""
        if self.near:
            return self.near.near(path)
        return typed(self.text).as_typed(path) if self.has_text else Q()

    def by_distance(self, *, few: bool) -> tuple[StandingQuerySet, dict[int, Q]]:
        """The answer, with the `distance` of each from the text, and for each distance a condition.

        Of many who are near none is told to be nearer: each would have to be looked at.
        """
        if self.near:
            distance = self.near.rank(TEXT) if few else Value(0, IntegerField())
            return self.answer().annotate(distance=distance), {0: Q()}
        search = typed(self.text)
        further = {far: Q(distance=far) for far in range(1, len(search.words) + 1)}
        answer = self.answer().annotate(distance=search.beginnings(TEXT))
        # An index knows who bears whole words, but no distance.
        return answer, {0: search.in_whole_words(TEXT)} | further

    def answer(self) -> StandingQuerySet:
        """Who fits. In no order."""
        found = self.everybody()
        for _name, condition in self.conditions():
            found = found.filter(condition)
        return found

    def nearly(self, search: Search) -> "Question":
        """The same question about those whose names are near the text."""
        return replace(self, near=search, is_near=True)

    def without(self, **filters: object) -> "Question":
        return replace(self, **filters)  # type: ignore[arg-type]


def keys_of(levels: Iterable[Level]) -> tuple[int, ...]:
    return tuple(sorted(level.pk for level in levels))


def valid_today(levels: Iterable[Level]) -> Question:
    """Of all the levels that there are."""
    return Question(on=timezone.localdate(), all_levels=keys_of(levels), statuses=(Status.VALID,))
