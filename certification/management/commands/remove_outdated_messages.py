from typing import Any

import pghistory
from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from certification.contact.keeping import erase_outdated, remove_unconfirmed


class Command(BaseCommand):
    help = (
        "Removes messages to experts that their senders never confirmed, and erases who sent the others, "
        "once they are as old as the settings of the register say. For a daily timer."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        removed = remove_unconfirmed()
        with pghistory.context(command="remove_outdated_messages"):
            erased = erase_outdated()
        for text in (
            ngettext("%(number)d was removed.", "%(number)d were removed.", removed)
            % {"number": removed},
            ngettext("%(number)d was erased.", "%(number)d were erased.", erased)
            % {"number": erased},
        ):
            self.stdout.write(text)
