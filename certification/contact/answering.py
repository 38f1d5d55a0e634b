"""An expert answers a message, or says to be not available; and may take no more messages."""

import logging
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from certification.mail.kinds import Kind, Paragraphs
from certification.mail.sending import send
from certification.models import ContactMessage
from certification.models.contact_message import ContactState
from people.models import Person

log = logging.getLogger(__name__)
SWITCHED_OFF = "Switched off by the link in a mail to the person"


def answer(message: ContactMessage, text: str) -> None:
    """With the address of the expert, to which the sender can write from then on. Raises ValidationError."""
    email = message.person.email
    if not email:
        raise ValidationError(_("Without an e-mail address of yours nobody can be answered."))
    facts = {"answer": Paragraphs(text), "email": email}
    _settle(message, ContactState.ANSWERED, Kind.CONTACT_ANSWER, facts, reply_to=email)


def decline(message: ContactMessage) -> None:
    """By a text that is prepared, and without the address. Raises ValidationError."""
    _settle(message, ContactState.DECLINED, Kind.CONTACT_DECLINED, {})


def switch_off(person: Person) -> None:
    with pghistory.context(reason=SWITCHED_OFF):
        person.takes_messages = False
        person.save(update_fields=["takes_messages"])


def _settle(
    message: ContactMessage,
    state: ContactState,
    kind: Kind,
    facts: dict[str, Any],
    *,
    reply_to: str = "",
) -> None:
    """Nothing is kept of an answer but that there was one."""
    with transaction.atomic():
        message.lock()
        context = {"sender": message.name, "expert": message.person.name, **facts}
        sent = send(kind, message.email, message.language, context, reply_to=reply_to)
        if not sent.error:
            message.note(state)
    # After the transaction: that it failed stays among the mails.
    if sent.error:
        log.error("An answer to a message could not be sent: sent mail %s.", sent.pk)
        raise ValidationError(_("The mail could not be sent. Try again later."))
