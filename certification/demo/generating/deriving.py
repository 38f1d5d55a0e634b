"""What triggers derive of people is derived once for a batch of them, and not at each of its records."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection

from certification.models import Entry, Standing

TRIGGERS = """
    SELECT format('ALTER TABLE %%s %%%%s TRIGGER %%I', tgrelid::regclass, tgname)
    FROM pg_trigger WHERE tgname LIKE %s
"""
FOLLOWS = r"what\_is\_derived\_follows\_%"


INDEXES = """
    SELECT indexrelid::regclass, pg_get_indexdef(indexrelid) FROM pg_index
    WHERE indrelid = ANY (%s::regclass[]) AND NOT indisprimary
"""
INDEXED = [Entry._meta.db_table, Standing._meta.db_table]


@contextmanager
def derived_later() -> Iterator[None]:
    """Of all that is written inside nothing is derived but by `derive`. In the transaction around it.

    For an owner of the tables alone, who by then has locked them: nobody else writes meanwhile.
    """
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS, [FOLLOWS])
        statements = [statement for (statement,) in cursor.fetchall()]
        for statement in statements:
            cursor.execute(statement % "DISABLE")
        yield
        for statement in statements:
            cursor.execute(statement % "ENABLE")


@contextmanager
def indexed_later() -> Iterator[None]:
    """Puts many rows into an index at once, which is several times quicker. For tables without rows yet."""
    with connection.cursor() as cursor:
        cursor.execute(INDEXES, [INDEXED])
        found = cursor.fetchall()
        for name, _definition in found:
            cursor.execute(f"DROP INDEX {name}")
        yield
        cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        for _name, definition in found:
            cursor.execute(definition)


def derive(people: Iterable[int]) -> None:
    keys = list(people)
    with connection.cursor() as cursor:
        cursor.execute("SELECT certification_refresh_entries(%s)", [keys])
        cursor.execute("SELECT certification_refresh_standings(%s)", [keys])
