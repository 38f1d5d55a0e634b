"""What a visitor may ask of the list. Within one filter several values mean or, between filters and."""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certification.models import Expert, Level, Status
from certification.register import choices
from certification.search.kept import Kept
from certification.search.question import Question, keys_of
from people.alphabet import alphabetical
from people.models import Sector
from people.names import query_words

ORDERS = [
    ("best", pgettext_lazy("order of a list", "Best match")),
    ("name", pgettext_lazy("order of a list", "Name")),
    ("country", pgettext_lazy("order of a list", "Country")),
    ("level", pgettext_lazy("order of a list", "Highest level")),
    ("latest", pgettext_lazy("order of a list", "Most recently certified")),
    ("end", pgettext_lazy("order of a list", "Running out first")),
]


# The id of the form in register/experts.html, of which the filters stand outside, and of that in
# courses/_filters.html.
FORM = {"form": "search"}


class DayInput(forms.DateInput):
    """A date field, empty where the address names no day: browsers complain of anything else."""

    input_type = "date"

    def format_value(self, value: Any) -> str | None:
        try:
            day = parse_date(value or "")
        except ValueError:
            return None
        # As HTML has it, in whatever language the page is.
        return day.isoformat() if day else None


def by_default(data: QueryDict) -> dict[str, list[str]]:
    """What a list shows if its address does not say otherwise."""
    is_search = data.get("q", "").strip()
    return {"status": [Status.VALID.value], "order": ["best" if is_search else "name"]}


LEVELS: Kept[str, dict[str, Level]] = Kept(most=1)
SECTORS: Kept[str, dict[str, Sector]] = Kept(most=1)


def _by_slug(manager: Any) -> dict[str, Any]:
    return {each.slug: each for each in manager.using("public")}


def searchable(text: str) -> None:
    if not query_words(text):
        raise ValidationError(_("Search for letters or digits, such as a part of a name."))


def several(label: Any, unknown: Any, **options: Any) -> django_filters.MultipleChoiceFilter:
    return django_filters.MultipleChoiceFilter(
        label=label,
        widget=forms.CheckboxSelectMultiple(attrs=FORM),
        error_messages={"invalid_choice": unknown},
        **options,
    )


class ExpertFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Name, number or organisation"),
        max_length=200,
        validators=[searchable],
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        error_messages={"max_length": _("Search for at most 200 letters.")},
    )
    country = several(_("Country"), _("The address names a country that does not exist."))
    level = several(_("Level"), _("The address names a level that does not exist."))
    status = several(
        _("Status"),
        _("The address names a status that does not exist."),
        choices=Status.choices,
    )
    language = several(_("Language"), _("The address names a language that does not exist."))
    sector = several(_("Sector"), _("The address names a sector that does not exist."))
    available = several(
        _("Availability"),
        _("“Available” in the address can only be “yes”."),
        choices=[("yes", _("Available for assignments"))],
    )
    trainee = several(_("Trainee for"), _("The address names a level that does not exist."))
    on = django_filters.DateFilter(
        label=_("Status on the day"),
        widget=DayInput(format="%Y-%m-%d", attrs=FORM),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": _("Write the day as year-month-day, such as 2019-05-01.")},
    )
    order = django_filters.ChoiceFilter(
        label=_("Order"),
        choices=ORDERS,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("The address names an order that does not exist.")},
    )

    class Meta:
        model = Expert
        fields: list[str] = []

    def __init__(self, data: QueryDict, *args: Any, **kwargs: Any) -> None:
        data = data.copy()
        for name, values in by_default(data).items():
            if not data.get(name):
                data.setlist(name, values)
        super().__init__(data, *args, **kwargs)
        self.levels = LEVELS.one("", lambda: _by_slug(Level.objects))
        self.sectors = SECTORS.one("", lambda: _by_slug(Sector.objects))
        of_levels = [(slug, str(level)) for slug, level in self.levels.items()]
        self.known: dict[str, choices.Choices] = {
            "country": choices.all_countries(),
            "level": of_levels,
            "status": [(str(value), str(label)) for value, label in Status.choices],
            "language": choices.all_languages(),
            "sector": sorted(
                ((slug, str(sector)) for slug, sector in self.sectors.items()),
                key=lambda choice: alphabetical(choice[1]),
            ),
            "available": self.filters["available"].extra["choices"],
            "trainee": of_levels,
        }
        for name, options in self.known.items():
            # A form copies its fields, and with them hundreds of choices, but no function.
            self.filters[name].extra["choices"] = lambda options=options: options

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        return self.question().answer()

    def question(self) -> Question:
        wanted = self.form.cleaned_data
        return Question(
            on=wanted["on"] or timezone.localdate(),
            all_levels=keys_of(self.levels.values()),
            text=wanted["q"],
            levels=tuple(self.levels[slug].pk for slug in wanted["level"]),
            statuses=tuple(Status(status) for status in wanted["status"]),
            countries=tuple(choices.code_of(code) for code in wanted["country"]),
            languages=tuple(wanted["language"]),
            sectors=tuple(self.sectors[slug].pk for slug in wanted["sector"]),
            available=bool(wanted["available"]),
            trainee_for=tuple(self.levels[slug].pk for slug in wanted["trainee"]),
            order=wanted["order"],
        )
