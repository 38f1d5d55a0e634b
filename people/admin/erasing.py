"""Erase a person's data: a page that says what goes and what stays, and asks twice."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.admin.consent import admin_url
from people.erasing import erase, personal_models
from people.models import Person


class ErasureForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text=gettext_lazy("Kept for good. Do not name the person in it."),
    )
    register_no = forms.CharField(
        label=gettext_lazy("Register number"),
        help_text=gettext_lazy("Type it in, so that nobody else is erased by mistake."),
    )

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        self.person = person
        super().__init__(*args, **kwargs)

    def clean_register_no(self) -> str:
        number: str = self.cleaned_data["register_no"]
        if number != self.person.register_no:
            raise ValidationError(_("This is not the register number of this person."))
        return number


def erase_person(model_admin: admin.ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    if not request.user.has_perm("people.erase_person"):  # type: ignore[union-attr]
        raise PermissionDenied
    person = model_admin.get_object(request, str(pk))
    if person is None:
        raise Http404
    form = ErasureForm(person, request.POST or None)
    if form.is_valid():
        user: Any = request.user
        erase(person, form.cleaned_data["reason"], user.get_full_name() or user.get_username())
        text = _("The data of the person with the register number %(number)s are erased.")
        model_admin.message_user(request, text % {"number": person.register_no}, messages.SUCCESS)
        return HttpResponseRedirect(admin_url(model_admin, "change", person))
    opts = model_admin.opts
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Erase personal data"),
        "opts": opts,
        "person": person,
        "erased": list(person.erasures.all()),
        "what": [_named(model) for model in personal_models()],
        "back": admin_url(model_admin, "change", person),
        "form": form,
        "button": _("Erase for good"),
        "list_url": reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist"),
        "media": model_admin.media + form.media,
    }
    return TemplateResponse(request, "admin/people/erase.html", context)


def _named(model: Any) -> tuple[str, str]:
    """A model, and what is erased of it, in words."""
    fields = [str(model._meta.get_field(name).verbose_name) for name in model.kept.personal]
    return capfirst(model._meta.verbose_name), ", ".join(fields)
