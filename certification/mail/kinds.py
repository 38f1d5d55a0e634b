"""The mails that there are, and the placeholders that the text of each may have."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

FALLBACK_LANGUAGE = "en"


class Kind(TextChoices):
    BEFORE_EXPIRY = "before_expiry", _("To experts: a certification runs out soon")
    ON_EXPIRY = "on_expiry", _("To experts: a certification has run out")
    STAFF_DIGEST = "staff_digest", _("To staff: the weekly digest")
    CERTIFICATE = "certificate", _("To experts: the link to a certificate")
    COURSE_APPLICATION = "course_application", _("To applicants for a course: confirm the address")
    CONCERN_ANSWER = "concern_answer", _("To those who report a concern: the answer of staff")
    CONTACT_CONFIRM = "contact_confirm", _("To those who write to an expert: confirm the address")
    CONTACT_MESSAGE = "contact_message", _("To experts: a message of a visitor")
    CONTACT_ANSWER = "contact_answer", _("To those who wrote to an expert: the answer")
    CONTACT_DECLINED = "contact_declined", _("To those who wrote to an expert: not available")

    @property
    def keeps_text(self) -> bool:
        """Whether a copy of what was sent is kept: not where its link lets whoever has it act, nor
        where it names many people, so that the erasure of one of them would not find it. The answer
        to a concern is kept with the concern, and erased there. What visitors and experts write to
        each other is nobody else's.
        """
        return self not in {
            Kind.COURSE_APPLICATION,
            Kind.STAFF_DIGEST,
            Kind.CERTIFICATE,
            Kind.CONCERN_ANSWER,
            *_OF_CONTACT,
        }

    @property
    def keeps_subject(self) -> bool:
        """Staff's text may quote in it the answer to a concern, or what people write to each other."""
        return self not in {Kind.CONCERN_ANSWER, *_OF_CONTACT}

    @property
    def keeps_address(self) -> bool:
        """Not of an applicant: whoever never confirms leaves nothing of themselves in the register.
        That of somebody who reports a concern is kept with the concern, and so is that of somebody
        who writes to an expert.
        """
        to_visitors = _OF_CONTACT - {Kind.CONTACT_MESSAGE}
        return self not in {Kind.COURSE_APPLICATION, Kind.CONCERN_ANSWER, *to_visitors}


_OF_CONTACT = {
    Kind.CONTACT_CONFIRM,
    Kind.CONTACT_MESSAGE,
    Kind.CONTACT_ANSWER,
    Kind.CONTACT_DECLINED,
}


class Paragraphs(str):
    """A value that keeps its lines. Any other has one."""

    __slots__ = ()


@dataclass(frozen=True)
class Placeholder:
    name: str
    meaning: Any
    sample: Any = None
    # Of one with names of its own, such as {{ running_out.count }}.
    parts: tuple["Placeholder", ...] = ()
    # Of a list, whose rows have those names: what staff may call a row.
    row: str = ""

    def value(self) -> Any:
        if not self.parts:
            return self.sample
        parts = {part.name: part.value() for part in self.parts}
        return [parts] if self.row else parts


_EXPERT = "https://register.example.org/experts/ase-odegard-e000042/"
_RECORD = "https://register.example.org/admin/certification/expert/42/eligibility/"
_DAY = date(2026, 3, 31)

_REGISTER = (
    Placeholder("register_url", _("Address of the register"), "https://register.example.org/"),
    Placeholder("contact", _("E-mail address of the register"), "register@example.org"),
)
_CERTIFICATION = (
    Placeholder("level", _("Name of the level"), "Silver"),
    Placeholder("number", _("Number of the certificate. May be empty."), "ESCA-S-0042"),
    Placeholder("certified_on", _("First valid day"), date(2023, 4, 1)),
    Placeholder("valid_until", _("Last valid day"), _DAY),
)
_PERSON = (
    Placeholder("name", _("Full name"), "Åse Ødegård"),
    Placeholder("given_name", _("Given name"), "Åse"),
    Placeholder("family_name", _("Family name"), "Ødegård"),
    Placeholder(
        "profile_url", _("Address of the public profile. Empty for who is not listed."), _EXPERT
    ),
    Placeholder(
        "certifications",
        _("The certifications that the mail is about, the one that ends first above"),
        row="certification",
        parts=_CERTIFICATION,
    ),
)
_SOMEBODY = (
    Placeholder("name", _("Full name"), "Åse Ødegård"),
    Placeholder("url", _("Address of the record in the admin"), _RECORD),
)
_LEVEL = Placeholder("level", _("Name of the level"), "Silver")


def _work_list(name: str, meaning: Any, *more: Placeholder) -> Placeholder:
    return Placeholder(
        name,
        meaning,
        parts=(
            Placeholder("count", _("How many there are"), 1),
            Placeholder("people", _("The first of them"), row="person", parts=(*_SOMEBODY, *more)),
            Placeholder("more", _("How many there are beyond the first"), 2),
        ),
    )


