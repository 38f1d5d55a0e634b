"""What a badge says, and nothing more: as long as it is the same, the document that was signed stays."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Self

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from certification.models import Certification, Level, RegisterSettings
from certification.verification.addresses import check_address


@dataclass(frozen=True)
class LevelFacts:
    """The same in all badges of a level."""

    site: str
    certifying_body: str
    slug: str
    name: str
    title: str
    entitles_to: str
    criteria: str

    @classmethod
    def of(cls, level: Level) -> Self:
        """In the register's own language, whoever asks."""
        with translation.override(settings.LANGUAGE_CODE):
            name = {"level": level.name}
            return cls(
                site=settings.REGISTER_URL,
                certifying_body=RegisterSettings.current().certifying_body,
                slug=level.slug,
                name=level.name,
                title=_("Certified cluster expert: %(level)s") % name,
                entitles_to=level.entitles_to
                or _("The holder is certified as a cluster expert of the level %(level)s.") % name,
                criteria=_(
                    "What the level %(level)s requires was met, as the certifying body decided."
                )
                % name,
            )


@dataclass(frozen=True)
class Facts:
    level: LevelFacts
    valid_from: str
    # Empty: without end.
    valid_until: str
    # Never told: only its hash.
    email: str
    # Empty where the holder did not agree to be listed.
    name: str
    number: str
    evidence: str
    evidence_name: str
    is_withdrawn: bool

    @classmethod
    def of(cls, certification: Certification, on: date | None = None) -> Self:
        """As of that day, in the register's own language, whoever asks."""
        with translation.override(settings.LANGUAGE_CODE):
            return cls(**_told(certification, on or timezone.localdate()))

    def digest(self) -> str:
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()


def _told(certification: Certification, on: date) -> dict[str, Any]:
    last, withdrawn_on = certification.valid_until, certification.withdrawn_on
    return {
        "level": LevelFacts.of(certification.level),
        "valid_from": _moment(certification.certified_on, time()),
        "valid_until": _moment(last, time(23, 59, 59)) if last else "",
        "email": certification.person.email.strip().lower(),
        "is_withdrawn": withdrawn_on is not None and withdrawn_on <= on,
        **_agreed(certification),
    }


def _agreed(certification: Certification) -> dict[str, str]:
    """What the holder agreed that everybody may read."""
    if not certification.person.is_listed():
        return {"name": "", "number": "", "evidence": "", "evidence_name": ""}
    number = certification.number or ""
    profile = certification.person.slug
    page = check_address(number) if number else reverse("expert", args=[profile])
    return {
        "name": certification.person.name,
        "number": number,
        "evidence": settings.REGISTER_URL + page,
        "evidence_name": _("The entry in the register"),
    }


def _moment(day: date, at: time) -> str:
    """Days are days in the register's time zone; badges tell moments."""
    moment = datetime.combine(day, at, timezone.get_default_timezone())
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
