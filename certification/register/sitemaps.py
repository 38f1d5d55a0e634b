"""For search engines: every public page with the day of its last change."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import Max, QuerySet
from django.urls import reverse

from certification.models import Certification, Course, Expert


class PageSitemap(Sitemap):
    """In each language. Of other pages the English one alone, which names its editions itself."""

    i18n = alternates = x_default = True

    def items(self) -> list[str]:
        return ["home", "experts", "levels", "courses", "verify", "statistics", "about"]

    def location(self, item: str) -> str:
        return reverse(item)


class ExpertSitemap(Sitemap):
    limit = 5_000

    def items(self) -> QuerySet[Expert]:
        experts = Expert.objects.using("public").published().with_last_change()
        return experts.only("slug", "updated_at").order_by("pk")

    def lastmod(self, expert: Expert) -> datetime:
        return expert.changed_at  # type: ignore[attr-defined]

    def get_latest_lastmod(self) -> datetime | None:
        """Django's own would load everybody."""
        experts = Expert.objects.published()
        certifications = Certification.objects.filter(person__in=experts)
        moments = [
            changed.using("public").aggregate(latest=Max("updated_at"))["latest"]
            for changed in (experts, certifications)
        ]
        return max(filter(None, moments), default=None)


class CourseSitemap(Sitemap):
    limit = 5_000

    def items(self) -> QuerySet[Course]:
        courses = Course.objects.using("public").published()
        return courses.only("slug", "updated_at").order_by("pk")

    def lastmod(self, course: Course) -> datetime:
        return course.updated_at

    def get_latest_lastmod(self) -> datetime | None:
        courses = Course.objects.using("public").published()
        return courses.aggregate(latest=Max("updated_at"))["latest"]


SITEMAPS = {"pages": PageSitemap, "experts": ExpertSitemap, "courses": CourseSitemap}
