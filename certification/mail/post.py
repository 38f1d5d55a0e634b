"""The way to the mail server, and what it has against a mail."""

import re
from contextlib import suppress
from smtplib import (
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, mailers
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.exceptions import MailerDoesNotExist
from django.utils.translation import gettext as _

from certification.mail.render import Mail

LONGEST_ERROR = 500
_ADDRESS = re.compile(r"[^\s<>\"']*@[^\s<>\"']*")


class UnreachableError(Exception):
    """Nothing can be sent now, so that no address is to blame."""


class Post:
    """A connection to the mail server, opened when it is needed and kept while it works."""

    def __init__(self) -> None:
        if not settings.REGISTER_URL:
            raise UnreachableError(_("REGISTER_URL is not set, and mails have links."))
        try:
            self.server: BaseEmailBackend = mailers.default
        except MailerDoesNotExist as error:
            raise UnreachableError(
                _("EMAIL_URL is not set, which names the mail server.")
            ) from error

    def send(self, mail: Mail, address: str) -> str:
        """Why it could not be sent; empty if it was. Raises UnreachableError."""
        message = EmailMultiAlternatives(
            mail.subject,
            mail.text,
            to=[address],
            reply_to=[settings.REGISTER_CONTACT],
            # So that nobody's notice of absence answers.
            headers={"Auto-Submitted": "auto-generated", "Content-Language": mail.language},
        )
        message.attach_alternative(mail.html, "text/html")
        try:
            self.server.open()
        except (OSError, SMTPException) as error:
            raise UnreachableError(_reason(error)) from error
        try:
            self.server.send_messages([message])
        except SMTPSenderRefused as error:
            raise UnreachableError(_reason(error)) from error
        except BrokenPipeError:
            # Nobody reads the console any more; a mail server's end is told by other errors.
            raise
        except Exception as error:
            # Whatever it has against this mail, the next may go.
            self.close()
            return _reason(error)
        return ""

    def close(self) -> None:
        # It may be gone already.
        with suppress(OSError, SMTPException):
            self.server.close()


def _reason(error: Exception) -> str:
    """What the server answered, such as “550 no such user”, without the addresses that it repeats."""
    answer: Any = None
    if isinstance(error, SMTPRecipientsRefused):
        answer = next(iter(error.recipients.values()), None)
    elif isinstance(error, SMTPResponseException):
        answer = error.smtp_code, error.smtp_error
    code, text = answer or ("", str(error) or type(error).__name__)
    text = text.decode(errors="replace") if isinstance(text, bytes) else str(text)
    text = _ADDRESS.sub("…", f"{code} {text}".replace("\0", ""))
    return text.strip()[:LONGEST_ERROR]
