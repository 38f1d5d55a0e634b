"""A message is passed on once the link in a mail says that the address is the sender's."""

import logging
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import get_language, override

from certification import limits
from certification.contact.links import hashed, to_answer, to_confirm, to_switch_off
from certification.languages import nearest
from certification.mail.contexts import absolute
from certification.mail.kinds import FALLBACK_LANGUAGE, Kind, Paragraphs
from certification.mail.sending import send
from certification.models import ContactMessage, ContactRequest, Expert, SentMail
from certification.models.sent_form import KEPT
from people.models import Person

log = logging.getLogger(__name__)

OF_EXPERT = limits.Limit("messages to an expert", 20, KEPT)


def ask_to_confirm(asked: ContactRequest, names: Iterable[str]) -> SentMail:
    """Nothing is kept unless the mail is on its way: if it is not, its `error` says why."""
    asked.language = get_language() or FALLBACK_LANGUAGE
    asked.save()
    context = {
        "experts": ", ".join(names),
        "confirm_url": absolute("contact-confirm", to_confirm(asked)),
    }
    sent = send(Kind.CONTACT_CONFIRM, asked.email, asked.language, context)
    if sent.error:
        asked.delete()
    return sent


def reached(asked: ContactRequest) -> list[Expert]:
    """Of those who were chosen: who has a public page today, and takes messages."""
    return list(Expert.objects.published().reachable().filter(pk__in=asked.recipients))


def passed_on(token: str) -> list[ContactMessage]:
    """What was passed on after that link was opened."""
    sent = ContactMessage.objects.filter(link=hashed(token)).select_related("person")
    return list(sent.order_by("person__sort_key", "pk"))


def pass_on(asked: ContactRequest, token: str) -> bool:
    """To each once, and then the form is gone. False if some don't get it now: they are kept for another try."""
    with transaction.atomic():
        # A second click at the same moment waits here, and finds it gone.
        locked = ContactRequest.objects.select_for_update().filter(pk=asked.pk).first()
        if locked is None:
            return True
        locked.recipients = [
            expert.pk for expert in reached(locked) if not _sent(locked, expert, hashed(token))
        ]
        if locked.recipients:
            locked.save(update_fields=["recipients"])
        else:
            locked.delete()
    return not locked.recipients


def _sent(asked: ContactRequest, expert: Person, link: str) -> bool:
    """Whoever wrote is not told that the expert got enough for a day: it says how much others write."""
    counted = limits.counted(OF_EXPERT, str(expert.pk))
    if counted is None:
        return False
    if not _send(asked, expert, link):
        counted.delete()
        return False
    return True


def _send(asked: ContactRequest, expert: Person, link: str) -> bool:
    sender = {name: getattr(asked, name) for name in ("name", "email", "organisation", "language")}
    message = ContactMessage(person=expert, link=link, message=asked.message, **sender)
    context = {
        "name": expert.name,
        "given_name": expert.given_name,
        "family_name": expert.family_name,
        "sender": asked.name,
        "organisation": asked.organisation,
        "message": _quoted(asked.message),
    }
    language = expert.correspondence_language
    with override(nearest(language)):
        context["answer_url"] = absolute("contact-answer", to_answer(message))
        context["off_url"] = absolute("contact-off", to_switch_off(expert))
    sent = send(Kind.CONTACT_MESSAGE, expert.email, language, context, person=expert)
    if sent.error:
        log.error("A message to an expert could not be passed on: sent mail %s.", sent.pk)
        return False
    message.save()
    return True


def _quoted(text: str) -> Paragraphs:
    """So that nobody takes what a visitor writes, and its links, for words of the register."""
    return Paragraphs("\n".join(f"> {line}" for line in text.split("\n")))
