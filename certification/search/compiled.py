"""Queries whose SQL is put together once a day: for a short list that takes Django longer than the database."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import connections
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

# Stand for the values in what `build` returns: a day and keys that no record has.
A_DAY = date(9999, 12, 30)
SOME_KEYS = [-1]
# To be used as a value of `__in`: one parameter, however many keys there are.
AMONG_KEYS = RawSQL("SELECT unnest(%s::bigint[])", [SOME_KEYS])


class Compiled:
    """The rows of a queryset of values, which `build` makes for A_DAY and AMONG_KEYS, with others for these.

    `build` is called once on each day, since what it asks for may be of today; nothing else may make a
    difference to it. Rows are as psycopg reads them.
    """

    def __init__(self, build: Callable[[], QuerySet]) -> None:
        self._build = build
        self._today: date | None = None
        self._sql: tuple[str, list[Any]] = "", []

    def rows(self, keys: list[int], day: date) -> list[tuple[Any, ...]]:
        sql, parameters = self._of_today()
        values = [
            day if each == A_DAY else keys if each == SOME_KEYS else each for each in parameters
        ]
        with connections["public"].cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall()  # type: ignore[no-any-return]

    def _of_today(self) -> tuple[str, list[Any]]:
        today = timezone.localdate()
        if today != self._today:
            sql, parameters = self._build().query.get_compiler("public").as_sql()
            # In this order: another thread may look at the day meanwhile.
            self._sql, self._today = (sql, list(parameters)), today
        return self._sql
