from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.history import keep_history


@keep_history()
class Level(models.Model):
    """What a person is certified for. (What a cluster organisation holds is a label.)"""

    slug = models.SlugField(
        _("short name"),
        max_length=40,
        unique=True,
        help_text=_("Stands in addresses and imported files: keep it once it is published."),
    )
    name = models.CharField(_("name"), max_length=80, unique=True)
    rank = models.PositiveSmallIntegerField(
        _("rank"), unique=True, help_text=_("1 is the first level that a person reaches.")
    )
    colour = models.CharField(
        _("colour"),
        max_length=7,
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}\Z", _("A colour like #b08d57."))],
        help_text=_("Of its badge, such as #b08d57. The badge also differs by its shape."),
    )
    validity_months = models.PositiveSmallIntegerField(
        _("valid for (months)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(1200)],
        help_text=_(
            "How long a new certification is valid where the decision gives no last day. Empty: without end. "
            "Certifications that are decided already keep their dates."
        ),
    )
    entitles_to = models.TextField(
        _("entitles to"), blank=True, help_text=_("Public: what an expert of this level may do.")
    )

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        ordering = ["rank"]
        constraints = [
            models.CheckConstraint(
                condition=Q(validity_months__gt=0),
                name="level_is_valid_for_a_month_at_least",
                violation_error_message=_("A validity has at least one month, or is empty."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def last_valid_day(self, certified_on: date) -> date | None:
        """By today's rule: three years from 15 March 2020 end with 14 March 2023. None: without end."""
        if self.validity_months is None:
            return None
        return certified_on + relativedelta(months=self.validity_months) - timedelta(days=1)
