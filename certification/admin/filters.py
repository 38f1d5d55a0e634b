"""Level and status on a day: one filter, because they are asked of the same certification."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import DateField
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certification.models import Level, RegisterSettings, Status
from people.admin.filters import warn

LEVEL, STATUS, DAY, RUNNING_OUT = "level", "status", "on", "running_out"


def day_asked(request: HttpRequest) -> date | None:
    """The day that the address names; None if it names none that can be read."""
    try:
        day = DateField(required=False).clean(request.GET.get(DAY, "").strip())
    except ValidationError:
        return None
    return day if day and 1900 <= day.year <= 2999 else None


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
        self.day = day_asked(request) or timezone.localdate()
        if "".join(asked[DAY]).strip() and not day_asked(request):
            text = _("“%(value)s” is no day like 2026-03-31: the list shows today.")
            messages.warning(request, text % {"value": asked[DAY][-1][:80]})

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
        self.kept = [
            (name, value)
            for name, values in changelist.filter_params.items()
            if name not in self.expected_parameters()
            for value in values
        ]
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
