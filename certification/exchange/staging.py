"""First step of an import: each row of the file is read, cleaned, checked for itself and staged by COPY."""

from collections.abc import Callable, Collection
from itertools import islice
from typing import IO, Any

from django.db import connection
from django.db.models import Model
from django.utils.translation import gettext as _

from certification.exchange.columns import (
    COLUMNS,
    FILLED,
    REQUIRED,
    UnexpectedError,
    Values,
    organisation_key,
)
from certification.exchange.tables import UnreadableError, read_table
from certification.models import ImportProblem, ImportRow, RegisterImport

ROWS_AT_A_TIME = 2_000
LONGEST_VALUE_SHOWN = 120

ROW_FIELDS = [field.attname for field in ImportRow._meta.concrete_fields if not field.primary_key]
PROBLEM_FIELDS = ["register_import_id", "line", "column", "value", "expected"]

Problem = tuple[str, str, str]
Progress = Callable[[int], object]


def stage(
    register_import: RegisterImport, file: IO[bytes], progress: Progress = lambda rows: None
) -> None:
    """Fills the import's rows, its problems and its warnings. Raises UnreadableError."""
    name = register_import.file_name
    table = read_table(file, name, set(COLUMNS))
    header = next(table, None)
    if header is None:
        raise UnreadableError(_("“%(file)s” is empty.") % {"file": name})
    columns, register_import.warnings = read_header(header[1], name)
    values = Values()
    staged = 0
    while batch := list(islice(table, ROWS_AT_A_TIME)):
        rows, problems = [], []
        for line, cells in batch:
            row, wrong = read_row(columns, cells, values)
            rows.append(_staged(row, register_import.pk, line, values))
            problems += [(register_import.pk, line, *problem) for problem in wrong]
        _copy(ImportRow, ROW_FIELDS, rows)
        _copy(ImportProblem, PROBLEM_FIELDS, problems)
        staged += len(batch)
        progress(staged)
    if not staged:
        raise UnreadableError(_("“%(file)s” has a header and no rows below it.") % {"file": name})


def read_header(
    cells: list[str],
    name: str,
    known: Collection[str] = COLUMNS,
    required: Collection[str] = REQUIRED,
) -> tuple[list[str], list[str]]:
    """The column of each cell ("" for one that is not ours), and what to warn of."""
    columns = [cell.strip().casefold() for cell in cells]
    missing = [column for column in required if column not in columns]
    if missing:
        raise UnreadableError(
            _("“%(file)s” lacks the columns: %(columns)s.")
            % {"file": name, "columns": ", ".join(missing)}
            if len(missing) > 1
            else _("“%(file)s” lacks the column %(column)s.") % {"file": name, "column": missing[0]}
        )
    twice = sorted({column for column in columns if column in known and columns.count(column) > 1})
    if twice:
        raise UnreadableError(
            _("“%(file)s” has the column %(column)s twice.") % {"file": name, "column": twice[0]}
        )
    unknown = [cell.strip() for cell in cells if cell.strip().casefold() not in {*known, ""}]
    warnings = []
    if unknown:
        warnings.append(
            _("Columns that the register does not know, ignored: %(columns)s")
            % {"columns": ", ".join(unknown)}
        )
    return [column if column in known else "" for column in columns], warnings


def read_row(
    columns: list[str], cells: list[str], values: Values
) -> tuple[dict[str, Any], list[Problem]]:
    """What the cells mean, by column, and what is wrong with them: column, value, what is expected."""
    row: dict[str, Any] = {}
    problems: list[Problem] = []
    for column, text in zip(columns, cells, strict=False):
        if not column or not text or text.isspace():
            continue
        try:
            row[column] = values.read[column](text)
        except UnexpectedError as error:
            row[column] = None
            problems.append((column, shown(text), str(error)))
    problems += [(column, "", _("a value")) for column in FILLED if column not in row]
    problems.sort(key=lambda problem: COLUMNS.index(problem[0]))
    if any(cells[len(columns) :]):
        surplus = next(cell for cell in cells[len(columns) :] if cell)
        problems.append(
            (
                _("(after the last)"),
                shown(surplus),
                _("at most as many cells as the header has, %(cells)s") % {"cells": len(columns)},
            )
        )
    first, last = row.get("certified_on"), row.get("valid_until")
    if first and last and last < first:
        problems.append(("valid_until", last.isoformat(), _("a day not before certified_on")))
    if any(
        column in {"level", "certified_on", "valid_until", "number"} for column, *__ in problems
    ):
        # Not understood as a whole, so it is not compared with other certifications either.
        row["level"] = row["certified_on"] = None
    return row, problems


def shown(value: str) -> str:
    if len(value) <= LONGEST_VALUE_SHOWN:
        return value
    return f"{value[:LONGEST_VALUE_SHOWN]}…"


def _staged(row: dict[str, Any], import_id: int, line: int, values: Values) -> list[Any]:
    get = row.get
    level_id, certified_on, organisation = get("level"), get("certified_on"), get("organisation")
    understood = level_id is not None and certified_on is not None
    return [
        import_id,
        line,
        *(get(column) for column in ("register_no", "given_name", "family_name", "email")),
        organisation,
        organisation_key(organisation) if organisation else None,
        *(get(column) for column in ("country", "languages", "sectors")),
        level_id,
        certified_on,
        get("valid_until"),
        values.default_until(level_id, certified_on) if understood else None,
        get("number"),
    ]


def _copy(model: type[Model], columns: list[str], rows: list[Any]) -> None:
    if not rows:
        return
    names = ", ".join(f'"{column}"' for column in columns)
    with (
        connection.cursor() as cursor,
        cursor.cursor.copy(f'COPY "{model._meta.db_table}" ({names}) FROM STDIN') as copy,
    ):
        for row in rows:
            copy.write_row(row)
