from collections.abc import Collection
from datetime import date
from typing import Any, Self

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Deferrable, Exists, F, Func, OuterRef, Q, Value
from django.db.models.functions import Now, Upper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.models.enrolment import Enrolment
from certification.models.level import Level
from certification.models.number import NUMBER, NumberKey, number_key
from certification.models.rule import LevelRule
from certification.models.status import Status, status_case
from certification.models.suspension import Suspension, refuse_suspension_outside
from people.history import keep_history, never_deleted, never_undone, touch_updated_at
from people.models import Person


class RunningOutUntil(Func):
    """The last of the days that are near, counted from a day, as the settings of the register say."""

    template = (
        "(%(expressions)s + (SELECT running_out_days::int FROM certification_registersettings))"
    )
    output_field = models.DateField()


class OccupiedDays(Func):
    """The days that a certification takes from others of the same person and level.

    From its first day (which it always keeps) to the last valid day or the day before withdrawal. The
    function certification_days(certified_on, valid_until, withdrawn_on) is made by the first migration.
    """

    function = "certification_days"
    output_field = DateRangeField()


REFUSE_WRONG_RENEWAL = """
    IF NOT EXISTS (
        SELECT FROM certification_certification c
        WHERE c.id = NEW.renews_id AND c.person_id = NEW.person_id AND c.level_id = NEW.level_id
            AND c.certified_on < NEW.certified_on
    ) THEN
        RAISE EXCEPTION 'a renewal follows a certification of the same person and level'
            USING ERRCODE = 'check_violation',
            CONSTRAINT = 'renews_the_same_level_of_the_same_person';
    END IF;
    RETURN NEW;
"""


class CertificationQuerySet(models.QuerySet):
    def with_status(self, on: date | None = None) -> Self:
        """Adds `status`, a value of Status, as of that day (today by default)."""
        return self.annotate(status=status_case(on or timezone.localdate()))

    def standing(self, on: date | None = None) -> Self:
        """Of each person and level the one that says how they stand on that day.

        The latest that has begun; before any has begun, the first to come. As periods don't overlap
        (and each keeps its first day to itself), no other can be valid on that day.
        """
        on = on or timezone.localdate()
        same = Certification.objects.using(self.db).filter(
            person=OuterRef("person"), level=OuterRef("level")
        )
        later_begun = same.filter(certified_on__gt=OuterRef("certified_on"), certified_on__lte=on)
        earlier = same.filter(certified_on__lt=OuterRef("certified_on"))
        return self.filter(
            (Q(certified_on__lte=on) & ~Exists(later_begun))
            | (Q(certified_on__gt=on) & ~Exists(earlier))
        )

    def running_out(self, on: date | None = None) -> Self:
        """Valid on that day, with the last valid day near, and nothing decided yet that follows."""
        on = on or timezone.localdate()
        following = Certification.objects.using(self.db).filter(
            person=OuterRef("person"),
            level=OuterRef("level"),
            certified_on__gt=OuterRef("certified_on"),
        )
        near = self.filter(valid_until__lte=RunningOutUntil(Value(on, models.DateField())))
        return near.alias(status_then=status_case(on)).filter(
            ~Exists(following), status_then=Status.VALID
        )

    def of_countries(self, codes: Collection[str]) -> Self:
        """For staff who are limited to these."""
        return self.filter(person__country__in=codes)

    def matching(self, text: str) -> Self:
        """Those of the people who match, and the one with that number, however it is copied."""
        found = Q(person__in=Person.objects.using(self.db).matching(text))
        if number_key(text):
            found |= Q(pk__in=Certification.objects.using(self.db).numbered(text).values("pk"))
        return self.filter(found)

    def numbered(self, number: str) -> Self:
        """The one with that number, however it is copied."""
        return self.alias(key=Upper(NumberKey("number"))).filter(key=number_key(number))


