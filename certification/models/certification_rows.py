"""Certifications asked for in the plural. What is a rule for one record too stands in status.py."""

from collections.abc import Collection
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.db.models.functions import Least, Upper
from django.utils import timezone

from certification.models.level import Level
from certification.models.number import NumberKey, number_key
from certification.models.status import status_case
from certification.models.suspension import Suspension
from people.models.person import is_erased


class RunningOutUntil(Func):
    """The last of the days that are near, counted from a day, as the settings of the register say."""

    template = (
        "(%(expressions)s + (SELECT running_out_days::int FROM certification_registersettings))"
    )
    output_field = models.DateField()


# Its twin for one record is Certification.was_ever_in_force.
EVER_IN_FORCE = Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=F("certified_on"))


class CertificationQuerySet(models.QuerySet):
    def with_status(self, on: date | None = None) -> Self:
        """Adds `status`, a value of Status, as of that day (today by default)."""
        return self.annotate(status=status_case(on or timezone.localdate()))

    def ever_in_force(self) -> Self:
        """Not those that were withdrawn on their first day."""
        return self.filter(EVER_IN_FORCE)

    def standing(self, on: date | None = None) -> Self:
        """Of each person and level the one that says how they stand on that day.

        The latest that has begun; before any has begun, the first to come. As periods don't overlap,
        no other can be valid on that day. Of two from the same day, the one that was ever in force;
        of those that never were, the latest made.
        """
        on = on or timezone.localdate()
        same = self._unfiltered().filter(person=OuterRef("person"), level=OuterRef("level"))
        same_day = same.filter(certified_on=OuterRef("certified_on"))
        instead = same_day.filter(EVER_IN_FORCE | Q(pk__gt=OuterRef("pk")))
        later_begun = same.filter(certified_on__gt=OuterRef("certified_on"), certified_on__lte=on)
        earlier = same.filter(certified_on__lt=OuterRef("certified_on"))
        return self.filter(
            EVER_IN_FORCE | ~Exists(instead),
            (Q(certified_on__lte=on) & ~Exists(later_begun))
            | (Q(certified_on__gt=on) & ~Exists(earlier)),
        )

    def renewable(self, on: date | None = None) -> Self:
        """Those that a decision of that day can renew, if a rule holds and it is not too early.

        The same rule as certifying.plan_renewal, for rows.
        """
        on = on or timezone.localdate()
        # What ran out while it was suspended is still suspended.
        day = Least(OuterRef("valid_until"), Value(on, models.DateField()))
        held_back = Suspension.objects.in_force(day).filter(certification=OuterRef("pk"))
        kept = self.unfollowed().filter(~is_erased("person"), ~Exists(held_back))
        return kept.filter(certified_on__lte=on, valid_until__isnull=False, withdrawn_on=None)

    def running_out(self, on: date | None = None) -> Self:
        """To be renewed, and the last valid day is near."""
        on = on or timezone.localdate()
        near = RunningOutUntil(Value(on, models.DateField()))
        return self.renewable(on).filter(valid_until__gte=on, valid_until__lte=near)

    def in_grace(self, on: date | None = None) -> Self:
        """Expired on that day, and within the grace of its rule: to be renewed, not certified anew.

        Whether the renewal begins after the old end or on the day of decision, the rule says as well.
        """
        on = on or timezone.localdate()
        late = Q(pk__in=[])
        for level in Level.objects.using(self.db).prefetch_related("rules"):
            if rule := level.rule_on(on):
                late |= Q(level=level, valid_until__gte=rule.oldest_end_to_renew(on))
        return self.renewable(on).filter(late, valid_until__lt=on)

    def of_countries(self, codes: Collection[str]) -> Self:
        """For staff who are limited to these."""
        return self.filter(person__country__in=codes)

    def unfollowed(self) -> Self:
        """Those that no later one of the same person and level follows, or none that was ever in force."""
        following = (
            self._unfiltered()
            .ever_in_force()
            .filter(
                person=OuterRef("person"),
                level=OuterRef("level"),
                certified_on__gt=OuterRef("certified_on"),
            )
        )
        return self.filter(~Exists(following))

    def following(self, certifications: Collection[Any]) -> dict[int, list[Any]]:
        """By the key of each: what renews it, and what renews that, in the order of their days.

        Takes the same number of queries for any number of certifications.
        """
        people = {each.person_id for each in certifications}
        renewals = self._unfiltered().filter(person__in=people).exclude(renews=None)
        rows = renewals.select_related("person", "level").prefetch_related("suspensions")
        in_order: list[Any] = list(rows.order_by("certified_on", "pk"))
        found: dict[int, list[Any]] = {}
        for certification in certifications:
            line, after = {certification.pk}, []
            for row in in_order:
                if row.renews_id in line:
                    line.add(row.pk)
                    after.append(row)
            found[certification.pk] = after
        return found

    def numbered(self, number: str) -> Self:
        """The one with that number, however it is copied."""
        return self.alias(key=Upper(NumberKey("number"))).filter(key=number_key(number))

    def ever_numbered(self, number: str) -> models.QuerySet:
        """The events of all that have, or once had, that number. An index of the history serves it."""
        events = self.model.pgh_event_model.objects.using(self.db)  # type: ignore[attr-defined]
        found: models.QuerySet = events.alias(key=Upper(NumberKey("number")))
        return found.filter(key=number_key(number))

    def _unfiltered(self) -> Self:
        return type(self)(self.model, using=self.db)
