"""Certifications on an expert's form: those there are, to read, and those taken over, to add."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from certification.admin.badges import status_badge
from certification.admin.decisions import decision_links
from certification.admin.forms import NewCertificationForm, NewCertificationFormSet
from certification.admin.paper import paper_links
from certification.admin.permissions import may_take_over
from certification.admin.renewing import renew_link
from certification.models import Certification
from people.admin.choosing import RecordFields


class CertificationInline(admin.TabularInline):
    model = Certification
    fields: ClassVar[Any] = [
        "level_name",
        "certified_on",
        "last_valid_day",
        "status_today",
        "number",
    ]
    fields += ["on_paper", "decided_by", "decisions"]
    readonly_fields: ClassVar[Any] = fields
    extra = 0
    can_delete = False
    verbose_name_plural = _("certifications")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        # This inline is made for one request, and its columns are not told who asks.
        self.seen_by = request.user
        certifications = super().get_queryset(request).select_related("person", "level", "renews")
        # What planning a renewal looks at.
        asked = "level__rules", "person__certifications", "person__erasures"
        return certifications.prefetch_related("suspensions", *asked)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("level"))
    def level_name(self, certification: Certification) -> str:
        if certification.renews is None:
            return str(certification.level)
        earlier = {"day": certification.renews.certified_on.isoformat()}
        note = gettext("renews that of %(day)s") % earlier
        return format_html("{}<br>{}", certification.level, note)

    @admin.display(description=_("valid until"))
    def last_valid_day(self, certification: Certification) -> str:
        last = certification.valid_until
        return last.isoformat() if last else gettext("without end")

    @admin.display(description=_("status today"))
    def status_today(self, certification: Certification) -> str:
        badge = status_badge(certification.status_on())
        withdrawn = certification.withdrawn_on
        if not withdrawn or withdrawn <= timezone.localdate():
            return badge
        note = gettext("To be withdrawn on %(day)s.") % {"day": withdrawn.isoformat()}
        return format_html("{} {}", badge, note)

    @admin.display(description=_("certificate"))
    def on_paper(self, certification: Certification) -> str:
        return paper_links(certification, self.seen_by)

    @admin.display(description=_("decisions"))
    def decisions(self, certification: Certification) -> str:
        change = reverse("admin:certification_certification_change", args=[certification.pk])
        may_change = self.seen_by.has_perm("certification.change_certification")  # type: ignore[union-attr]
        return format_html(
            '{}{} <a class="decision" href="{}">{}</a>',
            renew_link(certification, self.seen_by),
            decision_links(certification, self.seen_by),
            change,
            _("Correct") if may_change else _("Look"),
        )


class NewCertificationInline(RecordFields, admin.StackedInline):
    model = Certification
    form = NewCertificationForm
    formset = NewCertificationFormSet
    fields = [
        ("level", "certified_on", "valid_until"),
        ("number", "basis", "decided_by", "decided_on"),
        "entered_because",
    ]
    can_delete = False
    verbose_name = _("certification decided elsewhere or earlier")
    verbose_name_plural = _(
        "certifications decided elsewhere or earlier (otherwise leave this empty, and certify)"
    )

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj else 1

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_take_over(request.user)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).none()

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
