"""Days so far ahead that they are taken for a typing error."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

FURTHEST_AHEAD = timedelta(days=366)


def is_far_ahead(day: date, *, on: date | None = None) -> bool:
    """More than a year after that day (today by default)."""
    return day > (on or timezone.localdate()) + FURTHEST_AHEAD


def not_far_ahead(day: date) -> date:
    """The day itself. Raises ValidationError."""
    if is_far_ahead(day):
        raise ValidationError(_("This day is more than a year ahead: is it a typing error?"))
    return day
