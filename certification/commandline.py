"""Runs a management command: no set-up needed before it, one sentence instead of a traceback after."""

import os
import sys

import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command, execute_from_command_line
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from django.db.utils import NotSupportedError

from certification.embedded.server import EmbeddedError

# These work on files alone, or are about migrations themselves.
WITHOUT_DATABASE = {
    *("check", "collectstatic", "compilemessages", "diffsettings", "findstatic", "help"),
    *("makemessages", "makemigrations", "migrate", "pgtrigger", "rotate_key", "sendtestemail"),
    "showmigrations",
    *("sqlflush", "sqlmigrate", "sqlsequencereset", "squashmigrations", "startapp", "version"),
    *("startproject", "test", "--help", "--version", "-h"),
}


def run(arguments: list[str]) -> None:
    """Like Django's own, but with an embedded database it migrates first where that is due."""
    command = arguments[1] if len(arguments) > 1 else "help"
    if command == "demo":
        os.environ.setdefault("REGISTER_MODE", "local")
    try:
        if command not in WITHOUT_DATABASE and not os.environ.get("DATABASE_URL"):
            migrate_if_due()
            if command == "runserver":
                # Pages name static files by their hashes, which this makes.
                call_command("collectstatic", verbosity=0, interactive=False)
        execute_from_command_line(arguments)
    except (EmbeddedError, ImproperlyConfigured, NotSupportedError) as error:
        sys.exit(str(error))
    except BrokenPipeError:
        # As in `… | head`. What is still to be flushed must not complain once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit("The command was ended, because its output is no longer read.")
    except (OperationalError, psycopg.OperationalError) as error:
        # libpq names host, port, user and database, never the password.
        sys.exit(f"The database can't be used: {str(error).strip()}")


def migrate_if_due() -> None:
    import django

    django.setup()
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
