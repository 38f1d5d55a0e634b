from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certification.admin.course_certificates import certificates_view, certificates_zip
from certification.admin.course_certifying import certify_view
from certification.admin.course_people import offer, people_of, people_view
from certification.admin.new_enrolment import NewEnrolmentInline
from certification.admin.when import WhenFilter
from certification.models import Course
from people.admin.filters import CountryFilter
from people.admin.forms import SeenForm
from people.admin.record import RecordAdmin
from people.languages import language_choices
from people.translated import columns


class CourseForm(SeenForm):
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        initial="en",
        choices=language_choices,
    )

    class Meta:
        model = Course
        exclude: list[str] = []

    def version(self) -> str:
        """The trainers are rows of their own."""
        trainers = self.instance.trainers.order_by("pk").values_list("pk", flat=True)
        return f"{super().version()} {list(trainers)}"


@admin.register(Course)
class CourseAdmin(RecordAdmin):
    """Courses, each with its people: what becomes of them is recorded on pages of their own."""

    form = CourseForm
    change_form_template = "admin/certification/course/change_form.html"
    # Counting people in a query undoes the model's own.
    ordering = ["-starts_on", "-pk"]
    list_display = ["title", "kind", "level", "where", "starts_on", "ends_on", "places"]
    list_display += ["is_published", "waiting_for_certification"]
    list_select_related = ["level"]
    list_filter = [WhenFilter, "kind", CountryFilter, "is_published"]
    search_help_text = gettext_lazy(
        "Words of the title and the place, in any order and without accents."
    )
    autocomplete_fields = ["trainers"]
    inlines = [NewEnrolmentInline]
    # It would stand among what is recorded of the people, and save nothing of it.
    save_on_top = False
    readonly_fields = ["slug", "created_at", "updated_at"]
    fieldsets = [
        (None, {"fields": ["title", ("kind", "level")]}),
        (
            gettext_lazy("When and where"),
            {"fields": [("starts_on", "ends_on"), "is_online", ("place", "country")]},
        ),
        (
            gettext_lazy("Teaching"),
            {"fields": ["language", "trainers", ("capacity", "applications_until")]},
        ),
        (
            gettext_lazy("On public pages"),
            {"fields": ["is_published", "description", "cancelled_on"]},
        ),
        (
            gettext_lazy("In other languages"),
            {"fields": columns("title", "description"), "classes": ["collapse"]},
        ),
        (gettext_lazy("Record"), {"fields": ["slug", ("created_at", "updated_at")]}),
    ]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if obj else fieldsets[:-1]

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        # People come once there is a course, whose days and places they are held against.
        return self.inlines if obj else []

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        courses: Any = super().get_queryset(request)
        return courses.with_places_taken().with_number_to_certify()  # type: ignore[no-any-return]

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        return super().get_view_on_site_url(obj) if obj and obj.is_published else None

    def get_urls(self) -> list[Any]:
        return [
            path(
                f"<int:pk>/{part}",
                self.admin_site.admin_view(partial(view, self)),
                name=f"certification_course_{part.strip('/').replace('.', '_')}",
            )
            for part, view in (
                ("people/", people_view),
                ("certify/", certify_view),
                ("certificates/", certificates_view),
                ("certificates.zip", certificates_zip),
            )
        ] + super().get_urls()

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        course = context.get("original")
        if course:
            context |= people_of(self, request, course)
        return super().render_change_form(request, context, *args, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if "capacity" in form.changed_data:
            offer(self, request, form.instance)

    @admin.display(description=gettext_lazy("place"), ordering="place")
    def where(self, course: Course) -> str:
        country: Any = course.country
        return _("Online") if course.is_online else f"{course.place}, {country.name}"

    @admin.display(description=gettext_lazy("places taken"), ordering="taken")
    def places(self, course: Any) -> str:
        taken = {"taken": course.taken, "places": course.capacity}
        return _("%(taken)d of %(places)d") % taken if course.capacity else str(course.taken)

    @admin.display(description=gettext_lazy("passed, not certified"), ordering="to_certify")
    def waiting_for_certification(self, course: Any) -> str:
        return str(course.to_certify or "")
