"""The accounts of staff: their role, what they may do beyond it, and the countries they are limited to."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import FilteredSelectMultiple
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.admin.countries import WholeRegisterAdmin
from people.admin.record import RecordAdmin
from people.countries import country_choices
from people.models import StaffCountries

# Nobody is given what concerns these: Django's own records, and the rows that keep history.
NOT_GIVEN = ["admin", "contenttypes", "pghistory", "sessions"]


def permissions_given() -> QuerySet:
    given = Permission.objects.exclude(content_type__app_label__in=NOT_GIVEN)
    return given.exclude(content_type__model__endswith="event").select_related("content_type")


class StaffCountriesForm(forms.ModelForm):
    countries = forms.MultipleChoiceField(
        label=gettext_lazy("Countries"),
        choices=country_choices,
        widget=FilteredSelectMultiple(gettext_lazy("countries"), is_stacked=False),
        help_text=StaffCountries._meta.get_field("countries").help_text,
    )

    class Meta:
        model = StaffCountries
        fields = ["countries"]


class StaffCountriesInline(admin.StackedInline):
    model = StaffCountries
    form = StaffCountriesForm
    extra = 0
    verbose_name_plural = gettext_lazy("limit to countries")


admin.site.unregister([User, Group])


@admin.register(User)
class StaffAdmin(WholeRegisterAdmin, RecordAdmin, UserAdmin):
    list_display = ["username", "first_name", "last_name", "email", "roles", "limit"]
    list_display += ["is_active", "is_superuser", "last_login"]
    list_filter = ["groups", "is_active"]
    search_fields = ["username", "first_name", "last_name", "email"]
    inlines = [StaffCountriesInline]
    fieldsets = (
        (None, {"fields": ["username", "password"]}),
        (gettext_lazy("Who it is"), {"fields": [("first_name", "last_name"), "email"]}),
        (gettext_lazy("Role"), {"fields": ["groups", ("is_active", "is_staff", "is_superuser")]}),
        (gettext_lazy("Beyond the role"), {"fields": ["user_permissions"]}),
        (gettext_lazy("Days"), {"fields": [("last_login", "date_joined")]}),
    )
    readonly_fields = ["last_login", "date_joined"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        staff = super().get_queryset(request).select_related("staff_countries")
        return staff.prefetch_related("groups")

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj else []

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        superuser = [] if request.user.is_superuser else ["is_superuser"]  # type: ignore[union-attr]
        return [*super().get_readonly_fields(request, obj), *superuser]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who could set a superuser's password would be one."""
        if obj is not None and obj.is_superuser and not request.user.is_superuser:  # type: ignore[union-attr]
            return False
        return super().has_change_permission(request, obj)

    def formfield_for_manytomany(self, db_field: Any, request: Any = None, **kwargs: Any) -> Any:
        if db_field.name == "user_permissions":
            kwargs["queryset"] = permissions_given()
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            # The register has no other users than its staff.
            obj.is_staff = True
        super().save_model(request, obj, form, change)

    @admin.display(description=gettext_lazy("role"))
    def roles(self, user: User) -> str:
        return ", ".join(group.name for group in user.groups.all())

    @admin.display(description=gettext_lazy("limited to"))
    def limit(self, user: User) -> str:
        limit = getattr(user, "staff_countries", None)
        return limit.names() if limit else _("Not limited")


@admin.register(Group)
class RoleAdmin(WholeRegisterAdmin, RecordAdmin, GroupAdmin):
    """Those of the register are made by its migrations; others may stand beside them."""

    list_display = ["name", "members"]
    search_fields = ["name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(count=Count("user"))

    def formfield_for_manytomany(self, db_field: Any, request: Any = None, **kwargs: Any) -> Any:
        kwargs["queryset"] = permissions_given()
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @admin.display(description=gettext_lazy("members of staff"))
    def members(self, group: Any) -> int:
        count: int = group.count
        return count
