"""How experts are written: each kind of file piece by piece, so that none is ever held as a whole."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from certification.exporting.columns import Column
from certification.exporting.experts import Expert
from certification.exporting.workbook import ROWS, workbook

type Batches = Iterable[list[Expert]]

# By which Excel knows UTF-8.
BOM = "\ufeff"
# What a spreadsheet takes for the beginning of a formula, in wide letters too.
FORMULA = tuple("=+-@\t\r\n＝＋－＠")


class Kind(NamedTuple):
    content_type: str
    write: Callable[[Batches, list[Column]], Iterator[bytes]]
    most_rows: int | None = None


def as_csv(batches: Batches, columns: list[Column]) -> Iterator[bytes]:
    yield (BOM + csv_lines([[column.name for column in columns]])).encode()
    for people in batches:
        yield csv_lines(table(people, columns)).encode()


def as_json_lines(batches: Batches, columns: list[Column]) -> Iterator[bytes]:
    for people in batches:
        yield "".join(f"{_json(person)}\n" for person in people).encode()


def as_json(batches: Batches, columns: list[Column]) -> Iterator[bytes]:
    yield b"["
    separator = "\n"
    for people in batches:
        if people:
            yield (separator + ",\n".join(map(_json, people))).encode()
            separator = ",\n"
    yield b"\n]\n"


def as_workbook(batches: Batches, columns: list[Column]) -> Iterator[bytes]:
    rows = (table(people, columns) for people in batches)
    return workbook([column.name for column in columns], rows)


KINDS = {
    "csv": Kind("text/csv; charset=utf-8", as_csv),
    "xlsx": Kind(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        as_workbook,
        # Beside the head.
        most_rows=ROWS - 1,
    ),
    "json": Kind("application/json", as_json),
    "jsonl": Kind("application/jsonl; charset=utf-8", as_json_lines),
}


def table(people: list[Expert], columns: list[Column]) -> Iterator[list[Any]]:
    """A row for each person and certification."""
    for person in people:
        for certification in person["certifications"]:
            yield [
                _plain((certification if column.of_certification else person)[column.name])
                for column in columns
            ]


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(value)
    return value


def _cell(value: Any) -> str:
    """No text may do anything in a spreadsheet: an apostrophe in front makes it one that doesn't."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def csv_lines(rows: Iterable[Iterable[Any]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(map(_cell, row) for row in rows)
    return text.getvalue()


def _json(person: Expert) -> str:
    return json.dumps(person, ensure_ascii=False, separators=(",", ":"), default=date.isoformat)
