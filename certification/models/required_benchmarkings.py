import pgtrigger
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from certification.models.level import Level
from certification.models.months import months_field
from certification.models.rule import IN_USE, LevelRule, refuse_if_used
from people.history import keep_history
from people.triggers import FirmTrigger


@keep_history(part_of="rule")
class RequiredBenchmarkings(models.Model):
    """How often somebody must have taken part in benchmarkings as a trainee."""

    rule = models.ForeignKey(
        LevelRule, models.CASCADE, related_name="benchmarkings", verbose_name=_("rule")
    )
    label = models.ForeignKey(
        Level,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("label"),
        help_text=_("The label that the cluster organisations aimed at. Empty: any."),
    )
    number = models.PositiveSmallIntegerField(
        _("how many"), validators=[MinValueValidator(1), MaxValueValidator(1000)]
    )
    within_months = months_field(_("within (months)"), _("How recent they must be. Empty: ever."))
    mentors = models.PositiveSmallIntegerField(
        _("different mentors"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
        help_text=_("With how many different mentors at least."),
    )

    class Meta:
        verbose_name = _("benchmarkings needed as a trainee")
        verbose_name_plural = _("benchmarkings needed as a trainee")
        ordering = ["label__rank", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "label"],
                nulls_distinct=False,
                name="one_number_of_benchmarkings_for_a_label",
                violation_error_message=_(
                    "This rule has a number of benchmarkings for that label."
                ),
            ),
            models.CheckConstraint(
                condition=Q(number__gt=0, mentors__gt=0, mentors__lte=F("number")),
                name="there_are_no_more_mentors_than_benchmarkings",
                violation_error_message=_("There can't be more mentors than benchmarkings."),
            ),
            models.CheckConstraint(
                condition=Q(within_months__gt=0),
                name="benchmarkings_lie_within_a_month_at_least",
                violation_error_message=_("Give at least one month, or none."),
            ),
        ]
        triggers = [
            FirmTrigger(
                name="a_rule_in_use_gets_no_benchmarkings",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=refuse_if_used("NEW.rule_id"),
            ),
            FirmTrigger(
                name="a_rule_in_use_loses_no_benchmarkings",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=refuse_if_used("OLD.rule_id"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} × {self.label or _('any label')}"

    def clean(self) -> None:
        if self.rule_id is not None and self.rule.is_in_use():
            raise ValidationError(IN_USE)
