"""The benchmark's tables, in Markdown."""

import os
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from certification.demo.benchmark.cases import WARMING
from certification.demo.benchmark.files import Taken
from certification.demo.benchmark.measuring import Measured, at, median
from certification.demo.benchmark.misspelling import Found


@dataclass
class Register:
    """What was measured in one of a size."""

    pages: dict[str, Measured]
    files: list[Taken]
    found: Found


type Registers = dict[int, Register]

EACH = ["ms", "again", "SQL : floor", "queries", "by index"]
EXPLAINED = f"""\
Milliseconds are median / 95th percentile of questions that are new to the worker, after {WARMING} others of their
kind; “again” is the median when each is asked once more. (Pages that have one address are not new to it.) A
worker keeps what pages are made of, as in production, but here no whole page. “SQL : floor” are milliseconds
of the new page's queries and of one raw query that fetches the same rows by key, and the first by the second.
“By index”: no query reads a big table from its beginning to its end. “Counts all”: one does, to count
everybody, which no index spares; any other ends the run with an error. Files are of everybody, so how those
are read is not judged."""


def machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        (version,) = cursor.fetchone()
    return f"{os.cpu_count()} cores, {memory:.0f} GiB of memory, PostgreSQL {version}"


def table_of_pages(registers: Registers) -> Iterator[str]:
    heads = [f"{people:,}: {column}" for people in registers for column in EACH]
    yield from _head("People", heads)
    for name in next(iter(registers.values())).pages:
        yield _row(
            [name, *(cell for each in registers.values() for cell in _cells(each.pages[name]))]
        )


def _cells(measured: Measured) -> list[str]:
    if measured.refused:
        return [f"refused ({measured.refused})", "–", "–", "–", _index(measured)]
    sql, floor = median(measured.sql), median(measured.floor)
    return [
        f"{median(measured.whole):.1f} / {at(measured.whole, 0.95):.1f}",
        f"{median(measured.again):.1f}",
        f"{sql:.1f} : {floor:.1f} = {measured.ratio:.1f}",
        str(measured.queries),
        _index(measured),
    ]


def _index(measured: Measured) -> str:
    wrong = {name for scan in measured.scans if not scan.is_right for name in scan.tables}
    if wrong:
        return f"reads all of {', '.join(sorted(wrong))}"
    return "counts all" if measured.scans else "yes"


def table_of_files(registers: Registers) -> Iterator[str]:
    heads = ["people", "people a second", "first byte ms", "MiB more", "COPY: people a second"]
    yield from _head("File", heads)
    for people, register in registers.items():
        for taken in register.files:
            yield _row([f"{taken.kind} of {people:,}", *_cells_of_file(taken)])


def _cells_of_file(taken: Taken) -> list[str]:
    if taken.refused:
        return [f"{taken.people:,}", f"refused ({taken.refused})", "–", "–", "–"]
    return [
        f"{taken.people:,}",
        f"{taken.people / taken.seconds:,.0f}",
        f"{taken.first_byte * 1000:.0f}",
        "not known" if taken.memory is None else f"{taken.memory:.0f}",
        f"{taken.people / taken.floor:,.0f}",
    ]


def _head(first: str, heads: list[str]) -> Iterator[str]:
    yield _row([first, *heads])
    yield _row(["---", *["---:"] * len(heads)])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
