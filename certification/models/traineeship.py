from collections.abc import Collection
from datetime import date
from typing import Any, Self

from dateutil.relativedelta import relativedelta
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Exists, F, Func, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Least, Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certification.models.benchmarking import Participation
from certification.models.entry import Entry
from certification.models.level import Level
from certification.models.register_settings import RegisterSettings
from people.history import keep_history, never_deleted, touch_updated_at
from people.models import Consent, ConsentScope, Person
from people.models.person import PersonQuerySet, is_erased


def _took_part(until: Any, *, using: str) -> models.QuerySet[Participation]:
    """As a trainee, of the person of an outer query, up to a day."""
    return Participation.objects.using(using).filter(
        person=OuterRef("person"),
        role=Participation.Role.TRAINEE,
        benchmarking__held_on__lte=until,
    )


class TraineeshipQuerySet(models.QuerySet):
    def running(self, on: date | None = None) -> Self:
        """Begun, and not ended, on that day. The day on which it ends is without."""
        on = on or timezone.localdate()
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on), started_on__lte=on)

    def agreed(self) -> Self:
        """Of people who agree, today, that the public may know."""
        agreed = Consent.objects.using(self.db).in_force(scope=ConsentScope.TRAINEESHIP)
        return self.filter(Exists(agreed.filter(person=OuterRef("person"))))

    def shown(self, on: date | None = None) -> Self:
        """Running on that day, of people who agree, today, that the public may know."""
        return self.running(on).agreed()

    def stalled(self, on: date | None = None) -> Self:
        """Running, and without any benchmarking as a trainee for as long as the settings say."""
        on = on or timezone.localdate()
        limit = on - relativedelta(months=RegisterSettings.current().stalled_after_months)
        recent = _took_part(on, using=self.db).filter(benchmarking__held_on__gt=limit)
        still = self.running(on).filter(~is_erased("person"))
        return still.filter(~Exists(recent), started_on__lte=limit)

    def ended(self, on: date | None = None) -> Self:
        return self.filter(ended_on__lte=on or timezone.localdate())

    def with_benchmarkings(self, on: date | None = None) -> Self:
        """Adds `benchmarked` and `last_benchmarked_on`: how often by that day, and when last.

        Those count in which the trainee took part during the traineeship, for whatever label.
        """
        day = models.Value(on or timezone.localdate(), models.DateField())
        during = (
            # LEAST passes over the NULL of one that has not ended.
            _took_part(Least(OuterRef("ended_on"), day), using=self.db)
            .filter(benchmarking__held_on__gte=OuterRef("started_on"))
            .order_by()
            .values("person")
        )
        return self.annotate(
            benchmarked=Coalesce(Subquery(during.annotate(n=Count("pk")).values("n")), 0),
            last_benchmarked_on=Subquery(
                during.annotate(last=Max("benchmarking__held_on")).values("last")
            ),
        )

    def of_countries(self, codes: Collection[str]) -> Self:
        """For staff who are limited to these: by the trainee, wherever the mentor is from."""
        return self.filter(person__country__in=codes)

    def matching(self, text: str, among: PersonQuerySet | None = None) -> Self:
        """Those of the trainees, and of the mentors, who match: of all people, or among those."""
        known = Person.objects.using(self.db).all() if among is None else among
        entries = Entry.objects.using(self.db).matching(text)
        people: Any = known.filter(pk__in=entries.values("pk")).values("pk")
        return self.filter(Q(person__in=people) | Q(mentor__in=people))


@keep_history(exclude=["created_at", "updated_at"], personal=["remark"])
class Traineeship(models.Model):
    """A person works towards a level, in real benchmarkings, beside a mentor."""

    class Outcome(models.TextChoices):
        CERTIFIED = "certified", pgettext_lazy("outcome of a traineeship", "Certified")
        STOPPED = "stopped", pgettext_lazy("outcome of a traineeship", "Stopped")

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="traineeships", verbose_name=_("trainee")
    )
    level = models.ForeignKey(
        Level,
        models.PROTECT,
        related_name="traineeships",
        verbose_name=_("level"),
        help_text=_("For which the trainee is to be certified."),
    )
    mentor = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="traineeships_as_mentor",
        verbose_name=_("mentor"),
    )
    started_on = models.DateField(_("started on"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome, blank=True)
    remark = models.CharField(
        _("remark"), max_length=500, blank=True, help_text=_("Kept for staff.")
    )
    created_at = models.DateTimeField(_("created"), db_default=Now(), editable=False)
    updated_at = models.DateTimeField(_("last updated"), db_default=Now(), editable=False)

    objects = TraineeshipQuerySet.as_manager()

    class Meta:
        verbose_name = _("traineeship")
        verbose_name_plural = _("traineeships")
        ordering = ["-started_on", "-id"]
        indexes = [
            models.Index(fields=["person", "level"], name="traineeship_of_a_person"),
            models.Index(fields=["started_on", "id"], name="traineeship_in_order"),
        ]
        constraints = [
            ExclusionConstraint(
                name="one_traineeship_for_a_level_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("level", RangeOperators.EQUAL),
                    (
                        Func(
                            "started_on",
                            "ended_on",
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_(
                    "This person is a trainee for this level at that time already: end that "
                    "traineeship first."
                ),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__gte=F("started_on")),
                name="traineeship_ends_after_it_begins",
                violation_error_message=_("A traineeship can't end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, outcome="")
                | (Q(ended_on__isnull=False) & ~Q(outcome="")),
                name="a_traineeship_that_ended_has_an_outcome",
                violation_error_message=_(
                    "Give the day on which it ended and its outcome, or neither."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(mentor=F("person")),
                name="nobody_is_their_own_mentor",
                violation_error_message=_("Nobody can be their own mentor."),
            ),
        ]
        triggers = [never_deleted(), touch_updated_at()]

    def __str__(self) -> str:
        return f"{self.person}, {self.level}, {self.started_on:%Y-%m-%d}"

    def clean(self) -> None:
        # Here and not by the constraint alone: the one on overlaps can't look at days in wrong order.
        if self.started_on and self.ended_on and self.ended_on < self.started_on:
            raise ValidationError({"ended_on": _("A traineeship can't end before it begins.")})
        if self.ended_on and self.ended_on > timezone.localdate():
            raise ValidationError({"ended_on": _("This day has not come yet.")})

    def is_running(self, on: date | None = None) -> bool:
        """The same rule as TraineeshipQuerySet.running, for one record."""
        on = on or timezone.localdate()
        return self.started_on <= on and (self.ended_on is None or on < self.ended_on)
