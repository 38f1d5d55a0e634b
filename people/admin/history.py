"""History for staff: a page for each record, and one for the whole register."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminDateWidget
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.admin.countries import WholeRegisterAdmin
from people.admin.history_words import entries
from people.alphabet import alphabetical
from people.events import (
    Position,
    Selection,
    narrowed,
    of_everything,
    of_people,
    of_record,
    only_of,
    page,
)
from people.history import is_person, tracked_models
from people.models import Person, RegisterHistory
from people.models.staff import is_limited, visible_to

ON_A_PAGE = 50
MOST_PEOPLE = 200


def record_history(
    model_admin: admin.ModelAdmin, request: HttpRequest, record: Any
) -> HttpResponse:
    """In place of Django's page, which knows of changes in the admin alone. Permission is the caller's."""
    opts = model_admin.opts
    context = {
        "title": _("History: %(record)s") % {"record": record},
        "opts": opts,
        "record": record,
        "module_name": capfirst(opts.verbose_name_plural),
        "show_person": not is_person(record),
    }
    selection = of_record(record)
    if is_limited(request.user):
        # A benchmarking that they see has people from elsewhere in it.
        selection = only_of(visible_to(request.user, Person.objects.all()), selection)
    return _page(model_admin, request, selection, "admin/history/record.html", context)


class HistoryFilter(forms.Form):
    person = forms.CharField(
        label=gettext_lazy("Person"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Words of the name, or the register number."),
    )
    staff = forms.ModelChoiceField(
        # Former staff too, whose changes stay. Accounts are for staff alone, and are never deleted.
        User.objects.order_by("username"),
        label=gettext_lazy("Changed by"),
        required=False,
        empty_label=gettext_lazy("Everybody"),
    )
    model = forms.ChoiceField(label=gettext_lazy("Kind of record"), required=False)
    since = forms.DateField(
        label=gettext_lazy("From the day"), required=False, widget=AdminDateWidget
    )
    until = forms.DateField(
        label=gettext_lazy("To the day"), required=False, widget=AdminDateWidget
    )

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request.GET)
        self.request = request
        kinds = [(m._meta.label, str(capfirst(m._meta.verbose_name))) for m in tracked_models()]
        field: Any = self.fields["model"]
        field.choices = [("", _("All")), *sorted(kinds, key=lambda kind: alphabetical(kind[1]))]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            self.add_error("until", _("The last day can't be before the first."))
        return cleaned

    def clean_person(self) -> list[int] | None:
        text = self.cleaned_data["person"]
        if not text:
            return None
        # The list of people knows whom a text finds.
        people = admin.site.get_model_admin(Person)
        found, _repeats = people.get_search_results(self.request, Person.objects.all(), text)
        ids = list(found.order_by("pk").values_list("pk", flat=True)[: MOST_PEOPLE + 1])
        if len(ids) > MOST_PEOPLE:
            raise ValidationError(
                _(
                    "More than %(most)d people match: give more of the name, or the register number."
                ),
                params={"most": MOST_PEOPLE},
            )
        return ids

    def selection(self) -> Selection:
        chosen = self.cleaned_data
        selection = of_everything()
        if chosen["person"] is not None:
            selection = of_people(chosen["person"])
        if chosen["model"]:
            selection = {m: q for m, q in selection.items() if m._meta.label == chosen["model"]}
        condition = Q()
        if chosen["staff"]:
            condition &= Q(pgh_context__metadata__user=chosen["staff"].pk)
        if chosen["since"]:
            condition &= Q(pgh_created_at__gte=_midnight(chosen["since"]))
        if chosen["until"] and chosen["until"].year < 9999:
            condition &= Q(pgh_created_at__lt=_midnight(chosen["until"] + timedelta(days=1)))
        return narrowed(selection, condition)


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


@admin.register(RegisterHistory)
class RegisterHistoryAdmin(WholeRegisterAdmin, admin.ModelAdmin):
    """Every change of every record, for those with the permission to view the history."""

    class Media:
        css = {"all": ["admin_register/admin.css"]}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.changelist_view)
        return [path("", view, name="people_registerhistory_changelist")]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = HistoryFilter(request)
        selection = form.selection() if form.is_valid() else {}
        context = {
            "title": _("History of the register"),
            "opts": self.opts,
            "form": form,
            "show_person": True,
        }
        return _page(self, request, selection, "admin/history/register.html", context)


def _page(
    model_admin: admin.ModelAdmin,
    request: HttpRequest,
    selection: Selection,
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    asked = request.GET.get("before")
    before = Position.read(asked) if asked else None
    if asked and before is None:
        text = _("This place in the history can't be read: here is its end.")
        messages.warning(request, text)
    changes, last = page(selection, before, ON_A_PAGE)
    context |= {
        **model_admin.admin_site.each_context(request),
        "entries": [
            (entry, _url(request, entry.change)) for entry in entries(changes, request.user)
        ],
        "before": before,
        "last": last,
        "media": model_admin.media,
    }
    return TemplateResponse(request, template, context)


def _url(request: HttpRequest, change: Any) -> str:
    """Where staff see the record, if there is such a page and they may."""
    model = change.model
    model_admin = admin.site._registry.get(model)
    if not model_admin or not model_admin.has_view_permission(request):
        return ""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
    return reverse(name, args=[change.event.pgh_obj_id])
