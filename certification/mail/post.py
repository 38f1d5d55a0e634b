"""The way to the mail server, and what it has against a mail."""

import re
from contextlib import suppress
from dataclasses import dataclass
from smtplib import (
    SMTPDataError,
    SMTPException,
    SMTPNotSupportedError,
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
MOST_IN_A_ROW = 3
# RFC 3463 details an answer, such as 5.1.1: its second number says what is wrong.
_DETAIL = re.compile(r"5\.(\d{1,3})\.\d{1,3}\b")
_ABOUT_THE_ADDRESS = {"1", "2"}
# What servers answer that send no such detail (RFC 5321).
_NO_SUCH_ADDRESS = {550, 551, 552, 553}
_ADDRESS = re.compile(r"[^\s<>\"']*@[^\s<>\"']*")


class UnreachableError(Exception):
    """Nothing can be sent now, so that no address is to blame."""


@dataclass(frozen=True)
class Answer:
    """Of the mail server. Without an error it took the mail."""

    error: str = ""
    # The address is to blame, or the mail: that will be so tomorrow as well.
    for_good: bool = False


class Post:
    """A connection to the mail server, opened when it is needed and kept while it works."""

    def __init__(self) -> None:
        self.failed_in_a_row = 0
        if not settings.REGISTER_URL:
            raise UnreachableError(_("REGISTER_URL is not set, and mails have links."))
        try:
            self.server: BaseEmailBackend = mailers.default
        except MailerDoesNotExist as error:
            raise UnreachableError(
                _("EMAIL_URL is not set, which names the mail server.")
            ) from error

    def send(self, mail: Mail, address: str, *, reply_to: str = "") -> Answer:
        """Raises UnreachableError, also once several mails in a row fail for what may be our fault.

        Who answers writes to the register, unless another is named.
        """
        message = EmailMultiAlternatives(
            mail.subject,
            mail.text,
            to=[address],
            reply_to=[reply_to or settings.REGISTER_CONTACT],
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
            answer = Answer(_reason(error), for_good=_is_for_good(error))
            self.failed_in_a_row = 0 if answer.for_good else self.failed_in_a_row + 1
            if self.failed_in_a_row >= MOST_IN_A_ROW:
                raise UnreachableError(answer.error) from error
            return answer
        self.failed_in_a_row = 0
        return Answer()

    def close(self) -> None:
        # It may be gone already.
        with suppress(OSError, SMTPException):
            self.server.close()


def _is_for_good(error: Exception) -> bool:
    """Whether it is said of this address or this mail; not “try later”, nor “I do not relay for you”."""
    if isinstance(error, SMTPRecipientsRefused | SMTPDataError):
        code, text = _answer(error)
        detail = _DETAIL.match(text)
        about_the_address = detail[1] in _ABOUT_THE_ADDRESS if detail else code in _NO_SUCH_ADDRESS
        return 500 <= code < 600 and about_the_address
    # A connection that ends is an OSError, and so is all that the mail server says.
    return isinstance(error, SMTPNotSupportedError) or not isinstance(error, OSError)


def _answer(error: Exception) -> tuple[int, str]:
    """The code and the words of the server; 0 where it did not answer."""
    answer: Any = None
    if isinstance(error, SMTPRecipientsRefused):
        answer = next(iter(error.recipients.values()), None)
    elif isinstance(error, SMTPResponseException):
        answer = error.smtp_code, error.smtp_error
    code, text = answer or (0, str(error) or type(error).__name__)
    return code, text.decode(errors="replace") if isinstance(text, bytes) else str(text)


def _reason(error: Exception) -> str:
    """What the server answered, such as “550 no such user”, without the addresses that it repeats."""
    code, text = _answer(error)
    text = _ADDRESS.sub("…", f"{code or ''} {text}".replace("\0", ""))
    return text.strip()[:LONGEST_ERROR]
