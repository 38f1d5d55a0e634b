"""`manage.py import_clusters FILE`: takes a list of cluster organisations into the register."""

import sys
from pathlib import Path
from typing import Any

import pghistory
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from certification.exchange.clusters import Outcome, import_clusters
from certification.exchange.comparing import RefusedError
from certification.exchange.tables import UnreadableError


class Command(BaseCommand):
    help = (
        "Takes cluster organisations from a CSV (UTF-8) or XLSX file: adds what is new, updates what "
        "changed, deletes nothing. All of the file or nothing. Columns: name, country, sector, "
        "bronze_label_valid_until."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="the CSV or XLSX file")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would change, and write nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path, dry_run = Path(options["file"]), options["dry_run"]
        try:
            with (
                path.open("rb") as file,
                pghistory.context(command="import_clusters", file=path.name),
            ):
                outcome = import_clusters(file, path.name, dry_run=dry_run)
        except BrokenPipeError:
            # Of the output, not of the file: nobody reads what is said.
            raise
        except OSError as error:
            self.stdout.write(Outcome().summary())
            raise CommandError(
                _("“%(file)s” can't be read: %(reason)s.")
                % {"file": path, "reason": error.strerror or error}
            ) from error
        except UnreadableError as error:
            self.stdout.write(Outcome().summary())
            raise CommandError(str(error)) from error
        except RefusedError as error:
            self.stdout.write(Outcome().summary())
            raise CommandError(_("Nothing was imported. %(reason)s") % {"reason": error}) from error
        self._report(outcome, dry_run=dry_run)
        if outcome.rejected:
            sys.exit(1)

    def _report(self, outcome: Outcome, *, dry_run: bool) -> None:
        for sentence in (*outcome.changes, *outcome.problems):
            self.stdout.write(sentence)
        if outcome.rejected:
            self.stdout.write(
                _("Nothing was imported: correct these rows and import the file again.")
            )
        elif dry_run:
            self.stdout.write(_("A dry run: this is what would change, and nothing was written."))
        self.stdout.write(outcome.summary())
