from datetime import date
from typing import Any

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Deferrable, F, Func, Min, Q
from django.db.models.functions import Now, Upper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.models.certification_rows import EVER_IN_FORCE, CertificationQuerySet
from certification.models.check_code import LENGTH_OF_CHECK_CODE, NewCheckCode
from certification.models.decided import (
    REFUSE_CHANGED_DECISION,
    REFUSE_COURSE_OF_SOMEBODY_ELSE,
    REFUSE_OTHER_RULE,
    REFUSE_UNDONE_WITHDRAWAL,
    refuse_wrong_renewal,
)
from certification.models.deciding import Deciding
from certification.models.enrolment import Enrolment
from certification.models.level import Level
from certification.models.number import LONGEST_NUMBER, NUMBER, NumberKey
from certification.models.rule import LevelRule
from certification.models.status import Status
from certification.models.suspension import refuse_suspension_outside
from people.history import keep_history, never_deleted, touch_updated_at
from people.models import Person
from people.triggers import FirmProtect, FirmTrigger


class OccupiedDays(Func):
    """The days that a certification takes from others of the same person and level.

    From its first day to the last valid day or the day before withdrawal. What was withdrawn on its
    first day takes none: it was never in force. The function certification_days(certified_on,
    valid_until, withdrawn_on) is made by a migration.
    """

    function = "certification_days"
    output_field = DateRangeField()


