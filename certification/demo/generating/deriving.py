"""What triggers derive of people is derived once for a batch of them, and not at each of its records."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection

TRIGGERS = """
    SELECT format('ALTER TABLE %%s %%%%s TRIGGER %%I', tgrelid::regclass, tgname)
    FROM pg_trigger WHERE tgname LIKE %s
"""
FOLLOWS = r"what\_is\_derived\_follows\_%"


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


def derive(people: Iterable[int]) -> None:
    keys = list(people)
    with connection.cursor() as cursor:
        cursor.execute("SELECT certification_refresh_entries(%s)", [keys])
        cursor.execute("SELECT certification_refresh_standings(%s)", [keys])
