"""Months, in which rules count: a number of them as a field, and back from a day."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

MOST_MONTHS = 1200


def months_field(verbose_name: object, help_text: object, **options: object) -> models.Field:
    """A number of months of at least one, or none."""
    return models.PositiveSmallIntegerField(
        verbose_name,  # type: ignore[arg-type]
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_MONTHS)],
        help_text=help_text,  # type: ignore[arg-type]
        **options,  # type: ignore[arg-type]
    )


def since(on: date, months: int) -> date:
    """The first day that lies within so many months, of which `on` is the last.

    >>> since(date(2023, 3, 14), 36)
    datetime.date(2020, 3, 15)
    """
    return months_before(on, months) + timedelta(days=1)


def months_before(on: date, months: int) -> date:
    """The last day of a shorter month, where that has no such day; the first day of all, before it."""
    try:
        return on - relativedelta(months=months)
    except ValueError:
        return date.min
