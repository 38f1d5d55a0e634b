"""Rows by COPY: into tables whose constraints all stay on, and all triggers but those of deriving.py."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

from django.db import connection, models

# Each COPY is one statement for triggers that look at statements.
PEOPLE_AT_A_TIME = 20_000


class Rows(NamedTuple):
    """What one COPY writes."""

    model: Any
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]


class Keys:
    """The next keys of tables to which nobody else writes until the transaction ends.

    So rows can point at each other before they are written, and be made without the database.
    """

    def __init__(self, tables: Iterable[Any]) -> None:
        self._next: dict[Any, int] = {}
        with connection.cursor() as cursor:
            for model in tables:
                # Writers wait, readers don't.
                cursor.execute(f"LOCK TABLE {model._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
                cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [_table(model)])
                (self._next[model],) = cursor.fetchone()

    def take(self, model: Any, number: int) -> range:
        first = self._next[model]
        self._next[model] += number
        return range(first, self._next[model])

    def save(self) -> None:
        with connection.cursor() as cursor:
            for model, key in self._next.items():
                sql = "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s, false)"
                cursor.execute(sql, [_table(model), key])


def copy(part: Rows, written: Counter[type[models.Model]]) -> None:
    """Writes the rows, and counts them."""
    sql = f"COPY {_table(part.model)} ({', '.join(part.columns)}) FROM STDIN"
    with connection.cursor() as cursor, cursor.cursor.copy(sql) as copying:
        for row in part.rows:
            copying.write_row(row)
    written[part.model] += len(part.rows)


def ahead[T](items: Iterator[T]) -> Iterator[T]:
    """The next one is made while this one is used: Python has one processor, and PostgreSQL the other."""
    with ThreadPoolExecutor(1) as executor:
        coming = executor.submit(next, items, None)
        while (item := coming.result()) is not None:
            coming = executor.submit(next, items, None)
            yield item


def _table(model: Any) -> str:
    return model._meta.db_table  # type: ignore[no-any-return]
