"""What visitors can choose from: only what somebody on the public list has, by name."""

from collections.abc import Iterable

from django.db.models import Exists, Func, OuterRef
from django.utils.translation import gettext
from django_countries import countries

from certification.models import Course, Expert, Level, Traineeship
from people.languages import language_names
from people.models import Sector
from people.names import fold

Choices = list[tuple[str, str]]

# Stands in addresses for people whose country the register does not know.
NO_COUNTRY = "none"
# And for courses that are held nowhere in particular.
ONLINE = "online"


def country_name(code: str) -> str:
    """Of a code as it stands in addresses."""
    return gettext("Country not recorded") if code == NO_COUNTRY else str(countries.name(code))


def country_choices(codes: set[str]) -> Choices:
    """By name; those without a country come last."""
    return sorted(
        ((code, country_name(code)) for code in codes),
        key=lambda choice: (choice[0] == NO_COUNTRY, fold(choice[1])),
    )


def countries_of_experts(also: set[str]) -> Choices:
    """And those of `also` that exist, although nobody is of that country now."""
    experts = Expert.objects.using("public").published().order_by()
    used = {code or NO_COUNTRY for code in experts.values_list("country", flat=True).distinct()}
    return country_choices(used | (also & {*dict(countries), NO_COUNTRY}))


def languages_of_experts(also: set[str]) -> Choices:
    experts = Expert.objects.using("public").published().order_by()
    spoken = experts.annotate(code=Func("languages", function="unnest")).values_list(
        "code", flat=True
    )
    names = language_names()
    codes = (set(spoken.distinct()) | also) & set(names)
    return sorted(((code, names[code]) for code in codes), key=lambda choice: fold(choice[1]))


def sectors_of_experts(also: set[str]) -> Choices:
    experts = Expert.objects.published().filter(sectors=OuterRef("pk"))
    sectors = Sector.objects.using("public").annotate(used=Exists(experts))
    return [(sector.slug, sector.name) for sector in sectors if sector.used or sector.slug in also]


def levels_of_trainees(levels: Iterable[Level], also: set[str]) -> Choices:
    """Those for which somebody is shown as a trainee today, in the order of the levels."""
    traineeships = Traineeship.objects.using("public").shown()
    of_experts = traineeships.filter(person__in=Expert.objects.published())
    used = set(of_experts.values_list("level", flat=True).distinct())
    return [(level.slug, level.name) for level in levels if level.pk in used or level.slug in also]


def of_courses(countries_too: set[str], kinds_too: set[str]) -> dict[str, Choices]:
    """Countries and kinds of published courses, and those named that exist; online courses last."""
    courses = Course.objects.using("public").published().order_by()
    rows = set(courses.values_list("is_online", "country", "kind").distinct())
    used = {str(country) for _online, country, _kind in rows if country}
    chosen = country_choices(used | (countries_too & {*dict(countries)}))
    if ONLINE in countries_too or any(is_online for is_online, _country, _kind in rows):
        chosen.append((ONLINE, gettext("Online")))
    kinds = kinds_too | {kind for _online, _country, kind in rows}
    return {
        "country": chosen,
        "kind": [(kind, str(label)) for kind, label in Course.Kind.choices if kind in kinds],
    }
