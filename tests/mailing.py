"""What the tests of mail share."""

from datetime import date, timedelta
from io import StringIO
from smtplib import SMTPRecipientsRefused, SMTPSenderRefused

from django.contrib.auth.models import Permission, User
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command

from certification.demo.factories import ExpertFactory
from certification.models import RegisterSettings

TODAY = date(2026, 11, 23)  # a Monday
NOON = "2026-11-23T12:00:00+01:00"
REFUSED = "refused@example.org"


def expert(days: int, **facts):
    """Whose certification has so many days to go on TODAY."""
    return ExpertFactory(certification__valid_until=TODAY + timedelta(days=days), **facts)


def reader_of_the_digest(name: str = "kari", **facts) -> User:
    user = User.objects.create_user(name, f"{name}@example.org", is_staff=True, **facts)
    user.user_permissions.add(Permission.objects.get(codename="receive_digest"))
    return user


def set_rules(**values) -> None:
    RegisterSettings.objects.update(**values)


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("send_reminders", *arguments, stdout=out)
    return out.getvalue()


def sent_to() -> list[str]:
    return [message.to[0] for message in mail.outbox]


class PickyBackend(EmailBackend):
    """Refuses one address."""

    def send_messages(self, messages):
        if any(REFUSED in message.to for message in messages):
            raise SMTPRecipientsRefused({REFUSED: (550, b"no such user")})
        return super().send_messages(messages)


class RepeatingBackend(EmailBackend):
    """Says again to whom the mail is, in letters of its own."""

    def send_messages(self, messages):
        raise SMTPRecipientsRefused(
            {REFUSED: (550, f"<{REFUSED.upper()}>: no such user {REFUSED}".encode())}
        )


class AnsweringBackend(EmailBackend):
    """Says the same to each recipient but those of a domain that works."""

    error: Exception

    def send_messages(self, messages):
        if any(to.endswith("@works.example.org") for message in messages for to in message.to):
            return super().send_messages(messages)
        raise self.error


class RefusingBackend(EmailBackend):
    """Refuses whom the mails are from."""

    def send_messages(self, messages):
        raise SMTPSenderRefused(550, b"we do not know you", "register@example.org")


class DeadBackend(EmailBackend):
    def open(self):
        raise ConnectionRefusedError("Connection refused")


class UnreadBackend(EmailBackend):
    """A console that nobody reads any more."""

    def send_messages(self, messages):
        raise BrokenPipeError
