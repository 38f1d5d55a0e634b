"""Applications for courses: staff say which person it is, add the person, or refuse."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextInputWidget, AutocompleteSelect
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certification.admin.badges import status_badge
from certification.admin.when import CourseWhenFilter
from certification.models import Application, Enrolment
from certification.models.application import ApplicationState
from people.admin.erasing import erase_record_page, may_erase
from people.admin.filters import ChoiceFilter
from people.admin.record import KEY, RecordAdmin
from people.models import Person

# Of the people alike: more are found by the search.
MOST_SHOWN = 20


class OtherPersonForm(forms.Form):
    def __init__(self, model_admin: admin.ModelAdmin) -> None:
        super().__init__()
        person = Enrolment._meta.get_field("person")
        self.fields["person"] = forms.ModelChoiceField(
            Person.objects.none(),
            label=gettext_lazy("Another person of the register"),
            widget=AutocompleteSelect(person, model_admin.admin_site),
        )


class RefusalForm(forms.Form):
    because = forms.CharField(
        label=gettext_lazy("Refuse, because"),
        max_length=500,
        widget=AdminTextInputWidget,
        error_messages={"required": gettext_lazy("Say why the application is refused.")},
    )


class StateFilter(ChoiceFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [(state.value, str(state.label)) for state in ApplicationState]

    def chosen(self, queryset: Any, value: str) -> QuerySet:
        return queryset.in_state(ApplicationState(value))  # type: ignore[no-any-return]


@admin.register(Application)
class ApplicationAdmin(RecordAdmin):
    """Those whose e-mail address is confirmed. What was sent stays as it was sent."""

    change_form_template = "admin/certification/application/change_form.html"
    list_display = ["name", "course", "country", "created_at", "state"]
    list_select_related = ["course", "enrolment"]
    list_filter: ClassVar[Any] = [StateFilter, CourseWhenFilter]
    search_help_text = gettext_lazy("Words of the name, e-mail, organisation or course.")
    fields: ClassVar[Any] = [
        "course",
        ("given_name", "family_name"),
        ("email", "organisation", "country"),
        "motivation",
        ("created_at", "confirmed_at", "consented_at"),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        applications: Any = super().get_queryset(request)
        return applications.confirmed()  # type: ignore[no-any-return]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # The form is to read; what is decided has buttons of its own.
        return False

    def may_decide(self, request: HttpRequest) -> bool:
        needed = ["certification.change_application", "certification.add_enrolment"]
        return request.user.has_perms(needed)  # type: ignore[union-attr]

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.decide_view)
        name = "certification_application_decide"
        erase = self.admin_site.admin_view(self.erase_view)
        return [
            path("<int:pk>/decide/", view, name=name),
            path("<int:pk>/erase/", erase, name="certification_application_erase"),
            *super().get_urls(),
        ]

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        application = context.get("original")
        if application:
            context |= self.question(request, application)
            # That of a person goes with the person's data.
            alone = application.enrolment is None and not application.is_erased
            context["may_erase"] = alone and may_erase(request)
        return super().render_change_form(request, context, *args, **kwargs)

    def people(self, request: HttpRequest) -> QuerySet:
        """Those whom this member of staff may see."""
        return self.admin_site.get_model_admin(Person).get_queryset(request)

    def question(self, request: HttpRequest, application: Application) -> dict[str, Any]:
        """Which person is this? Or what has become of it."""
        decided = application.why_decided()
        if decided:
            waiting: Any = self.get_queryset(request).filter(course=application.course)
            return {"decided": decided, "following": waiting.waiting_for_staff().last()}
        alike = self.people(request).filter(pk__in=application.alike().values("pk"))
        related = ("certifications__level", "certifications__suspensions")
        shown = list(alike.select_related("organisation").prefetch_related(*related)[:MOST_SHOWN])
        there = Enrolment.objects.filter(course=application.course, person__in=shown)
        enrolled = {each.person_id: each.get_state_display() for each in there}
        form = OtherPersonForm(self)
        return {
            "may_decide": self.may_decide(request),
            "may_add": request.user.has_perm("people.add_person"),  # type: ignore[union-attr]
            "candidates": [(each, _levels(each), enrolled.get(each.pk)) for each in shown],
            "others": application.alike().count() - len(shown),
            "other_form": form,
            "refusal_form": RefusalForm(),
            "media": self.media + form.media,
            "decide_url": reverse("admin:certification_application_decide", args=[application.pk]),
        }

    def decide_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.may_decide(request):
            raise PermissionDenied
        application = self.get_object(request, str(pk))
        if application is None:
            raise Http404
        if request.method == "POST":
            try:
                with transaction.atomic():
                    text = self.decide(request, application)
                    self.log_change(request, application, text)
                messages.success(request, text)
            except ValidationError as error:
                for reason in error.messages:
                    messages.error(request, _("Nothing has been changed. %s") % reason)
            except IntegrityError:
                text = _(
                    "Somebody else changed these records at the same moment. Please try again."
                )
                messages.error(request, text)
        return HttpResponseRedirect(reverse("admin:certification_application_change", args=[pk]))

    def erase_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        text = _("One that waits for an answer is refused with it. Nobody is told.")
        return erase_record_page(
            self, request, pk, before=Application.refuse_for_erasure, consequence=text
        )

    def decide(self, request: HttpRequest, application: Application) -> str:
        """Says what has been done. Raises ValidationError."""
        what = request.POST.get("what")
        if what == "refuse":
            form = RefusalForm(request.POST)
            if not form.is_valid():
                raise ValidationError([each for found in form.errors.values() for each in found])
            application.refuse(form.cleaned_data["because"])
            return _("Refused: %(application)s.") % {"application": application}
        if what == "new":
            if not request.user.has_perm("people.add_person"):  # type: ignore[union-attr]
                raise PermissionDenied
            enrolment = application.enrol_as_new_person()
            text = _(
                "%(person)s (%(register_no)s) is added to the register, and enrolled: %(course)s."
            )
        else:
            enrolment = application.enrol(self.person_named(request))
            text = _("%(person)s (%(register_no)s) is enrolled: %(course)s.")
        person = enrolment.person
        facts = {"person": person, "register_no": person.register_no, "course": enrolment.course}
        return text % facts

    def person_named(self, request: HttpRequest) -> Person:
        key = request.POST.get("person", "")
        person = self.people(request).filter(pk=key).first() if KEY.fullmatch(key) else None
        if person is None:
            raise ValidationError(_("Choose a person of the register first."))
        return person  # type: ignore[no-any-return]

    @admin.display(description=gettext_lazy("name"), ordering="family_name")
    def name(self, application: Application) -> str:
        return application.name_in_order

    @admin.display(description=gettext_lazy("state"))
    def state(self, application: Application) -> str:
        return str(application.state.label)


def _levels(person: Person) -> str:
    certifications: Any = person.certifications.all()  # type: ignore[attr-defined]
    rows = ((each.level, status_badge(each.status_on())) for each in certifications)
    return format_html_join("", '<div class="standing">{} {}</div>', rows)