@keep_history(exclude=["created_at", "updated_at"])
class Certification(models.Model):
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
        max_length=40,
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
    renews = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="renewed_by",
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
        _("decided against the rules because"),
        max_length=500,
        blank=True,
        db_default="",
        editable=False,
        help_text=_("Kept for staff."),
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
                name="a_level_is_certified_once_on_a_day",
                violation_error_message=_("This person has this level from that day on already."),
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
            never_undone("withdrawn_on"),
            touch_updated_at(),
            # What a decision stands on: the number that was printed, and how it came about.
            pgtrigger.Protect(
                name="a_decision_keeps_its_number_and_rule",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.rule_id IS NOT NULL AND (NEW.number, NEW.rule_id, NEW.renews_id, NEW.enrolment_id) "
                    "IS DISTINCT FROM (OLD.number, OLD.rule_id, OLD.renews_id, OLD.enrolment_id)"
                ),
            ),
            pgtrigger.Trigger(
                name="renews_the_same_level_of_the_same_person",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert
                | pgtrigger.UpdateOf("renews_id", "person_id", "level_id", "certified_on"),
                condition=pgtrigger.Condition("NEW.renews_id IS NOT NULL"),
                func=REFUSE_WRONG_RENEWAL,
            ),
            pgtrigger.Trigger(
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
        """A corrected period still holds the suspensions within it. Raises ValidationError."""
        if self.pk is None or self.certified_on is None:
            return
        for suspension in self.suspensions.all():
            day = suspension.suspended_on
            if day < self.certified_on or (self.valid_until and day > self.valid_until):
                raise ValidationError(
                    _("The period must include %(day)s, when the certification was suspended."),
                    params={"day": day.isoformat()},
                )

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

    def suspend(self, on: date, reason: str) -> Suspension:
        """Hold the certification back from that day on. Raises ValidationError."""
        status = self.status_on(on)
        if status != Status.VALID:
            raise ValidationError(
                _(
                    "%(certification)s can't be suspended on %(day)s, when its status is “%(status)s”."
                ),
                params={"certification": self, "day": on.isoformat(), "status": status.label},
            )
        # One that was to begin later begins now instead.
        coming = self.suspensions.filter(reinstated_on=None, suspended_on__gt=on).first()
        suspension = coming or Suspension(certification=self)
        suspension.suspended_on, suspension.reason = on, reason.strip()
        suspension.full_clean()
        suspension.save()
        return suspension

    def reinstate(self, on: date, reason: str) -> Suspension:
        """End the suspension that is in force on that day. Raises ValidationError."""
        status = self.status_on(on)
        if status != Status.SUSPENDED:
            raise ValidationError(
                _(
                    "%(certification)s can't be reinstated on %(day)s, when its status is “%(status)s”."
                ),
                params={"certification": self, "day": on.isoformat(), "status": status.label},
            )
        suspension = next(row for row in self.suspensions.all() if row.is_in_force(on))
        if suspension.reinstated_on:
            raise ValidationError(
                _("%(certification)s is reinstated already, on %(day)s."),
                params={"certification": self, "day": suspension.reinstated_on.isoformat()},
            )
        suspension.reinstated_on, suspension.reinstatement_reason = on, reason.strip()
        suspension.full_clean()
        suspension.save()
        return suspension

    def withdraw(self, on: date, reason: str) -> None:
        """Take the certification back for good, from that day on. Raises ValidationError."""
        # A day that has not come may still be changed; what has happened may not.
        if self.withdrawn_on and self.withdrawn_on <= timezone.localdate():
            raise ValidationError(
                _("%(certification)s is withdrawn already, on %(day)s."),
                params={"certification": self, "day": self.withdrawn_on.isoformat()},
            )
        before = self.withdrawn_on, self.withdrawal_reason
        self.withdrawn_on, self.withdrawal_reason = on, reason.strip()
        try:
            self.full_clean()
        except ValidationError:
            self.withdrawn_on, self.withdrawal_reason = before
            raise
        self.save()
