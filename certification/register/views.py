"""Public pages. They read through the database connection `public` and never look at who asks."""

from typing import Any

from django.db.models import Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.views.generic import TemplateView

from certification.exporting.columns import COLUMNS
from certification.models import Certification, Course, Expert, Level, Status
from certification.register import choices
from certification.register.tiles import places
from certification.search.facets import count
from certification.search.question import valid_today


class Home(TemplateView):
    template_name = "register/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        levels = list(Level.objects.using("public"))
        counts = count(valid_today(levels))
        of_country = {code or choices.NO_COUNTRY: n for code, n in counts.by["country"].items()}
        countries = choices.country_choices({*of_country})
        return super().get_context_data(
            map=places(of_country),
            countries=[(code, name, of_country[code]) for code, name in countries],
            expert_count=counts.total,
            country_count=len(of_country.keys() - {choices.NO_COUNTRY}),
            levels=levels,
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
            columns=COLUMNS,
            **kwargs,
        )


def favicon(_request: HttpRequest) -> HttpResponse:
    """Browsers ask for it at this one address wherever no page names another, as beside a PDF."""
    return redirect(static("register/favicon.ico"))
