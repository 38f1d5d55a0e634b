"""Consent to be listed: the rows on a person's form, and the quick way to withdraw."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.models import Consent, Person


class ConsentFormSet(forms.BaseInlineFormSet):
    def clean(self) -> None:
        super().clean()
        in_force = [
            form
            for form in self.forms
            if form.cleaned_data.get("given_on") and not form.cleaned_data.get("withdrawn_on")
        ]
        if len(in_force) > 1:
            raise ValidationError(_("Only one consent can be without a day of withdrawal."))


class ConsentInline(admin.TabularInline):
    """Those there are, to read: withdrawing has a page of its own, so that an old form undoes none."""

    model = Consent
    fields: ClassVar[Any] = ["given_on", "source", "withdrawn_on"]
    readonly_fields: ClassVar[Any] = fields
    extra = 0
    can_delete = False
    verbose_name_plural = gettext_lazy("consent to be listed publicly")

    def get_queryset(self, request: HttpRequest) -> Any:
        # Each row is headed by what it is called, which names the person.
        return super().get_queryset(request).select_related("person")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class NewConsentInline(admin.StackedInline):
    model = Consent
    formset = ConsentFormSet
    fields = [("given_on", "source")]
    max_num = 1
    can_delete = False
    verbose_name = gettext_lazy("new consent")
    verbose_name_plural = gettext_lazy("new consent to be listed publicly")

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        # A new person is asked: without consent nobody is listed.
        return 0 if obj else 1

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).none()

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class WithdrawConsentForm(forms.Form):
    on = forms.DateField(
        label=gettext_lazy("Withdrawn on"),
        initial=timezone.localdate,
        widget=AdminDateWidget,
        help_text=gettext_lazy("From this day on the person is on no public page."),
    )


def listing(model_admin: admin.ModelAdmin, person: Person) -> str:
    """In words whether the person is listed and since when, with the link that withdraws consent."""
    consent = next((row for row in person.consents.all() if row.is_in_force()), None)
    if consent is None:
        return _("Not listed: there is no consent in force.")
    text = _("Listed by the consent of %(day)s (%(source)s).") % {
        "day": consent.given_on.isoformat(),
        "source": consent.source,
    }
    if not person.seen_by.has_perm("people.change_consent"):  # type: ignore[attr-defined]
        return text
    return format_html(
        '{} <a href="{}">{}</a>',
        text,
        admin_url(model_admin, "withdraw-consent", person),
        _("Withdraw this consent"),
    )


def withdraw_consent(model_admin: admin.ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    if not request.user.has_perm("people.change_consent"):  # type: ignore[union-attr]
        raise PermissionDenied
    person = model_admin.get_object(request, str(pk))
    if person is None:
        raise Http404
    consent = person.consents.in_force().first()
    form = WithdrawConsentForm(request.POST or None)
    if consent and form.is_valid():
        try:
            consent.withdraw(form.cleaned_data["on"])
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            day = consent.withdrawn_on.isoformat()
            text = _("Consent to be listed withdrawn from %(day)s on.") % {"day": day}
            model_admin.log_change(request, person, text)
            model_admin.message_user(request, f"{person}: {text}", messages.SUCCESS)
            return HttpResponseRedirect(admin_url(model_admin, "change", person))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Withdraw consent to be listed"),
        "opts": model_admin.opts,
        "person": person,
        "back": admin_url(model_admin, "change", person),
        "consent": consent,
        "form": form,
        "button": _("Withdraw consent"),
        "list_url": reverse(
            f"admin:{model_admin.opts.app_label}_{model_admin.opts.model_name}_changelist"
        ),
        "media": model_admin.media + form.media,
    }
    return TemplateResponse(request, "admin/people/withdraw_consent.html", context)


def admin_url(model_admin: admin.ModelAdmin, view: str, person: Person) -> str:
    opts = model_admin.opts
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{view}", args=[person.pk])
