"""Level and status on a day: one filter, because they are asked of the same certification."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from certification.admin.days import DAY, day_of, rest_of_address
from certification.models import Level, RegisterSettings, Status
from people.admin.filters import warn

LEVEL, STATUS, RUNNING_OUT = "level", "status", "running_out"


class StandingFilter(admin.ListFilter):
    title = gettext_lazy("level and status on a day")
    template = "admin/certification/standing_filter.html"

    def __init__(self, request: HttpRequest, params: Any, model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        asked = {name: params.pop(name, []) for name in (LEVEL, STATUS, DAY, RUNNING_OUT)}
        self.all_levels = list(Level.objects.all())
        self.running_out_days = RegisterSettings.current().running_out_days
        by_slug = {level.slug: level for level in self.all_levels}
        self.levels = [by_slug[value] for value in self.known(asked[LEVEL], by_slug)]
        self.statuses = self.known(asked[STATUS], Status.values)
        self.running_out = bool(self.known(asked[RUNNING_OUT], ["1"]))
        self.day = day_of(request)

    def known(self, values: Sequence[str], choices: Any) -> list[str]:
        for value in values:
            if value not in choices:
                warn(self.request, self.title, value)
        return [value for value in dict.fromkeys(values) if value in choices]

    def expected_parameters(self) -> list[str | None]:
        return [LEVEL, STATUS, DAY, RUNNING_OUT]

    def has_output(self) -> bool:
        return True

    def choices(self, changelist: Any) -> Iterator[Any]:
        """The template writes a form, whose hidden fields keep the rest of the address."""
        self.kept = rest_of_address(changelist, self.expected_parameters())
        self.all_statuses = list(Status)
        return iter(())


class ExpertStandingFilter(StandingFilter):
    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        if self.levels or self.statuses:
            queryset = queryset.certified(self.day, levels=self.levels, statuses=self.statuses)
        if self.running_out:
            queryset = queryset.running_out(self.day, levels=self.levels)
        return queryset.with_standing(self.day)


class CertificationStandingFilter(StandingFilter):
    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        queryset = queryset.with_status(self.day)
        if self.levels:
            queryset = queryset.filter(level__in=self.levels)
        if self.statuses:
            queryset = queryset.filter(status__in=self.statuses)
        return queryset.running_out(self.day) if self.running_out else queryset
