from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.admin.filters import ChoiceFilter


class WhenFilter(ChoiceFilter):
    """Courses by today, or what belongs to such courses."""

    title: Any = gettext_lazy("when")
    parameter_name = "when"
    # How the course is reached from the records of the list.
    course = ""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("coming", _("Running or to come")), ("past", _("Past"))]

    def chosen(self, queryset: Any, value: str) -> QuerySet:
        lookup = "gte" if value == "coming" else "lt"
        chosen: QuerySet = queryset.filter(
            **{f"{self.course}ends_on__{lookup}": timezone.localdate()}
        )
        return chosen


class CourseWhenFilter(WhenFilter):
    title = gettext_lazy("course")
    course = "course__"
