"""The list of experts, filtered and in order."""

from typing import Any

from django.utils import timezone

from certification.models import Expert, Status
from certification.register import address
from certification.register.filtered import FilteredList
from certification.register.filters import ORDERS, ExpertFilter


class ExpertList(FilteredList):
    filterset_class = ExpertFilter
    template_name = "register/experts.html"
    context_object_name = "experts"

    def get_queryset(self) -> Any:
        return Expert.objects.using("public").published()

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        on = self.filterset.form.cleaned_data.get("on")
        experts = queryset.select_related("organisation").with_standing(on)
        experts = experts.with_traineeships(on)
        return super().paginate_queryset(experts, page_size)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(section="experts", orders=ORDERS, **kwargs)
        if not self.filterset.is_valid():
            return context
        wanted = self.filterset.form.cleaned_data
        query = context["query"]
        context |= {
            "wanted": wanted,
            "other_day": wanted["on"] not in {None, timezone.localdate()},
        }
        if not context["paginator"].count and "status" not in query:
            context |= {
                "any_status": address.any_status(query),
                "lapsed_count": self.filterset.found(self.get_queryset(), Status.values).count(),
            }
        return context
