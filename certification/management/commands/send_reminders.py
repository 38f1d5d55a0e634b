"""`manage.py send_reminders`, for a daily timer: tells experts and staff what is due."""

from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certification.mail.post import UnreachableError
from certification.mail.sending import Report, planned, send_due


class Command(BaseCommand):
    help = (
        "Mails experts whose certification runs out or has run out, and staff the weekly digest. Run it "
        "once a day; run twice, at the same time or after a pause, it tells nobody the same thing twice."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be sent, and send nothing"
        )
        parser.add_argument(
            "--on", metavar="DAY", help="with --dry-run: as of a day such as 2026-03-31, not today"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["on"] and not options["dry_run"]:
            raise CommandError(_("Mails are sent today only: --on is for --dry-run."))
        if options["dry_run"]:
            self.tell(read_day(options["on"]) if options["on"] else timezone.localdate())
            return
        report = Report()
        try:
            send_due(timezone.localdate(), report)
        except UnreachableError as error:
            self.sum_up(report)
            raise CommandError(
                _("No more mail can be sent now. What is due stays due: %(reason)s")
                % {"reason": error}
            ) from error
        self.sum_up(report)
        if report.failed:
            raise CommandError(
                ngettext(
                    "%(number)d mail could not be sent: the sent mails in the admin say why.",
                    "%(number)d mails could not be sent: the sent mails in the admin say why.",
                    report.failed,
                )
                % {"number": report.failed}
            )

    def tell(self, on: date) -> None:
        number = 0
        for kind, somebody, certifications in planned(on):
            number += 1
            name = somebody.get_username() if isinstance(somebody, User) else somebody.name
            what = ", ".join(f"{row.level} {row.valid_until}" for row in certifications)
            self.stdout.write(f"{kind.label}: {name} <{somebody.email}> {what}".rstrip())
        self.stdout.write(
            ngettext(
                "A dry run: %(number)d mail would be sent, and none was.",
                "A dry run: %(number)d mails would be sent, and none was.",
                number,
            )
            % {"number": number}
        )

    def sum_up(self, report: Report) -> None:
        for kind, number in report.sent.items():
            self.stdout.write(
                _("%(kind)s: %(number)d sent.") % {"kind": kind.label, "number": number}
            )
        if not report.sent and not report.failed:
            self.stdout.write(_("No mail was due."))


def read_day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if not 1900 <= day.year <= 2999:
        raise CommandError(_("“%(day)s” is no day like 2026-03-31.") % {"day": text})
    return day
