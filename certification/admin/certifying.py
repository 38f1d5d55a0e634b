"""Certify one person for a level: the page says what will be, for the days in its address."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminDateWidget, AdminTextInputWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certification.admin.days import shown_first
from certification.admin.eligibility import (
    levels_with_rules,
    person_asked,
)
from certification.admin.permissions import AGAINST_RULES, may_certify
from certification.certifying import certify, refuse_days
from certification.models import Certification, Level, RegisterSettings
from certification.models.eligibility import Eligibility, eligibility
from people.models import Person


class DaysForm(forms.Form):
    """Sent with the address: what is shown for these days is what will be decided."""

    on = forms.DateField(label=gettext_lazy("Day of the decision"), widget=AdminDateWidget)
    certified_on = forms.DateField(
        label=gettext_lazy("First valid day"),
        required=False,
        widget=AdminDateWidget,
        help_text=gettext_lazy("Empty: the day of the decision."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if on := cleaned.get("on"):
            cleaned["certified_on"] = cleaned.get("certified_on") or on
            refuse_days(on, cleaned["certified_on"])
        return cleaned


class CertifyForm(forms.Form):
    decided_by = forms.CharField(
        label=gettext_lazy("Decided by"),
        max_length=200,
        widget=AdminTextInputWidget,
        help_text=gettext_lazy("Public: the body or person that took the decision."),
    )
    against_rules_because = forms.CharField(
        label=gettext_lazy("Why it is decided against the rules"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text=gettext_lazy("Kept for staff, on the certification and in the history."),
    )

    def __init__(self, *args: Any, is_met: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_met:
            del self.fields["against_rules_because"]


def certify_page(model_admin: Any, request: HttpRequest, pk: int, level: str) -> HttpResponse:
    if not (model_admin.has_view_permission(request) and may_certify(request.user)):
        raise PermissionDenied
    person = person_asked(model_admin.people(request), pk)
    chosen = get_object_or_404(levels_with_rules(), slug=level)
    days = DaysForm({"on": timezone.localdate(), **request.GET.dict()})
    if other := shown_first(
        request, **{name: str(days[name].value() or "") for name in days.fields}
    ):
        return other
    asked, form = None, None
    if days.is_valid():
        asked = eligibility(person, chosen, days.cleaned_data["on"])
        form = _form(request, asked)
        # Where no rule held, the page says so: nobody may certify there.
        if form is None and asked.rule and request.method == "POST":
            raise PermissionDenied
        if form and form.is_valid():
            made = _certify(person, chosen, days.cleaned_data, form)
            if made:
                _tell(model_admin, request, made)
                url = reverse("admin:certification_expert_change", args=[person.pk])
                return HttpResponseRedirect(url)
    context = _context(model_admin, request, person, chosen)
    first = days.cleaned_data.get("certified_on") if asked else None
    context |= {"days": days, "asked": asked, "form": form, "first": first}
    if asked and asked.rule and first:
        context["last"] = asked.rule.last_valid_day(first)
    context["media"] = model_admin.media + days.media
    return TemplateResponse(request, "admin/certification/certify.html", context)


def _form(request: HttpRequest, asked: Eligibility) -> CertifyForm | None:
    """None for those who may not decide it."""
    may = asked.is_met or (asked.rule and request.user.has_perm(AGAINST_RULES))  # type: ignore[union-attr]
    if not may:
        return None
    initial = {"decided_by": RegisterSettings.current().certifying_body}
    return CertifyForm(request.POST or None, is_met=asked.is_met, initial=initial)


def _certify(
    person: Person, level: Level, days: dict[str, Any], form: CertifyForm
) -> Certification | None:
    """What is refused becomes a message of the form."""
    try:
        return certify(person, level, **days, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, ValidationError(error.messages))
    return None


def _tell(model_admin: Any, request: HttpRequest, made: Certification) -> None:
    facts = {"level": made.level, "number": made.number, "first": made.certified_on.isoformat()}
    if made.valid_until:
        facts["last"] = made.valid_until.isoformat()
        text = _("Certified for %(level)s from %(first)s to %(last)s: number %(number)s.") % facts
    else:
        text = _("Certified for %(level)s from %(first)s on: number %(number)s.") % facts
    model_admin.log_addition(request, made, text)
    model_admin.message_user(request, f"{made.person}: {text}", messages.SUCCESS)


def _context(
    model_admin: Any, request: HttpRequest, person: Person, level: Level
) -> dict[str, Any]:
    facts = {"person": person, "level": level}
    return {
        **model_admin.admin_site.each_context(request),
        "title": _("Certify %(person)s for %(level)s") % facts,
        "opts": model_admin.opts,
        "person": person,
        "level": level,
        "button": _("Certify for %(level)s") % facts,
        "back": reverse("admin:certification_expert_eligibility", args=[person.pk]),
        "list_url": reverse("admin:certification_expert_changelist"),
    }
