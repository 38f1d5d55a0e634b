"""The countries of ISO 3166, named by Unicode's CLDR: the one definition of what they are called.

django-countries knows the codes. settings.COUNTRIES_OVERRIDE gives it these names, and people/apps.py the
order of the page's language, so that its fields and their choices agree with this.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from babel import Locale
from django.utils.functional import lazy
from django.utils.translation import get_language
from django_countries.data import COUNTRIES

from people.alphabet import alphabetical

# Kosovo is in no list of ISO 3166, and its code in use all over Europe.
CODES = [*COUNTRIES, "XK"]


@cache
def _names(display_language: str) -> dict[str, str]:
    names = Locale.parse(display_language, sep="-").territories
    return {code: names[code] for code in CODES}


def country_names() -> dict[str, str]:
    """Code to name in the language of the page."""
    return _names(get_language() or "en")


def country_name(code: str) -> str:
    """Empty for what is no country."""
    return country_names().get(code, "")


def country_choices(codes: Iterable[str] | None = None) -> list[tuple[str, str]]:
    """Code and name of these, or of all, by name."""
    names = country_names()
    named = [(code, names.get(code, code)) for code in (names if codes is None else codes)]
    return sorted(named, key=lambda choice: alphabetical(choice[1]))


def lazy_names() -> dict[str, Any]:
    """For settings.COUNTRIES_OVERRIDE: each name in the language of the moment."""
    named = lazy(country_name, str)
    kosovo = {"XK": {"name": named("XK"), "alpha3": "XKX"}}
    return {code: named(code) for code in COUNTRIES} | kosovo
