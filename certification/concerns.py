"""Concerns and corrections: what one is about, the answer that goes by mail, and how long they are kept."""

import re
from datetime import timedelta
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from certification.languages import nearest
from certification.mail.kinds import Kind, Paragraphs
from certification.mail.sending import send
from certification.models import Certification, Concern, Expert, RegisterSettings
from certification.models.concern import LONGEST_MESSAGE
from people.erasing import erase_record
from people.models import Person

# As addresses of profiles end: each slug is of a person, and no number of a certificate looks like it.
SLUG = re.compile(r"[a-z0-9_-]{1,200}")


class Subject(NamedTuple):
    """What a concern is about: what the visitor gave, and of whom they may be told the name."""

    about: str
    expert: Any = None


def subject_for_visitors(about: str) -> Subject:
    """Of somebody who is listed the name; of anybody else, and of nobody, no more than was given.

    An unlisted person, an erased one and one who never was are asked for in the same way.
    """
    listed = Expert.objects.using("public").published()
    if expert := SLUG.fullmatch(about) and listed.filter(slug=about).first():
        return Subject(about, expert)
    # Within a question of `public`, whose database it is asked of.
    numbered = Certification.objects.numbered(about)
    return Subject(about, listed.filter(certifications__in=numbered).first())


def records_meant(about: str) -> tuple[Person | None, Certification | None]:
    """For staff: whom it is about, listed or not, and which certificate, also by a number it once had."""
    if not about:
        return None, None
    if person := SLUG.fullmatch(about) and Person.objects.filter(slug=about).first():
        return person, None
    certifications = Certification.objects
    once = certifications.ever_numbered(about).values("pgh_obj")
    found = certifications.filter(Q(pk__in=certifications.numbered(about)) | Q(pk__in=once))
    certification = found.select_related("person").order_by("pk").first()
    return (certification.person, certification) if certification else (None, None)


def receive(kind: str, about: str, *, message: str, name: str = "", email: str = "") -> Concern:
    """Keep what was sent.

    No mail tells the sender that it came. The address is whatever was typed: a receipt to it would let
    anybody have the register write to strangers, and it would say nothing that the next page does not.
    The one mail that can come of it is an answer, which a member of staff has written.
    """
    person, certification = records_meant(about)
    concern = Concern.objects.create(
        kind=kind,
        about=about,
        person=person,
        certification=certification,
        message=message,
        name=name,
        email=email,
        language=nearest(get_language() or ""),
    )
    # The reference is the database's.
    concern.refresh_from_db()
    return concern


def answer(concern: Concern, text: str, user: Any) -> None:
    """By mail, and kept with the concern. Raises ValidationError; then nothing of it is kept."""
    text = text.replace("\r\n", "\n").strip()
    if not text or len(text) > LONGEST_MESSAGE:
        raise ValidationError(
            _("Write an answer of at most %(most)d characters."), params={"most": LONGEST_MESSAGE}
        )
    with transaction.atomic():
        concern.lock()
        concern.refuse_answer()
        sent = send(Kind.CONCERN_ANSWER, concern.email, concern.language, _context(concern, text))
        if not sent.error:
            concern.note_answer(text, user)
    # After the transaction: that it failed stays among the mails.
    if sent.error:
        text = _("The mail could not be sent: %(reason)s")
        raise ValidationError(text, params={"reason": sent.error})


def _context(concern: Concern, text: str) -> dict[str, Any]:
    return {
        "reference": concern.written_reference,
        "received_on": timezone.localdate(concern.received_at),
        "answer": Paragraphs(text),
    }


def erase_outdated() -> int:
    """What the settings say is kept no longer. Returns how many concerns those were."""
    days = RegisterSettings.current().concerns_kept_days
    outdated = Concern.objects.done_before(timezone.now() - timedelta(days=days))
    number = 0
    for concern in outdated.order_by("pk"):
        reason = "Kept for as long as the settings of the register say"
        erase_record(concern, reason, "remove_outdated_concerns")
        number += 1
    return number
