"""Correct a withdrawal: cancel one that is to come, or give another day; with a reason, which history keeps."""

from datetime import date
from typing import Any

import pghistory
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certification.at_once import nobody_else_at_once
from certification.far_ahead import not_far_ahead
from certification.models import Certification

MAY_WITHDRAW = "certification.withdraw_certification"


class WithdrawalForm(forms.Form):
    on = forms.DateField(
        label=gettext_lazy("Withdrawn on"),
        required=False,
        widget=AdminDateWidget,
        help_text=gettext_lazy("Empty: it is not withdrawn. Only as long as the day has not come."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason of the correction"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 60}),
        help_text=gettext_lazy("Kept in the history."),
    )

    def clean_on(self) -> date | None:
        day: date | None = self.cleaned_data["on"]
        if day == self.initial["on"]:
            raise ValidationError(_("Nothing is changed, so there is nothing to correct."))
        return day and not_far_ahead(day)


def correct_withdrawal(
    model_admin: admin.ModelAdmin, request: HttpRequest, pk: int
) -> HttpResponse:
    if not request.user.has_perm(MAY_WITHDRAW):  # type: ignore[union-attr]
        raise PermissionDenied
    certification = model_admin.get_object(request, str(pk))
    if certification is None or certification.withdrawn_on is None:
        raise Http404
    if not model_admin.has_view_permission(request, certification):
        raise PermissionDenied
    back = reverse("admin:certification_certification_change", args=[pk])
    form = WithdrawalForm(request.POST or None, initial={"on": certification.withdrawn_on})
    if form.is_valid() and _saved(certification, form):
        _tell(model_admin, request, certification, form.cleaned_data["reason"])
        return HttpResponseRedirect(back)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Correct a withdrawal"),
        "opts": model_admin.opts,
        "certification": certification,
        "following": Certification.objects.following([certification])[pk],
        "form": form,
        "button": _("Correct"),
        "back": back,
        "list_url": reverse("admin:certification_certification_changelist"),
        "media": model_admin.media + form.media,
    }
    return TemplateResponse(request, "admin/certification/correct_withdrawal.html", context)


def _saved(certification: Any, form: WithdrawalForm) -> bool:
    try:
        with (
            pghistory.context(reason=form.cleaned_data["reason"]),
            nobody_else_at_once(certification),
        ):
            certification.correct_withdrawal(form.cleaned_data["on"])
    except ValidationError as error:
        form.add_error(None, ValidationError(error.messages))
        return False
    return True


def _tell(model_admin: Any, request: HttpRequest, certification: Any, reason: str) -> None:
    day = certification.withdrawn_on
    if day:
        text = _("Its day of withdrawal is corrected to %(day)s. Reason: %(reason)s")
    else:
        text = _("Its withdrawal is cancelled. Reason: %(reason)s")
    text %= {"day": day and day.isoformat(), "reason": reason}
    model_admin.log_change(request, certification, text)
    model_admin.message_user(request, f"{certification}: {text}", messages.SUCCESS)
