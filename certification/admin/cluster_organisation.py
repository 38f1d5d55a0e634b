from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from certification.admin.training_filters import ClusterSectorFilter
from certification.models import Benchmarking, ClusterOrganisation
from people.admin.filters import CountryFilter
from people.admin.forms import RecordForm
from people.admin.record import RecordAdmin


class ClusterOrganisationForm(RecordForm):
    # Folded from the name, so that a namesake is found.
    known = {"search_text"}

    class Meta:
        model = ClusterOrganisation
        fields = ["name", "country", "sector", "website", "bronze_label_valid_until"]


class BenchmarkingOfClusterInline(admin.TabularInline):
    """To read: a benchmarking has a page of its own."""

    model = Benchmarking
    fields: ClassVar[Any] = ["day", "label", "is_by_video", "recommendation", "decision"]
    fields += ["decided_on"]
    readonly_fields: ClassVar[Any] = fields
    extra = 0
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("organisation", "label")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("held on"))
    def day(self, benchmarking: Benchmarking) -> str:
        return benchmarking_link(benchmarking, benchmarking.held_on.isoformat())


def benchmarking_link(benchmarking: Benchmarking, text: str) -> str:
    url = reverse("admin:certification_benchmarking_change", args=[benchmarking.pk])
    return format_html('<a href="{}">{}</a>', url, text)


@admin.register(ClusterOrganisation)
class ClusterOrganisationAdmin(RecordAdmin):
    form = ClusterOrganisationForm
    list_display = ["name", "country", "sector", "bronze_label_valid_until", "website"]
    list_select_related = ["sector"]
    list_filter = [CountryFilter, ClusterSectorFilter]
    search_help_text = _("Words of the name, in any order and without accents.")
    inlines = [BenchmarkingOfClusterInline]

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        # Of a new one there is nothing to read yet.
        return self.inlines if obj else []
