"""How long questions take, in Python and in the database, and by which plans they are answered."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connections

# Smaller tables are read whole, and should be.
BIG = 5_000
# Begins the query that counts for the facets: by its nature it looks at everybody who fits.
COUNTING = "WITH people AS MATERIALIZED"
ROUNDS = 3


@dataclass
class Asked:
    """The queries of one question, with their parameters, and the seconds that they took."""

    queries: list[tuple[str, Any]] = field(default_factory=list)
    seconds: float = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seconds += time.perf_counter() - began
            self.queries.append((sql, params))


@dataclass
class Measured:
    """In milliseconds, the quickest first."""

    whole: list[float]
    sql: list[float]
    floor: list[float]
    queries: int
    reads_all: bool
    # The plan of each query that reads a big table from its beginning to its end.
    scans: list[str]

    @property
    def ratio(self) -> float:
        return at(self.sql, 0.5) / at(self.floor, 0.5)


def at(times: list[float], share: float) -> float:
    return times[min(int(len(times) * share), len(times) - 1)]


def measure(
    questions: list[Callable[[], Any]], floor: Callable[[Any], object], big: int = BIG
) -> Measured:
    """`floor` fetches at once what a question answered."""
    queries: dict[str, Any] = {}
    whole, in_sql, floors, most = [], [], [], 0
    for turn in range(ROUNDS + 1):
        for question in questions:
            asked = Asked()
            began = time.perf_counter()
            with connections["public"].execute_wrapper(asked):
                answer = question()
            taken = time.perf_counter() - began
            queries |= dict(asked.queries)
            # The first turn makes everything warm.
            if turn:
                whole.append(taken * 1000)
                in_sql.append(asked.seconds * 1000)
                most = max(most, len(asked.queries))
                began = time.perf_counter()
                floor(answer)
                floors.append((time.perf_counter() - began) * 1000)
    counts = [sql for sql in queries if sql.startswith(COUNTING)]
    others = [(sql, params) for sql, params in queries.items() if sql not in counts]
    scans = list(_scans(others, _big_tables(big)))
    return Measured(sorted(whole), sorted(in_sql), sorted(floors), most, bool(counts), scans)


def _big_tables(big: int) -> set[str]:
    with connections["public"].cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples >= %s", [big]
        )
        return {name for (name,) in cursor}


def _scans(queries: list[tuple[str, Any]], big: set[str]) -> Iterator[str]:
    with connections["public"].cursor() as cursor:
        for sql, params in queries:
            if not sql.lstrip("( \n").startswith(("SELECT", "WITH")):
                continue
            cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
            (plan,) = cursor.fetchone()
            plan = json.loads(plan) if isinstance(plan, str) else plan
            if big & set(_read_whole(plan[0]["Plan"])):
                cursor.execute(f"EXPLAIN {sql}", params)
                yield "\n".join([sql, *(line for (line,) in cursor)])


def _read_whole(node: dict[str, Any]) -> Iterator[str]:
    if node["Node Type"] == "Seq Scan":
        yield node["Relation Name"]
    for part in node.get("Plans", []):
        yield from _read_whole(part)
