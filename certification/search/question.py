"""What can be asked of the register: the one definition, for lists, facets, exports and the admin."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q
from django.utils import timezone

from certification.models import Level, Standing, Status, state
from certification.models.entry import StandingQuerySet
from people.names import query_words


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
        if self.text.strip() and not query_words(self.text):
            return standings.none()
        for word in query_words(self.text):
            standings = standings.filter(entry__search_text__contains=f" {word}")
        return standings

    def answer(self) -> StandingQuerySet:
        """Who fits. In no order."""
        found = self.everybody()
        for _name, condition in self.conditions():
            found = found.filter(condition)
        return found

    def without(self, **filters: object) -> "Question":
        return replace(self, **filters)  # type: ignore[arg-type]


def keys_of(levels: Iterable[Level]) -> tuple[int, ...]:
    return tuple(sorted(level.pk for level in levels))


def valid_today(levels: Iterable[Level]) -> Question:
    """Of all the levels that there are."""
    return Question(on=timezone.localdate(), all_levels=keys_of(levels), statuses=(Status.VALID,))
