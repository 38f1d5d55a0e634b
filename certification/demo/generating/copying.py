"""Rows by COPY: into tables whose triggers and constraints all stay on."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db import connection, models

# Each COPY is one statement for triggers that look at statements.
PEOPLE_AT_A_TIME = 20_000


class Copier:
    """Writes rows, and counts what it wrote of each model."""

    def __init__(self) -> None:
        self.written: Counter[type[models.Model]] = Counter()

    def copy(self, model: Any, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        names = ", ".join(columns)
        sql = f"COPY {model._meta.db_table} ({names}) FROM STDIN"
        with connection.cursor() as cursor, cursor.cursor.copy(sql) as copying:
            for row in rows:
                copying.write_row(row)
        self.written[model] += len(rows)


def next_keys(model: Any, number: int) -> list[int]:
    """Taken from the sequence, so that rows can point at each other before they are written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, number],
        )
        return [key for (key,) in cursor.fetchall()]
