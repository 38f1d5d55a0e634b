"""What a level requires and gives: rows that staff edit, each from a day on."""

from datetime import date, timedelta

import pgtrigger
from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Max, Q
from django.utils.translation import gettext_lazy as _

from certification.models.course import Course
from certification.models.level import Level
from certification.models.months import months_before, months_field
from people.history import keep_history
from people.triggers import FirmTrigger


def refuse_if_used(rule: str) -> str:
    """Body of a trigger: what certifications were decided under stays as it was.

    The lock waits for a decision that is just being taken under the rule: see certifying._decision.
    """
    return f"""
        PERFORM FROM certification_levelrule r WHERE r.id = {rule} FOR NO KEY UPDATE;
        IF EXISTS (SELECT FROM certification_certification c WHERE c.rule_id = {rule}) THEN
            RAISE EXCEPTION 'certifications were decided under this rule'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'a_rule_in_use_never_changes';
        END IF;
        RETURN COALESCE(NEW, OLD);
    """


# Of an earlier rule, whose decisions would be of a day on which the new one holds. The lock waits for
# one that is just being taken.
REFUSE_LATE_RULE = """
    PERFORM FROM certification_levelrule r
    WHERE r.level_id = NEW.level_id AND r.holds_from < NEW.holds_from
    ORDER BY r.holds_from DESC LIMIT 1 FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT FROM certification_certification c
        JOIN certification_levelrule r ON r.id = c.rule_id
        WHERE r.level_id = NEW.level_id AND r.holds_from < NEW.holds_from
            AND c.decided_on >= NEW.holds_from
    ) THEN
        RAISE EXCEPTION 'certifications were decided under the earlier rule on days of this one'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_rule_holds_from_a_day_without_decisions';
    END IF;
    RETURN NULL;
"""

IN_USE = _(
    "Certifications were decided under this rule, so it stays as it is. "
    "Add a rule that holds from a later day instead."
)


@keep_history()
class LevelRule(models.Model):
    """One version of a level's rules. A certification keeps the one that it was decided under."""

    level = models.ForeignKey(Level, models.PROTECT, related_name="rules", verbose_name=_("level"))
    holds_from = models.DateField(
        _("holds from"),
        help_text=_("Decisions from this day on follow it, until a later rule holds."),
    )
    validity_months = months_field(
        _("valid for (months)"),
        _(
            "How long a certification is valid. Empty: without end. "
            "Certifications that are decided already keep their dates."
        ),
    )
    grace_months = months_field(
        _("grace for renewal (months)"),
        _("How long after the last valid day a renewal still follows on. Empty: not at all."),
    )
    counts_from_old_end = models.BooleanField(
        _("counts from the old end"),
        default=True,
        help_text=_(
            "Whether a renewal within the grace begins on the day after the old end. "
            "Otherwise it begins on the day of decision."
        ),
    )
    lower_level = models.ForeignKey(
        Level,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lower level needed"),
        help_text=_("The level for which the person must be validly certified already."),
    )
    course_kind = models.CharField(
        _("course needed"),
        max_length=20,
        choices=Course.Kind,
        blank=True,
        help_text=_("A course of this kind, leading to the level, must have been passed."),
    )
    course_within_months = months_field(
        _("course passed within (months)"), _("How recent the course must be. Empty: ever.")
    )
    experts_needed = models.PositiveSmallIntegerField(
        _("experts for an assessment"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
        help_text=_("How many experts a benchmarking for the label of this level takes at least."),
    )

    class Meta:
        verbose_name = _("rule of a level")
        verbose_name_plural = _("rules of levels")
        ordering = ["level__rank", "-holds_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["level", "holds_from"],
                name="one_rule_of_a_level_from_a_day",
                violation_error_message=_("This level has a rule from that day on already."),
            ),
            models.CheckConstraint(
                condition=Q(validity_months__gt=0),
                name="level_is_valid_for_a_month_at_least",
                violation_error_message=_("A validity has at least one month, or is empty."),
            ),
            models.CheckConstraint(
                condition=Q(grace_months__gt=0),
                name="grace_is_a_month_at_least",
                violation_error_message=_("A grace has at least one month, or is empty."),
            ),
            models.CheckConstraint(
                condition=Q(course_within_months__isnull=True)
                | (Q(course_within_months__gt=0) & ~Q(course_kind="")),
                name="a_course_is_recent_where_one_is_needed",
                violation_error_message=_("Say which kind of course must be that recent."),
            ),
            models.CheckConstraint(
                condition=Q(experts_needed__gt=0),
                name="an_assessment_takes_an_expert",
                violation_error_message=_("A benchmarking takes at least one expert."),
            ),
            models.CheckConstraint(
                condition=~Q(lower_level=F("level")),
                name="a_level_does_not_need_itself",
                violation_error_message=_("A level can't be needed for itself."),
            ),
            models.CheckConstraint(
                condition=Q(counts_from_old_end=False)
                | Q(grace_months__isnull=True)
                | Q(validity_months__isnull=True)
                | Q(grace_months__lt=F("validity_months")),
                name="a_renewal_in_the_grace_has_not_ended_already",
                violation_error_message=_(
                    "A renewal that counts from the old end would have ended already: the grace must "
                    "be shorter than the validity."
                ),
            ),
        ]
        triggers = [
            FirmTrigger(
                name="a_rule_in_use_never_changes",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(),
                func=refuse_if_used("OLD.id"),
            ),
            FirmTrigger(
                name="a_rule_in_use_is_not_deleted",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func=refuse_if_used("OLD.id"),
            ),
            FirmTrigger(
                name="a_rule_holds_from_a_day_without_decisions",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("holds_from", "level_id"),
                func=REFUSE_LATE_RULE,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level}, {self.holds_from:%Y-%m-%d}"

    def clean(self) -> None:
        """Decisions that were taken already stay decided under the rule of their day."""
        if self.is_in_use():
            raise ValidationError(IN_USE)
        if self.level_id is None or self.holds_from is None:
            return
        lower = self.lower_level
        if lower and lower.rank >= self.level.rank:
            raise ValidationError({"lower_level": _("This is not a lower level.")})
        decided = self.level.certifications.filter(
            rule__holds_from__lt=self.holds_from, decided_on__gte=self.holds_from
        )
        last = decided.aggregate(day=Max("decided_on"))["day"]
        if last:
            text = _(
                "Certifications were decided under the earlier rule up to %(day)s: choose a later day."
            )
            raise ValidationError(
                {"holds_from": ValidationError(text, params={"day": last.isoformat()})}
            )

    def is_in_use(self) -> bool:
        return self.pk is not None and self.certifications.exists()

    def last_valid_day(self, certified_on: date) -> date | None:
        """Three years from 15 March 2020 end with 14 March 2023. None: without end."""
        if self.validity_months is None:
            return None
        return certified_on + relativedelta(months=self.validity_months) - timedelta(days=1)

    def first_day_of_renewal(self, valid_until: date, on: date) -> date:
        """Of a certification with that last day, renewed by a decision of the day `on`."""
        is_over = valid_until < on
        is_in_grace = is_over and valid_until >= self.oldest_end_to_renew(on)
        if is_over and not (is_in_grace and self.counts_from_old_end):
            return on
        return valid_until + timedelta(days=1)

    def oldest_end_to_renew(self, on: date) -> date:
        """Of the last valid days that are to come on that day, or are within the grace, the first.

        With a grace of twelve months what ended on 14 March 2023 is renewed up to 14 March 2024.
        """
        return on if self.grace_months is None else months_before(on, self.grace_months)
