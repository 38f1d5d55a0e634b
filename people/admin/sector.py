from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from people.admin.countries import ReadInCountriesAdmin
from people.admin.record import RecordAdmin
from people.models import Sector


@admin.register(Sector)
class SectorAdmin(ReadInCountriesAdmin, RecordAdmin):
    list_display = ["name", "slug"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        # A published address part stays as it is when the name is corrected.
        return {} if obj else super().get_prepopulated_fields(request, obj)  # type: ignore[return-value]
