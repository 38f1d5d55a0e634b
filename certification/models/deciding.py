"""What is decided on a certification that is there: suspend, reinstate, withdraw.

Each holds for the whole line from there on: for what renews it as well, and what renews that.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.models.status import Status
from certification.models.suspension import Suspension
from people.models import Person

WITHDRAWAL = ("withdrawn_on", "withdrawal_reason", "withdrawal_public_reason")


class Deciding:
    """The part of Certification that decides. Each of the three is done for the whole line, or refused."""

    def suspend(self: Any, on: date, reason: str) -> Suspension:
        """Hold it back from that day on, and what renews it from its first day. Raises ValidationError."""
        with transaction.atomic():
            following = self._following_locked()
            suspension = _suspend(self, on, reason)
            for later in following:
                if _needs_suspension(later, later.certified_on):
                    with _named(later):
                        _suspend(later, later.certified_on, reason)
        return suspension

    def reinstate(self: Any, on: date, reason: str) -> Suspension:
        """End the suspension that is in force on that day, and that of what renews it. Raises ValidationError."""
        with transaction.atomic():
            following = self._following_locked()
            suspension = _reinstate(self, on, reason)
            for later in following:
                day = max(on, later.certified_on)
                if _open_suspension(later, day):
                    with _named(later):
                        _end_suspension(_open_suspension(later, day), day, reason)
        return suspension

    def withdraw(self: Any, on: date, reason: str, public_reason: str = "") -> None:
        """Take it back for good, from that day on, and what renews it. Raises ValidationError.

        Whoever checks the certificate reads the public reason; the other is kept for staff.
        """
        with transaction.atomic():
            following, before = (
                self._following_locked(),
                (self.withdrawn_on, self.withdrawal_reason),
            )
            _withdraw(self, on, reason, public_reason)
            for later in following:
                day = max(on, later.certified_on)
                if _needs_withdrawal(later, day, before):
                    with _named(later):
                        _withdraw(later, day, reason, public_reason)

    def correct_withdrawal(self: Any, on: date | None) -> None:
        """Another day of withdrawal, or none as long as its day has not come. Raises ValidationError.

        What was withdrawn with it is corrected with it.
        """
        with transaction.atomic():
            following = self._following_locked()
            before = self.withdrawn_on, self.withdrawal_reason
            _correct_withdrawal(self, on)
            for later in following:
                if _was_withdrawn_with(later, *before):
                    with _named(later):
                        _correct_withdrawal(later, on and max(on, later.certified_on))

    def _following_locked(self: Any) -> list[Any]:
        """Who renews it at the same moment has done so before, or waits and finds what is decided here.

        The person first, as when somebody is certified: what is derived of the person is locked by that.
        """
        list(
            Person.objects.select_for_update(no_key=True)
            .filter(pk=self.person_id)
            .values_list("pk")
        )
        rows = type(self).objects.select_for_update(no_key=True)
        list(rows.filter(pk=self.pk).values_list("pk"))
        following: list[Any] = type(self).objects.following([self])[self.pk]
        return following


def _suspend(certification: Any, on: date, reason: str) -> Suspension:
    status = certification.status_on(on)
    if status != Status.VALID:
        raise ValidationError(
            _("%(certification)s can't be suspended on %(day)s, when its status is “%(status)s”."),
            params={"certification": certification, "day": on.isoformat(), "status": status.label},
        )
    # One that was to begin later begins now instead.
    coming = certification.suspensions.filter(reinstated_on=None, suspended_on__gt=on).first()
    suspension: Suspension = coming or Suspension(certification=certification)
    suspension.suspended_on, suspension.reason = on, reason.strip()
    suspension.full_clean()
    suspension.save()
    return suspension


def _needs_suspension(later: Any, day: date) -> bool:
    """Not what was taken back by then, nor what is held back without end already."""
    return later.status_on(day) != Status.WITHDRAWN and not _open_suspension(later, day)


def _reinstate(certification: Any, on: date, reason: str) -> Suspension:
    status = certification.status_on(on)
    facts = {"certification": certification, "day": on.isoformat(), "status": status.label}
    rows = certification.suspensions.all()
    coming = [row for row in rows if row.suspended_on > on and row.reinstated_on is None]
    if status == Status.VALID and coming:
        text = _(
            "%(certification)s is suspended from %(day)s on only. To cancel that, correct the "
            "suspension: reinstated on the day of suspension it is in force on no day."
        )
        raise ValidationError(text, params=facts | {"day": coming[0].suspended_on.isoformat()})
    if status != Status.SUSPENDED:
        raise ValidationError(
            _("%(certification)s can't be reinstated on %(day)s, when its status is “%(status)s”."),
            params=facts,
        )
    suspension = next(row for row in certification.suspensions.all() if row.is_in_force(on))
    if suspension.reinstated_on:
        raise ValidationError(
            _("%(certification)s is reinstated already, on %(day)s."),
            params=facts | {"day": suspension.reinstated_on.isoformat()},
        )
    return _end_suspension(suspension, on, reason)


def _open_suspension(certification: Any, on: date) -> Any:
    rows = certification.suspensions.all()
    without_end = [row for row in rows if row.reinstated_on is None and row.is_in_force(on)]
    return next(iter(without_end), None)


def _end_suspension(suspension: Any, on: date, reason: str) -> Suspension:
    suspension.reinstated_on, suspension.reinstatement_reason = on, reason.strip()
    suspension.full_clean()
    suspension.save()
    return suspension  # type: ignore[no-any-return]


def _withdraw(certification: Any, on: date, reason: str, public_reason: str) -> None:
    # A day that has not come may still be changed; what has happened may not.
    if certification.withdrawn_on and certification.withdrawn_on <= timezone.localdate():
        raise ValidationError(
            _("%(certification)s is withdrawn already, on %(day)s."),
            params={
                "certification": certification,
                "day": certification.withdrawn_on.isoformat(),
            },
        )
    before = {name: getattr(certification, name) for name in WITHDRAWAL}
    _set_withdrawal(certification, on, reason.strip(), public_reason.strip())
    try:
        certification.full_clean()
    except ValidationError:
        _set_withdrawal(certification, *before.values())
        raise
    certification.save(update_fields=WITHDRAWAL)


def _set_withdrawal(certification: Any, *values: Any) -> None:
    for name, value in zip(WITHDRAWAL, values, strict=True):
        setattr(certification, name, value)


def _correct_withdrawal(certification: Any, on: date | None) -> None:
    today, before = timezone.localdate(), certification.withdrawn_on
    facts = {"certification": certification, "day": before and before.isoformat()}
    if before is None:
        raise ValidationError(_("%(certification)s is not withdrawn."), params=facts)
    if before <= today and (on is None or on > today):
        text = _(
            "%(certification)s is withdrawn since %(day)s, and stays so: give another day that has come."
        )
        raise ValidationError(text, params=facts)
    certification.withdrawn_on = on
    if on is None:
        _set_withdrawal(certification, None, "", "")
    certification.full_clean()
    certification.save(update_fields=WITHDRAWAL)


def _needs_withdrawal(later: Any, day: date, before: tuple[date | None, str]) -> bool:
    """What was to be withdrawn with the earlier one moves with it; what has happened stays."""
    if later.withdrawn_on is None:
        return True
    if later.withdrawn_on <= timezone.localdate() or later.withdrawn_on == day:
        return False
    return _was_withdrawn_with(later, *before) or later.withdrawn_on > day


def _was_withdrawn_with(later: Any, day: date | None, reason: str) -> bool:
    """By the decision on the earlier one: what was withdrawn by a decision of its own stays as it is."""
    if day is None or later.withdrawn_on != max(day, later.certified_on):
        return False
    return bool(later.withdrawal_reason == reason)


@contextmanager
def _named(later: Any) -> Iterator[None]:
    """Whoever decides on the earlier one reads which of those that follow stands against it."""
    try:
        yield
    except ValidationError as error:
        raise ValidationError([f"{later}: {message}" for message in error.messages]) from error
