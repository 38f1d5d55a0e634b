"""Reads the history: which rows concern a record, a person or a day, the latest first, page by page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.db.models import BigIntegerField, F, OuterRef, Q, QuerySet, Subquery, Value
from django.utils.dateparse import parse_datetime

from people.history import is_person, people_of, tracked_models, whose

# Of each model, which of its history rows.
type Selection = dict[Any, Q]


@dataclass(frozen=True)
class Position:
    """A place in the history, behind which the next page begins."""

    moment: datetime
    model: str
    pgh_id: int

    def __str__(self) -> str:
        return f"{self.moment.isoformat()}~{self.model}~{self.pgh_id}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        """None, if it is no position."""
        moment, _, rest = text.partition("~")
        model, _, number = rest.partition("~")
        try:
            parsed = parse_datetime(moment)
        except ValueError:
            return None
        if parsed is None or parsed.tzinfo is None or not (number.isascii() and number.isdigit()):
            return None
        return cls(parsed, model[:100], min(int(number[:12]), 2**31 - 1))


@dataclass(frozen=True)
class Change:
    """A history row, the one before it of the same record, and whose record it is."""

    model: Any
    event: Any
    earlier: Any
    person_id: int | None


def of_everything() -> Selection:
    return {model: Q() for model in tracked_models()}


def of_record(record: Any) -> Selection:
    """What happened to the record and to those that are part of it; of a person: all that concerns her."""
    if is_person(record):
        return of_people([record.pk])
    model = type(record)._meta.concrete_model
    selection = {model: Q(pgh_obj=record.pk)}
    for part, path in _parts(model):
        selection[part] = Q(**{path: record.pk})
    return selection


def of_people(people: Iterable[int] | QuerySet) -> Selection:
    selection = {}
    for model in tracked_models():
        paths = ["pgh_obj" if path == "pk" else path for path in people_of(model)]
        if paths:
            found = Q()
            for path in paths:
                found |= Q(**{f"{path}__in": people})
            selection[model] = found
    return selection


def only_of(people: QuerySet, selection: Selection) -> Selection:
    """Without what is somebody else's record, as far as it is anybody's."""
    found = {}
    for model, rows in selection.items():
        if people_of(model):
            path = "pgh_obj" if is_person(model) else whose(model)
            rows &= Q(**{f"{path}__in": people})
        found[model] = rows
    return found


def _parts(model: Any, path: str = "") -> Iterator[tuple[Any, str]]:
    for part in tracked_models():
        name = part.kept.part_of  # type: ignore[attr-defined]
        if name and part._meta.get_field(name).related_model is model:
            yield part, f"{name}{path}"
            yield from _parts(part, f"__{name}{path}")


def narrowed(selection: Selection, condition: Q) -> Selection:
    return {model: rows & condition for model, rows in selection.items()}


def page(selection: Selection, before: Position | None, size: int) -> tuple[list[Change], Any]:
    """The latest changes behind that position, and the position of the last if there are more."""
    keys = list(_keys(selection, before, size + 1))
    loaded = {}
    labels = {model._meta.label: model for model in selection}
    for label in {label for label, _, _ in keys}:
        loaded[label] = _load(labels[label], [key[1] for key in keys if key[0] == label])
    changes = [loaded[label][pgh_id] for label, pgh_id, _ in keys[:size]]
    if len(keys) <= size:
        return changes, None
    label, pgh_id, moment = keys[size - 1]
    return changes, Position(moment, label, pgh_id)


def _keys(selection: Selection, before: Position | None, size: int) -> Any:
    """One query over all tables. Each gives as much as a page holds, from its index on the time."""
    order = "-pgh_created_at", "-of_model", "-pgh_id"
    queries = [
        QuerySet(model.pgh_event_model)
        .filter(rows & _behind(before, model._meta.label))
        .annotate(of_model=Value(model._meta.label))
        .order_by("-pgh_created_at", "-pgh_id")
        .values_list("of_model", "pgh_id", "pgh_created_at")[:size]
        for model, rows in selection.items()
    ]
    if len(queries) < 2:
        return queries[0] if queries else []
    return queries[0].union(*queries[1:], all=True).order_by(*order)[:size]


def _behind(before: Position | None, label: str) -> Q:
    if before is None:
        return Q()
    same_moment = Q(pgh_created_at=before.moment)
    if label == before.model:
        same_moment &= Q(pgh_id__lt=before.pgh_id)
    elif label > before.model:
        same_moment = Q(pk__in=[])
    return Q(pgh_created_at__lt=before.moment) | same_moment


def _load(model: Any, ids: list[int]) -> dict[int, Change]:
    events: QuerySet = QuerySet(model.pgh_event_model)
    earlier = events.filter(pgh_obj=OuterRef("pgh_obj"), pgh_id__lt=OuterRef("pgh_id"))
    person = None
    if people_of(model):
        person = F("pgh_obj") if is_person(model) else F(whose(model))
    rows = list(
        events.filter(pgh_id__in=ids)
        .annotate(
            earlier_id=Subquery(earlier.order_by("-pgh_id").values("pgh_id")[:1]),
            whose=person or Value(None, output_field=BigIntegerField()),
        )
        .select_related("pgh_context")
    )
    before = events.in_bulk([row.earlier_id for row in rows if row.earlier_id])
    return {row.pgh_id: Change(model, row, before.get(row.earlier_id), row.whose) for row in rows}
