"""Database engine: Django's for PostgreSQL, which starts the embedded server before it connects."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
from django.db.backends.postgresql import base

from certification.embedded import server

_seen: set[str] = set()


class DatabaseWrapper(base.DatabaseWrapper):
    """Reads two settings of its own: EMBEDDED_DATA (the server's folder) and EMBEDDED_DURABLE."""

    def get_connection_params(self) -> dict[str, Any]:
        data = Path(self.settings_dict["EMBEDDED_DATA"])
        server.ensure_running(data, durable=self.settings_dict["EMBEDDED_DURABLE"])
        _ensure_database(self.settings_dict)
        return super().get_connection_params()


def _ensure_database(settings: dict[str, Any]) -> None:
    """A new server has no database of ours yet; those of the tests are made by the test runner."""
    name = settings["NAME"]
    if not name or name == "postgres" or name.startswith("test_") or name in _seen:
        return
    with psycopg.connect(
        host=settings["HOST"], user=settings["USER"], dbname="postgres", autocommit=True
    ) as connection:
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if not there.fetchone():
            create = psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name))
            # Another process may be quicker.
            with suppress(psycopg.errors.UniqueViolation, psycopg.errors.DuplicateDatabase):
                connection.execute(create)
    _seen.add(name)
