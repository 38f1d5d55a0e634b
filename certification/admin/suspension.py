"""Correct a suspension that was entered wrongly: with a reason, which its history keeps."""

from typing import Any

import pghistory
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certification.at_once import nobody_else_at_once
from certification.models import Suspension
from people.admin.forms import RecordForm, SeenForm


class SuspensionForm(SeenForm, RecordForm):
    # On the record already, and overlaps can't be told without it.
    known = {"certification"}
    correction_reason = forms.CharField(
        label=gettext_lazy("Reason of the correction"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 60}),
        help_text=gettext_lazy("Kept in the history."),
    )

    class Meta:
        model = Suspension
        fields = ["suspended_on", "reason", "reinstated_on", "reinstatement_reason"]
        widgets = {
            "suspended_on": AdminDateWidget,
            "reinstated_on": AdminDateWidget,
            "reason": forms.Textarea(attrs={"rows": 2, "cols": 60}),
            "reinstatement_reason": forms.Textarea(attrs={"rows": 2, "cols": 60}),
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not set(self.changed_data) - {"correction_reason"} and not self.errors:
            raise ValidationError(_("Nothing is changed, so there is nothing to correct."))
        return cleaned


@transaction.atomic
def correct_suspension(
    model_admin: admin.ModelAdmin, request: HttpRequest, pk: int
) -> HttpResponse:
    if not model_admin.has_change_permission(request):
        raise PermissionDenied
    # Two who save at once do so one after the other, and the second is told.
    suspensions = Suspension.objects.select_for_update(no_key=True)
    suspension = get_object_or_404(
        suspensions if request.method == "POST" else Suspension.objects, pk=pk
    )
    certification = model_admin.get_object(request, str(suspension.certification_id))
    if certification is None:
        raise Http404
    back = reverse("admin:certification_certification_change", args=[certification.pk])
    form = SuspensionForm(request.POST or None, instance=suspension)
    if form.is_valid() and _saved(form):
        text = _("The suspension is corrected. Reason: %(reason)s")
        text %= {"reason": form.cleaned_data["correction_reason"]}
        model_admin.log_change(request, certification, text)
        model_admin.message_user(request, f"{certification}: {text}", messages.SUCCESS)
        return HttpResponseRedirect(back)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Correct a suspension"),
        "opts": model_admin.opts,
        "certification": certification,
        "form": form,
        "button": _("Correct"),
        "back": back,
        "list_url": reverse("admin:certification_certification_changelist"),
        "media": model_admin.media + form.media,
    }
    return TemplateResponse(request, "admin/certification/correct_suspension.html", context)


def _saved(form: SuspensionForm) -> bool:
    """The form has looked at every rule: what is refused now is so because somebody else was quicker."""
    try:
        with (
            pghistory.context(reason=form.cleaned_data["correction_reason"]),
            nobody_else_at_once(form.instance.certification),
        ):
            form.save()
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True
