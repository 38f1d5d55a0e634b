"""How people are offered where one is chosen: two of a name are told apart."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.http import HttpRequest, HttpResponse

from people.history import is_person
from people.models import Person


def person_label(person: Person) -> str:
    country: Any = person.country
    label = f"{person.name_in_order} ({person.register_no})"
    return f"{label}, {country.name}" if country else label


class RecordFields:
    """Before an admin or an inline: what its fields of other records offer."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field is None or not db_field.is_relation:
            return field
        if is_person(db_field.related_model):
            field.label_from_instance = person_label
        related = self.admin_site._registry.get(db_field.related_model)  # type: ignore[attr-defined]
        if getattr(related, "is_settled", False):
            widget = field.widget
            widget.can_add_related = widget.can_change_related = widget.can_view_related = False
        return field


class Autocomplete(AutocompleteJsonView):
    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        result: dict[str, str] = super().serialize_result(obj, to_field_name)
        return {**result, "text": person_label(obj)} if is_person(obj) else result


def autocomplete(request: HttpRequest) -> HttpResponse:
    return Autocomplete.as_view(admin_site=admin.site)(request)  # type: ignore[return-value]
