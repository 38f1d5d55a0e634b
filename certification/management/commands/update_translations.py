from typing import Any

from django.core.management.base import BaseCommand

from certification.translating.catalogues import bring_up_to_date


class Command(BaseCommand):
    help = "Gathers what is marked for translation into certification/locale, and compiles it."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        for language, missing in bring_up_to_date().items():
            self.stdout.write(f"{language}: {missing} to translate")
