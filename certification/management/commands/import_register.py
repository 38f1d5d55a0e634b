"""`manage.py import_register FILE`: takes an export of a register into this one."""

import shutil
import sys
from pathlib import Path
from typing import Any

import pghistory
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from tqdm import tqdm

from certification.exchange.comparing import RefusedError
from certification.exchange.imports import import_file
from certification.exchange.reporting import FIRST_MISSING, report_lines
from certification.exchange.tables import UnreadableError
from certification.models import RegisterImport


class Command(BaseCommand):
    help = (
        "Takes people and certifications from a CSV (UTF-8) or XLSX file: adds what is new, updates what "
        "changed, deletes nothing. All of the file or nothing. Columns: register_no, given_name, "
        "family_name, email, organisation, country, level, certified_on; optional: valid_until, number, "
        "languages, sectors."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="the CSV or XLSX file")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would change, and write nothing"
        )
        parser.add_argument(
            "--listed",
            action="store_true",
            help="record this import as consent to be listed, of those who have none recorded",
        )
        parser.add_argument(
            "--all-missing",
            action="store_true",
            help=f"name everybody who is missing from the file, not only the first {FIRST_MISSING}",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["file"])
        # With a guess for a terminal that does not tell its size, where tqdm would show nothing.
        width, height = shutil.get_terminal_size()

        def report(register_import: RegisterImport) -> None:
            bar.close()
            for line in report_lines(register_import, all_missing=options["all_missing"]):
                self.stdout.write(line)

        try:
            with (
                path.open("rb") as file,
                pghistory.context(command="import_register", file=path.name),
                tqdm(
                    desc=path.name,
                    total=path.stat().st_size,
                    unit="B",
                    unit_scale=True,
                    file=sys.stderr,
                    disable=None,
                    leave=False,
                    ncols=width,
                    nrows=height,
                ) as bar,
            ):
                register_import = import_file(
                    file,
                    path.name,
                    listed=options["listed"],
                    dry_run=options["dry_run"],
                    report=report,
                    progress=lambda rows: read_so_far(bar, file.tell(), rows),
                )
        except BrokenPipeError:
            # Of the output, not of the file: nobody reads what is said, so nothing is written.
            raise
        except OSError as error:
            self.stdout.write(RegisterImport().summary())
            raise CommandError(
                _("“%(file)s” can't be read: %(reason)s.")
                % {"file": path, "reason": error.strerror or error}
            ) from error
        except UnreadableError as error:
            self.stdout.write(RegisterImport().summary())
            raise CommandError(str(error)) from error
        except RefusedError as error:
            self.stdout.write(RegisterImport().summary())
            raise CommandError(_("Nothing was imported. %(reason)s") % {"reason": error}) from error
        if options["dry_run"] and not register_import.rejected:
            self.stdout.write(_("A dry run: this is what would change, and nothing was written."))
        self.stdout.write(register_import.summary())
        if register_import.rejected:
            sys.exit(1)


def read_so_far(bar: tqdm, position: int, rows: int) -> None:
    """The bar shows how much of the file is read; once it is, the database has its turn."""
    bar.set_postfix_str(_("%(rows)s rows") % {"rows": rows}, refresh=False)
    # A workbook is read here and there.
    bar.update(max(0, position - bar.n))
    if position >= (bar.total or 0):
        bar.set_description_str(_("Comparing with the register"))
