from collections.abc import Collection
from datetime import date
from typing import Self

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certification.models.cluster_organisation import ClusterOrganisation
from certification.models.level import Level
from people.history import keep_history, never_deleted, touch_updated_at
from people.models import Person


def _refuse_uncertified(which: str) -> str:
    """Body of a trigger: experts are validly certified for the label, on the day.

    The function certification_is_valid(person, level, day) is made by a migration; its twins are
    status_case and Certification.status_on.
    """
    return f"""
        IF EXISTS (
            SELECT FROM certification_participation p
            JOIN certification_benchmarking b ON b.id = p.benchmarking_id
            WHERE {which} AND p.role = 'expert'
                AND NOT certification_is_valid(p.person_id, b.label_id, b.held_on)
        ) THEN
            RAISE EXCEPTION 'an expert was not validly certified for the label on that day'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'experts_are_certified_on_the_day';
        END IF;
        RETURN NULL;
    """


def _refuse_wrong_team(benchmarking: str) -> str:
    """Body of a deferred trigger: enough experts, and mentors are among them."""
    return f"""
        IF (
            SELECT count(p.id) < COALESCE((
                SELECT r.experts_needed FROM certification_levelrule r
                WHERE r.level_id = b.label_id AND r.holds_from <= b.held_on
                ORDER BY r.holds_from DESC LIMIT 1
            ), 1)
            FROM certification_benchmarking b
            LEFT JOIN certification_participation p
                ON p.benchmarking_id = b.id AND p.role = 'expert'
            WHERE b.id = {benchmarking} GROUP BY b.id
        ) THEN
            RAISE EXCEPTION 'the benchmarking has fewer experts than its label demands'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'a_benchmarking_has_enough_experts';
        END IF;
        IF EXISTS (
            SELECT FROM certification_participation t
            WHERE t.benchmarking_id = {benchmarking} AND t.role = 'trainee' AND NOT EXISTS (
                SELECT FROM certification_participation m
                WHERE m.benchmarking_id = t.benchmarking_id AND m.person_id = t.mentor_id
                    AND m.role = 'expert'
            )
        ) THEN
            RAISE EXCEPTION 'a mentor is none of the experts of the benchmarking'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'mentors_are_experts_of_the_benchmarking';
        END IF;
        RETURN NULL;
    """  # noqa: S608 - a column of the trigger


class BenchmarkingQuerySet(models.QuerySet):
    def held(self, on: date) -> Self:
        """Those that have taken place by the end of that day."""
        return self.filter(held_on__lte=on)

    def of_countries(self, codes: Collection[str]) -> Self:
        """For staff who are limited to these: of clusters there, and those in which people from there
        took part, so that a trainee's benchmarking abroad can be entered at home.
        """
        took_part = Participation.objects.using(self.db).of_countries(codes)
        return self.filter(
            Q(organisation__country__in=codes) | Q(pk__in=took_part.values("benchmarking"))
        )

    def matching(self, text: str) -> Self:
        """Those of matching cluster organisations, and those in which matching people took part."""
        people = Person.objects.using(self.db).matching(text).values("pk")
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
                | (~Q(decision="") & Q(decided_on__gte=F("held_on"))),
                name="a_decision_has_a_day_after_the_benchmarking",
                violation_error_message=_(
                    "A decision needs its day, which can't be before the benchmarking."
                ),
            ),
        ]
        triggers = [
            never_deleted(),
            touch_updated_at(),
            pgtrigger.Trigger(
                name="experts_stay_certified_on_the_day",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("held_on", "label_id"),
                func=_refuse_uncertified("b.id = NEW.id"),
            ),
            pgtrigger.Trigger(
                name="a_benchmarking_has_enough_experts",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("held_on", "label_id"),
                timing=pgtrigger.Deferred,
                func=_refuse_wrong_team("NEW.id"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.label}, {self.held_on:%Y-%m-%d}"

    def experts_needed(self) -> int:
        """By the rule of that day."""
        rule = self.label.rule_on(self.held_on)
        return rule.experts_needed if rule else 1


class ParticipationQuerySet(models.QuerySet):
    def of_countries(self, codes: Collection[str]) -> Self:
        """For staff who are limited to these."""
        return self.filter(person__country__in=codes)


@keep_history()
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
            pgtrigger.Trigger(
                name="experts_are_certified_on_the_day",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_refuse_uncertified("p.id = NEW.id"),
            ),
            pgtrigger.Trigger(
                name="a_team_is_complete",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                timing=pgtrigger.Deferred,
                func=_refuse_wrong_team("NEW.benchmarking_id"),
            ),
            pgtrigger.Trigger(
                name="a_team_stays_complete",
                when=pgtrigger.After,
                operation=pgtrigger.Update | pgtrigger.Delete,
                timing=pgtrigger.Deferred,
                func=_refuse_wrong_team("OLD.benchmarking_id"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.benchmarking}"

    def clean(self) -> None:
        """An expert is validly certified for the label, on the day. Raises ValidationError."""
        if self.role != self.Role.EXPERT or self.person_id is None or self.benchmarking_id is None:
            return
        refuse_uncertified(self.person, self.benchmarking.label, self.benchmarking.held_on)


def refuse_uncertified(person: Person, label: Level, held_on: date) -> None:
    """Raises ValidationError unless the person is validly certified for the label on that day."""
    certifications = person.certifications.filter(level=label).prefetch_related("suspensions")
    if not any(row.status_on(held_on) == "valid" for row in certifications):
        raise ValidationError(
            _("%(person)s was not validly certified for %(label)s on %(day)s."),
            params={"person": person, "label": label, "day": held_on.isoformat()},
        )
