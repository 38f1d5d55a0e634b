"""Makes files to import, and imports them with the command."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from django.core.management import CommandError, call_command

HEADER = [
    *("register_no", "given_name", "family_name", "email", "organisation", "country"),
    *("level", "certified_on"),
]


def a_row(**changed: str) -> dict[str, str]:
    """A plain good row."""
    return {
        "register_no": "a1b2c3d4",
        "given_name": "Åse",
        "family_name": "Ødegård",
        "email": "ase@example.org",
        "organisation": "Cluster Office",
        "country": "NO",
        "level": "bronze",
        "certified_on": "2015-03-01",
    } | changed


def csv_text(rows: list[dict[str, str]], *, delimiter: str = ",") -> str:
    columns = list(dict.fromkeys([*HEADER, *(column for row in rows for column in row)]))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="", delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


@dataclass
class Outcome:
    status: int
    lines: list[str]
    error: str = ""

    @property
    def summary(self) -> str:
        return self.lines[-1]

    @property
    def problems(self) -> list[str]:
        return [line for line in self.lines if line.startswith("Line ")]


def import_path(path: Path, *options: str) -> Outcome:
    out = io.StringIO()
    status, error = 0, ""
    try:
        call_command("import_register", str(path), *options, stdout=out)
    except SystemExit as exit_:
        status = exit_.code
    except CommandError as refusal:
        status, error = refusal.returncode, str(refusal)
    return Outcome(status, out.getvalue().splitlines(), error)


def import_bytes(folder: Path, content: bytes, *options: str, name: str = "export.csv") -> Outcome:
    path = folder / name
    path.write_bytes(content)
    return import_path(path, *options)


def import_rows(folder: Path, rows: list[dict[str, str]], *options: str) -> Outcome:
    return import_bytes(folder, csv_text(rows).encode(), *options)


def summary(people=(0, 0, 0), certifications=(0, 0, 0), rejected=0) -> str:
    """The last line, from counts of created, updated, unchanged."""
    words = [
        " ".join(
            f"{word}={count}"
            for word, count in zip(["created", "updated", "unchanged"], counts, strict=True)
        )
        for counts in (people, certifications)
    ]
    return f"people {words[0]}; certifications {words[1]}; rejected={rejected}"
