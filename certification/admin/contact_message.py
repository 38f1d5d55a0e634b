"""That visitors wrote to experts, for those who ask what became of it. The words are the two's alone."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certification.models import ContactMessage
from certification.models.contact_message import ContactState
from people.admin.erasing import erase_record_page, may_erase
from people.admin.filters import ChoiceFilter
from people.admin.record import RecordAdmin


class StateFilter(ChoiceFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [(state.value, str(state.label)) for state in ContactState]

    def chosen(self, queryset: Any, value: str) -> QuerySet:
        return queryset.filter(state=value)  # type: ignore[no-any-return]


@admin.register(ContactMessage)
class ContactMessageAdmin(RecordAdmin):
    change_form_template = "admin/certification/contactmessage/change_form.html"
    list_display: Any = ["sent_at", "person", "sender", "state"]
    list_select_related: ClassVar[Any] = ["person"]
    list_filter: ClassVar[Any] = [StateFilter]
    search_help_text = gettext_lazy("Names or e-mail of the sender, names or number of the expert.")
    fields: ClassVar[Any] = [
        "person",
        ("sent_at", "state", "answered_at"),
        ("name", "email"),
        "organisation",
    ]
    readonly_fields: ClassVar[Any] = ["sent_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[Any]:
        erase = self.admin_site.admin_view(self.erase_view)
        name = "certification_contactmessage_erase"
        return [path("<int:pk>/erase/", erase, name=name), *super().get_urls()]

    def erase_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return erase_record_page(self, request, pk)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        message = context.get("original")
        context["may_erase"] = message and may_erase(request) and not message.is_erased
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=gettext_lazy("name of the sender"), ordering="name")
    def sender(self, message: ContactMessage) -> str:
        return message.name or _("erased")
