"""`manage.py import_register FILE`: takes an export of a register into this one."""

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

        def report(register_import: RegisterImport) -> None:
            for line in report_lines(register_import, all_missing=options["all_missing"]):
                self.stdout.write(line)

        try:
            with (
                path.open("rb") as file,
                pghistory.context(command="import_register", file=path.name),
                tqdm(
                    desc=path.name, unit=" rows", file=sys.stderr, disable=None, leave=False
                ) as bar,
            ):
                register_import = import_file(
                    file,
                    path.name,
                    listed=options["listed"],
                    dry_run=options["dry_run"],
                    report=report,
                    progress=lambda rows: bar.update(rows - bar.n),
                )
        except OSError as error:
            raise CommandError(
                _("“%(file)s” can't be read: %(reason)s.")
                % {"file": path, "reason": error.strerror or error}
            ) from error
        except UnreadableError as error:
            raise CommandError(str(error)) from error
        except RefusedError as error:
            raise CommandError(_("Nothing was imported. %(reason)s") % {"reason": error}) from error
        if options["dry_run"] and not register_import.rejected:
            self.stdout.write(_("A dry run: this is what would change, and nothing was written."))
        self.stdout.write(register_import.summary())
        if register_import.rejected:
            sys.exit(1)
