from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certification.admin.cluster_organisation import benchmarking_link
from certification.admin.days import day_asked
from certification.admin.training_filters import LevelFilter, TraineeshipStateFilter
from certification.far_ahead import not_far_ahead
from certification.models import Expert, Participation, Traineeship
from people.admin.countries import name_for
from people.admin.forms import RecordForm, SeenForm
from people.admin.record import RecordAdmin
from people.models import Person
from people.models.staff import visible_to

FIRST_SHOWN = 100


def mentor_column(request: HttpRequest) -> Any:
    @admin.display(description=_("mentor"), ordering="mentor")
    def mentor(traineeship: Traineeship) -> str:
        return name_for(request.user, traineeship.mentor)

    return mentor


class TraineeshipForm(SeenForm, RecordForm):
    # On the record already, and two at a time can't be told without it.
    known = {"person"}

    class Meta:
        model = Traineeship
        fields = ["person", "level", "mentor", "started_on", "ended_on", "outcome", "remark"]

    def clean_started_on(self) -> Any:
        return not_far_ahead(self.cleaned_data["started_on"])


def benchmarked_column(request: HttpRequest) -> Any:
    """What had been done by the day that is asked for: the head of the column names the day."""
    day = day_asked(request)
    label = (
        _("Benchmarkings until %(day)s") % {"day": day.isoformat()}
        if day
        else _("Benchmarkings so far")
    )

    @admin.display(description=label)
    def benchmarked(traineeship: Any) -> int:
        return traineeship.benchmarked

    return benchmarked


@admin.register(Traineeship)
class TraineeshipAdmin(RecordAdmin):
    form = TraineeshipForm
    list_display = ["person", "level", "started_on", "ended_on", "outcome", "last_one"]
    list_select_related = ["person", "level", "mentor"]
    list_filter = [TraineeshipStateFilter, LevelFilter]
    date_hierarchy = "started_on"
    search_help_text = gettext_lazy(
        "Names, register number or organisation of the trainee or the mentor."
    )
    autocomplete_fields = ["person", "mentor"]

    def get_list_display(self, request: HttpRequest) -> Any:
        person, level, *dates, last = self.list_display
        columns = [person, level, mentor_column(request), *dates]
        return [*columns, benchmarked_column(request), last]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        among = visible_to(request.user, Person.objects.all())
        return queryset.matching(search_term, among), False  # type: ignore[attr-defined]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        who = "person_link" if obj else "person"
        may_choose = obj is None or self.has_change_permission(request, obj)
        mentor = "mentor" if may_choose else "mentor_name"
        description = _(
            "Leave both empty as long as the traineeship runs. From the day of its end on no public page "
            "shows it."
        )
        fieldsets = [
            (None, {"fields": [who, ("level", "started_on"), mentor, "remark"]}),
            (_("End"), {"fields": [("ended_on", "outcome")], "description": description}),
        ]
        if obj:
            fieldsets.append((_("Benchmarkings as a trainee"), {"fields": ["took_part"]}))
        return fieldsets

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["person_link", "mentor_name", "took_part"] if obj else []

    @admin.display(description=gettext_lazy("last one on"))
    def last_one(self, traineeship: Any) -> str | None:
        last = traineeship.last_benchmarked_on
        return last.isoformat() if last else None

    @admin.display(description=gettext_lazy("trainee"))
    def person_link(self, traineeship: Traineeship) -> str:
        # The page of an expert tells more, and not every trainee has one.
        is_expert = Expert.objects.certified().filter(pk=traineeship.person_id).exists()
        page = "certification_expert" if is_expert else "people_person"
        url = reverse(f"admin:{page}_change", args=[traineeship.person_id])
        return format_html('<a href="{}">{}</a>', url, traineeship.person)

    @admin.display(description=gettext_lazy("mentor"))
    def mentor_name(self, traineeship: Any) -> str:
        return name_for(traineeship.seen_by, traineeship.mentor)

    @admin.display(description=gettext_lazy("took part in"))
    def took_part(self, traineeship: Any) -> str:
        """All of the person's, at whatever time: which of them count is a matter of the level's rule."""
        related = ["mentor", "benchmarking__organisation", "benchmarking__label"]
        rows = (
            Participation.objects.filter(
                person=traineeship.person_id, role=Participation.Role.TRAINEE
            )
            .select_related(*related)
            .order_by("-benchmarking__held_on", "-pk")[:FIRST_SHOWN]
        )
        lines = [(_took_part(row, traineeship.seen_by),) for row in rows]
        return format_html_join("", "<div>{}</div>", lines) or _("None yet")


def _took_part(participation: Participation, user: Any) -> str:
    benchmarking = participation.benchmarking
    text = _("%(day)s, %(organisation)s, for %(label)s") % {
        "day": benchmarking.held_on.isoformat(),
        "organisation": benchmarking.organisation,
        "label": benchmarking.label,
    }
    mentor = _("Mentor: %(mentor)s") % {"mentor": name_for(user, participation.mentor)}
    return format_html("{} ({})", benchmarking_link(benchmarking, text), mentor)


class TraineeshipOfPersonInline(admin.TabularInline):
    """On the page of a person: for what they are, or were, a trainee, to read."""

    model = Traineeship
    fk_name = "person"
    fields: ClassVar[Any] = ["link", "mentor_name", "started_on", "ended_on", "outcome", "remark"]
    readonly_fields: ClassVar[Any] = fields
    extra = 0
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        # This inline is made for one request, and its columns are not told who asks.
        self.seen_by = request.user
        return super().get_queryset(request).select_related("person", "level", "mentor")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("mentor"))
    def mentor_name(self, traineeship: Traineeship) -> str:
        return name_for(self.seen_by, traineeship.mentor)

    @admin.display(description=gettext_lazy("level"))
    def link(self, traineeship: Traineeship) -> str:
        url = reverse("admin:certification_traineeship_change", args=[traineeship.pk])
        return format_html('<a href="{}">{}</a>', url, traineeship.level)
