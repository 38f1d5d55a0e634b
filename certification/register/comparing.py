"""Experts side by side: what the columns of people say, row by row."""

from typing import Any, NamedTuple

from django.db.models import Min, OuterRef, QuerySet, Subquery

from certification.models import Certification, Expert, Level


class OfLevel(NamedTuple):
    level: Level
    # Of each person the certification by which they stand at the level, or None.
    held: list[Any]


def compared(on: Any) -> QuerySet:
    """Those who have a public page, with all that a comparison says. Four queries for any number of them."""
    first = (
        Certification.objects.ever_in_force()
        .filter(person=OuterRef("pk"), certified_on__lte=on)
        .order_by()
        .values("person")
        .annotate(day=Min("certified_on"))
        .values("day")
    )
    return (
        Expert.objects.using("public")
        .published()
        .with_standing(on)
        .with_traineeships(on)
        .select_related("organisation")
        .prefetch_related("sectors")
        .annotate(first_certified_on=Subquery(first))
    )


def levels_of(experts: list[Any]) -> list[OfLevel]:
    """Those at which somebody stands, the lowest first."""
    levels = {held.level.pk: held.level for expert in experts for held in expert.standing}
    rows = []
    for level in sorted(levels.values(), key=lambda level: level.rank):
        held = [
            next((each for each in expert.standing if each.level == level), None)
            for expert in experts
        ]
        rows.append(OfLevel(level, held))
    return rows
