"""How fast an import is and what memory it takes, by the number of rows.

    uv run python -m tests.bench.import_register 1000 100000 1000000

Each size is imported twice (all new, then all unchanged), each time by a process of its own, into an empty
scratch database that this makes on the server of the settings and drops again. Rows are invented.
"""

import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
DATABASE = f"register_bench_{os.getpid()}"

GIVEN = ["Åse", "Bjørn", "Zoë", "Łukasz", "Παναγιώτης", "Maria", "John", "Nancy", "Ирина", "Çağla"]
FAMILY = ["Ødegård", "Müller", "Papadopoulos", "Smith", "Щербаков", "Jones", "García", "O'Brien"]


def write_rows(path: Path, count: int) -> None:
    """Four rows for three people: the third holds two levels."""
    invented = random.Random(count)  # noqa: S311
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            [
                "register_no",
                "given_name",
                "family_name",
                "email",
                "organisation",
                "country",
                "level",
                "certified_on",
            ]
        )
        for row in range(count):
            person = row - row // 4 - (row % 4 == 3)
            names = random.Random(person)  # noqa: S311
            given, family = names.choice(GIVEN), names.choice(FAMILY)
            organisation = (
                f"Cluster Office {names.randrange(20_000)}" if names.random() > 0.3 else ""
            )
            writer.writerow(
                [
                    f"{person:08x}",
                    given,
                    f"{family} {person % 5_000}",
                    f"person{person}@example.org",
                    organisation,
                    names.choice(["NO", "DE", "US", "GB", ""]),
                    "silver" if row % 4 == 3 else "bronze",
                    f"{invented.randrange(2010, 2020)}-{invented.randrange(1, 13):02}-15",
                ]
            )


def measured(path: Path, count: int, what: str) -> None:
    """Imports in this process's child, whose peak memory the kernel then tells."""
    began = time.monotonic()
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.import_register", "--child", str(path), DATABASE],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout
    *_report, summary, seconds = child.stdout.read().splitlines()
    _pid, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    whole = time.monotonic() - began
    print(
        f"{count:>9,} rows, {what}: {seconds:>7} s ({whole:.1f} s with start-up), "
        f"{count / float(seconds):7,.0f} rows/s, peak {usage.ru_maxrss / 1024:4.0f} MiB   {summary}",
        flush=True,
    )


def in_database(name: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "certification.settings"
    import django
    from django.conf import settings

    for alias in ("default", "public"):
        settings.DATABASES[alias]["NAME"] = name
    django.setup()


def child(path: str, database: str) -> None:
    in_database(database)
    from django.core.management import call_command

    began = time.monotonic()
    call_command("import_register", path)
    print(f"{time.monotonic() - began:.2f}")


def main(counts: list[int]) -> None:
    in_database("postgres")
    from django.core.management import call_command
    from django.db import connection, connections

    for count in counts:
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {DATABASE}")
        connections.close_all()
        connection.settings_dict["NAME"] = DATABASE
        try:
            call_command("migrate", verbosity=0)
            connections.close_all()
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "invented.csv"
                write_rows(path, count)
                measured(path, count, "all new      ")
                measured(path, count, "all unchanged")
        finally:
            connections.close_all()
            connection.settings_dict["NAME"] = "postgres"
            with connection.cursor() as cursor:
                cursor.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(*sys.argv[2:4])
    else:
        main([int(argument) for argument in sys.argv[1:]] or [1_000, 100_000, 1_000_000])
