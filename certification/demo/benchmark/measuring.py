"""How long questions take, in Python and in the database."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import connections

from certification.demo.benchmark import plans
from certification.demo.benchmark.cases import WARMING, Case, RefusedError, cases, first_page
from certification.demo.benchmark.plans import Scan


@dataclass
class Asked:
    """The queries of one question, with their parameters, and the seconds that they took."""

    queries: list[tuple[str, Any]] = field(default_factory=list)
    seconds: float = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seconds += time.perf_counter() - began
            self.queries.append((sql, params))


@dataclass
class Measured:
    """Times in milliseconds: of a question that is new to the worker, and as soon as it is asked again.

    `refused` is the status of an answer that was no page.
    """

    whole: list[float] = field(default_factory=list)
    sql: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    sql_again: list[float] = field(default_factory=list)
    queries: int = 0
    scans: list[Scan] = field(default_factory=list)
    refused: str = ""

    @property
    def ratio(self) -> float:
        return median(self.sql) / median(self.floor)


def median(times: list[float]) -> float:
    return at(times, 0.5)


def at(times: list[float], share: float) -> float:
    return sorted(times)[min(int(len(times) * share), len(times) - 1)]


def measured_pages(repeat: int, seed: int, big: int) -> dict[str, Measured]:
    return {case.name: measure(case, WARMING, big) for case in cases(repeat, seed)}


def measured_first_page(big: int) -> Measured:
    return measure(first_page(), 0, big)


def measure(case: Case, warming: int, big: int) -> Measured:
    """A refusal ends the case, and not the run."""
    measured, queries = Measured(), dict[str, Any]()
    try:
        for turn, question in enumerate(case.asked):
            _ask(case, question, queries, measured if turn >= warming else Measured())
    except RefusedError as error:
        measured.refused = str(error)
    measured.scans = list(plans.scans(queries, big))
    return measured


def _ask(case: Case, question: Any, queries: dict[str, Any], measured: Measured) -> None:
    case.before()
    for whole, sql in (measured.whole, measured.sql), (measured.again, measured.sql_again):
        asked = Asked()
        with connections["public"].execute_wrapper(asked):
            try:
                answer, taken = timed(lambda: case.ask(question))
            finally:
                queries |= dict(asked.queries)
        whole.append(taken)
        sql.append(asked.seconds * 1000)
        measured.queries = max(measured.queries, len(asked.queries))
    measured.floor.append(timed(case.floor(question, answer))[1])


def timed[T](function: Callable[[], T]) -> tuple[T, float]:
    began = time.perf_counter()
    answer = function()
    return answer, (time.perf_counter() - began) * 1000
