"""Benchmarkings in the admin: the form holds the whole team against the rules, before anything is saved."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certification.admin.cluster_organisation import benchmarking_link
from certification.admin.training_filters import DecisionFilter, LabelFilter, PlaceFilter
from certification.far_ahead import not_far_ahead
from certification.models import Benchmarking, Participation
from certification.models.team import missing_experts
from people.admin.forms import RecordForm
from people.admin.record import RecordAdmin
from people.models.staff import visible_to

TRAINEE, EXPERT = Participation.Role.TRAINEE, Participation.Role.EXPERT


class BenchmarkingForm(RecordForm):
    class Meta:
        model = Benchmarking
        fields = ["organisation", "label", "held_on", "is_by_video"]
        fields += ["recommendation", "decision", "decided_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "label" in self.fields:
            # The levels are few and settled: no icons that make or change one in passing.
            widget: Any = self.fields["label"].widget
            widget.can_add_related = widget.can_change_related = widget.can_view_related = False

    def clean_held_on(self) -> Any:
        return not_far_ahead(self.cleaned_data["held_on"])


class TeamFormSet(forms.BaseInlineFormSet):
    """Each row for itself is looked at by Participation.clean; here they are looked at together."""

    def validate_unique(self) -> None:
        """A person stands in one row. Those that are to be removed don't count."""
        seen = set()
        for form in self._staying():
            person = form.cleaned_data.get("person")
            if person in seen:
                text = _("%(person)s takes part once: as an expert or as a trainee.")
                form.add_error("person", text % {"person": person})
            seen.add(person)

    def clean(self) -> None:
        super().clean()
        benchmarking = self.instance
        if not benchmarking.label_id or not benchmarking.held_on or any(self.errors):
            return
        if not self.has_changed() and benchmarking.has_this_label_and_day():
            return
        team = [form.cleaned_data for form in self._staying()]
        experts = [row["person"] for row in team if row["role"] == EXPERT]
        missing = missing_experts(benchmarking.label, benchmarking.held_on, len(experts))
        if missing:
            raise ValidationError(missing)
        for form in self._staying():
            self._look_at_mentor(form, experts)

    def _staying(self) -> list[Any]:
        """The rows that are filled, without those to be removed."""
        return [
            form
            for form in self.forms
            if getattr(form, "cleaned_data", None) and not self._should_delete_form(form)  # type: ignore[attr-defined]
        ]

    def _look_at_mentor(self, form: Any, experts: list[Any]) -> None:
        row = form.cleaned_data
        if row["role"] == TRAINEE and row["mentor"] not in experts:
            text = _(
                "%(mentor)s is none of the experts of this benchmarking, and so can't be the mentor of "
                "%(trainee)s: choose one of them, or add %(mentor)s as an expert."
            )
            form.add_error("mentor", text % {"mentor": row["mentor"], "trainee": row["person"]})


class ParticipationInline(admin.StackedInline):
    model = Participation
    formset = TeamFormSet
    fields = [("person", "role", "mentor")]
    autocomplete_fields = ["person", "mentor"]
    verbose_name = gettext_lazy("expert or trainee")
    verbose_name_plural = gettext_lazy("experts and trainees")

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj else 2

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("person", "mentor")

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

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        # Of a team that is partly from elsewhere limited staff see their own people.
        team = visible_to(request.user, Participation.objects.select_related("person"))
        return super().get_queryset(request).prefetch_related(Prefetch("participations", team))

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
    fields: ClassVar[Any] = ["day", "organisation", "label", "role", "mentor", "decision"]
    readonly_fields: ClassVar[Any] = fields
    extra = 0
    can_delete = False
    verbose_name_plural = gettext_lazy("benchmarkings")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
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

    @admin.display(description=gettext_lazy("decision"))
    def decision(self, participation: Participation) -> str:
        return participation.benchmarking.get_decision_display()
