from collections.abc import Collection
from datetime import date
from typing import Self

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.expressions import Combinable
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from people.history import keep_history, never_deleted, touch_updated_at
from people.triggers import FirmTrigger


def refuse_suspension_outside(which: str) -> str:
    """Body of a trigger that refuses a suspension that begins outside its certification's period."""
    return f"""
        IF EXISTS (
            SELECT FROM certification_suspension s
            JOIN certification_certification c ON c.id = s.certification_id
            WHERE {which} AND NOT s.suspended_on BETWEEN c.certified_on
                AND COALESCE(c.valid_until, 'infinity')
        ) THEN
            RAISE EXCEPTION 'a suspension begins outside the period of its certification'
                USING ERRCODE = 'check_violation',
                CONSTRAINT = 'suspension_begins_within_its_certification';
        END IF;
        RETURN NULL;
    """


class SuspensionQuerySet(models.QuerySet):
    def in_force(self, on: date | Combinable) -> Self:
        """The day of suspension is without the certification, the day of reinstatement with it.

        The day may be one that the database reckons.
        """
        return self.filter(
            Q(reinstated_on__isnull=True) | Q(reinstated_on__gt=on), suspended_on__lte=on
        )

    def of_countries(self, codes: Collection[str]) -> Self:
        """For staff who are limited to these."""
        return self.filter(certification__person__country__in=codes)


@keep_history(
    part_of="certification",
    exclude=["created_at", "updated_at"],
    reasons=["reason", "reinstatement_reason"],
)
class Suspension(models.Model):
    """A certification is held back from a day on, until it is reinstated. Made by Certification.suspend.

    One that is reinstated on the day of its suspension was a mistake: it was in force on no day.
    """

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
    updated_at = models.DateTimeField(_("last updated"), db_default=Now(), editable=False)

    objects = SuspensionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")
        ordering = ["suspended_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reinstated_on__gte=F("suspended_on")),
                name="suspension_ends_after_it_begins",
                violation_error_message=_(
                    "The day of reinstatement can't be before the day of suspension."
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
        triggers = [
            never_deleted(),
            touch_updated_at(),
            FirmTrigger(
                name="suspension_within_the_period",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("suspended_on"),
                func=refuse_suspension_outside("s.id = NEW.id"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suspended_on:%Y-%m-%d}"

    def clean(self) -> None:
        # Here and not by the constraint alone: the one on overlaps can't look at days in wrong order.
        if self.suspended_on and self.reinstated_on and self.reinstated_on < self.suspended_on:
            message = _("The day of reinstatement can't be before the day of suspension.")
            raise ValidationError({"reinstated_on": message})
        known = self.suspended_on and self.certification_id
        if known and not self._is_within_its_certification():
            message = _("The day of suspension must be one on which the certification is valid.")
            raise ValidationError({"suspended_on": message})

    def _is_within_its_certification(self) -> bool:
        """The same rule as the trigger suspension_within_the_period."""
        first, last = self.certification.certified_on, self.certification.valid_until
        return first <= self.suspended_on and (last is None or self.suspended_on <= last)

    @property
    def was_a_mistake(self) -> bool:
        return self.reinstated_on == self.suspended_on

    def is_in_force(self, on: date) -> bool:
        """The same rule as SuspensionQuerySet.in_force, for one record."""
        return self.suspended_on <= on and (self.reinstated_on is None or on < self.reinstated_on)
