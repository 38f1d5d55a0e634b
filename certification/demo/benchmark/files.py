"""How quickly files of experts are sent, beside the same rows copied out of the database."""

import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

from django.db import connections
from django.urls import reverse

from certification.demo.benchmark.cases import Pages
from certification.demo.benchmark.drawing import Drawn
from certification.models import Status, state
from certification.search.facets import count
from certification.search.question import valid_today

KINDS = ("csv", "jsonl", "xlsx")
COPY = """
    COPY (
        SELECT p.register_no, p.given_name, p.family_name, p.country, o.name, p.position, p.languages,
            e.sectors, p.is_available, s.trainee_for, held.state, c.certified_on, c.valid_until,
            c.withdrawn_on
        FROM certification_standing s
        JOIN certification_entry e ON e.person_id = s.person_id
        JOIN people_person p ON p.id = s.person_id
        LEFT JOIN people_organisation o ON o.id = p.organisation_id
        CROSS JOIN LATERAL unnest(s.states, s.certifications) AS held (state, certification)
        JOIN certification_certification c ON c.id = held.certification
        WHERE current_date BETWEEN s.starts AND s.ends AND e.listed @> current_date
            AND s.states && %s::int[] AND e.country = ANY (%s::text[])
        ORDER BY e.sort_key, e.person_id
    ) TO STDOUT
"""


class Taken(NamedTuple):
    """Seconds, and the MiB by which the worker's memory grew; None where that can't be known."""

    kind: str
    people: int
    seconds: float
    first_byte: float
    floor: float
    memory: float | None
    refused: str = ""


def taken_files(most: int, seed: int) -> list[Taken]:
    """Of all countries, or of as many as have so many people."""
    drawn, pages = Drawn(seed), Pages()
    counts = count(valid_today(drawn.levels))
    codes, people = list[str](), 0
    for code, number in sorted(counts.by["country"].items(), key=lambda each: -each[1]):
        if code and (people + number <= most or not codes):
            codes, people = [*codes, code], people + number
    valid = [state(level.pk, Status.VALID) for level in drawn.levels]
    floor = _seconds_to_copy(valid, codes)
    # Once unmeasured, so that what is imported or prepared at the first is no part of it.
    _take(pages, "csv", codes[-1:])
    return [_taken(pages, kind, codes, people, floor) for kind in KINDS]


def _taken(pages: Pages, kind: str, codes: list[str], people: int, floor: float) -> Taken:
    before = _memory("VmRSS")
    _forget_most()
    seconds, first_byte, refused = _take(pages, kind, codes)
    most = _memory("VmHWM")
    grown = None if before is None or most is None else max(most - before, 0)
    return Taken(kind, people, seconds, first_byte, floor, grown, refused)


def _take(pages: Pages, kind: str, codes: list[str]) -> tuple[float, float, str]:
    """Seconds to its end, and to its first byte, and the status if it is no file."""
    began = time.perf_counter()
    response: Any = pages.client.get(
        reverse(f"experts-{kind}"), {"country": codes}, secure=True, headers={"host": "localhost"}
    )
    if response.status_code != 200:
        return 0, 0, str(response.status_code)
    first = 0.0
    for _piece in response.streaming_content:
        first = first or time.perf_counter() - began
    response.close()
    return time.perf_counter() - began, first, ""


def _seconds_to_copy(states: list[int], codes: list[str]) -> float:
    connection = connections["default"]
    connection.ensure_connection()
    began = time.perf_counter()
    with (
        connection.connection.cursor() as cursor,
        cursor.copy(COPY, [states, codes]) as copied,
    ):
        for _piece in copied:
            pass
    return time.perf_counter() - began


def _memory(name: str) -> float | None:
    """Of this process, in MiB."""
    if sys.platform != "linux":
        return None
    lines = Path("/proc/self/status").read_text().splitlines()
    (kib,) = (line.split()[1] for line in lines if line.startswith(f"{name}:"))
    return int(kib) / 1024


def _forget_most() -> None:
    """So that the most that the memory ever was is that of now."""
    if sys.platform == "linux":
        Path("/proc/self/clear_refs").write_text("5")
