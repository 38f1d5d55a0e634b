"""How many there are, and how many there would be with each value of each filter, by a query."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connections
from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    ExpressionWrapper,
    F,
    Q,
    Value,
    When,
)
from django.utils import timezone

from certification.models import Status
from certification.search.question import Question

# What a person counts for, by the name of the filter: a query for each row of `people`.
VALUES = {
    "country": "SELECT country",
    "level": "SELECT s / 8 FROM unnest(states) s WHERE s % 8 = ANY({statuses})",
    "status": "SELECT DISTINCT s % 8 FROM unnest(states) s WHERE s / 8 = ANY({levels})",
    "language": "SELECT unnest(languages)",
    "sector": "SELECT unnest(sectors)",
    "available": "SELECT 'yes' WHERE is_available",
    "trainee": "SELECT unnest(trainees)",
}
# The condition that a filter sets itself: what it asks does not count for its own values.
OWN = {"level": "standing", "status": "standing"}
# The columns of Standing that have the places of an order.
PLACES = {"level": "by_level", "latest": "by_latest", "end": "by_end"}
PART = (
    "SELECT '{name}', value::text, count(*) "
    "FROM people, LATERAL ({values}) _ (value) {where} GROUP BY value"
)


@dataclass(frozen=True)
class Counts:
    """`total` people fit; `by[filter][value]` would, if that value alone were chosen in that filter.

    Values are as they stand in entries: codes, keys, statuses. `last` is the last place that those who
    fit have in the order of the question, where it is known: behind it an index would be searched in vain.
    `people` are the keys of those who fit, where they are few and known.
    """

    total: int
    by: dict[str, dict[Any, int]]
    last: int | None = None
    people: tuple[int, ...] | None = field(default=None, compare=False)


def counted_there(question: Question) -> Counts:
    """One query, whatever is asked; each person is looked at once."""
    conditions = dict(question.conditions())
    people, params = _people(question, conditions).query.sql_with_params()
    arrays = {
        "statuses": _array(_numbers(question)),
        "levels": _array(question.levels or question.all_levels),
    }
    whole = _where(conditions)
    parts = [f"SELECT 'total', '', count(*) FROM people {whole}"]  # noqa: S608
    if place := PLACES.get(question.order):
        parts.append(f"SELECT 'last', '', max({place}) FROM people {whole}")  # noqa: S608
    for name, values in VALUES.items():
        others = conditions.keys() - {OWN.get(name, name)}
        of_people = values.format(**arrays)
        parts.append(PART.format(name=name, values=of_people, where=_where(others)))
    sql = f"WITH people AS MATERIALIZED ({people}) {' UNION ALL '.join(parts)}"
    with connections["public"].cursor() as cursor:
        # A percent sign of ours would be taken for a place of a parameter.
        cursor.execute(sql.replace(" % 8", " %% 8"), params)
        return _counts(cursor.fetchall())


def _people(question: Question, conditions: dict[str, Q]) -> Any:
    """Those who miss one condition at most: of the others nothing counts anywhere."""
    today = timezone.localdate()
    missed = [Case(When(condition, then=0), default=1) for condition in conditions.values()]
    people = question.everybody()
    if missed:
        people = people.alias(missed=sum(missed, Value(0))).filter(missed__lte=1)
    fits = {
        f"fits_{name}": ExpressionWrapper(condition, BooleanField())
        for name, condition in conditions.items()
    }
    trainees = Case(
        When(entry__shown_as_trainee__covers=today, then=F("trainee_for")),
        default=Value([], ArrayField(BigIntegerField())),
    )
    return people.values(
        "states",
        "by_level",
        "by_latest",
        "by_end",
        country=F("entry__country"),
        languages=F("entry__languages"),
        sectors=F("entry__sectors"),
        is_available=F("entry__is_available"),
        trainees=trainees,
        **fits,
    )


def _where(conditions: Any) -> str:
    fits = " AND ".join(f"fits_{name}" for name in sorted(conditions))
    return f"WHERE {fits}" if fits else ""


def _numbers(question: Question) -> list[int]:
    statuses = list(Status)
    return [statuses.index(status) for status in question.statuses or statuses]


def _array(numbers: Any) -> str:
    return f"ARRAY[{', '.join(str(int(number)) for number in numbers)}]::int[]"


def _counts(rows: list[tuple[str, str, int]]) -> Counts:
    by: dict[str, dict[Any, int]] = {name: {} for name in VALUES}
    total, last = 0, None
    statuses = list(Status)
    for name, value, number in rows:
        match name:
            case "total":
                total = number
            case "last":
                last = number
            case "status":
                by[name][statuses[int(value)]] = number
            case "level" | "sector" | "trainee":
                by[name][int(value)] = number
            case _:
                by[name][value] = number
    return Counts(total, by, last)
