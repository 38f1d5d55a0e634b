"""The texts of mails, with a preview that saves nothing, and what was sent, to read."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.helpers import AdminForm
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.middleware.csp import get_nonce
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csp import csp_override

from certification.admin.accounts import user_link
from certification.mail.contexts import of_expert
from certification.mail.digest import digest
from certification.mail.due import CASES
from certification.mail.kinds import Kind, explained, sample_context
from certification.mail.render import render
from certification.models import Certification, MailTemplate, SentMail
from people.admin.countries import WholeRegisterAdmin
from people.admin.filters import ChoiceFilter
from people.admin.forms import RecordForm
from people.admin.record import RecordAdmin
from people.languages import language_choices, language_name

CASES_OFFERED = 20
TODAY = "today"
# The style of the mail is within it, and the browser runs it there as it does here.
WITH_STYLE = {**settings.SECURE_CSP, "style-src": [CSP.SELF, CSP.NONCE]}


class OutcomeFilter(ChoiceFilter):
    title = gettext_lazy("outcome")
    parameter_name = "outcome"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [("sent", _("Sent")), ("failed", _("Failed"))]

    def chosen(self, queryset: Any, value: str) -> QuerySet:
        return queryset.failed() if value == "failed" else queryset.filter(error="")


class KindFilter(ChoiceFilter):
    title = gettext_lazy("mail")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [(kind.value, str(kind.label)) for kind in Kind]

    def chosen(self, queryset: Any, value: str) -> QuerySet:
        return queryset.filter(kind=value)


class MailTemplateForm(RecordForm):
    class Meta:
        model = MailTemplate
        fields = ["kind", "language", "subject", "body"]
        widgets = {
            "subject": forms.TextInput(attrs={"class": "vLargeTextField"}),
            "body": forms.Textarea(attrs={"rows": 24, "class": "vLargeTextField"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "language" in self.fields:
            self.fields["language"] = forms.ChoiceField(
                label=self.fields["language"].label,
                choices=[("", "---------"), *language_choices()],
            )


class CaseForm(forms.Form):
    """Whose mail the preview shows."""

    case = forms.ChoiceField(label=gettext_lazy("Shown for"), required=False)

    def __init__(self, kind: str, request: HttpRequest) -> None:
        super().__init__(request.POST)
        self.kind = kind
        self.certifications: dict[str, Certification] = {}
        choices = [("", _("An invented case"))]
        if request.user.has_perm("people.view_person"):  # type: ignore[union-attr]
            choices += self._cases()
        self.fields["case"].choices = choices  # type: ignore[attr-defined]

    def _cases(self) -> Iterable[tuple[str, str]]:
        if self.kind == Kind.STAFF_DIGEST:
            return [(TODAY, _("The register as it is today"))]
        if self.kind not in CASES:
            return []
        rows = CASES[Kind(self.kind)](timezone.localdate()).order_by("valid_until", "pk")
        rows = rows.select_related("person", "level").prefetch_related("person__consents")
        self.certifications = {str(row.pk): row for row in rows[:CASES_OFFERED]}
        return [
            (pk, f"{row.person}, {row.level}, {row.valid_until}")
            for pk, row in self.certifications.items()
        ]

    def context(self) -> dict[str, Any]:
        case = self.cleaned_data["case"] if self.is_valid() else ""
        if case == TODAY:
            return {**sample_context(self.kind), **digest(timezone.localdate())}
        if case:
            certification = self.certifications[case]
            return of_expert(certification.person, [certification])
        return sample_context(self.kind)


@admin.register(MailTemplate)
class MailTemplateAdmin(WholeRegisterAdmin, RecordAdmin):
    form = MailTemplateForm
    list_display = ["kind", "language_name", "subject"]
    list_filter = [KindFilter]
    search_fields = ["subject", "body"]
    fields = ["kind", "language", "subject", "body"]
    save_on_top = False

    @admin.display(description=gettext_lazy("language"), ordering="language")
    def language_name(self, template: MailTemplate) -> str:
        return language_name(template.language)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["kind", "language_name"] if obj else []

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["kind", "language_name" if obj else "language", "subject", "body"]

    def get_urls(self) -> list[URLPattern]:
        preview = self.admin_site.admin_view(csp_override(WITH_STYLE)(self.preview))
        name = "certification_mailtemplate_preview"
        return [
            path("add/preview/", preview, name=f"{name}_new"),
            path("<int:pk>/preview/", preview, name=name),
            *super().get_urls(),
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        template = kwargs.get("obj")
        context |= {"placeholders": _placeholders(template), "preview_url": _preview_url(template)}
        return super().render_change_form(request, context, *args, **kwargs)

    def preview(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """The text as it is on the form, and the mail that it would make."""
        template = get_object_or_404(MailTemplate, pk=pk) if pk is not None else None
        if not (
            self.has_change_permission(request, template)
            if template
            else self.has_add_permission(request)
        ):
            raise PermissionDenied
        back = _form_url(template)
        if request.method != "POST":
            return redirect(back)
        form = self.get_form(request, template, change=template is not None)(
            request.POST, instance=template
        )
        case_form = mail = None
        if form.is_valid():
            case_form = CaseForm(form.instance.kind, request)
            mail = render(
                form.instance.language,
                form.instance.subject,
                form.instance.body,
                case_form.context(),
                nonce=str(get_nonce(request)),
            )
        fields = list(form.fields)
        return TemplateResponse(
            request,
            "admin/certification/mailtemplate/preview.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": _("Preview: nothing is saved yet"),
                "template": template,
                "form": form,
                "adminform": AdminForm(form, [(None, {"fields": fields})], {}),
                "case_form": case_form,
                "mail": mail,
                "back": back,
                "preview_url": _preview_url(template),
                "placeholders": _placeholders(template),
                "media": self.media + form.media,
            },
        )


def _form_url(template: MailTemplate | None) -> str:
    if template is None:
        return reverse("admin:certification_mailtemplate_add")
    return reverse("admin:certification_mailtemplate_change", args=[template.pk])


def _preview_url(template: MailTemplate | None) -> str:
    return f"{_form_url(template).removesuffix('change/')}preview/"


def _placeholders(template: MailTemplate | None) -> list[tuple[Any, list[tuple[str, Any]]]]:
    """Of this mail, or of each that a new text may be for."""
    kinds = [Kind(template.kind)] if template else list(Kind)
    return [(kind.label, list(explained(kind))) for kind in kinds]


@admin.register(SentMail)
class SentMailAdmin(WholeRegisterAdmin, RecordAdmin):
    list_display = ["tried_at", "person", "address", "kind", "outcome"]
    list_filter = [KindFilter, OutcomeFilter]
    list_select_related = ["person"]
    search_help_text = gettext_lazy("A name, a register number or a whole e-mail address.")
    fields = ["tried_at", "outcome", "kind", "language", "person", "staff", "address"]
    fields += ["subject", "text"]

    @admin.display(description=gettext_lazy("outcome"))
    def outcome(self, mail: SentMail) -> str:
        return _("Failed: %(reason)s") % {"reason": mail.error} if mail.error else _("Sent")

    @admin.display(description=gettext_lazy("member of staff"))
    def staff(self, mail: Any) -> str:
        return user_link(mail.user, mail.seen_by)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
