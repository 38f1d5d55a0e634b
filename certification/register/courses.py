"""The public list of courses, and the page of one."""

from datetime import date
from typing import Any

import django_filters
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, TextChoices
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.generic import DetailView

from certification.models import Course, Expert
from certification.register import choices
from certification.register.filtered import NumberedList
from certification.register.filters import several
from people.alphabet import sort_column
from people.models import Person

# The filters and the calendar find the others.
MOST_COMING = 50


class Stage(TextChoices):
    """What a visitor can do about a course."""

    OPEN = "open", pgettext_lazy("course", "Open for applications")
    FULL = "full", pgettext_lazy("course", "Full: you can apply for the waiting list")
    CLOSED = "closed", pgettext_lazy("course", "Applications are closed")
    OVER = "over", pgettext_lazy("course", "Has taken place")
    CANCELLED = "cancelled", pgettext_lazy("course", "Cancelled")


def stage(course: Any, on: date | None = None) -> Stage:
    """Of a course with_places_taken()."""
    on = on or timezone.localdate()
    if course.is_cancelled(on):
        return Stage.CANCELLED
    if course.takes_applications(on):
        full = course.capacity is not None and course.taken >= course.capacity
        return Stage.FULL if full else Stage.OPEN
    return Stage.OVER if course.ends_on < on else Stage.CLOSED


def published() -> Any:
    """Each with what `stage` reads, and the level."""
    return Course.objects.using("public").published().with_places_taken().select_related("level")


class CourseFilter(django_filters.FilterSet):
    country = several(_("Country"), _("The address names a country that does not exist."))
    kind = several(_("Kind"), _("The address names a kind of course that does not exist."))

    class Meta:
        model = Course
        fields: list[str] = []

    def __init__(self, data: QueryDict, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        named = set(data.getlist("country")), set(data.getlist("kind"))
        for name, options in choices.of_courses(*named).items():
            self.filters[name].extra["choices"] = options

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        countries, kinds = (self.form.cleaned_data[name] for name in ("country", "kind"))
        if countries:
            online = Q(is_online=True) if choices.ONLINE in countries else Q()
            queryset = queryset.filter(Q(country__in=countries) | online)
        return queryset.filter(kind__in=kinds) if kinds else queryset


class CourseList(NumberedList):
    """Those to come are on the first page; those that are over fill it and the next ones."""

    filterset_class = CourseFilter
    template_name = "courses/courses.html"
    context_object_name = "past"

    def get_queryset(self) -> Any:
        return published()

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        return super().paginate_queryset(queryset.past(), page_size)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(section="courses", **kwargs)
        if not self.filterset.is_valid():
            return context
        first = context["page_obj"].number == 1
        coming = list(self.filterset.qs.coming()[: MOST_COMING + 1]) if first else []
        return context | {
            "coming": coming[:MOST_COMING],
            "more_coming": len(coming) > MOST_COMING,
        }


class CoursePage(DetailView):
    template_name = "courses/course.html"
    context_object_name = "course"

    def get_queryset(self) -> Any:
        listed = Expert.objects.published().filter(pk=OuterRef("pk"))
        trainers = Person.objects.annotate(has_page=Exists(listed)).order_by(sort_column(), "pk")
        return published().prefetch_related(Prefetch("trainers", queryset=trainers))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        countries = participants_by_country(self.object)
        participants = sum(number for _country, number in countries)
        return super().get_context_data(
            section="courses", countries=countries, participants=participants, **kwargs
        )


def participants_by_country(course: Course) -> list[tuple[str, int]]:
    """How many of those who take part come from each country, by its name. Nothing else of them."""
    people = course.enrolments.using("public").taking_part().order_by()
    rows = people.values_list("person__country").annotate(Count("pk"))
    counts = {str(code or choices.NO_COUNTRY): count for code, count in rows}
    return [(name, counts[code]) for code, name in choices.country_choices({*counts})]
