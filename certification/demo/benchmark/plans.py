"""By which plans the database answers: whether it reads a big table from its beginning to its end."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import connections

from certification.search.tally import READ_DAY

# Smaller tables are read whole, and should be.
BIG = 10_000
# Begins the query that counts for the facets.
COUNTING = "WITH people AS MATERIALIZED"
# Reads for them how everybody stands on another day than today.
READ_EVERYBODY = READ_DAY.format(chosen="")


class Scan(NamedTuple):
    """A query that reads big tables whole. Right where it counts everybody: no index spares that."""

    tables: list[str]
    is_right: bool
    plan: str


def scans(queries: dict[str, Any], big: int) -> Iterator[Scan]:
    """Of each query, with parameters that it was asked with."""
    with connections["public"].cursor() as cursor:
        tables = _big_tables(cursor, big)
        for sql, params in queries.items():
            if not sql.lstrip("( \n").startswith(("SELECT", "WITH")):
                continue
            cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
            (plan,) = cursor.fetchone()
            plan = json.loads(plan) if isinstance(plan, str) else plan
            if found := tables & {*_read_whole(plan[0]["Plan"])}:
                cursor.execute(f"EXPLAIN {sql}", params)
                text = "\n".join([sql, *(line for (line,) in cursor)])
                yield Scan(sorted(found), _counts_everybody(sql), text)


def _counts_everybody(sql: str) -> bool:
    """And not those alone whom a text finds."""
    return sql == READ_EVERYBODY or (sql.startswith(COUNTING) and "search_text" not in sql)


def _big_tables(cursor: Any, big: int) -> set[str]:
    cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples >= %s", [big])
    return {name for (name,) in cursor}


def _read_whole(node: dict[str, Any]) -> Iterator[str]:
    if node["Node Type"] == "Seq Scan":
        yield node["Relation Name"]
    for part in node.get("Plans", []):
        yield from _read_whole(part)
