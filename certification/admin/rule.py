"""The rules of levels. One that certifications were decided under is read; a later one follows it."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from certification.models import LevelRule, RequiredBenchmarkings
from people.admin.choosing import RecordFields
from people.admin.countries import ReadInCountriesAdmin
from people.admin.record import KEY, RecordAdmin
from people.models.staff import is_limited

# Names, in the address of the form of a new rule, the one that it is made from.
COPY = "copy"


class RequiredBenchmarkingsFormSet(forms.BaseInlineFormSet):
    def clean(self) -> None:
        """An empty label is one too, which the forms don't hold against each other."""
        super().clean()
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data.get("number")]
        labels = [row.get("label") for row in rows if not row.get("DELETE")]
        if len(labels) != len(set(labels)):
            raise ValidationError(_("Two rows are for the same label: make one of them."))


class RequiredBenchmarkingsInline(RecordFields, admin.TabularInline):
    """A part of the rule: who may write the one may write the other."""

    model = RequiredBenchmarkings
    formset = RequiredBenchmarkingsFormSet

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        copied = _copied(request)
        return 1 + (copied.benchmarkings.count() if copied and not obj else 0)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may_write(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may_write(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may_write(request, obj)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.has_perm("certification.view_levelrule"))  # type: ignore[union-attr]


@admin.register(LevelRule)
class LevelRuleAdmin(ReadInCountriesAdmin, RecordAdmin):
    list_display = ["level", "holds_from", "today", "months", "needs", "decided"]
    list_display_links = ["level", "holds_from"]
    list_filter = ["level"]
    date_hierarchy = "holds_from"
    search_fields: ClassVar[list[str]] = []
    save_on_top = False
    inlines: ClassVar[list[Any]] = [RequiredBenchmarkingsInline]
    fieldsets = [
        (None, {"fields": ["level", "holds_from"]}),
        (
            gettext_lazy("What it gives"),
            {"fields": ["validity_months", "grace_months", "counts_from_old_end"]},
        ),
        (
            gettext_lazy("What it requires"),
            {"fields": ["lower_level", ("course_kind", "course_within_months")]},
        ),
        (gettext_lazy("Benchmarkings for the label"), {"fields": ["experts_needed"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rules = super().get_queryset(request).select_related("level", "lower_level")
        return rules.prefetch_related("level__rules", "benchmarkings__label").annotate(
            decisions=Count("certifications")
        )

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        return [(None, {"fields": ["standing"]}), *fieldsets] if obj else fieldsets

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["standing"] if obj else []

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not _is_used(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A rule that holds is followed by another; one that is to hold may be given up."""
        is_to_hold = obj is not None and obj.holds_from > timezone.localdate()
        may = admin.ModelAdmin.has_delete_permission(self, request, obj)
        return bool(may and is_to_hold and not _is_used(obj) and not is_limited(request.user))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        deleted, count, _perms, protected = super().get_deleted_objects(objs, request)
        # What it requires is a part of it, and goes with it.
        return deleted, count, set(), protected

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        if request.method == "POST" and object_id:
            rule = self.get_object(request, object_id)
            if rule and _is_used(rule) and self.has_view_permission(request, rule):
                self.message_user(request, _standing(rule), messages.ERROR)
                return HttpResponseRedirect(request.path)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        initial = super().get_changeform_initial_data(request)
        copied = _copied(request)
        initial.pop(COPY, None)
        if copied is None:
            return initial
        facts = forms.model_to_dict(copied, exclude=["id", "holds_from"])
        return {**facts, **initial}

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: Any, prefix: str
    ) -> dict[str, Any]:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        copied = _copied(request)
        # When the form comes back, a row that is as it was copied is new all the same.
        if copied and request.method == "GET" and not obj.pk:
            names = ["label", "number", "within_months", "mentors"]
            kwargs["initial"] = [
                forms.model_to_dict(row, names) for row in copied.benchmarkings.all()
            ]
        return kwargs

    @admin.display(description=gettext_lazy("today"), boolean=True)
    def today(self, rule: LevelRule) -> bool:
        return rule.level.rule_on(timezone.localdate()) == rule

    @admin.display(description=gettext_lazy("valid for (months)"), ordering="validity_months")
    def months(self, rule: LevelRule) -> str:
        return str(rule.validity_months or _("without end"))

    @admin.display(description=gettext_lazy("requires"))
    def needs(self, rule: LevelRule) -> str:
        course = rule.get_course_kind_display() if rule.course_kind else ""
        benchmarkings = [str(row) for row in rule.benchmarkings.all()]
        return "; ".join(filter(None, [str(rule.lower_level or ""), course, *benchmarkings]))

    @admin.display(description=gettext_lazy("decided under it"), ordering="decisions")
    def decided(self, rule: Any) -> int:
        return int(rule.decisions)

    @admin.display(description=gettext_lazy("use"))
    def standing(self, rule: Any) -> str:
        if not may_add_rules(rule.seen_by):
            return _standing(rule)
        add = reverse("admin:certification_levelrule_add")
        return format_html(
            '{} <a class="decision" href="{}?{}={}">{}</a>',
            _standing(rule),
            add,
            COPY,
            rule.pk,
            _("Make a new rule from this one, from a later day"),
        )


def may_add_rules(user: Any) -> bool:
    """The same as the permission of the page, for links to it."""
    return bool(user.has_perm("certification.add_levelrule")) and not is_limited(user)


def _is_used(rule: Any) -> bool:
    """One that was made a moment ago has no count yet, and no certification."""
    return bool(getattr(rule, "decisions", 0))


def _standing(rule: Any) -> str:
    if not _is_used(rule):
        return _("No certification was decided under this rule, so it can still be changed.")
    return ngettext(
        "%(number)d certification was decided under this rule, so it stays as it is.",
        "%(number)d certifications were decided under this rule, so it stays as it is.",
        rule.decisions,
    ) % {"number": rule.decisions}


def _may_write(request: HttpRequest, rule: Any) -> bool:
    name = "change" if rule else "add"
    may = request.user.has_perm(f"certification.{name}_levelrule")  # type: ignore[union-attr]
    return bool(may and not _is_used(rule))


def _copied(request: HttpRequest) -> LevelRule | None:
    pk = request.GET.get(COPY, "")
    return LevelRule.objects.filter(pk=pk).first() if KEY.fullmatch(pk) else None
