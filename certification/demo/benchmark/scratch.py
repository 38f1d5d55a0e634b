"""Databases of invented people, on the server of the settings, which are dropped again."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connections
from psycopg.sql import SQL, Identifier

from certification.demo.generating import register
from people.models import Person

SEED = 1
# Of whoever may write: a reader of the register has no rights in a new database.
WHERE = ["NAME", "USER", "PASSWORD", "HOST", "PORT"]


@contextmanager
def register_of(people: int, *, keep: bool) -> Iterator[None]:
    """Inside, both connections lead to a register of so many."""
    name = f"register_bench_{people}" + ("" if keep else f"_{os.getpid()}")
    if not _exists(name):
        _run("CREATE DATABASE {}", name)
    try:
        with _connected_to(name):
            _fill(people)
            yield
    finally:
        if not keep:
            _run("DROP DATABASE {} WITH (FORCE)", name)


def _fill(people: int) -> None:
    call_command("migrate", verbosity=0, interactive=False)
    if not Person.objects.exists():
        register.generate(people, SEED, lambda done: None)
    with connections["default"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


@contextmanager
def _connected_to(name: str) -> Iterator[None]:
    default, public = (connections[alias].settings_dict for alias in ("default", "public"))
    before = {**default}, {**public}
    connections.close_all()
    default["NAME"] = name
    public |= {key: default[key] for key in WHERE}
    try:
        yield
    finally:
        connections.close_all()
        for now, then in zip((default, public), before, strict=True):
            now |= then


def _exists(name: str) -> bool:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_database WHERE datname = %s)", [name])
        (there,) = cursor.fetchone()
    return bool(there)


def _run(statement: str, name: str) -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute(SQL(statement).format(Identifier(name)).as_string())