@keep_history(
    exclude=["check_code", "created_at", "updated_at"],
    personal=["withdrawal_public_reason"],
    reasons=["against_rules_reason", "withdrawal_reason"],
)
class Certification(Deciding, models.Model):
    """A person is certified at a level for a period. Renewing makes another; nothing is overwritten."""

    class Basis(models.TextChoices):
        COURSE = "course", _("Course passed")
        TRAINEESHIP = "traineeship", _("Benchmarking traineeship")
        RENEWAL = "renewal", _("Renewal")
        TRANSFER = "transfer", _("Taken over from an earlier register")
        OTHER = "other", _("Other decision")

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="certifications", verbose_name=_("person")
    )
    level = models.ForeignKey(
        Level, models.PROTECT, related_name="certifications", verbose_name=_("level")
    )
    certified_on = models.DateField(_("certified on"), help_text=_("The first valid day."))
    valid_until = models.DateField(
        _("valid until"),
        null=True,
        blank=True,
        help_text=_("The last valid day. Empty: without end."),
    )
    number = models.CharField(  # noqa: DJ001 - null, because an empty number would be used twice
        _("number"),
        max_length=LONGEST_NUMBER,
        null=True,
        blank=True,
        validators=[
            RegexValidator(
                rf"^{NUMBER.pattern}\Z",
                _("Letters and digits, and between them spaces, dots, slashes and hyphens."),
            )
        ],
        help_text=_(
            "As printed on the certificate. Never used twice, whatever its case and hyphens."
        ),
    )
    basis = models.CharField(_("basis"), max_length=20, choices=Basis, default=Basis.OTHER)
    decided_by = models.CharField(
        _("decided by"),
        max_length=200,
        blank=True,
        help_text=_("Public: the body or person that took the decision."),
    )
    decided_on = models.DateField(
        _("decided on"),
        null=True,
        blank=True,
        help_text=_(
            "Empty where it is not known, as for those taken over from an earlier register."
        ),
    )
    rule = models.ForeignKey(
        LevelRule,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="certifications",
        verbose_name=_("decided under the rule"),
    )
    renews = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="renewals",
        verbose_name=_("renews"),
    )
    enrolment = models.OneToOneField(
        Enrolment,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="certification",
        verbose_name=_("course passed"),
    )
    against_rules_reason = models.CharField(
        _("reason"),
        max_length=500,
        blank=True,
        db_default="",
        editable=False,
        help_text=_("Kept for staff: why it was decided against the rules, or entered by hand."),
    )
    withdrawn_on = models.DateField(
        _("withdrawn on"),
        null=True,
        blank=True,
        help_text=_("From this day on it is withdrawn, for good."),
    )
    withdrawal_reason = models.CharField(
        _("reason of withdrawal"), max_length=500, blank=True, help_text=_("Kept for staff.")
    )
    withdrawal_public_reason = models.CharField(
        _("public reason of withdrawal"),
        max_length=500,
        blank=True,
        db_default="",
        help_text=_("Whoever checks the certificate reads it. Empty: no reason is told."),
    )
    # On the certificate, beside the number: by both together whoever holds it shows it to others.
    check_code = models.CharField(
        _("check code"),
        max_length=LENGTH_OF_CHECK_CODE,
        db_default=NewCheckCode(),
        editable=False,
    )
    created_at = models.DateTimeField(_("created"), db_default=Now(), editable=False)
    updated_at = models.DateTimeField(_("last updated"), db_default=Now(), editable=False)

    objects = CertificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("certification")
        verbose_name_plural = _("certifications")
        ordering = ["-certified_on", "-id"]
        permissions = [
            ("certify_against_rules", _("Can certify against the rules")),
            ("withdraw_certification", _("Can withdraw a certification")),
        ]
        indexes = [
            models.Index(fields=["level", "certified_on"], name="certification_by_level"),
            models.Index(fields=["valid_until"], name="certification_running_out"),
            models.Index(fields=["certified_on", "id"], name="certification_in_order"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "level", "certified_on"],
                condition=EVER_IN_FORCE,
                name="a_level_is_certified_once_on_a_day",
                violation_error_message=_("This person has this level from that day on already."),
            ),
            models.UniqueConstraint(
                fields=["renews"],
                condition=EVER_IN_FORCE,
                name="a_certification_is_renewed_once",
                violation_error_message=_("This certification is renewed already."),
            ),
            ExclusionConstraint(
                name="certifications_of_a_level_do_not_overlap",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("level", RangeOperators.EQUAL),
                    (
                        OccupiedDays("certified_on", "valid_until", "withdrawn_on"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                # An import may move two that adjoin, and looks at the end of it.
                deferrable=Deferrable.IMMEDIATE,
                violation_error_message=_(
                    "This person has this level already for a part of that period. Renew from the day "
                    "after its end, or withdraw the other certification first."
                ),
            ),
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("certified_on")),
                name="certification_ends_after_it_begins",
                violation_error_message=_("The last valid day can't be before the first."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__gte=F("certified_on")),
                name="certification_is_withdrawn_after_it_begins",
                violation_error_message=_(
                    "The day of withdrawal can't be before the first valid day."
                ),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | ~Q(withdrawal_reason=""),
                name="withdrawal_has_a_reason",
                violation_error_message=_("A withdrawal needs a reason."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=False) | Q(withdrawal_public_reason=""),
                name="public_reason_is_of_a_withdrawal",
                violation_error_message=_("Only a withdrawal has a public reason."),
            ),
            models.CheckConstraint(
                condition=Q(number__regex=rf"^{NUMBER.pattern}$"),
                name="number_is_letters_and_digits",
                violation_error_message=_("A number consists of letters and digits."),
            ),
            models.CheckConstraint(
                condition=Q(rule__isnull=True) | Q(decided_on__isnull=False),
                name="a_decision_under_a_rule_has_a_day",
                violation_error_message=_("Give the day of the decision."),
            ),
            models.UniqueConstraint(
                Upper(NumberKey("number")),
                name="number_belongs_to_one_certification",
                violation_error_message=_("This number belongs to another certification already."),
            ),
        ]
        triggers = [
            never_deleted(),
            FirmTrigger(
                name="withdrawn_on_never_undone",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.withdrawn_on <= CURRENT_DATE "
                    "AND (NEW.withdrawn_on IS NULL OR NEW.withdrawn_on > CURRENT_DATE)"
                ),
                func=REFUSE_UNDONE_WITHDRAWAL,
            ),
            touch_updated_at(),
            FirmProtect(
                name="check_code_never_changes",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("check_code"),
            ),
            # What a decision stands on: what was printed, and how it came about.
            FirmTrigger(
                name="a_decision_stays_as_it_was_taken",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.rule_id IS NOT NULL AND (NEW.number, NEW.level_id, NEW.rule_id, NEW.renews_id, "
                    "NEW.enrolment_id, NEW.against_rules_reason) IS DISTINCT FROM (OLD.number, "
                    "OLD.level_id, OLD.rule_id, OLD.renews_id, OLD.enrolment_id, OLD.against_rules_reason)"
                ),
                func=REFUSE_CHANGED_DECISION,
            ),
            FirmTrigger(
                name="a_decision_follows_the_rule_of_its_day",
                when=pgtrigger.After,
                operation=pgtrigger.Insert
                | pgtrigger.UpdateOf("rule_id", "level_id", "decided_on"),
                condition=pgtrigger.Condition("NEW.rule_id IS NOT NULL"),
                func=REFUSE_OTHER_RULE,
            ),
            FirmTrigger(
                name="stands_on_a_course_that_was_passed",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("enrolment_id", "person_id"),
                condition=pgtrigger.Condition("NEW.enrolment_id IS NOT NULL"),
                func=REFUSE_COURSE_OF_SOMEBODY_ELSE,
            ),
            FirmTrigger(
                name="renews_the_same_level_of_the_same_person",
                when=pgtrigger.After,
                operation=pgtrigger.Insert
                | pgtrigger.UpdateOf("renews_id", "person_id", "level_id", "certified_on"),
                condition=pgtrigger.Condition("NEW.renews_id IS NOT NULL"),
                func=refuse_wrong_renewal("renewal.id = NEW.id"),
            ),
            FirmTrigger(
                name="is_renewed_at_the_same_level_of_the_same_person",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("person_id", "level_id", "certified_on"),
                func=refuse_wrong_renewal("renewal.renews_id = NEW.id"),
            ),
            FirmTrigger(
                name="period_holds_its_suspensions",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("certified_on", "valid_until"),
                func=refuse_suspension_outside("s.certification_id = NEW.id"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.level}, {self.certified_on:%Y-%m-%d}"

    def save(self, **kwargs: Any) -> None:
        # An empty number is none, and any count of certifications may have none.
        self.number = self.number or None
        super().save(**kwargs)

    def clean(self) -> None:
        """What a correction leaves as it was decided. Raises ValidationError."""
        self._refuse_number_given_before()
        if self.pk is None or self.certified_on is None:
            return
        self._refuse_changed_decision()
        self._refuse_wrong_order()
        for suspension in self.suspensions.all():
            day = suspension.suspended_on
            if day < self.certified_on or (self.valid_until and day > self.valid_until):
                raise ValidationError(
                    _("The period must include %(day)s, when the certification was suspended."),
                    params={"day": day.isoformat()},
                )

    def _refuse_number_given_before(self) -> None:
        """Of one that has it now, the constraint tells."""
        others = type(self).objects.exclude(pk=self.pk)
        if not self.number or others.numbered(self.number).exists():
            return
        if type(self).objects.ever_numbered(self.number).exclude(pgh_obj=self.pk).exists():
            raise ValidationError(
                _(
                    "Another certification once had the number %(number)s, so it is not given again."
                ),
                params={"number": self.number},
            )

    def _refuse_wrong_order(self) -> None:
        """The same rule as the two triggers that look at renewals."""
        if self.renews and self.certified_on <= self.renews.certified_on:
            text = _("It renews the certification of %(day)s, so it must begin after that day.")
            raise ValidationError(text, params={"day": self.renews.certified_on.isoformat()})
        first = self.renewals.aggregate(day=Min("certified_on"))["day"]
        if first and self.certified_on >= first:
            text = _("It is renewed from %(day)s on, so it must begin before that day.")
            raise ValidationError(text, params={"day": first.isoformat()})

    def _refuse_changed_decision(self) -> None:
        """The number and level were printed, and the rule followed from level and day."""
        before = type(self).objects.get(pk=self.pk)
        if before.rule is None:
            return
        if (self.number or None, self.level_id) != (before.number, before.level_id):
            raise ValidationError(
                _(
                    "Number and level stay as they were decided. Withdraw it from its first day on and "
                    "certify anew, if they are wrong."
                )
            )
        if self.decided_on is None or self.level.rule_on(self.decided_on) != before.rule:
            raise ValidationError(
                _("On the day of the decision the rule from %(day)s must have held."),
                params={"day": before.rule.holds_from.isoformat()},
            )

    @property
    def was_ever_in_force(self) -> bool:
        """The same rule as CertificationQuerySet.ever_in_force, for one record."""
        return self.withdrawn_on is None or self.withdrawn_on > self.certified_on

    def status_on(self, on: date | None = None) -> Status:
        """The same rule as status_case, for one record. Reads the suspensions."""
        on = on or timezone.localdate()
        if self.withdrawn_on and self.withdrawn_on <= on:
            return Status.WITHDRAWN
        if self.certified_on > on:
            return Status.UPCOMING
        if self.valid_until and self.valid_until < on:
            return Status.EXPIRED
        if any(suspension.is_in_force(on) for suspension in self.suspensions.all()):
            return Status.SUSPENDED
        return Status.VALID
