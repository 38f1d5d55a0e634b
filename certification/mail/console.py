"""Mails on the console, for a register without a mail server: as they are read, not as they travel."""

import email.policy

from django.core.mail import EmailMessage
from django.core.mail.backends import console

# No line is broken, so that a link can be copied whole.
READABLE = email.policy.default.clone(max_line_length=10_000, utf8=True)


class EmailBackend(console.EmailBackend):
    def write_message(self, message: EmailMessage) -> None:
        text = message.message(policy=READABLE).as_bytes().decode()
        self.stream.write(f"{text}\n{'-' * 79}\n")
