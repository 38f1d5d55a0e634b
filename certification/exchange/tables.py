"""Reads a table from a file, CSV or XLSX, row by row: never the whole of it."""

import csv
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import chain
from typing import IO, Any

from django.utils.translation import gettext as _

LONGEST_CELL = 10_000
LONGEST_LINE = 200_000
DELIMITERS = ",;\t"

Row = tuple[int, list[str]]


class UnreadableError(Exception):
    """The file can't be read as a table; the text is a sentence that says why."""


def read_table(file: IO[bytes], name: str, columns: set[str]) -> Iterator[Row]:
    """Each row that isn't blank, the header first, with the line where it begins. Raises UnreadableError.

    `columns` are the names that tell a comma-separated header from a semicolon-separated one.
    """
    start = file.read(8)
    file.seek(0)
    if not start:
        raise UnreadableError(_("“%(file)s” is empty.") % {"file": name})
    if start.startswith(b"PK\x03\x04"):
        from certification.exchange.workbooks import read_workbook

        return read_workbook(file, name)
    if start.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise UnreadableError(
            _(
                "“%(file)s” is an old Excel file (.xls) or one with a password: save it as CSV or as "
                "XLSX without a password."
            )
            % {"file": name}
        )
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableError(
            _("“%(file)s” is text in UTF-16: save it as “CSV UTF-8”.") % {"file": name}
        )
    return _read_csv(file, name, columns)


def as_text(value: Any) -> str:
    """A cell of a workbook as it would stand in a CSV file."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        at_midnight = value.time() == time.min
        return value.date().isoformat() if at_midnight else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _read_csv(file: IO[bytes], name: str, columns: set[str]) -> Iterator[Row]:
    lines = _Lines(file, name)
    csv.field_size_limit(LONGEST_CELL)
    header = next((line for line in lines if line.strip()), None)
    if header is None:
        raise UnreadableError(_("“%(file)s” is empty.") % {"file": name})
    begins = lines.read
    reader = csv.reader(chain([header], lines), delimiter=_delimiter(header, columns), strict=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begins, cells
            begins = lines.read + 1
    except csv.Error as error:
        if "field limit" in str(error):
            raise UnreadableError(
                _("“%(file)s”, line %(line)s: a cell is longer than %(most)s characters.")
                % {"file": name, "line": lines.read, "most": LONGEST_CELL}
            ) from error
        raise UnreadableError(
            _(
                "“%(file)s”, line %(line)s: the cells can't be told apart. Check the quotation marks and line ends."
            )
            % {"file": name, "line": begins}
        ) from error


def _delimiter(header: str, columns: set[str]) -> str:
    """The one by which most of the known columns stand in the header."""

    def known(delimiter: str) -> int:
        try:
            cells = next(csv.reader([header], delimiter=delimiter))
        except csv.Error:
            return 0
        return len(columns & {cell.strip().casefold() for cell in cells})

    return max(DELIMITERS, key=known)


class _Lines:
    """The file's lines as text, counted, none longer than memory should hold."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        self.file, self.name, self.read = file, name, 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        raw = self.file.readline(LONGEST_LINE + 1)
        if not raw:
            raise StopIteration
        self.read += 1
        if len(raw) > LONGEST_LINE:
            raise self._error(
                _("“%(file)s”, line %(line)s: the line is too long for a table of people.")
            )
        if b"\0" in raw:
            raise self._error(
                _("“%(file)s”, line %(line)s: there is a NUL byte, so this is no text file.")
            )
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            raise self._error(
                _("“%(file)s”, line %(line)s: this is not UTF-8. Save it as “CSV UTF-8”.")
            ) from error
        return text.removeprefix("\ufeff") if self.read == 1 else text

    def _error(self, sentence: str) -> UnreadableError:
        return UnreadableError(sentence % {"file": self.name, "line": self.read})
