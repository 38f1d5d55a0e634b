"""`manage.py bench_register`: how long pages take in registers of several sizes."""

from collections.abc import Iterator
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from certification.demo.benchmark import report, scratch
from certification.demo.benchmark.cases import NEW
from certification.demo.benchmark.files import taken_files
from certification.demo.benchmark.measuring import Measured, measured_first_page, measured_pages
from certification.demo.benchmark.misspelling import found_of_misspelt
from certification.demo.benchmark.plans import BIG
from certification.demo.benchmark.report import Register, Registers
from certification.demo.benchmark.verdicts import verdicts
from certification.demo.benchmark.worker import ask
from certification.management.commands.generate_register import number_of_people

SIZES = [10_000, 100_000, 1_000_000]
NEW_WORKERS = 5


class Command(BaseCommand):
    help = (
        "Prints how long public pages take in registers of invented people, in scratch databases that "
        "are dropped again. Fails at the end if a page is refused or a query reads a big table whole."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people", type=number_of_people, nargs="+", default=SIZES)
        parser.add_argument("--keep", action="store_true", help="keep the databases for next time")
        parser.add_argument("--repeat", type=number_of_people, default=20, metavar="N")
        parser.add_argument("--misspelt", type=number_of_people, default=1000, metavar="N")
        parser.add_argument(
            "--files", type=number_of_people, default=100_000, metavar="N", help="people of a file"
        )
        parser.add_argument("--big", type=int, default=BIG, help="rows of a table that is big")

    def handle(self, *, people: list[int], keep: bool, **options: Any) -> None:
        # Pages name their style sheet by its fingerprint.
        call_command("collectstatic", verbosity=0, interactive=False)
        registers: Registers = {}
        for number in sorted(set(people)):
            self.stderr.write(f"{number:,} people …")
            with scratch.register_of(number, keep=keep):
                registers[number] = measured(options)
        pages, files = report.table_of_pages(registers), report.table_of_files(registers)
        parts = [[report.machine()], pages, [report.EXPLAINED], files, verdicts(registers)]
        self.stdout.write("\n\n".join("\n".join(part) for part in parts))
        if wrong := [*_refused(registers), *_scans(registers)]:
            raise CommandError("\n\n".join(wrong))


def measured(options: dict[str, Any]) -> Register:
    repeat, big, seed = options["repeat"], options["big"], scratch.SEED
    new = [ask(measured_first_page, big) for _ in range(min(NEW_WORKERS, repeat))]
    # By another worker before, so that the database has in its memory what the measured one asks for.
    ask(measured_pages, repeat, seed, big)
    pages = ask(measured_pages, repeat, seed, big)
    return Register(
        pages={NEW: together(new), **pages},
        files=ask(taken_files, options["files"], seed),
        found=ask(found_of_misspelt, options["misspelt"], seed),
    )


def together(several: list[Measured]) -> Measured:
    return Measured(
        whole=[time for each in several for time in each.whole],
        sql=[time for each in several for time in each.sql],
        floor=[time for each in several for time in each.floor],
        again=[time for each in several for time in each.again],
        sql_again=[time for each in several for time in each.sql_again],
        queries=max(each.queries for each in several),
        scans=several[0].scans,
        refused=next((each.refused for each in several if each.refused), ""),
    )


def _refused(registers: Registers) -> Iterator[str]:
    for people, register in registers.items():
        refused = {name: page.refused for name, page in register.pages.items() if page.refused}
        refused |= {taken.kind: taken.refused for taken in register.files if taken.refused}
        if register.found.refused:
            refused["misspelt names"] = f"{register.found.refused} times"
        if refused:
            names = ", ".join(f"{name} ({status})" for name, status in refused.items())
            yield f"Refused among {people:,} people: {names}."


def _scans(registers: Registers) -> Iterator[str]:
    """Each query once, with its plan, in the smallest register where it is so."""
    told = set[str]()
    for people, register in registers.items():
        for name, page in register.pages.items():
            for scan in page.scans:
                sql = scan.plan.split("\n")[0]
                if not scan.is_right and sql not in told:
                    told.add(sql)
                    tables = ", ".join(scan.tables)
                    yield f"{name}, {people:,} people: reads all of {tables}:\n{scan.plan}"
