from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from certification.applying import remove_unconfirmed


class Command(BaseCommand):
    help = (
        "Removes what applicants sent and never confirmed, once the link in their mail holds no longer. "
        "For a daily timer; each application that arrives does the same."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        removed = remove_unconfirmed()
        self.stdout.write(
            ngettext("%(number)d was removed.", "%(number)d were removed.", removed)
            % {"number": removed}
        )
