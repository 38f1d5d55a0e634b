"""The benchmark's table, in Markdown."""

import os
from collections.abc import Iterator

from django.db import connection

from certification.demo.benchmark.measuring import Measured, at

type Results = dict[int, dict[str, Measured]]

EACH = ["ms", "SQL ms", "queries", "floor ms", "by index"]


def machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        (version,) = cursor.fetchone()
    return f"{os.cpu_count()} cores, {memory:.0f} GiB of memory, PostgreSQL {version}"


def table(results: Results) -> Iterator[str]:
    """Times are median / 95th percentile; behind the floor, how many times as long the page's SQL takes."""
    heads = [f"{people:,}: {column}" for people in results for column in EACH]
    yield _row(["People", *heads])
    yield _row(["---", *["---:"] * len(heads)])
    for name in next(iter(results.values())):
        yield _row([name, *(cell for each in results.values() for cell in _cells(each[name]))])


def _cells(measured: Measured) -> list[str]:
    index = "no" if measured.scans else "reads all" if measured.reads_all else "yes"
    return [
        _times(measured.whole),
        _times(measured.sql),
        str(measured.queries),
        f"{at(measured.floor, 0.5):.1f} ({measured.ratio:.1f} ×)",
        index,
    ]


def growth(results: Results) -> Iterator[str]:
    """How many times as long pages take in the largest register as in the smallest."""
    smallest, largest = results[min(results)], results[max(results)]
    for name, measured in largest.items():
        yield f"- {name}: {at(measured.whole, 0.5) / at(smallest[name].whole, 0.5):.2f}"


def _times(times: list[float]) -> str:
    return f"{at(times, 0.5):.1f} / {at(times, 0.95):.1f}"


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
