from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import ngettext

from certification.verification.badges.keys import CannotSignError
from certification.verification.badges.signing import sign_all


class Command(BaseCommand):
    help = (
        "Signs the badges that are not signed yet, and anew those that say what has changed since. Not "
        "needed: a badge is signed when it is first asked for. After a long import it saves the first "
        "ones who ask the moment."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            signed = sign_all()
        except CannotSignError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            ngettext("%(number)d badge was signed.", "%(number)d badges were signed.", signed)
            % {"number": signed}
        )
