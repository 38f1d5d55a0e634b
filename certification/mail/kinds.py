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

    @property
    def keeps_text(self) -> bool:
        """Whether a copy of what was sent is kept: not where its link lets whoever has it act, nor
        where it names many people, so that the erasure of one of them would not find it. The answer
        to a concern is kept with the concern, and erased there.
        """
        return self not in {
            Kind.COURSE_APPLICATION,
            Kind.STAFF_DIGEST,
            Kind.CERTIFICATE,
            Kind.CONCERN_ANSWER,
        }

    @property
    def keeps_subject(self) -> bool:
        """Staff's text may quote the answer to a concern in it."""
        return self != Kind.CONCERN_ANSWER

    @property
    def keeps_address(self) -> bool:
        """Not of an applicant: whoever never confirms leaves nothing of themselves in the register.
        That of somebody who reports a concern is kept with the concern.
        """
        return self not in {Kind.COURSE_APPLICATION, Kind.CONCERN_ANSWER}


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
