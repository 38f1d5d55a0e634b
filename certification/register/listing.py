"""The list of experts, filtered and in order."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django_filters.views import FilterView

from certification.models import Expert, Status
from certification.register import address
from certification.register.errors import NoSuchPage
from certification.register.filters import ORDERS, ExpertFilter


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
            experts = experts.with_traineeships(on)
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
