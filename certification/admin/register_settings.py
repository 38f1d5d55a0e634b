from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certification.models import Level, NumberSeries, RegisterSettings
from people.admin.countries import ReadInCountriesAdmin
from people.admin.record import RecordAdmin


@admin.register(RegisterSettings)
class RegisterSettingsAdmin(ReadInCountriesAdmin, RecordAdmin):
    """One row: its list leads to it at once."""

    save_on_top = False
    readonly_fields = ["next_numbers", "numbers_given"]
    fieldsets = [
        (
            gettext_lazy("Certificates"),
            {
                "fields": [
                    "certifying_body",
                    "number_pattern",
                    "next_numbers",
                    "numbers_given",
                    ("signatory_name", "signatory_function"),
                    "certificate_link_days",
                ]
            },
        ),
        (
            gettext_lazy("Work lists"),
            {"fields": ["running_out_days", "stalled_after_months"]},
        ),
        (
            gettext_lazy("E-mail"),
            {"fields": ["reminder_days", "expiry_notice_days", "digest_weekday"]},
        ),
        (
            gettext_lazy("Personal data"),
            {"fields": ["concerns_kept_days", "contact_messages_kept_days"]},
        ),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        pk = RegisterSettings.current().pk
        return HttpResponseRedirect(
            reverse("admin:certification_registersettings_change", args=[pk])
        )

    @admin.display(description=gettext_lazy("next numbers"))
    def next_numbers(self, settings: RegisterSettings) -> str:
        """By the pattern that is saved. One that a certification has already is passed by."""
        year = timezone.localdate().year
        given = NumberSeries.objects.filter(year=year).values_list("last", flat=True).first() or 0
        numbers = [
            settings.number(year=year, serial=given + 1, level=level.slug.upper())
            for level in Level.objects.all()
        ]
        rows = ((number,) for number in dict.fromkeys(numbers))
        return format_html_join("", "<div>{}</div>", rows)

    @admin.display(description=gettext_lazy("numbers given so far"))
    def numbers_given(self, settings: RegisterSettings) -> str:
        series = ((row.year, row.last) for row in NumberSeries.objects.all())
        return format_html_join("", "<div>{}: {}</div>", series) or _("None")
