"""What the levels are: what each entitles to, how one gets it and for how long."""

from typing import Any

from django.utils import timezone
from django.views.generic import TemplateView

from certification.models import Course, Level
from certification.register.rule_words import Rule, rule_of
from certification.search.facets import count
from certification.search.question import valid_today


class Levels(TemplateView):
    template_name = "register/levels.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rules = "rules__lower_level", "rules__benchmarkings__label"
        levels = list(Level.objects.using("public").prefetch_related(*rules))
        return super().get_context_data(section="levels", levels=_told(levels), **kwargs)


def _told(levels: list[Level]) -> list[tuple[Level, Rule, int, Course | None]]:
    """Each with its rule of today, how many hold it validly, and the next course that leads to it."""
    today = timezone.localdate()
    held, courses = count(valid_today(levels)).by["level"], _next_courses()
    return [
        (level, rule_of(level, today), held.get(level.pk, 0), courses.get(level.pk))
        for level in levels
    ]


def _next_courses() -> dict[int | None, Course]:
    coming = Course.objects.using("public").published().taking_place().coming()
    first = coming.exclude(level=None).order_by("level_id", "starts_on", "pk").distinct("level")
    return {course.level_id: course for course in first}
