"""What the admin of every record of the register does alike."""

import re
from collections.abc import Iterator
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.forms import ModelMultipleChoiceField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from people.admin.choosing import RecordFields
from people.admin.countries import form_for
from people.admin.history import record_history
from people.models.staff import is_limited, visible_to

# What can be a primary key, of all that an address or a form may say.
KEY = re.compile("[0-9]{1,18}")


class RecordList(ChangeList):
    def get_filters(self, request: HttpRequest) -> Any:
        try:
            return super().get_filters(request)
        except (ValueError, OverflowError) as error:  # year=9999999 in the address
            raise IncorrectLookupParameters(error) from error


class RecordAdmin(RecordFields, admin.ModelAdmin):
    """Records are searched by their own `matching()`, if they have it, and never deleted.

    Staff who are limited to countries get those records alone that `of_countries` leaves, in lists,
    inlines, autocompletes and all that fetches by `get_queryset`.
    """

    # Few records that hardly change: fields that choose one have no icons to make or change one in passing.
    is_settled = False
    # Makes the search box appear; what it finds is the matter of `matching`.
    search_fields = ["pk"]
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    list_max_show_all = 0
    save_on_top = True

    class Media:
        css = {"all": ["admin_register/admin.css"]}

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return RecordList

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        if not hasattr(queryset, "matching"):
            return super().get_search_results(request, queryset, search_term)
        return queryset.matching(search_term), False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        records: QuerySet = visible_to(request.user, super().get_queryset(request))
        return records

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        record = super().get_object(request, *args, **kwargs)
        if record is not None:
            # What is shown of a record is not told who asks.
            record.seen_by = request.user
        return record

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        return form_for(request.user, super().get_form(request, obj, change=change, **kwargs))

    def get_formsets_with_inlines(self, request: HttpRequest, obj: Any = None) -> Iterator[Any]:
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            formset.form = form_for(request.user, formset.form)
            yield formset, inline

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: Any, prefix: str
    ) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)  # type: ignore[misc]
        kwargs["queryset"] = visible_to(request.user, kwargs["queryset"])
        return kwargs

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Of several that are chosen, those of other countries stay: the form did not show them."""
        if is_limited(request.user):
            for name, field in form.fields.items():
                if isinstance(field, ModelMultipleChoiceField) and name in form.cleaned_data:
                    shown: Any = field.queryset
                    hidden = getattr(form.instance, name).exclude(pk__in=shown.values("pk"))
                    form.cleaned_data[name] = [*form.cleaned_data[name], *hidden]
        super().save_related(request, form, formsets, change)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        response = super().add_view(request, form_url, extra_context)
        if isinstance(response, TemplateResponse) and response.context_data is not None:
            # The first field has the focus on an empty form, and not a button that saves it.
            response.context_data["save_on_top"] = False
        return response

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        initial: dict[str, Any] = super().get_changeform_initial_data(request)
        related = {field.name for field in self.opts.get_fields() if field.is_relation}
        return {
            name: value
            for name, value in initial.items()
            if name not in related or all(KEY.fullmatch(pk) for pk in _keys(value))
        }

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if not all(KEY.fullmatch(pk) for pk in chosen):
            self.message_user(
                request, _("This address can't be read: here is the whole list."), messages.WARNING
            )
            return HttpResponseRedirect(request.path)
        return super().changelist_view(request, extra_context)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        self.refuse_unreadable_keys(request)
        try:
            with transaction.atomic():
                if request.method == "POST":
                    self.lock(request, object_id)
                return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError:
            # The form has looked at every constraint: somebody else was quicker in between. What only
            # the commit sees has been told to be saved already, which is to be forgotten.
            list(messages.get_messages(request))
            self.message_user(
                request,
                _(
                    "Nothing was saved, because it contradicts a record that was saved at the same "
                    "moment. Look at it as it is now, and try again."
                ),
                messages.ERROR,
            )
            return HttpResponseRedirect(request.get_full_path())

    def lock(self, request: HttpRequest, object_id: str | None) -> None:
        """Two who save at once do so one after the other, and the second is told."""
        # What nobody changes need not be the server's to lock.
        may = self.has_change_permission(request)
        if may and object_id and KEY.fullmatch(object_id):
            records: Any = self.model._default_manager
            list(records.select_for_update(no_key=True).filter(pk=int(object_id)).values("pk"))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        if not hasattr(self.model, "kept"):
            return super().history_view(request, object_id, extra_context)
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined, no-any-return]
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        return record_history(self, request, record)

    def refuse_unreadable_keys(self, request: HttpRequest) -> None:
        """Django's field with a search box fails on what is no key, when it is shown again."""
        searched = {*self.autocomplete_fields}
        searched |= {name for inline in self.inlines for name in inline.autocomplete_fields}
        for name, values in request.POST.lists():
            is_searched = name.rsplit("-", 1)[-1] in searched
            if is_searched and not all(KEY.fullmatch(value) for value in values if value):
                raise BadRequest(_("This form can't be read. Choose from the lists it offers."))


def _keys(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value
