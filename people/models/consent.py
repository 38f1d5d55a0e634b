from collections.abc import Collection
from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.history import keep_history, never_deleted, never_undone


class ConsentScope(models.TextChoices):
    """What a person agrees to, each for itself."""

    LISTING = "listing", _("To stand on the public list")
    TRAINEESHIP = "traineeship", _("To be shown there as a trainee")


class ConsentQuerySet(models.QuerySet):
    def in_force(
        self, on: date | None = None, *, scope: ConsentScope = ConsentScope.LISTING
    ) -> Self:
        """Given, and not withdrawn, on that day (today by default). The day of withdrawal is without."""
        on = on or timezone.localdate()
        return self.filter(
            Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=on), given_on__lte=on, scope=scope
        )

    def of_countries(self, codes: Collection[str]) -> Self:
        """For staff who are limited to these."""
        return self.filter(person__country__in=codes)


@keep_history(personal=["source"])
class Consent(models.Model):
    """A person agreed to something, on a day; withdrawing dates it, agreeing again adds a row."""

    person = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="consents", verbose_name=_("person")
    )
    scope = models.CharField(
        _("to what"),
        max_length=20,
        choices=ConsentScope,
        default=ConsentScope.LISTING,
        db_default=ConsentScope.LISTING,
    )
    given_on = models.DateField(_("given on"), default=timezone.localdate)
    withdrawn_on = models.DateField(
        _("withdrawn on"),
        null=True,
        blank=True,
        help_text=_("From this day on no public page shows it."),
    )
    source = models.CharField(
        _("source"),
        max_length=200,
        help_text=_("How we know: the form, letter, e-mail or import that it came with."),
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-given_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_on__gte=F("given_on")),
                name="consent_is_withdrawn_after_it_was_given",
                violation_error_message=_("Consent can't be withdrawn before it was given."),
            ),
            models.UniqueConstraint(
                fields=["person", "scope"],
                condition=Q(withdrawn_on__isnull=True),
                name="one_consent_in_force_for_a_person",
                violation_error_message=_("This consent is recorded already."),
            ),
        ]
        triggers = [never_deleted(), never_undone("withdrawn_on")]

    def __str__(self) -> str:
        return f"{self.person}: {self.given_on:%Y-%m-%d}"

    def clean(self) -> None:
        if self.pk is None and self.given_on and self.given_on > timezone.localdate():
            raise ValidationError({"given_on": _("Consent can't be given in the future.")})

    def is_in_force(
        self, on: date | None = None, *, scope: ConsentScope = ConsentScope.LISTING
    ) -> bool:
        """The same rule as ConsentQuerySet.in_force, for one record."""
        on = on or timezone.localdate()
        if self.scope != scope:
            return False
        return self.given_on <= on and (self.withdrawn_on is None or on < self.withdrawn_on)

    def withdraw(self, on: date) -> None:
        """From that day on no public page shows what was agreed to. Raises ValidationError."""
        if self.withdrawn_on and self.withdrawn_on <= on:
            raise ValidationError(
                _("This consent is withdrawn already, on %(day)s."),
                params={"day": self.withdrawn_on.isoformat()},
            )
        self.withdrawn_on = on
        self.full_clean()
        self.save()
