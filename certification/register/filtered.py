"""What the lists with filters have in common: one address for each state, and words for nonsense."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django_filters.views import FilterView

from certification.register import address
from certification.register.errors import NoSuchPage


class FilteredList(FilterView):
    # Parameters that addresses once had.
    outdated: tuple[str, ...] = ()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        tidy = address.tidied(request.GET, without=self.outdated)
        if tidy != request.GET:
            return HttpResponseRedirect(f"{request.path}?{tidy.urlencode()}".rstrip("?"))
        return super().get(request, *args, **kwargs)

    def get_filterset_kwargs(self, filterset_class: Any) -> dict[str, Any]:
        return super().get_filterset_kwargs(filterset_class) | {"data": self.request.GET}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if not self.filterset.is_valid():
            return context
        query = address.canonical(self.filterset)
        active = address.active(self.filterset, query)
        # What stands among the filters, and not in the field of the search.
        in_panel = len(active) - ("q" in query)
        return context | {"query": query, "active": active, "in_panel": in_panel}

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        status = 200 if self.filterset.is_valid() else 400
        return super().render_to_response(context, status=status, **kwargs)


def no_such_page() -> NoSuchPage:
    return NoSuchPage(_("The list has no such page: begin again with its first."))


class NumberedList(FilteredList):
    """For lists of which nobody has thousands."""

    paginate_by = 25

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if page := context["page_obj"]:
            paginator = context["paginator"]
            context["pages"] = paginator.get_elided_page_range(
                page.number, on_each_side=2, on_ends=1
            )
        return context

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        try:
            return super().paginate_queryset(queryset, page_size)
        except Http404:
            raise no_such_page() from None
