"""What a card says: all of it stands on the page as well."""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from certification.models import Status
from certification.register.card.drawing import DESIGN
from certification.templatetags.register import dates_of_status, status_word


@dataclass(frozen=True)
class Held:
    level: str
    rank: int
    colour: str
    status: str
    status_word: str
    dates: str


@dataclass(frozen=True)
class Facts:
    """With `held` empty it is the card of the register itself."""

    register: str
    name: str
    subtitle: str
    held: tuple[Held, ...] = ()
    organisation: str = ""
    country: str = ""
    language: str = "en"

    @property
    def version(self) -> str:
        """Another one for each picture: networks keep what they once fetched of an address."""
        said = json.dumps(asdict(self), sort_keys=True) + DESIGN
        return hashlib.sha256(said.encode()).hexdigest()[:12]

    @property
    def words(self) -> str:
        """What is on the picture, for those who can't see it."""
        held = "; ".join(f"{each.level}: {each.status_word}" for each in self.held)
        said = [self.name, self.subtitle, held, self.register]
        return ". ".join(each.removesuffix(".") for each in said if each)


REGISTER = _("Cluster Expert Register")


def of_register() -> Facts:
    text = gettext("Who is certified to benchmark and assess cluster organisations, on every day.")
    return Facts(
        gettext("Find a certified cluster expert"), str(REGISTER), text, language=_language()
    )


def of_expert(expert: Any) -> Facts:
    """With the standing of today; the organisation is fetched. What is valid comes first, then the highest."""
    standing = sorted(
        expert.standing, key=lambda each: (each.status == Status.VALID, each.level.rank)
    )
    is_valid = any(each.status == Status.VALID for each in standing)
    subtitle = (
        gettext("Certified cluster expert") if is_valid else gettext("No valid certification today")
    )
    return Facts(
        register=str(REGISTER),
        name=expert.name,
        subtitle=subtitle,
        held=tuple(_held(each) for each in reversed(standing)),
        organisation=expert.organisation.name if expert.organisation else "",
        country=str(expert.country.name) if expert.country else "",
        language=_language(),
    )


def _held(certification: Any) -> Held:
    level = certification.level
    return Held(
        str(level),
        level.rank,
        level.colour,
        str(certification.status),
        status_word(certification.status),
        dates_of_status(certification),
    )


def _language() -> str:
    return (get_language() or "en").partition("-")[0]
