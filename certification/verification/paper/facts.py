"""What a certificate says: plain words in its language, from which the page is made and nothing else."""

import io
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import segno
from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from certification.models import Certification, RegisterSettings
from certification.models.check_code import written_check_code
from certification.verification.addresses import printed, printed_check_address
from people.translated import translated

# By which the sentence is cut, wherever a language puts the name. No name has it.
NAME = "\0"


@dataclass(frozen=True)
class Facts:
    language: str
    right_to_left: bool
    document_title: str
    document_date: dict[str, int]
    register: str
    issuer: str
    title: str
    before_name: str
    name: str
    after_name: str
    level: str
    level_rank: int
    level_colour: str
    badge_alt: str
    entitles_to: str
    # A word and what it is of this certificate.
    dates: list[tuple[str, str]]
    decision: list[tuple[str, str]]
    signature: list[str]
    check_url: str
    # The sentence around the address, which is a link.
    check_sentence: str
    before_address: str
    address: str
    after_address: str
    qr: str
    qr_alt: str

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def facts_of(certification: Certification, language: str, register: RegisterSettings) -> Facts:
    """Reads person and level. Raises ValidationError, in the language of who asks, if it has no paper."""
    refuse_without_paper(certification)
    with override(language):
        return written(certification, language, register)


def refuse_without_paper(certification: Certification) -> None:
    if not certification.number:
        raise ValidationError(_("It has no number, so there is no certificate of it."))
    if certification.person.is_erased:
        raise ValidationError(_("The data of this person are erased, the name too."))
    if not settings.REGISTER_URL:
        raise ValidationError(
            _("REGISTER_URL is not set, and a certificate says where it is checked.")
        )


def written(certification: Certification, language: str, register: RegisterSettings) -> Facts:
    level, number = certification.level, certification.number or ""
    issuer = certification.decided_by or register.certifying_body
    sentence = _("This is to certify that %(name)s is a certified cluster expert at the level")
    before, _name, after = (sentence % {"name": NAME}).partition(NAME)
    decided = certification.decided_on or certification.certified_on
    check_url = printed_check_address(certification)
    address = printed(reverse("verify"))
    check_sentence = _check_sentence(certification, address)
    before_address, _address, after_address = check_sentence.partition(address)
    locale = _locale(language)
    name = " ".join(certification.person.name.split())
    return Facts(
        language=language,
        right_to_left=locale.character_order == "right-to-left",
        document_title=_("Certificate %(number)s: %(name)s") % {"number": number, "name": name},
        document_date={"year": decided.year, "month": decided.month, "day": decided.day},
        register=_("Cluster Expert Register"),
        issuer=issuer,
        title=_("Certificate"),
        before_name=before.strip(),
        name=name,
        after_name=after.strip(),
        level=str(level),
        level_rank=level.rank,
        level_colour=level.colour,
        badge_alt=_("Badge of the level %(level)s") % {"level": level},
        entitles_to=" ".join(translated(level, "entitles_to").split()),
        dates=_dates(certification, locale),
        decision=_decision(certification, issuer, locale),
        signature=_signature(register),
        check_url=check_url,
        check_sentence=check_sentence,
        before_address=before_address,
        address=address,
        after_address=after_address,
        qr=_qr(check_url),
        qr_alt=_("QR code that leads to the page where this certificate is checked"),
    )


def _dates(certification: Certification, locale: Locale) -> list[tuple[str, str]]:
    last = certification.valid_until
    return [
        (_("Number of the certificate"), certification.number or ""),
        (_("Certified on"), _written(certification.certified_on, locale)),
        (_("Valid until"), _written(last, locale) if last else _("without end")),
    ]


def _decision(certification: Certification, issuer: str, locale: Locale) -> list[tuple[str, str]]:
    by = (_("Decided by"), issuer)
    if certification.decided_on is None:
        return [by]
    return [(_("Decided on"), _written(certification.decided_on, locale)), by]


def _signature(register: RegisterSettings) -> list[str]:
    lines = [register.signatory_name, register.signatory_function, register.certifying_body]
    return [line for line in lines if line]


def _check_sentence(certification: Certification, address: str) -> str:
    return _(
        "Whether this certificate is real, and valid on the day that matters to you, is told at "
        "%(address)s, with the number %(number)s and the check code %(code)s: it may have been "
        "suspended or withdrawn since it was printed."
    ) % {
        "address": address,
        "number": certification.number,
        "code": written_check_code(certification.check_code),
    }


def _qr(address: str) -> str:
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", border=0, dark="#16242a", xmldecl=False
    )
    return out.getvalue().decode()


def _written(day: date, locale: Locale) -> str:
    return str(format_date(day, "long", locale=locale))


def _locale(language: str) -> Locale:
    try:
        # The day before the month, as on public pages.
        return Locale.parse("en_GB" if language == "en" else language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")
