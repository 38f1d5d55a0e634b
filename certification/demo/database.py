"""Marks a database as the demo's, so that nothing invented ever mixes with a real register."""

import shutil
from pathlib import Path

import pghistory
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from certification.demo import story
from people.models import Person

MARK = "demo"


def is_demo() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description(to_regclass('people_person'))")
        (comment,) = cursor.fetchone()
    return comment == MARK


def refuse_a_real_register() -> None:
    """The demo has a login that it prints: never over a register somewhere else. Raises CommandError."""
    if settings.HAS_DATABASE_URL and _has_people() and not is_demo():
        raise CommandError(
            "DATABASE_URL names a database that holds a register which is not the demo's. "
            "Name an empty database for the demo, or serve the register as README.md says."
        )


def refuse_beside_real_people() -> None:
    """Raises CommandError."""
    if _has_people() and not is_demo():
        raise CommandError(
            "The database holds people who are not invented, so nobody is invented beside them: "
            "name an empty one in DATABASE_URL, or set REGISTER_DATA_DIR to another folder."
        )


def mark() -> None:
    """From now on everybody in this database is known to be invented."""
    with connection.cursor() as cursor:
        cursor.execute("COMMENT ON TABLE people_person IS %s", [MARK])


def reset() -> None:
    """Empty the database and forget the photos. Raises CommandError for a real register."""
    if _has_people() and not is_demo():
        raise CommandError(
            "The database holds people who were not loaded by the demo, and --reset would remove "
            "them for good. Set REGISTER_DATA_DIR to another folder to begin a demo there."
        )
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    connection.close()
    shutil.rmtree(Path(settings.MEDIA_ROOT) / "photos", ignore_errors=True)


def prepare() -> str:
    """Migrate, and load the demo data once. Returns what to tell the user."""
    refuse_a_real_register()
    call_command("migrate", verbosity=0, interactive=False)
    if is_demo():
        return "The demo data are loaded already."
    if _has_people():
        return "The database holds people already, so no demo data are added."
    with transaction.atomic(), pghistory.context(command="demo"):
        story.load(timezone.localdate())
        mark()
    return (
        "Demo data are loaded: everybody in them is invented, but for the story of Stuttgart 2017."
    )


def _has_people() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('people_person') IS NOT NULL")
        (there,) = cursor.fetchone()
    return there and Person.objects.exists()
