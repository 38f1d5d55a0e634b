"""`manage.py bench_register`: how long pages take in registers of several sizes."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from certification.demo.benchmark import cases, report, scratch
from certification.demo.benchmark.measuring import BIG, Measured, measure
from certification.management.commands.generate_register import number_of_people

SIZES = [10_000, 100_000, 1_000_000]


class Command(BaseCommand):
    help = (
        "Prints how long public pages take in registers of invented people, in scratch databases that "
        "are dropped again. Fails if a query reads a big table whole."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people", type=number_of_people, nargs="+", default=SIZES)
        parser.add_argument("--keep", action="store_true", help="keep the databases for next time")
        parser.add_argument("--misspelt", type=number_of_people, default=1000, metavar="N")
        parser.add_argument("--big", type=int, default=BIG, help="rows of a table that is big")

    def handle(
        self, *, people: list[int], keep: bool, misspelt: int, big: int, **options: Any
    ) -> None:
        # Pages name their style sheet by its fingerprint.
        call_command("collectstatic", verbosity=0, interactive=False)
        results: report.Results = {}
        notes = []
        for number in sorted(set(people)):
            with scratch.register_of(number, keep=keep):
                results[number] = {
                    case.name: measure(case.questions, case.floor, big)
                    for case in cases.cases(scratch.SEED)
                    if case.questions
                }
                found = cases.found_of_misspelt(misspelt, scratch.SEED)
                notes.append(f"- Misspelt names found among {number:,} people: {found:.1%}")
        lines = [report.machine(), "", *report.table(results), "", *notes, ""]
        lines += ["The largest by the smallest:", "", *report.growth(results)]
        self.stdout.write("\n".join(lines))
        _refuse_scans(results)


def _refuse_scans(results: dict[int, dict[str, Measured]]) -> None:
    plans = [
        f"{name}, {number:,} people:\n{plan}"
        for number, measured in results.items()
        for name, each in measured.items()
        for plan in each.scans
    ]
    if plans:
        raise CommandError("A big table is read whole.\n\n" + "\n\n".join(plans))
