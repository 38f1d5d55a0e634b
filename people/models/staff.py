"""Staff of national secretariats see and change the people of their countries only.

A record belongs to the country of its person (an application to the applicant's, a benchmarking also
to the cluster organisation's). Querysets of such records have `of_countries`; `visible_to` applies it.
"""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from people.countries import country_choices
from people.history import keep_history

_UNKNOWN = object()


def validate_country(code: str) -> None:
    if code not in countries:
        raise ValidationError(
            _("“%(code)s” is no country: give a code like NO."), params={"code": code}
        )


@keep_history(private=True)
class StaffCountries(models.Model):
    """To which countries a member of staff is limited. Without such a row: to none."""

    user = models.OneToOneField(
        User, models.CASCADE, related_name="staff_countries", verbose_name=_("user")
    )
    countries = ArrayField(
        models.CharField(max_length=2, validators=[validate_country]),
        verbose_name=_("countries"),
        help_text=_(
            "This member of staff sees and changes only people of these countries. Superusers are "
            "never limited."
        ),
    )

    class Meta:
        verbose_name = _("limit to countries")
        verbose_name_plural = _("limits to countries")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(countries__len__gt=0),
                name="a_limit_names_a_country_at_least",
                violation_error_message=_("Choose a country at least, or remove the limit."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.names()}"

    def names(self) -> str:
        return country_names(self.countries)


def country_names(codes: Any) -> str:
    return ", ".join(name for _code, name in country_choices(codes))


def countries_of(user: AbstractBaseUser | AnonymousUser) -> frozenset[str] | None:
    """The codes of the countries that somebody is limited to; None: not limited.

    Asked for once a request. Who has not logged in has no country at all.
    """
    if not isinstance(user.pk, int):
        return frozenset()
    if getattr(user, "is_superuser", False):
        return None
    known = getattr(user, "_countries", _UNKNOWN)
    if known is _UNKNOWN:
        rows = StaffCountries.objects.filter(user=user.pk).values_list("countries", flat=True)
        known = next((frozenset(codes) for codes in rows), None)
        user._countries = known  # type: ignore[union-attr, attr-defined]
    return known  # type: ignore[return-value]


def is_limited(user: AbstractBaseUser | AnonymousUser) -> bool:
    return countries_of(user) is not None


def visible_to(user: AbstractBaseUser | AnonymousUser, records: Any) -> Any:
    """Of a queryset the records that the user may see; all where they belong to no country."""
    codes = countries_of(user)
    if codes is None or not hasattr(records, "of_countries"):
        return records
    return records.of_countries(codes)
