from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from certification.verification.badges import keys


class Command(BaseCommand):
    help = (
        "Makes a new key to sign badges with, the first one too. The one before it signs no longer: its "
        "private half is deleted, its public half stays published, so what it signed can be checked."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        key = keys.rotate()
        self.stdout.write(
            _("Badges are signed with the key %(key)s from now on.") % {"key": key.id}
        )
