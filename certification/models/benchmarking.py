from collections.abc import Collection
from typing import Any, Self

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certification.models.cluster_organisation import ClusterOrganisation
from certification.models.entry import Entry
from certification.models.level import Level
from certification.models.team import refuse_uncertified, refuse_wrong_team, why_not_valid
from people.history import keep_history, never_deleted, touch_updated_at
from people.models import Person
from people.models.person import PersonQuerySet
from people.triggers import FirmTrigger


class BenchmarkingQuerySet(models.QuerySet):
    def of_countries(self, codes: Collection[str]) -> Self:
        """For staff who are limited to these: of clusters there, and those in which people from there
        took part, so that a trainee's benchmarking abroad can be entered at home.
        """
        took_part = Participation.objects.using(self.db).of_countries(codes)
        return self.filter(
            Q(organisation__country__in=codes) | Q(pk__in=took_part.values("benchmarking"))
        )

    def matching(self, text: str, among: PersonQuerySet | None = None) -> Self:
        """Those of matching cluster organisations, and those in which matching people took part: of
        all people, or among those.
        """
        known = Person.objects.using(self.db).all() if among is None else among
        entries = Entry.objects.using(self.db).matching(text)
        people: Any = known.filter(pk__in=entries.values("pk")).values("pk")
        took_part = Participation.objects.using(self.db).filter(person__in=people)
        clusters = ClusterOrganisation.objects.using(self.db).matching(text).values("pk")
        return self.filter(
            Q(organisation__in=clusters) | Q(pk__in=took_part.values("benchmarking"))
        )


