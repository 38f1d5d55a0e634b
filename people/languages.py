"""The languages that people speak: two-letter codes of ISO 639-1, named by Unicode's CLDR."""

from functools import cache

from babel import Locale
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext_lazy as _

from people.alphabet import alphabetical


@cache
def _names(display_language: str) -> dict[str, str]:
    names = Locale.parse(display_language, sep="-").languages
    return {code: name for code, name in names.items() if len(code) == 2}


def babel_locale() -> str:
    """The language of the page, as Babel calls it."""
    return to_locale(get_language() or "en")


def language_names() -> dict[str, str]:
    """Code to name in the language of the page."""
    return _names(get_language() or "en")


def language_choices() -> list[tuple[str, str]]:
    """Code and name, by name."""
    return list(_choices(get_language() or "en"))


@cache
def _choices(display_language: str) -> list[tuple[str, str]]:
    named = _names(display_language).items()
    return sorted(named, key=lambda choice: alphabetical(choice[1], display_language))


def language_name(code: str) -> str:
    return language_names().get(code, code)


def validate_language(code: str) -> None:
    if code not in _names("en"):
        raise ValidationError(
            _("“%(code)s” is no two-letter language code such as “en” (ISO 639-1)."),
            code="language",
            params={"code": code},
        )
