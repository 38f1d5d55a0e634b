"""Reads the first sheet of an XLSX workbook, row by row.

openpyxl streams the sheet, but a workbook keeps its texts in a table of its own (shared strings), of
which each distinct one is held in memory. That is what the limit is for.
"""

from collections.abc import Iterator
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from certification.exchange.tables import LONGEST_CELL, Row, UnreadableError, as_text

LARGEST_SHARED_STRINGS = 100_000_000
WIDEST_ROW = 1_000


def read_workbook(file: IO[bytes], name: str) -> Iterator[Row]:
    try:
        _refuse_what_fills_memory(file, name)
        workbook = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        try:
            if not workbook.worksheets:
                raise _no_workbook(name)
            yield from _rows(workbook.worksheets[0], name)
        finally:
            workbook.close()
    except UnreadableError:
        raise
    except Exception as error:  # openpyxl raises what it likes at broken workbooks
        raise _no_workbook(name) from error


def _rows(sheet: Any, name: str) -> Iterator[Row]:
    # The size that a sheet claims may be wrong, and rows would be filled up to it.
    sheet.reset_dimensions()
    for line, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        cells = [as_text(value) for value in values]
        while cells and not cells[-1].strip():
            cells.pop()
        if len(cells) > WIDEST_ROW or any(len(cell) > LONGEST_CELL for cell in cells):
            raise UnreadableError(
                _("“%(file)s”, line %(line)s: the row is too long for a table of people.")
                % {"file": name, "line": line}
            )
        if cells:
            yield line, cells


def _refuse_what_fills_memory(file: IO[bytes], name: str) -> None:
    try:
        with ZipFile(file) as archive:
            strings = [
                entry.file_size
                for entry in archive.infolist()
                if not entry.filename.startswith("xl/worksheets/")
            ]
    except BadZipFile as error:
        raise _no_workbook(name) from error
    if sum(strings) > LARGEST_SHARED_STRINGS:
        raise UnreadableError(
            _("“%(file)s” is too large for a workbook: save it as “CSV UTF-8”.") % {"file": name}
        )


def _no_workbook(name: str) -> UnreadableError:
    return UnreadableError(_("“%(file)s” is no XLSX workbook that can be read.") % {"file": name})
