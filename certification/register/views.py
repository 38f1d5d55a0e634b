"""Public pages. They read through the database connection `public` and never look at who asks."""

from datetime import date
from typing import Any

from django.core.exceptions import BadRequest
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.generic import DetailView, TemplateView
from django_filters.views import FilterView

from certification.models import Certification, Expert, Level, Status
from certification.register import address, choices
from certification.register.errors import NoSuchPage
from certification.register.filters import ORDERS, ExpertFilter
from certification.register.history import history


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
            **kwargs,
        )


class About(TemplateView):
    template_name = "register/about.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        levels = Level.objects.using("public")
        return super().get_context_data(section="about", levels=levels, statuses=Status, **kwargs)


class ExpertList(FilterView):
    filterset_class = ExpertFilter
    template_name = "register/experts.html"
    context_object_name = "experts"
    paginate_by = 25

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        tidy = address.tidied(request.GET)
        if tidy != request.GET:
            return HttpResponseRedirect(f"{request.path}?{tidy.urlencode()}".rstrip("?"))
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> Any:
        return Expert.objects.using("public").published()

    def get_filterset_kwargs(self, filterset_class: Any) -> dict[str, Any]:
        return super().get_filterset_kwargs(filterset_class) | {"data": self.request.GET}

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        on = self.filterset.form.cleaned_data.get("on")
        try:
            experts = queryset.select_related("organisation").with_standing(on)
            return super().paginate_queryset(experts, page_size)
        except Http404:
            raise NoSuchPage(_("The list has no such page: begin again with its first.")) from None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(section="experts", orders=ORDERS, **kwargs)
        if not self.filterset.is_valid():
            return context
        wanted = self.filterset.form.cleaned_data
        query = address.canonical(self.filterset)
        paginator, page = context["paginator"], context["page_obj"]
        context |= {
            "wanted": wanted,
            "query": query,
            "active": address.active(self.filterset, query),
            "other_day": wanted["on"] not in {None, timezone.localdate()},
            "pages": paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        }
        if not paginator.count and "status" not in query:
            context |= {
                "any_status": address.any_status(query),
                "lapsed_count": self.filterset.found(self.get_queryset(), Status.values).count(),
            }
        return context

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        status = 200 if self.filterset.is_valid() else 400
        return super().render_to_response(context, status=status, **kwargs)


class ExpertPage(DetailView):
    template_name = "register/expert.html"
    context_object_name = "expert"

    def get_queryset(self) -> Any:
        certifications = Certification.objects.select_related("level").prefetch_related(
            "suspensions"
        )
        return (
            Expert.objects.using("public")
            .published()
            .with_standing(self.on())
            .with_last_change()
            .select_related("organisation")
            .prefetch_related("sectors", Prefetch("certifications", queryset=certifications))
        )

    def on(self) -> date:
        given = self.request.GET.get("on", "")
        if not given:
            return timezone.localdate()
        try:
            day = parse_date(given)
        except ValueError:
            day = None
        if day is None:
            raise BadRequest(_("Write the day as year-month-day, such as 2019-05-01."))
        return day

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        on = self.on()
        return super().get_context_data(
            section="experts",
            on=on,
            other_day=on != timezone.localdate(),
            history=history(self.object.certifications.all()),
            **kwargs,
        )


def photo(request: HttpRequest, slug: str) -> HttpResponse:
    """Of somebody who is listed; the file's own address is told to nobody."""
    expert = get_object_or_404(Expert.objects.using("public").published(), slug=slug)
    try:
        with expert.photo.open() as picture:
            return HttpResponse(picture.read(), content_type="image/jpeg")
    except (ValueError, OSError):
        raise Http404 from None
