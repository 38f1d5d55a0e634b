from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.alphabet import alphabetical
from people.countries import country_choices
from people.languages import language_choices
from people.models import Person, Sector
from people.models.staff import visible_to


class ChoiceFilter(admin.SimpleListFilter):
    """A filter of one choice. A value that is none of them is reported, and ignored."""

    parameter_name: str

    def __init__(self, request: HttpRequest, params: Any, model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        if self.value() is not None and self.value() not in dict(self.lookup_choices):
            warn(request, self.title, self.used_parameters.pop(self.parameter_name))

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet | None:
        value = self.value()
        return queryset if value is None else self.chosen(queryset, value)

    def chosen(self, queryset: Any, value: str) -> QuerySet:
        raise NotImplementedError


def warn(request: HttpRequest, title: object, value: object) -> None:
    text = _("“%(value)s” is no choice of the filter “%(filter)s”, so that filter is not applied.")
    messages.warning(request, text % {"value": str(value)[:80], "filter": title})


class CountryFilter(ChoiceFilter):
    """The countries of the records that there are."""

    title = gettext_lazy("country")
    parameter_name = "country"
    template = "admin/long_filter.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        records = visible_to(request.user, model_admin.model._default_manager.all())
        codes = records.exclude(country="").order_by("country")
        in_use = codes.values_list("country", flat=True).distinct()
        return country_choices(in_use)

    def chosen(self, queryset: Any, value: str) -> QuerySet:
        return queryset.filter(country=value)


class LanguageFilter(ChoiceFilter):
    title = gettext_lazy("language")
    parameter_name = "language"
    template = "admin/long_filter.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        in_use = visible_to(request.user, Person.objects.all()).languages_in_use()
        return [choice for choice in language_choices() if choice[0] in in_use]

    def chosen(self, queryset: Any, value: str) -> QuerySet:
        return queryset.filter(languages__contains=[value])


def sector_choices() -> list[tuple[str, str]]:
    """In the language of the page, by name."""
    named = [(sector.slug, str(sector)) for sector in Sector.objects.all()]
    return sorted(named, key=lambda choice: alphabetical(choice[1]))


class SectorFilter(ChoiceFilter):
    title = gettext_lazy("sector of expertise")
    parameter_name = "sector"
    template = "admin/long_filter.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return sector_choices()

    def chosen(self, queryset: Any, value: str) -> QuerySet:
        return queryset.filter(sectors__slug=value)


class GapsFilter(ChoiceFilter):
    """The work list of what imports left open."""

    title = gettext_lazy("gaps")
    parameter_name = "gaps"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [
            ("any", _("Any of these gaps")),
            ("country", _("No country")),
            ("organisation", _("No organisation")),
            ("email", _("No e-mail")),
        ]

    def chosen(self, queryset: Any, value: str) -> QuerySet:
        return queryset.with_gaps() if value == "any" else queryset.with_gaps(value)


class ListedFilter(ChoiceFilter):
    title = gettext_lazy("listed")
    parameter_name = "listed"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [("yes", _("Listed")), ("no", _("Not listed"))]

    def chosen(self, queryset: Any, value: str) -> QuerySet:
        return queryset.listed() if value == "yes" else queryset.unlisted()


class AvailableFilter(ChoiceFilter):
    title = gettext_lazy("available for assignments")
    parameter_name = "available"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [("yes", _("Available")), ("no", _("Not available")), ("unknown", _("Not known"))]

    def chosen(self, queryset: Any, value: str) -> QuerySet:
        is_available = {"yes": True, "no": False, "unknown": None}[value]
        return queryset.filter(is_available=is_available)
