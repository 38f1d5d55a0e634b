"""Forms of staff who are limited to countries: they offer, and take, nobody of another country."""

from functools import partial
from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.admin.choosing import person_label
from people.countries import country_choices
from people.history import is_person
from people.models.staff import countries_of, country_names, is_limited, visible_to

# Of people of other countries limited staff are not even told the names.
ELSEWHERE = gettext_lazy("an expert of another country")


class ReadInCountriesAdmin:
    """Before RecordAdmin: holds for all countries, so staff who are limited to some change nothing of it."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return not is_limited(request.user) and super().has_add_permission(request)  # type: ignore[misc]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not is_limited(request.user) and super().has_change_permission(request, obj)  # type: ignore[misc]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not is_limited(request.user) and super().has_delete_permission(request, obj)  # type: ignore[misc]


class WholeRegisterAdmin(ReadInCountriesAdmin):
    """The same, and they don't even read it."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return not is_limited(request.user) and super().has_module_permission(request)  # type: ignore[misc]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not is_limited(request.user) and super().has_view_permission(request, obj)  # type: ignore[misc]


def is_elsewhere(user: Any, country: Any) -> bool:
    """Whether what belongs to that country is closed to the user."""
    codes = countries_of(user)
    return codes is not None and str(country) not in codes


def name_for(user: Any, person: Any) -> str:
    """What the user is told of somebody whom a record of theirs names."""
    if person is None:
        return ""
    return str(ELSEWHERE if is_elsewhere(user, person.country) else person)


def _label_for(user: Any, person: Any) -> str:
    return str(ELSEWHERE) if is_elsewhere(user, person.country) else person_label(person)


def form_for(user: Any, form: Any) -> Any:
    """The form class as this user may use it: the same one for staff who are not limited."""
    if not is_limited(user):
        return form

    class LimitedForm(form):  # type: ignore[misc]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            limit_fields(self, user)

    LimitedForm.__name__ = form.__name__
    return LimitedForm


def limit_fields(form: forms.BaseForm, user: Any) -> None:
    """Records to choose from are narrowed, and so is the country of a record that belongs to its own.

    What the record names already stays: a trainee of ours may have a mentor from elsewhere. Does
    nothing for staff who are not limited.
    """
    if not is_limited(user):
        return
    record = getattr(form, "instance", None)
    for name, field in form.fields.items():
        if isinstance(field, forms.ModelMultipleChoiceField):
            field.queryset = visible_to(user, field.queryset)
        elif isinstance(field, forms.ModelChoiceField):
            _limit_choices(field, user, getattr(record, f"{name}_id", None))
    if record is not None and "country" in form.fields and _is_of_a_country(record):
        _limit_country(form.fields["country"], user, record.country)


def _is_of_a_country(record: Any) -> bool:
    return hasattr(record._meta.default_manager.all(), "of_countries")


def _limit_choices(field: Any, user: Any, current: Any) -> None:
    if not hasattr(field.queryset, "of_countries"):
        return
    own = visible_to(user, field.queryset.model._default_manager.all()).order_by().values("pk")
    field.queryset = field.queryset.filter(Q(pk__in=own) | Q(pk=current))
    if is_person(field.queryset.model):
        field.label_from_instance = partial(_label_for, user)


def _limit_country(field: Any, user: Any, current: Any) -> None:
    codes = countries_of(user) or frozenset()
    offered = country_choices({*codes, *([str(current)] if current else [])})
    field.choices = [("", "---------"), *offered]
    field.required = True
    if len(codes) == 1 and not current:
        field.initial = offered[0][0]
    text = _("Your account is for %(countries)s only: the central office enters people elsewhere.")
    refusal = text % {"countries": country_names(codes)}
    field.error_messages |= {"invalid_choice": refusal, "required": refusal}
