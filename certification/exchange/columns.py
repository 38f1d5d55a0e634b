"""The columns of an import, and what stands in each: how it is cleaned, and what is expected of it.

The one definition for the command and the admin page.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache, lru_cache

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_countries import countries
from django_countries.data import COUNTRIES

from certification.models import Certification, Level
from certification.models.number import NUMBER
from people import names
from people.languages import language_names
from people.models import Organisation, Person, Sector
from people.models.person import REGISTER_NO

REQUIRED = (
    *("register_no", "given_name", "family_name", "email", "organisation", "country"),
    *("level", "certified_on"),
)
OPTIONAL = ("valid_until", "number", "languages", "sectors")
COLUMNS = (*REQUIRED, *OPTIONAL)
# The columns must be there; of these the values as well.
FILLED = ("register_no", "given_name", "family_name", "level", "certified_on")

_ISO_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})([ T]00:00(:00(\.0+)?)?)?", re.ASCII)


class UnexpectedError(ValueError):
    """A value is not what its column holds; the text says what is expected."""


def tidy(text: str) -> str:
    """In composed letters (NFC), one space between words, none around."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.split())


@cache
def _length(model: type, field: str) -> int:
    return model._meta.get_field(field).max_length  # type: ignore[attr-defined]


def short(text: str, most: int) -> str:
    if len(text) > most:
        raise UnexpectedError(_("at most %(most)s characters") % {"most": most})
    # The joiners of Arabic and Indic scripts are invisible, and part of a name.
    if not text.replace("\u200c", "").replace("\u200d", "").isprintable():
        raise UnexpectedError(_("no control characters or other invisible ones"))
    return text


class Values:
    """Reads the cells of an import. Holds the register's levels, sectors and today, asked for once."""

    def __init__(self) -> None:
        self.today = timezone.localdate()
        self.levels = {level.pk: level for level in Level.objects.prefetch_related("rules")}
        self.level_ids = {
            word.casefold(): level.pk
            for level in self.levels.values()
            for word in (level.name, level.slug)
        }
        sectors = list(Sector.objects.all())
        self.sector_slugs = {
            tidy(word).casefold(): sector.slug
            for sector in sectors
            for word in (sector.name, sector.slug)
        }
        self.default_until = lru_cache(50_000)(self._default_until)
        self.read: dict[str, Callable[[str], object]] = {
            "register_no": self.register_no,
            "given_name": lambda text: short(tidy(text), _length(Person, "given_name")),
            "family_name": lambda text: short(tidy(text), _length(Person, "family_name")),
            "email": self.email,
            "organisation": self.organisation,
            "country": self.country,
            "level": self.level,
            "certified_on": self.certified_on,
            "valid_until": lambda text: iso_date(tidy(text)),
            "number": self.number,
            "languages": self.languages,
            "sectors": self.sectors,
        }

    def register_no(self, text: str) -> str:
        text = short(text.strip(), _length(Person, "register_no"))
        if not REGISTER_NO.fullmatch(text):
            raise UnexpectedError(_("letters and digits, and single hyphens between them"))
        return text

    def email(self, text: str) -> str:
        text = short(text.strip(), _length(Person, "email"))
        try:
            validate_email(text)
        except ValidationError as error:
            raise UnexpectedError(_("an e-mail address such as name@example.org")) from error
        return text

    def organisation(self, text: str) -> str:
        text = short(tidy(text), _length(Organisation, "name"))
        if not organisation_key(text):
            raise UnexpectedError(_("a name with letters or digits"))
        return text

    def country(self, text: str) -> str:
        code = countries_by_word().get(text.strip().casefold()) or countries_by_word().get(
            names.fold(text)
        )
        if code is None:
            raise UnexpectedError(
                _("a country by its two-letter code of ISO 3166, such as NO, or its English name")
            )
        return code

    def level(self, text: str) -> int:
        level = self.level_ids.get(tidy(text).casefold())
        if level is None:
            raise UnexpectedError(
                _("one of the levels: %(levels)s")
                % {"levels": ", ".join(level.slug for level in self.levels.values())}
            )
        return level

    def certified_on(self, text: str) -> date:
        day = iso_date(tidy(text))
        if day > self.today:
            raise UnexpectedError(
                _("a day not after today, %(today)s") % {"today": self.today.isoformat()}
            )
        return day

    def number(self, text: str) -> str:
        text = short(tidy(text), _length(Certification, "number"))
        if not NUMBER.fullmatch(text):
            raise UnexpectedError(
                _("letters and digits, and between them spaces, dots, slashes and hyphens")
            )
        return text

    def languages(self, text: str) -> list[str]:
        words = [tidy(word) for word in re.split(r"[;|,\n\r]", text)]
        found = {language_codes().get(word.casefold()) for word in words if word}
        if None in found or not found:
            raise UnexpectedError(
                _(
                    "languages by their two-letter codes of ISO 639-1 or English names, "
                    "separated by semicolons, such as en; no"
                )
            )
        return sorted(code for code in found if code)

    def sectors(self, text: str) -> list[str]:
        words = [tidy(word) for word in re.split(r"[;|\n\r]", text)]
        found = {self.sector_slugs.get(word.casefold()) for word in words if word}
        if None in found or not found:
            raise UnexpectedError(
                _("sectors by their names in the register, separated by semicolons")
            )
        return sorted(slug for slug in found if slug)

    def _default_until(self, level_id: int, certified_on: date) -> date | None:
        """Nor is there one where no rule held: such a row is refused, unless the register has the day."""
        rule = self.levels[level_id].rule_on(certified_on)
        return rule.last_valid_day(certified_on) if rule else None


def iso_date(text: str) -> date:
    found = _ISO_DATE.fullmatch(text)
    try:
        if found:
            day = date.fromisoformat(found[1])
            # The database counts with the day after, too.
            if day < date.max - timedelta(days=1):
                return day
    except ValueError:
        pass
    raise UnexpectedError(_("a day of the calendar as YYYY-MM-DD, such as 2016-04-30"))


@lru_cache(10_000)
def organisation_key(name: str) -> str:
    """What two spellings of one organisation have in common: Organisation.search_text."""
    organisation = Organisation(name=name)
    organisation.fold_names()
    return organisation.search_text


@cache
def countries_by_word() -> dict[str, str]:
    """Code of ISO 3166 by what people write for it: two or three letters, or an English name."""
    words: dict[str, str] = {}
    with override("en"):
        for country in countries:
            of_iso = COUNTRIES.get(country.code, country.name)
            others = [*countries.OLD_NAMES.get(country.code, []), of_iso]
            common = countries.COMMON_NAMES.get(country.code, country.name)
            for name in (country.name, common, *others):
                words[names.fold(str(name))] = country.code
    for code in list(words.values()):
        words[code.casefold()] = code
        words[countries.alpha3(code).casefold()] = code
    return words


@cache
def language_codes() -> dict[str, str]:
    """Code of ISO 639-1 by code or English name."""
    with override("en"):
        by_code = language_names()
    return {name.casefold(): code for code, name in by_code.items()} | {
        code: code for code in by_code
    }
