"""The form of a benchmarking holds the whole team against the rules, before anything is saved."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from certification.models import Benchmarking, Participation
from certification.models.team import missing_experts, why_not_valid
from people.admin.choosing import person_label
from people.admin.countries import ELSEWHERE
from people.models import Person

TRAINEE, EXPERT = Participation.Role.TRAINEE, Participation.Role.EXPERT


class TeamFormSet(forms.BaseInlineFormSet):
    """Each row for itself is looked at by Participation.clean; here they are looked at together.

    With those from elsewhere, whom limited staff are not shown: they stay as they are.
    """

    @cached_property
    def hidden(self) -> list[Participation]:
        if not self.instance.pk:
            return []
        shown = [row.pk for row in self.get_queryset()]
        team = Participation.objects.filter(benchmarking=self.instance).exclude(pk__in=shown)
        return list(team.select_related("person", "mentor"))

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if self.hidden and "mentor" in form.fields:
            self._offer_experts(form.fields["mentor"])

    def _offer_experts(self, field: Any) -> None:
        """In place of a search, which finds nobody from elsewhere: the experts who are recorded."""
        ours = [row.person for row in self.get_queryset() if row.role == EXPERT]
        theirs = [row.person for row in self.hidden if row.role == EXPERT]
        own = field.queryset.values("pk")
        field.queryset = Person.objects.filter(Q(pk__in=own) | Q(pk__in=[p.pk for p in theirs]))
        # By the number those can be told apart who are not named.
        nameless = [(each.pk, f"{ELSEWHERE} ({each.register_no})") for each in theirs]
        field.widget = forms.Select()
        named = [(each.pk, person_label(each)) for each in ours]
        field.widget.choices = [("", "---------"), *named, *nameless]
        field.help_text = _("One of the experts who are recorded: save a new one first.")

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
        experts += [row.person for row in self.hidden if row.role == EXPERT]
        missing = missing_experts(benchmarking.label, benchmarking.held_on, len(experts))
        if missing:
            raise ValidationError(missing)
        for form in self._staying():
            self._look_at_mentor(form, experts)
        look_at_hidden(benchmarking, self.hidden, experts)

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


def look_at_hidden(
    benchmarking: Benchmarking, hidden: list[Participation], experts: list[Person]
) -> None:
    """What staff change may not undo what they are not shown."""
    for row in hidden:
        if row.role == TRAINEE and row.mentor not in experts:
            text = _(
                "%(mentor)s stays as an expert, as the mentor of a trainee of another country."
            )
            raise ValidationError(text % {"mentor": row.mentor})
    if benchmarking.has_this_label_and_day():
        return
    label, day = benchmarking.label, benchmarking.held_on
    if any(why_not_valid(row.person, label, day) for row in hidden if row.role == EXPERT):
        text = _(
            "An expert of another country was not validly certified for the label on that day: please "
            "ask the central office."
        )
        raise ValidationError(text)
