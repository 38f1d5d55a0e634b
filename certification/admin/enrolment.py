from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy

from certification.admin.course_people import offer
from certification.admin.when import CourseWhenFilter
from certification.models import Certification, Course, Enrolment
from people.admin.forms import RecordForm, SeenForm
from people.admin.record import KEY, RecordAdmin


class EnrolmentForm(SeenForm, RecordForm):
    # On the record already, where they can't be changed.
    known = {"course", "person"}

    class Meta:
        model = Enrolment
        fields = ["course", "person", "state", "applied_on", "result_on", "remark"]


@admin.register(Enrolment)
class EnrolmentAdmin(RecordAdmin):
    """People on courses, whatever the course."""

    form = EnrolmentForm
    list_display = ["person_name", "course", "state", "applied_on", "result_on", "came_of_it"]
    list_select_related = ["person", "course", "certification__level"]
    list_filter = ["state", CourseWhenFilter, "course__kind"]
    search_help_text = gettext_lazy(
        "Names, register number or organisation of the person: the beginnings of words."
    )
    autocomplete_fields = ["course", "person"]
    ordering = ["-course__starts_on", "-course", "person__sort_key", "pk"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["course_link", "person_link", "came_of_it"] if obj else []

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        entered = ["state", ("applied_on", "result_on"), "remark"]
        if obj is None:
            return ["course", "person", *entered]
        return [("person_link", "course_link"), "came_of_it", *entered]

    def lock(self, request: HttpRequest, object_id: str | None) -> None:
        """The course and the person too."""
        key = request.POST.get("course", "") if object_id is None else object_id
        if not KEY.fullmatch(key):
            return
        if object_id is None:
            list(Course.objects.select_for_update(no_key=True).filter(pk=int(key)))
        else:
            for enrolment in Enrolment.objects.filter(pk=int(key)):
                enrolment.lock()

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and "state" in form.changed_data:
            offer(self, request, obj.course)

    @admin.display(description=gettext_lazy("person"), ordering="person__sort_key")
    def person_name(self, enrolment: Enrolment) -> str:
        return enrolment.person.name_in_order

    @admin.display(description=gettext_lazy("person"))
    def person_link(self, enrolment: Enrolment) -> str:
        url = reverse("admin:people_person_change", args=[enrolment.person_id])
        return format_html('<a href="{}">{}</a>', url, enrolment.person)

    @admin.display(description=gettext_lazy("course"))
    def course_link(self, enrolment: Enrolment) -> str:
        url = reverse("admin:certification_course_change", args=[enrolment.course_id])
        return format_html('<a href="{}">{}</a>', url, enrolment.course)

    @admin.display(description=gettext_lazy("certification"))
    def came_of_it(self, enrolment: Enrolment) -> str:
        return certification_of(enrolment)


class EnrolmentOfPersonInline(admin.TabularInline):
    """On a person's page, to read: the courses, and what became of them."""

    model = Enrolment
    fields: ClassVar[Any] = ["course_name", "state", "applied_on", "result_on", "came_of_it"]
    readonly_fields: ClassVar[Any] = fields
    extra = 0
    can_delete = False
    verbose_name_plural = gettext_lazy("courses")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request).select_related("person", "course")
        return rows.select_related("certification__level").order_by("-course__starts_on", "pk")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("course"))
    def course_name(self, enrolment: Enrolment) -> str:
        url = reverse("admin:certification_enrolment_change", args=[enrolment.pk])
        return format_html('<a href="{}">{}</a>', url, enrolment.course)

    @admin.display(description=gettext_lazy("certification"))
    def came_of_it(self, enrolment: Enrolment) -> str:
        return certification_of(enrolment)


def certification_of(enrolment: Enrolment) -> str:
    """A link to what came of it, if anything."""
    certification: Certification | None = getattr(enrolment, "certification", None)
    if certification is None:
        return ""
    url = reverse("admin:certification_certification_change", args=[certification.pk])
    text = f"{certification.level}, {certification.certified_on.isoformat()}"
    return format_html('<a href="{}">{}</a>', url, text)
