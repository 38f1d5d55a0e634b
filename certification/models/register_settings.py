import re
from datetime import date
from string import Formatter
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certification.models.level import Level
from certification.models.number import LONGEST_NUMBER, NUMBER
from people.history import keep_history, never_deleted

_EXAMPLE = {"year": 2026, "serial": 42, "level": "SILVER"}

UNKNOWN_PARTS = _(
    "The pattern may hold {year}, {serial} (or {serial:04}) and {level}, and nothing else in braces."
)


def validate_number_pattern(pattern: str) -> None:
    """Raises ValidationError unless each year and serial number makes another number."""
    try:
        parts = [(n, s or "", c) for _t, n, s, c in Formatter().parse(pattern) if n is not None]
    except ValueError:
        raise ValidationError(UNKNOWN_PARTS) from None
    # Looked at before the pattern is used: a width of a billion would be written out.
    if not all(_is_known(*part) for part in parts):
        raise ValidationError(UNKNOWN_PARTS)
    if sorted(name for name, *_rest in parts if name != "level") != ["serial", "year"]:
        raise ValidationError(
            _(
                "The pattern needs {year} and {serial} (or {serial:04}) once each, so that no number comes twice."
            )
        )
    number = pattern.format(**_EXAMPLE)
    if not NUMBER.fullmatch(number) or len(number) > 36:
        raise ValidationError(
            _(
                "Letters and digits, and between them spaces, dots, slashes and hyphens; not too long."
            )
        )


def _is_known(name: str, width: str, conversion: str | None) -> bool:
    has_zeros = name == "serial" and re.fullmatch("0[1-9]", width) is not None
    return name in _EXAMPLE and not conversion and (not width or has_zeros)


@keep_history()
class RegisterSettings(models.Model):
    """What staff set for the whole register. There is one row."""

    number_pattern = models.CharField(
        _("pattern of certificate numbers"),
        max_length=60,
        default="ESCA-{year}-{serial:04}",
        validators=[validate_number_pattern],
        help_text=_(
            "{year} is the year of decision, {serial} counts from 1 in each year ({serial:04} with "
            "zeros before it), {level} the level's short name. Numbers that are given stay as they are."
        ),
    )
    certifying_body = models.CharField(
        _("certifying body"),
        max_length=200,
        default="European Secretariat for Cluster Analysis (ESCA)",
        help_text=_("Public: who decides, where a decision names nobody else."),
    )
    signatory_name = models.CharField(
        _("signatory"),
        max_length=100,
        blank=True,
        default="",
        help_text=_("Who signs certificates on paper. Printed below the line for the signature."),
    )
    signatory_function = models.CharField(
        _("function of the signatory"),
        max_length=100,
        blank=True,
        default="",
        help_text=_("Such as “Head of the secretariat”."),
    )
    certificate_link_days = models.PositiveSmallIntegerField(
        _("link to a certificate (days)"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(3650)],
        help_text=_("For so long the link works that an expert gets by e-mail."),
    )
    running_out_days = models.PositiveSmallIntegerField(
        _("running out (days)"),
        default=90,
        validators=[MinValueValidator(1), MaxValueValidator(3650)],
        help_text=_("So long before its last valid day a certification counts as running out."),
    )
    reminder_days = ArrayField(
        models.PositiveSmallIntegerField(validators=[MaxValueValidator(3650)]),
        verbose_name=_("reminders (days)"),
        default=list,
        blank=True,
        help_text=_(
            "So many days before the last valid day experts get an e-mail: numbers with commas "
            "between them, such as 90, 30. Empty: no reminders."
        ),
    )
    expiry_notice_days = models.PositiveSmallIntegerField(
        _("notice of expiry (days)"),
        default=30,
        validators=[MaxValueValidator(3650)],
        help_text=_(
            "For so long after the last valid day an expert is still told that it has passed. 0: not at all."
        ),
    )
    stalled_after_months = models.PositiveSmallIntegerField(
        _("stalled after (months)"),
        default=6,
        validators=[MinValueValidator(1), MaxValueValidator(1200)],
        help_text=_("A trainee who took part in no benchmarking for so long counts as stalled."),
    )
    digest_weekday = models.PositiveSmallIntegerField(
        _("day of the weekly digest"),
        default=1,
        choices=[
            (1, _("Monday")),
            (2, _("Tuesday")),
            (3, _("Wednesday")),
            (4, _("Thursday")),
            (5, _("Friday")),
            (6, _("Saturday")),
            (7, _("Sunday")),
        ],
    )

    concerns_kept_days = models.PositiveSmallIntegerField(
        _("concerns kept (days)"),
        default=365,
        validators=[MinValueValidator(1), MaxValueValidator(3650)],
        help_text=_(
            "So long after a concern was answered or closed, what its sender wrote and who it was is erased."
        ),
    )
    contact_messages_kept_days = models.PositiveSmallIntegerField(
        _("messages to experts kept (days)"),
        default=90,
        validators=[MinValueValidator(1), MaxValueValidator(3650)],
        help_text=_(
            "For so long an expert can answer a message by the link in the mail. Then what its sender "
            "wrote and who it was is erased."
        ),
    )

    class Meta:
        verbose_name = _("settings of the register")
        verbose_name_plural = _("settings of the register")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="the_register_has_one_row_of_settings"),
            models.CheckConstraint(
                condition=Q(
                    running_out_days__gt=0,
                    stalled_after_months__gt=0,
                    certificate_link_days__gt=0,
                    concerns_kept_days__gt=0,
                    contact_messages_kept_days__gt=0,
                ),
                name="settings_count_from_one",
                violation_error_message=_("Days and months count from 1."),
            ),
        ]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def clean(self) -> None:
        """Each level must have numbers by the pattern. Raises ValidationError."""
        try:
            validate_number_pattern(self.number_pattern)
        except ValidationError:
            # Told of the field.
            return
        for level in Level.objects.all():
            number = self.number(year=2026, serial=9999, level=level.slug.upper())
            if not NUMBER.fullmatch(number) or len(number) > LONGEST_NUMBER:
                text = _("For the level %(level)s it would make “%(number)s”, which is no number.")
                error = ValidationError(text, params={"level": level, "number": number})
                raise ValidationError({"number_pattern": error})

    @classmethod
    def current(cls) -> Self:
        return cls.objects.get()

    def number(self, *, year: int, serial: int, level: str) -> str:
        """By the pattern, such as ESCA-2026-0042."""
        return self.number_pattern.format(year=f"{year:04}", serial=serial, level=level)


@keep_history(private=True)
class NumberSeries(models.Model):
    """How many certificate numbers a year has given.

    The row is locked until the certification is saved or refused, so that no number is left out.
    """

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    last = models.PositiveIntegerField(_("last serial number"), default=0)

    class Meta:
        verbose_name = _("series of certificate numbers")
        verbose_name_plural = _("series of certificate numbers")
        ordering = ["-year"]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"

    @classmethod
    def locked(cls, day: date) -> Self:
        """Of the day's year. Within a transaction, whose end all other decisions of that year await."""
        cls.objects.bulk_create([cls(year=day.year)], ignore_conflicts=True)
        return cls.objects.select_for_update(no_key=True).get(year=day.year)

    def take(self) -> int:
        """The next serial number. Of a series that is locked."""
        self.last += 1
        self.save(update_fields=["last"])
        return self.last
