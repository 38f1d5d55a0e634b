"""Public pages. They read through the database connection `public` and never look at who asks."""

from typing import Any

from django.db.models import Min
from django.views.generic import TemplateView

from certification.models import Certification, Course, Expert, Level, Status
from certification.register import choices


class Home(TemplateView):
    template_name = "register/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counts = Expert.objects.using("public").listed().valid().count_by_country()
        counts = {code or choices.NO_COUNTRY: count for code, count in counts.items()}
        countries = [(*choice, counts[choice[0]]) for choice in choices.country_choices({*counts})]
        return super().get_context_data(
            countries=countries,
            expert_count=sum(counts.values()),
            country_count=len(counts.keys() - {choices.NO_COUNTRY}),
            levels=Level.objects.using("public"),
            courses=Course.objects.using("public").published().taking_place().coming()[:3],
            **kwargs,
        )


class About(TemplateView):
    template_name = "register/about.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        certifications = Certification.objects.using("public").filter(
            person__in=Expert.objects.published()
        )
        return super().get_context_data(
            section="about",
            since=certifications.aggregate(first=Min("certified_on"))["first"],
            levels=Level.objects.using("public"),
            statuses=Status,
            **kwargs,
        )
