"""What visitors can choose from, by name."""

from functools import cache

from django.utils.translation import get_language, gettext

from certification.models import Course
from people import countries
from people.alphabet import alphabetical
from people.languages import language_choices

Choices = list[tuple[str, str]]

# Stands in addresses for people whose country the register does not know.
NO_COUNTRY = "none"
# And for courses that are held nowhere in particular.
ONLINE = "online"


def country_name(code: str) -> str:
    """Of a code as it stands in addresses."""
    return gettext("Country not recorded") if code == NO_COUNTRY else countries.country_name(code)


def country_choices(codes: set[str]) -> Choices:
    """By name; those without a country come last."""
    return sorted(
        ((code, country_name(code)) for code in codes),
        key=lambda choice: (choice[0] == NO_COUNTRY, alphabetical(choice[1])),
    )


def all_countries() -> Choices:
    return _all_countries(get_language())


@cache
def _all_countries(_display_language: str | None) -> Choices:
    return country_choices({*countries.country_names(), NO_COUNTRY})


def code_of(country: str) -> str:
    """As it stands in the records."""
    return "" if country == NO_COUNTRY else country


def all_languages() -> Choices:
    return language_choices()


def of_courses(countries_too: set[str], kinds_too: set[str]) -> dict[str, Choices]:
    """Countries and kinds of published courses, and those named that exist; online courses last."""
    courses = Course.objects.using("public").published().order_by()
    rows = set(courses.values_list("is_online", "country", "kind").distinct())
    used = {str(country) for _online, country, _kind in rows if country}
    chosen = country_choices(used | (countries_too & countries.country_names().keys()))
    if ONLINE in countries_too or any(is_online for is_online, _country, _kind in rows):
        chosen.append((ONLINE, gettext("Online")))
    kinds = kinds_too | {kind for _online, _country, kind in rows}
    return {
        "country": chosen,
        "kind": [(kind, str(label)) for kind, label in Course.Kind.choices if kind in kinds],
    }
