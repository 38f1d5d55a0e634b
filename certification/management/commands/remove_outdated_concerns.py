from typing import Any

import pghistory
from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from certification.concerns import erase_outdated


class Command(BaseCommand):
    help = (
        "Erases what the senders of concerns and corrections wrote and who they were, once that was "
        "answered or closed for as long as the settings of the register say. For a daily timer."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with pghistory.context(command="remove_outdated_concerns"):
            erased = erase_outdated()
        self.stdout.write(
            ngettext("%(number)d was erased.", "%(number)d were erased.", erased)
            % {"number": erased}
        )
