from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from people.history import keep_history
from people.translated import in_other_languages, translated

if TYPE_CHECKING:
    from certification.models.rule import LevelRule


@keep_history()
class Level(models.Model):
    """What a person is certified for. (What a cluster organisation holds is a label.)"""

    slug = models.SlugField(
        _("short name"),
        max_length=40,
        unique=True,
        validators=[
            RegexValidator(
                r"^[^_]*\Z",
                _("No underscore: it may stand in the numbers of certificates, which hold none."),
            )
        ],
        help_text=_("Stands in addresses and imported files: keep it once it is published."),
    )
    name = models.CharField(_("name"), max_length=80, unique=True)
    name_nb, name_de, name_es, name_tr = in_other_languages(
        models.CharField, _("name"), max_length=80
    )
    rank = models.PositiveSmallIntegerField(
        _("rank"), unique=True, help_text=_("1 is the first level that a person reaches.")
    )
    colour = models.CharField(
        _("colour"),
        max_length=7,
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}\Z", _("A colour like #b08d57."))],
        help_text=_("Of its badge, such as #b08d57. The badge also differs by its shape."),
    )
    entitles_to = models.TextField(
        _("entitles to"), blank=True, help_text=_("Public: what an expert of this level may do.")
    )
    entitles_to_nb, entitles_to_de, entitles_to_es, entitles_to_tr = in_other_languages(
        models.TextField, _("entitles to")
    )

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        ordering = ["rank"]

    def __str__(self) -> str:
        return translated(self, "name")

    def rule_on(self, on: date) -> "LevelRule | None":
        """The rule that decisions of that day follow. Reads the rules, which may be prefetched."""
        begun = [rule for rule in self.rules.all() if rule.holds_from <= on]
        return max(begun, key=lambda rule: rule.holds_from, default=None)

    def last_valid_day(self, certified_on: date) -> date | None:
        """By the rule of that day. None: without end. Raises ValidationError where no rule held."""
        rule = self.rule_on(certified_on)
        if rule is None:
            raise ValidationError(
                _("No rule of %(level)s held on %(day)s: give the last valid day."),
                params={"level": self, "day": certified_on.isoformat()},
            )
        return rule.last_valid_day(certified_on)