_DIGEST = (
    Placeholder("name", _("Name of the member of staff"), "Kari Nordmann"),
    Placeholder("on", _("The day that the digest tells of"), _DAY),
    Placeholder(
        "ready",
        _("The levels for which somebody is ready"),
        row="level",
        parts=(_LEVEL, *_work_list("", "").parts),
    ),
    _work_list(
        "running_out",
        _("Certifications that run out soon"),
        _LEVEL,
        Placeholder("valid_until", _("Last valid day"), _DAY),
    ),
    _work_list("stalled", _("Trainees who took part in nothing for long"), _LEVEL),
    _work_list("without_address", _("Experts who are due a mail and have no e-mail address")),
    _work_list(
        "failed",
        _("Experts to whom no mail could be sent in the last seven days"),
        Placeholder("address", _("The address that failed"), "ase@example.org"),
    ),
)
# Nothing that the form said: it may have been sent to annoy somebody.
_APPLICATION = (
    Placeholder("course", _("Title of the course"), "ECEI Cluster Benchmarking Expert"),
    Placeholder("starts_on", _("First day of the course"), _DAY),
    Placeholder(
        "confirm_url",
        _("The link that confirms the address"),
        "https://register.example.org/courses/confirm/AbC123/",
    ),
)
# No name, and nothing of the message: whoever sent them may have given the address of a stranger.
_ANSWER = (
    Placeholder("reference", _("Reference of the concern"), "7K3QF-0XW9M"),
    Placeholder("received_on", _("The day that it came"), _DAY),
    Placeholder("answer", _("What staff have written"), Paragraphs("Thank you.\n\nIt is mended.")),
)

# Nothing of the message: whoever sent the form may have given the address of a stranger.
_CONTACT_CONFIRM = (
    Placeholder("experts", _("Names of those who are written to"), "Åse Ødegård, Nils Aas"),
    Placeholder(
        "confirm_url",
        _("The link that confirms the address"),
        "https://register.example.org/contact/confirm/AbC123/",
    ),
)
_SENDER = Placeholder("sender", _("Name of the visitor who wrote"), "Wanda Visitor")
# No address of the visitor.
_CONTACT_MESSAGE = (
    *_PERSON[:3],
    _SENDER,
    Placeholder("organisation", _("Organisation of the visitor. May be empty."), "Cluster Office"),
    Placeholder(
        "message",
        _("What the visitor has written"),
        Paragraphs("Are you free in May?\n\nIt is about a benchmarking in Bergen."),
    ),
    Placeholder(
        "answer_url",
        _("The link to answer, for this expert only"),
        "https://register.example.org/contact/answer/AbC123/",
    ),
    Placeholder(
        "off_url",
        _("The link to take no more messages, for this expert only"),
        "https://register.example.org/contact/off/AbC123/",
    ),
)
_CONTACT_DECLINED = (_SENDER, Placeholder("expert", _("Name of the expert"), "Åse Ødegård"))
_CONTACT_ANSWER = (
    *_CONTACT_DECLINED,
    Placeholder("email", _("E-mail address of the expert"), "ase@example.org"),
    Placeholder("answer", _("What the expert has written"), Paragraphs("Yes.\n\nCall me.")),
)

_CERTIFICATE = (
    *_PERSON[:3],
    *_CERTIFICATION,
    Placeholder(
        "certificate_url",
        _("The link to the certificate, for its holder only"),
        "https://register.example.org/certificates/AbC123/",
    ),
    Placeholder("link_until", _("The last day on which the link works"), _DAY),
)

PLACEHOLDERS: dict[Kind, tuple[Placeholder, ...]] = {
    Kind.BEFORE_EXPIRY: (*_PERSON, *_REGISTER),
    Kind.ON_EXPIRY: (*_PERSON, *_REGISTER),
    Kind.STAFF_DIGEST: (*_DIGEST, *_REGISTER),
    Kind.CERTIFICATE: (*_CERTIFICATE, *_REGISTER),
    Kind.COURSE_APPLICATION: (*_APPLICATION, *_REGISTER),
    Kind.CONCERN_ANSWER: (*_ANSWER, *_REGISTER),
    Kind.CONTACT_CONFIRM: (*_CONTACT_CONFIRM, *_REGISTER),
    Kind.CONTACT_MESSAGE: (*_CONTACT_MESSAGE, *_REGISTER),
    Kind.CONTACT_ANSWER: (*_CONTACT_ANSWER, *_REGISTER),
    Kind.CONTACT_DECLINED: (*_CONTACT_DECLINED, *_REGISTER),
}


def sample_context(kind: str) -> dict[str, Any]:
    """An invented case. What it holds is also what a text may name."""
    return {placeholder.name: placeholder.value() for placeholder in PLACEHOLDERS[Kind(kind)]}


def register_context() -> dict[str, str]:
    """The placeholders that every mail has."""
    return {"register_url": f"{settings.REGISTER_URL}/", "contact": settings.REGISTER_CONTACT}


def explained(kind: str) -> Iterator[tuple[str, Any]]:
    """Each placeholder as it is written in a text, and what it stands for."""
    for placeholder in PLACEHOLDERS[Kind(kind)]:
        yield from _explained(placeholder, "")


def _explained(placeholder: Placeholder, before: str) -> Iterator[tuple[str, Any]]:
    path = f"{before}{placeholder.name}"
    if placeholder.row:
        yield f"{{% for {placeholder.row} in {path} %}} … {{% endfor %}}", placeholder.meaning
        for part in placeholder.parts:
            yield from _explained(part, f"{placeholder.row}.")
    elif placeholder.parts:
        yield f"{{% if {path}.count %}} … {{% endif %}}", placeholder.meaning
        for part in placeholder.parts:
            yield from _explained(part, f"{path}.")
    else:
        yield f"{{{{ {path} }}}}", placeholder.meaning
