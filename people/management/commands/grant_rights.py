from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from people.rights import RightsError, grant_rights


class Command(BaseCommand):
    help = (
        "Gives a role of the database what the application needs and no more, so that it can't touch the "
        "history, nor what protects it. Run it as the owner of the tables, after each migrate."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role", metavar="ROLE", help="a role that there is")
        parser.add_argument(
            "--read-only",
            action="store_true",
            help="only what public pages read: for PUBLIC_DATABASE_URL",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            grant_rights(options["role"], read_only=options["read_only"])
        except RightsError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            _("“%(role)s” has the rights it needs in this database, and no others.")
            % {"role": options["role"]}
        )
