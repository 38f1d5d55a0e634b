"""The filters of the lists of benchmarkings and of traineeships."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certification.admin.days import DAY, day_of, rest_of_address
from certification.models import Benchmarking, Level
from people.admin.filters import ChoiceFilter, sector_choices, warn

STATE = "state"
STATES = {
    "running": gettext_lazy("Running"),
    "stalled": gettext_lazy("Stalled"),
    "ended": gettext_lazy("Ended"),
}


class LevelFilter(ChoiceFilter):
    title = gettext_lazy("level")
    parameter_name = "level"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [(level.slug, str(level)) for level in Level.objects.all()]

    def chosen(self, queryset: Any, value: str) -> QuerySet:
        return queryset.filter(level__slug=value)


class LabelFilter(LevelFilter):
    title = gettext_lazy("label aimed at")
    parameter_name = "label"

    def chosen(self, queryset: Any, value: str) -> QuerySet:
        return queryset.filter(label__slug=value)


class DecisionFilter(ChoiceFilter):
    title = gettext_lazy("decision")
    parameter_name = "decision"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        taken = [(value, str(label)) for value, label in Benchmarking.Decision.choices]
        return [*taken, ("none", _("Not decided yet"))]

    def chosen(self, queryset: Any, value: str) -> QuerySet:
        return queryset.filter(decision="" if value == "none" else value)


class PlaceFilter(ChoiceFilter):
    title = gettext_lazy("place")
    parameter_name = "by"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [("site", _("On site")), ("video", _("By video"))]

    def chosen(self, queryset: Any, value: str) -> QuerySet:
        return queryset.filter(is_by_video=value == "video")


class ClusterSectorFilter(ChoiceFilter):
    title = gettext_lazy("sector")
    parameter_name = "sector"
    template = "admin/long_filter.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [*sector_choices(), ("none", _("Not known"))]

    def chosen(self, queryset: Any, value: str) -> QuerySet:
        if value == "none":
            return queryset.filter(sector=None)
        return queryset.filter(sector__slug=value)


class TraineeshipStateFilter(admin.ListFilter):
    """How traineeships stand on a day, and what had been done by that day."""

    title = gettext_lazy("state on a day")
    template = "admin/certification/traineeship_state_filter.html"
    states = STATES

    def __init__(self, request: HttpRequest, params: Any, model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        asked = {name: params.pop(name, []) for name in (STATE, DAY)}
        self.state = (asked[STATE] or [""])[-1]
        if self.state and self.state not in STATES:
            warn(request, self.title, self.state)
            self.state = ""
        self.day = day_of(request)

    def expected_parameters(self) -> list[str | None]:
        return [STATE, DAY]

    def has_output(self) -> bool:
        return True

    def choices(self, changelist: Any) -> Iterator[Any]:
        """The template writes a form, whose hidden fields keep the rest of the address."""
        self.kept = rest_of_address(changelist, self.expected_parameters())
        return iter(())

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        if self.state:
            queryset = getattr(queryset, self.state)(self.day)
        return queryset.with_benchmarkings(self.day)
