from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certification.admin.rule import may_add_rules
from certification.models import Level
from people.admin.countries import ReadInCountriesAdmin
from people.admin.record import RecordAdmin
from people.translated import columns


class LevelForm(forms.ModelForm):
    class Meta:
        model = Level
        exclude: list[str] = []
        widgets = {"colour": forms.TextInput(attrs={"type": "color"})}


@admin.register(Level)
class LevelAdmin(ReadInCountriesAdmin, RecordAdmin):
    form = LevelForm
    is_settled = True
    list_display = ["name", "rank", "sample", "validity"]
    search_fields = ["name"]
    fields = ["name", "slug", "rank", "colour", "entitles_to"]
    fields += columns("name", "entitles_to")
    readonly_fields = ["rules"]
    save_on_top = False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [*self.fields, "rules"] if obj else [*self.fields]

    @admin.display(description=gettext_lazy("rules"))
    def rules(self, level: Any) -> str:
        """Each as a link, the latest first; which of them holds today is said."""
        today = level.rule_on(timezone.localdate())
        rows = [
            (
                reverse("admin:certification_levelrule_change", args=[rule.pk]),
                _("From %(day)s on") % {"day": rule.holds_from.isoformat()},
                _("holds today") if rule == today else "",
            )
            for rule in level.rules.all()
        ]
        links = format_html_join("", '<div><a href="{}">{}</a> {}</div>', rows)
        if not may_add_rules(level.seen_by):
            return links
        add = f"{reverse('admin:certification_levelrule_add')}?level={level.pk}"
        return format_html('{}<div><a href="{}">{}</a></div>', links, add, _("Add a rule"))

    @admin.display(description=gettext_lazy("colour"))
    def sample(self, level: Level) -> str:
        return format_html(
            '<svg width="16" height="16" aria-hidden="true"><circle cx="8" cy="8" r="7" fill="{}"/>'
            "</svg> {}",
            level.colour,
            level.colour,
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("rules")

    @admin.display(description=gettext_lazy("valid for (months)"))
    def validity(self, level: Level) -> str:
        rule = level.rule_on(timezone.localdate())
        return str((rule and rule.validity_months) or _("without end"))

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"colour": "#808080", **super().get_changeform_initial_data(request)}
