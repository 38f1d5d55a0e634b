from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.admin.filters import CountryFilter
from people.admin.forms import RecordForm
from people.admin.record import RecordAdmin
from people.models import Organisation
from people.models.staff import is_limited


class OrganisationForm(RecordForm):
    # Folded from the name, so that a namesake is found.
    known = {"search_text"}

    class Meta:
        model = Organisation
        fields = ["name", "country", "website"]


@admin.register(Organisation)
class OrganisationAdmin(RecordAdmin):
    form = OrganisationForm
    list_display = ["name", "country", "website", "people"]
    list_filter = [CountryFilter]
    search_help_text = gettext_lazy("Words of the name, in any order and without accents.")

    @admin.display(description=gettext_lazy("people"))
    def people(self, organisation: Organisation) -> str:
        url = reverse("admin:people_person_changelist")
        return format_html(
            '<a href="{}?organisation__id__exact={}">{}</a>', url, organisation.pk, _("Show people")
        )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # A duplicate may go once nobody works there: the database protects all others. The page names
        # those who do, of whatever country.
        return not is_limited(request.user) and admin.ModelAdmin.has_delete_permission(
            self, request, obj
        )
