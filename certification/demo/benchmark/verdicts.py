"""What the register is to reach, and whether it does."""

from collections.abc import Iterator

from certification.demo.benchmark.cases import CHANGED, NEW, PART
from certification.demo.benchmark.measuring import Measured, at, median
from certification.demo.benchmark.report import Registers

MOST_QUERIES = 8
MOST_OF_FLOOR, FEW_MS = 2, 5
MISSPELT_MS = 10
MOST_GROWTH = 1.5
LEAST_FOUND = 0.99


def verdicts(registers: Registers) -> Iterator[str]:
    """Of pages that are warm; those of a new worker and after a change stand in the table alone."""
    largest = registers[max(registers)]
    pages = {name: _warm(register.pages) for name, register in registers.items()}
    last, first = pages[max(registers)], pages[min(registers)]
    yield from _queries([register.pages for register in registers.values()])
    lists = {name: each for name, each in last.items() if name != "Profile"}
    yield from _sql(lists)
    alone = largest.pages[f"Misspelt full name{PART}"]
    late = "refused" if alone.refused else f"{at(alone.whole, 0.95):.1f} ms"
    is_late = bool(alone.refused) or at(alone.whole, 0.95) > MISSPELT_MS
    yield _verdict(
        f"A search of a misspelt name within {MISSPELT_MS} ms (95th percentile)",
        [late] if is_late else [],
        late,
    )
    growth = {
        name: median(last[name].whole) / median(first[name].whole) for name in {*last} & {*first}
    }
    yield _verdict(
        f"Pages of the largest register cost at most {MOST_GROWTH} × those of the smallest",
        [f"{name} {times:.2f} ×" for name, times in growth.items() if times > MOST_GROWTH],
        f"at most {max(growth.values(), default=1):.2f} ×",
    )
    yield from _found(registers)


def _warm(pages: dict[str, Measured]) -> dict[str, Measured]:
    return {
        name: each
        for name, each in pages.items()
        if name not in {CHANGED, NEW} and not name.endswith(PART) and not each.refused
    }


def _sql(lists: dict[str, Measured]) -> Iterator[str]:
    for how, times in (
        ("that is new to the worker", {name: each.sql for name, each in lists.items()}),
        ("that is asked again", {name: each.sql_again for name, each in lists.items()}),
    ):
        slow = []
        for name, sql in times.items():
            ratio = median(sql) / median(lists[name].floor)
            if median(sql) > FEW_MS and ratio > MOST_OF_FLOOR:
                slow.append(f"{name} {median(sql):.1f} ms, {ratio:.1f} ×")
        yield _verdict(
            f"The SQL of each list page {how} within {MOST_OF_FLOOR} × its floor or {FEW_MS} ms",
            slow,
            f"at most {max(map(median, times.values()), default=0):.1f} ms",
        )


def _queries(registers: list[dict[str, Measured]]) -> Iterator[str]:
    of_pages = {
        name: [pages[name].queries for pages in registers]
        for name in registers[0]
        if name != NEW
        and not name.endswith(PART)
        and not any(each[name].refused for each in registers)
    }
    most = max(map(max, of_pages.values()), default=0)
    many = [f"{name} {max(each)}" for name, each in of_pages.items() if max(each) > MOST_QUERIES]
    of_new = max(pages[NEW].queries for pages in registers)
    yield _verdict(
        f"At most {MOST_QUERIES} queries a page",
        many,
        f"{most}; of a new worker the first {of_new}",
    )
    other = [
        f"{name} {', '.join(map(str, each))}" for name, each in of_pages.items() if len({*each}) > 1
    ]
    yield _verdict("As many queries at any size", other, "each page")


def _found(registers: Registers) -> Iterator[str]:
    for people, register in registers.items():
        found = register.found
        share = found.name / found.asked
        figures = (
            f"{share:.1%} that person or one of the same name, {found.person / found.asked:.1%} the "
            f"very person, {found.refused} refused"
        )
        yield _verdict(
            f"{LEAST_FOUND:.0%} of {found.asked:,} misspelt full names find their person among {people:,}",
            [] if share >= LEAST_FOUND else [figures],
            figures,
        )


def _verdict(target: str, missed: list[str], figure: str) -> str:
    if missed:
        return f"- {target}: **not reached** ({'; '.join(missed)})."
    return f"- {target}: reached ({figure})."
