from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from people.history import keep_history, never_deleted


class SuspensionQuerySet(models.QuerySet):
    def in_force(self, on: date) -> Self:
        """The day of suspension is without the certification, the day of reinstatement with it."""
        return self.filter(
            Q(reinstated_on__isnull=True) | Q(reinstated_on__gt=on), suspended_on__lte=on
        )


@keep_history(exclude=["created_at"])
class Suspension(models.Model):
    """A certification is held back from a day on, until it is reinstated. Made by Certification.suspend."""

    certification = models.ForeignKey(
        "certification.Certification",
        models.PROTECT,
        related_name="suspensions",
        verbose_name=_("certification"),
    )
    suspended_on = models.DateField(_("suspended on"))
    reinstated_on = models.DateField(_("reinstated on"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, help_text=_("Kept for staff."))
    reinstatement_reason = models.CharField(
        _("reason of reinstatement"), max_length=500, blank=True, help_text=_("Kept for staff.")
    )
    created_at = models.DateTimeField(_("created"), db_default=Now(), editable=False)

    objects = SuspensionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")
        ordering = ["suspended_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reinstated_on__gt=F("suspended_on")),
                name="suspension_lasts_a_day_at_least",
                violation_error_message=_(
                    "The day of reinstatement must be later than the day of suspension."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="suspension_has_a_reason",
                violation_error_message=_("A suspension needs a reason."),
            ),
            ExclusionConstraint(
                name="suspensions_of_a_certification_do_not_overlap",
                expressions=[
                    ("certification", RangeOperators.EQUAL),
                    (
                        Func(
                            "suspended_on",
                            "reinstated_on",
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("The certification is suspended at that time already."),
            ),
        ]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return f"{self.suspended_on:%Y-%m-%d}"

    def is_in_force(self, on: date) -> bool:
        """The same rule as SuspensionQuerySet.in_force, for one record."""
        return self.suspended_on <= on and (self.reinstated_on is None or on < self.reinstated_on)
