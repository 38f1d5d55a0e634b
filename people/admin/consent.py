"""Consent, by what it is for: the rows on a person's form, and the quick way to withdraw each."""

from dataclasses import dataclass
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

from people.admin.forms import RecordForm
from people.models import Consent, ConsentScope, Person


class ConsentFormSet(forms.BaseInlineFormSet):
    def clean(self) -> None:
        super().clean()
        scopes = [
            form.cleaned_data.get("scope")
            for form in self.forms
            if form.cleaned_data.get("given_on") and not form.cleaned_data.get("withdrawn_on")
        ]
        if len(scopes) > len(set(scopes)):
            raise ValidationError(
                _("Of the consents to the same, only one can be without a day of withdrawal.")
            )


class ConsentInline(admin.TabularInline):
    """Those there are, to read: withdrawing has a page of its own, so that an old form undoes none."""

    model = Consent
    fields: ClassVar[Any] = ["scope", "given_on", "source", "withdrawn_on", "withdrawal"]
    readonly_fields: ClassVar[Any] = fields
    extra = 0
    can_delete = False
    verbose_name_plural = gettext_lazy("consents")

    def get_queryset(self, request: HttpRequest) -> Any:
        # This inline is made for one request, and its columns are not told who asks.
        self.seen_by = request.user
        # Each row is headed by what it is called, which names the person.
        return super().get_queryset(request).select_related("person")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("withdrawal"))
    def withdrawal(self, consent: Consent) -> str:
        """The link that withdraws it. One that is not in force has nothing to withdraw."""
        may = self.seen_by.has_perm("people.change_consent")
        if not may or not consent.is_in_force(scope=ConsentScope(consent.scope)):
            return ""
        url = withdrawal_url(self.parent_model._meta, consent.person, consent.scope)
        return format_html('<a class="decision" href="{}">{}</a>', url, _("Withdraw"))


class NewConsentForm(RecordForm):
    # Not asked, and one that is in force can't be told without it; nor the person of a new one.
    known = {"withdrawn_on", "person"}

    class Meta:
        model = Consent
        fields = ["scope", "given_on", "source"]


class NewConsentInline(admin.StackedInline):
    model = Consent
    form = NewConsentForm
    formset = ConsentFormSet
    fields = [("scope", "given_on", "source")]
    # One for each scope.
    max_num = len(ConsentScope)
    can_delete = False
    verbose_name = gettext_lazy("new consent")
    verbose_name_plural = gettext_lazy("new consents")

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
    )


@dataclass(frozen=True)
class Withdrawal:
    """What staff read of withdrawing one kind of consent."""

    title: Any
    agreed: Any
    effect: Any
    none: Any
    done: Any


WITHDRAWALS = {
    ConsentScope.LISTING: Withdrawal(
        gettext_lazy("Withdraw consent to be listed"),
        gettext_lazy("%(person)s agreed on %(day)s to be listed publicly (%(source)s)."),
        gettext_lazy(
            "From the day of withdrawal on, the person is on no public page, as an expert or as a "
            "trainee. The record of the consent stays. Agreeing again is a new consent."
        ),
        gettext_lazy("%(person)s is not listed: there is no consent to withdraw."),
        gettext_lazy("Consent to be listed withdrawn from %(day)s on."),
    ),
    ConsentScope.TRAINEESHIP: Withdrawal(
        gettext_lazy("Withdraw consent to be shown as a trainee"),
        gettext_lazy("%(person)s agreed on %(day)s to be shown as a trainee (%(source)s)."),
        gettext_lazy(
            "From the day of withdrawal on, no public page says that the person is a trainee. Whether "
            "the person is listed stays as it is. The record of the consent stays. Agreeing again is a "
            "new consent."
        ),
        gettext_lazy("%(person)s is not shown as a trainee: there is no consent to withdraw."),
        gettext_lazy("Consent to be shown as a trainee withdrawn from %(day)s on."),
    ),
}


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
        withdrawal_url(model_admin.opts, person, ConsentScope.LISTING),
        _("Withdraw this consent"),
    )


def withdraw_consent(model_admin: admin.ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    if not request.user.has_perm("people.change_consent"):  # type: ignore[union-attr]
        raise PermissionDenied
    person = model_admin.get_object(request, str(pk))
    scope = request.GET.get("scope", ConsentScope.LISTING)
    if person is None or scope not in ConsentScope:
        raise Http404
    consent = person.consents.in_force(scope=scope).first()
    words = WITHDRAWALS[ConsentScope(scope)]
    form = WithdrawConsentForm(request.POST or None)
    if consent and form.is_valid():
        try:
            consent.withdraw(form.cleaned_data["on"])
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            text = words.done % {"day": consent.withdrawn_on.isoformat()}
            model_admin.log_change(request, person, text)
            model_admin.message_user(request, f"{person}: {text}", messages.SUCCESS)
            return HttpResponseRedirect(admin_url(model_admin, "change", person))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": words.title,
        "opts": model_admin.opts,
        "back": admin_url(model_admin, "change", person),
        "consent": consent,
        "agreed": _agreed(words, person, consent),
        "effect": words.effect,
        "form": form,
        "button": _("Withdraw consent"),
        "list_url": reverse(
            f"admin:{model_admin.opts.app_label}_{model_admin.opts.model_name}_changelist"
        ),
        "media": model_admin.media + form.media,
    }
    return TemplateResponse(request, "admin/people/withdraw_consent.html", context)


def _agreed(words: Withdrawal, person: Person, consent: Consent | None) -> str:
    if consent is None:
        return words.none % {"person": person}
    day = consent.given_on.isoformat()
    return words.agreed % {"person": person, "day": day, "source": consent.source}


def admin_url(model_admin: admin.ModelAdmin, view: str, person: Person) -> str:
    opts = model_admin.opts
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{view}", args=[person.pk])


def withdrawal_url(opts: Any, person: Person, scope: str) -> str:
    url = reverse(f"admin:{opts.app_label}_{opts.model_name}_withdraw-consent", args=[person.pk])
    return url if scope == ConsentScope.LISTING else f"{url}?scope={scope}"
