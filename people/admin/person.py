from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from people.admin import filters
from people.admin.consent import (
    ConsentInline,
    NewConsentInline,
    admin_url,
    listing,
    withdraw_consent,
)
from people.admin.erasing import erase_person
from people.admin.forms import SeenForm
from people.admin.record import RecordAdmin
from people.admin.widgets import LanguagesField, PhotoWidget, photo_url
from people.languages import language_name
from people.models import Person
from people.models.staff import visible_to

# Of people of other countries limited staff are not even told the names.
ALIKE_ELSEWHERE = _(
    "Somebody of the same name or e-mail address is in the register for another country: please ask "
    "the central office whether it is the same person."
)


class PersonForm(SeenForm):
    languages = LanguagesField(
        label=_("Languages"),
        required=False,
        help_text=_("Those in which the person can lead a benchmarking interview."),
    )

    class Meta:
        model = Person
        exclude: list[str] = []
        widgets = {"photo": PhotoWidget}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "correspondence_language" in self.fields:
            field = self.fields["correspondence_language"]
            field.widget = forms.Select(choices=_with(self.instance.correspondence_language))
            # A list always sends one; who leaves the field out means what is recorded, or English.
            field.required = False
        if "organisation" in self.fields:
            # It is the organisation of others too.
            self.fields["organisation"].widget.can_delete_related = False  # type: ignore[attr-defined]

    def _get_validation_exclusions(self) -> set[str]:
        exclude = super()._get_validation_exclusions()  # type: ignore[misc]
        # An empty one is given by save(), after the constraints have been looked at.
        return exclude if self.cleaned_data.get("register_no") else exclude | {"register_no"}


def _with(code: str) -> list[tuple[str, Any]]:
    """The languages of the site, and what was recorded of somebody who prefers another."""
    known = [(each, name) for each, name in settings.LANGUAGES]
    return known if code in dict(known) else [*known, (code, language_name(code))]


@admin.register(Person)
class PersonAdmin(RecordAdmin):
    """All people, with and without certifications."""

    form = PersonForm
    list_display = ["photo_or_initials", "name", "register_no", "country", "organisation"]
    list_display += ["listed", "available"]
    list_display_links = ["name"]
    list_select_related = ["organisation"]
    list_filter: ClassVar[list[Any]] = [
        filters.GapsFilter,
        filters.ListedFilter,
        filters.AvailableFilter,
        filters.CountryFilter,
        filters.LanguageFilter,
        filters.SectorFilter,
    ]
    search_help_text = _(
        "Names, former names and nicknames, organisation, numbers of the register and of certificates: "
        "the beginnings of words, in any order and without accents. Or a whole e-mail address."
    )
    autocomplete_fields = ["organisation"]
    filter_horizontal = ["sectors"]
    inlines: ClassVar[list[Any]] = [ConsentInline, NewConsentInline]
    # Who has a public page is known to the part of the register that makes it.
    view_on_site: Any = False
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("given_name", "family_name"),
                    ("former_names", "nicknames"),
                    "register_no",
                ]
            },
        ),
        (_("Work"), {"fields": [("country", "organisation"), ("position", "website")]}),
        (
            _("Private"),
            {"fields": [("email", "telephone"), "correspondence_language", "takes_messages"]},
        ),
        (
            _("Expertise"),
            {"fields": ["is_available", "languages", "sectors", "biography", "photo"]},
        ),
        (_("On public pages"), {"fields": ["listing", "slug", ("created_at", "updated_at")]}),
    ]

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        # Of somebody new there is nothing to read yet.
        return self.inlines if obj else [NewConsentInline]

    def get_list_display(self, request: HttpRequest) -> Any:
        return [*self.list_display, "gaps"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("consents")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        if "@" in search_term:
            return queryset.filter(email__iexact=search_term.strip()), False
        return super().get_search_results(request, queryset, search_term)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and not {"given_name", "family_name", "email"} & {*form.changed_data}:
            return
        alike = Person.objects.alike(obj)
        for other in visible_to(request.user, alike)[:3]:
            text = _(
                "Is this person in the register twice? {} ({}) has the same name or e-mail address."
            )
            url = admin_url(self, "change", other)
            link = format_html('<a href="{}">{}</a>', url, other)
            messages.warning(request, format_html(str(text), link, other.register_no))
        if alike.exclude(pk__in=visible_to(request.user, alike).values("pk")).exists():
            messages.warning(request, ALIKE_ELSEWHERE)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        if change:
            kwargs["help_texts"] = {"register_no": _("Given once and never changed.")}
        return super().get_form(request, obj, change, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        given = ["register_no"] if obj else []
        return ["slug", "listing", "created_at", "updated_at", *given]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        # What is on public pages is known once there is a person.
        return fieldsets if obj else fieldsets[:-1]

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        own = [
            ("photo", self.photo_view),
            ("withdraw-consent", self.withdraw_consent_view),
            ("erase", self.erase_view),
        ]
        return [
            path(f"<int:pk>/{part}/", self.admin_site.admin_view(view), name=f"{name}_{part}")
            for part, view in own
        ] + super().get_urls()

    def photo_view(self, request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
        """Photos of people who aren't listed are private: staff only, and by no other address."""
        person = self.get_object(request, str(pk))
        if not self.has_view_permission(request, person):
            raise PermissionDenied
        if not person or not person.photo:
            raise Http404
        try:
            return FileResponse(person.photo.open("rb"), content_type="image/jpeg")
        except FileNotFoundError as error:
            raise Http404 from error

    def withdraw_consent_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return withdraw_consent(self, request, pk)

    def erase_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return erase_person(self, request, pk)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj and obj.is_erased:
            return False
        return super().has_change_permission(request, obj)

    @admin.display(description=_("photo"))
    def photo_or_initials(self, person: Person) -> str:
        if person.photo:
            return format_html(
                '<img class="photo" src="{}" alt="" width="36" height="36" loading="lazy">',
                photo_url(person),
            )
        return format_html(
            '<span class="photo initials" aria-hidden="true">{}</span>', person.initials
        )

    @admin.display(description=_("name"), ordering="sort_key")
    def name(self, person: Person) -> str:
        return person.name_in_order

    @admin.display(description=_("listed"), boolean=True)
    def listed(self, person: Person) -> bool:
        return person.is_listed()

    @admin.display(description=_("available"), ordering="is_available", boolean=True)
    def available(self, person: Person) -> bool | None:
        return person.is_available

    @admin.display(description=_("not known"))
    def gaps(self, person: Person) -> str:
        known = {_("country"): person.country, _("organisation"): person.organisation_id}
        known[_("e-mail")] = person.email
        return ", ".join(str(name) for name, value in known.items() if not value)

    @admin.display(description=_("listed"))
    def listing(self, person: Person) -> str:
        return listing(self, person)
