"""What `manage.py check --deploy` says of mail."""

from typing import Any

from django.conf import settings
from django.core import checks


@checks.register(deploy=True)
def mail_can_be_sent(**options: Any) -> list[checks.CheckMessage]:
    found: list[checks.CheckMessage] = []
    if not settings.MAILERS:
        found.append(
            checks.Warning(
                "No mail server is set, so that the register sends no mail.",
                hint="Set EMAIL_URL, such as smtps://user:password@host:465.",
                id="certification.W101",
            )
        )
    if not settings.REGISTER_URL:
        found.append(
            checks.Warning(
                "The register's own address is not set, so that no mail can have a link.",
                hint="Set REGISTER_URL, such as https://register.example.org.",
                id="certification.W102",
            )
        )
    return found
