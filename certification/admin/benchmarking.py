"""Benchmarkings in the admin, and on the pages of people those in which they took part."""

from hashlib import sha256
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from certification.admin.cluster_organisation import benchmarking_link
from certification.admin.team import TeamFormSet
from certification.admin.training_filters import DecisionFilter, LabelFilter, PlaceFilter
from certification.far_ahead import not_far_ahead
from certification.models import Benchmarking, Participation
from people.admin.choosing import RecordFields
from people.admin.countries import is_elsewhere, name_for
from people.admin.forms import RecordForm, SeenForm
from people.admin.record import RecordAdmin
from people.models import Person
from people.models.staff import visible_to

TRAINEE, EXPERT = Participation.Role.TRAINEE, Participation.Role.EXPERT


class BenchmarkingForm(SeenForm, RecordForm):
    class Meta:
        model = Benchmarking
        fields = ["organisation", "label", "held_on", "is_by_video"]
        fields += ["recommendation", "decision", "decided_on"]

    def version(self) -> str:
        """The team is rows of its own. Hashed, because not everybody may see all of it."""
        rows = Participation.objects.filter(benchmarking=self.instance).order_by("pk")
        team = [*rows.values_list("pk", "person", "role", "mentor")]
        return sha256(f"{super().version()} {team}".encode()).hexdigest()

    def clean_held_on(self) -> Any:
        return not_far_ahead(self.cleaned_data["held_on"])


class ParticipationInline(RecordFields, admin.StackedInline):
    model = Participation
    formset = TeamFormSet
    readonly_fields = ["mentor_name"]
    autocomplete_fields = ["person", "mentor"]
    verbose_name = gettext_lazy("expert or trainee")
    verbose_name_plural = gettext_lazy("experts and trainees")

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj else 2

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        may_choose = self.has_change_permission(request, obj)
        return [("person", "role", "mentor" if may_choose else "mentor_name")]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        # This inline is made for one request, and its columns are not told who asks.
        self.seen_by = request.user
        return super().get_queryset(request).select_related("person", "mentor")

    @admin.display(description=gettext_lazy("mentor"))
    def mentor_name(self, participation: Participation) -> str:
        return name_for(self.seen_by, participation.mentor)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # Who corrects a benchmarking may take out of it who was not there. The history keeps it.
        return self.has_change_permission(request, obj)


@admin.register(Benchmarking)
class BenchmarkingAdmin(RecordAdmin):
    form = BenchmarkingForm
    list_display = ["held_on", "organisation", "label", "experts", "trainees"]
    list_display += ["recommendation", "decision"]
    list_select_related = ["organisation", "label"]
    list_filter = [LabelFilter, DecisionFilter, PlaceFilter]
    date_hierarchy = "held_on"
    search_help_text = gettext_lazy(
        "The cluster organisation, or somebody who took part: names, register number, organisation."
    )
    autocomplete_fields = ["organisation"]
    fieldsets: ClassVar[Any] = [
        (None, {"fields": ["organisation", ("label", "held_on", "is_by_video")]}),
        (
            gettext_lazy("Recommendation and decision"),
            {"fields": [("recommendation", "decision", "decided_on")]},
        ),
    ]
    inlines = [ParticipationInline]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        # Of a cluster elsewhere limited staff enter their own people, and decide nothing.
        is_theirs = obj is not None and is_elsewhere(request.user, obj.organisation.country)
        return BenchmarkingForm.Meta.fields if is_theirs else []

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        # Of a team that is partly from elsewhere limited staff see their own people.
        team = visible_to(request.user, Participation.objects.select_related("person"))
        return super().get_queryset(request).prefetch_related(Prefetch("participations", team))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        among = visible_to(request.user, Person.objects.all())
        return queryset.matching(search_term, among), False  # type: ignore[attr-defined]

    @admin.display(description=gettext_lazy("experts"))
    def experts(self, benchmarking: Benchmarking) -> str:
        return _named(benchmarking, EXPERT)

    @admin.display(description=gettext_lazy("trainees"))
    def trainees(self, benchmarking: Benchmarking) -> str:
        return _named(benchmarking, TRAINEE)


def _named(benchmarking: Benchmarking, role: str) -> str:
    team = benchmarking.participations.all()
    return ", ".join(each.person.name for each in team if each.role == role)


class ParticipationOfPersonInline(admin.TabularInline):
    """On the page of a person: the benchmarkings in which they took part, to read."""

    model = Participation
    fk_name = "person"
    fields: ClassVar[Any] = ["day", "organisation", "label", "role", "mentor_name", "decision"]
    readonly_fields: ClassVar[Any] = fields
    extra = 0
    can_delete = False
    verbose_name_plural = gettext_lazy("benchmarkings")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        # This inline is made for one request, and its columns are not told who asks.
        self.seen_by = request.user
        related = ["person", "mentor", "benchmarking__organisation", "benchmarking__label"]
        participations = super().get_queryset(request).select_related(*related)
        return participations.order_by("-benchmarking__held_on", "-pk")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("held on"))
    def day(self, participation: Participation) -> str:
        benchmarking = participation.benchmarking
        return benchmarking_link(benchmarking, benchmarking.held_on.isoformat())

    @admin.display(description=gettext_lazy("cluster organisation"))
    def organisation(self, participation: Participation) -> str:
        return str(participation.benchmarking.organisation)

    @admin.display(description=gettext_lazy("label aimed at"))
    def label(self, participation: Participation) -> str:
        return str(participation.benchmarking.label)

    @admin.display(description=gettext_lazy("mentor"))
    def mentor_name(self, participation: Participation) -> str:
        return name_for(self.seen_by, participation.mentor)

    @admin.display(description=gettext_lazy("decision"))
    def decision(self, participation: Participation) -> str:
        return participation.benchmarking.get_decision_display()
