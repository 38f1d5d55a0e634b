"""Erase a person's data: a page that says what goes and what stays, and asks twice."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.admin.consent import admin_url
from people.erasing import erase, erase_record, personal_models
from people.models import Person


def may_erase(request: HttpRequest) -> bool:
    return request.user.has_perm("people.erase_person")  # type: ignore[union-attr]


class RecordErasureForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text=gettext_lazy("Kept for good. Do not name the person in it."),
    )


class ErasureForm(RecordErasureForm):
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
    if not may_erase(request):
        raise PermissionDenied
    person = model_admin.get_object(request, str(pk))
    if person is None:
        raise Http404
    form = ErasureForm(person, request.POST or None)
    if form.is_valid():
        erase(person, form.cleaned_data["reason"], _name(request))
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


def erase_record_page(
    model_admin: Any,
    request: HttpRequest,
    pk: int,
    *,
    before: Callable[[Any], None] = lambda record: None,
    consequence: str = "",
) -> HttpResponse:
    """Of a record that is kept `alone`. `before` is done in the same transaction, as `consequence` says."""
    if not may_erase(request) or not model_admin.has_view_permission(request):
        raise PermissionDenied
    record = model_admin.get_object(request, str(pk))
    if record is None:
        raise Http404
    form = RecordErasureForm(request.POST or None)
    if form.is_valid() and _record_erased(record, form, _name(request), before):
        text = _("The personal data of this record are erased.")
        model_admin.message_user(request, text, messages.SUCCESS)
        return HttpResponseRedirect(admin_url(model_admin, "change", record))
    opts = model_admin.opts
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Erase personal data"),
        "opts": opts,
        "record": record,
        "what": [_named(type(record))],
        "consequence": consequence,
        "back": admin_url(model_admin, "change", record),
        "form": form,
        "button": _("Erase for good"),
        "list_url": reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist"),
        "media": model_admin.media + form.media,
    }
    return TemplateResponse(request, "admin/people/erase_record.html", context)


def _record_erased(record: Any, form: forms.Form, name: str, before: Callable[[Any], None]) -> bool:
    try:
        with transaction.atomic():
            before(record)
            erase_record(record, form.cleaned_data["reason"], name)
    except ValidationError as error:
        form.add_error(None, ValidationError(error.messages))
        return False
    return True


def _name(request: HttpRequest) -> str:
    user: Any = request.user
    return user.get_full_name() or user.get_username()  # type: ignore[no-any-return]


def _named(model: Any) -> tuple[str, str]:
    """A model, and what is erased of it, in words."""
    fields = [str(model._meta.get_field(name).verbose_name) for name in model.kept.erased()]
    return capfirst(model._meta.verbose_name), ", ".join(fields)