@keep_history(exclude=["created_at", "updated_at"])
class Benchmarking(models.Model):
    """A cluster organisation is benchmarked, for a label, on a day. (For silver and gold: an assessment.)"""

    class Recommendation(models.TextChoices):
        AWARD = "award", pgettext_lazy("recommendation", "Award the label")
        REFUSE = "refuse", pgettext_lazy("recommendation", "Do not award the label")

    class Decision(models.TextChoices):
        AWARDED = "awarded", pgettext_lazy("decision", "Label awarded")
        REFUSED = "refused", pgettext_lazy("decision", "Label not awarded")

    organisation = models.ForeignKey(
        ClusterOrganisation,
        models.PROTECT,
        related_name="benchmarkings",
        verbose_name=_("cluster organisation"),
    )
    # Labels bear the names of the levels that entitle experts to work for them.
    label = models.ForeignKey(
        Level, models.PROTECT, related_name="benchmarkings", verbose_name=_("label aimed at")
    )
    held_on = models.DateField(_("held on"))
    is_by_video = models.BooleanField(
        _("by video"), default=False, help_text=_("Otherwise it is on site.")
    )
    recommendation = models.CharField(
        _("recommendation"),
        max_length=20,
        choices=Recommendation,
        blank=True,
        help_text=_("Of the experts."),
    )
    decision = models.CharField(
        _("decision"),
        max_length=20,
        choices=Decision,
        blank=True,
        help_text=_("Of the secretariat."),
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), db_default=Now(), editable=False)
    updated_at = models.DateTimeField(_("last updated"), db_default=Now(), editable=False)

    objects = BenchmarkingQuerySet.as_manager()

    class Meta:
        verbose_name = _("benchmarking")
        verbose_name_plural = _("benchmarkings")
        ordering = ["-held_on", "-id"]
        indexes = [models.Index(fields=["held_on", "id"], name="benchmarking_in_order")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "label", "held_on"],
                name="a_cluster_is_benchmarked_once_on_a_day",
                violation_error_message=_(
                    "This cluster organisation was benchmarked for this label on that day already."
                ),
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_on__isnull=True)
                | (~Q(decision="") & Q(decided_on__isnull=False, decided_on__gte=F("held_on"))),
                name="a_decision_has_a_day_after_the_benchmarking",
                violation_error_message=_(
                    "A decision needs its day, which can't be before the benchmarking."
                ),
            ),
        ]
        triggers = [
            never_deleted(),
            touch_updated_at(),
            # Deferred, because the team may change with the day. And only where these two change: a
            # decision can be entered although a certification was withdrawn, or a rule made, since.
            FirmTrigger(
                name="experts_stay_certified_on_the_day",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("held_on", "label"),
                timing=pgtrigger.Deferred,
                func=refuse_uncertified("b.id = NEW.id"),
            ),
            FirmTrigger(
                name="a_benchmarking_has_enough_experts",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                func=refuse_wrong_team("NEW.id"),
            ),
            FirmTrigger(
                name="a_benchmarking_keeps_enough_experts",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("held_on", "label"),
                timing=pgtrigger.Deferred,
                func=refuse_wrong_team("NEW.id"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.label}, {self.held_on:%Y-%m-%d}"

    def clean(self) -> None:
        if self.decided_on and self.decided_on > timezone.localdate():
            raise ValidationError({"decided_on": _("This day has not come yet.")})

    def experts_needed(self) -> int:
        """By the rule of that day."""
        rule = self.label.rule_on(self.held_on)
        return rule.experts_needed if rule else 1

    def has_this_label_and_day(self) -> bool:
        """In the database: then its team needs no look because of them."""
        recorded = type(self).objects.filter(pk=self.pk)
        return recorded.filter(label=self.label_id, held_on=self.held_on).exists()


class ParticipationQuerySet(models.QuerySet):
    def of_countries(self, codes: Collection[str]) -> Self:
        """For staff who are limited to these."""
        return self.filter(person__country__in=codes)


@keep_history(part_of="benchmarking")
class Participation(models.Model):
    """A person took part in a benchmarking, as an expert or as a trainee beside a mentor."""

    class Role(models.TextChoices):
        EXPERT = "expert", pgettext_lazy("role in a benchmarking", "Expert")
        TRAINEE = "trainee", pgettext_lazy("role in a benchmarking", "Trainee")

    benchmarking = models.ForeignKey(
        Benchmarking,
        models.CASCADE,
        related_name="participations",
        verbose_name=_("benchmarking"),
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="participations", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.EXPERT)
    mentor = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="participations_as_mentor",
        verbose_name=_("mentor"),
        help_text=_("Of a trainee: one of the experts of this benchmarking."),
    )

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ["role", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["benchmarking", "person"],
                name="a_person_takes_part_once",
                violation_error_message=_("This person takes part in this benchmarking already."),
            ),
            models.CheckConstraint(
                condition=Q(role="expert", mentor__isnull=True)
                | Q(role="trainee", mentor__isnull=False),
                name="trainees_and_only_they_have_a_mentor",
                violation_error_message=_("A trainee needs a mentor, and an expert has none."),
            ),
            models.CheckConstraint(
                condition=~Q(mentor=F("person")),
                name="nobody_is_their_own_mentor_in_a_benchmarking",
                violation_error_message=_("Nobody can be their own mentor."),
            ),
        ]
        triggers = [
            FirmTrigger(
                name="experts_are_certified_on_the_day",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=refuse_uncertified("p.id = NEW.id"),
            ),
            FirmTrigger(
                name="a_team_is_complete",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                timing=pgtrigger.Deferred,
                func=refuse_wrong_team("NEW.benchmarking_id"),
            ),
            FirmTrigger(
                name="a_team_stays_complete",
                when=pgtrigger.After,
                operation=pgtrigger.Update | pgtrigger.Delete,
                timing=pgtrigger.Deferred,
                func=refuse_wrong_team("OLD.benchmarking_id"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.benchmarking}"

    def clean(self) -> None:
        """An expert is validly certified for the label, on the day. Raises ValidationError."""
        # Of a new benchmarking there may be neither label nor day, where the form has refused them.
        benchmarking = getattr(self, "benchmarking", None)
        if self.role != self.Role.EXPERT or self.person_id is None or benchmarking is None:
            return
        if not benchmarking.label_id or not benchmarking.held_on or self._is_recorded():
            return
        why = why_not_valid(self.person, benchmarking.label, benchmarking.held_on)
        if why:
            rule = _("Experts must be validly certified for the label on the day.")
            raise ValidationError({"person": f"{why} {rule}"})

    def _is_recorded(self) -> bool:
        """Nothing that the rule looks at has changed: what was found right then stays."""
        return (
            type(self)
            .objects.filter(
                pk=self.pk,
                person=self.person_id,
                role=self.role,
                benchmarking=self.benchmarking_id,
                benchmarking__label=self.benchmarking.label_id,
                benchmarking__held_on=self.benchmarking.held_on,
            )
            .exists()
        )
