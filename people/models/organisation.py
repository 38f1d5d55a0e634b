from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from people import names
from people.history import keep_history
from people.models.search import SearchableQuerySet


@keep_history(exclude=["search_text"])
class Organisation(models.Model):
    """Where people work. A cluster organisation that is benchmarked is a record of its own."""

    name = models.CharField(_("name"), max_length=200)
    country = CountryField(_("country"), blank=True, help_text=_("Where it has its seat."))
    website = models.URLField(_("website"), blank=True)

    search_text = models.TextField(editable=False, db_collation="C")

    objects = SearchableQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["search_text", "id"]
        indexes = [
            GinIndex(fields=["search_text"], name="organisation_words", opclasses=["gin_trgm_ops"]),
            models.Index(fields=["search_text", "id"], name="organisation_in_order"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="organisation_has_a_name",
                violation_error_message=_("An organisation needs a name."),
            ),
            models.UniqueConstraint(
                fields=["search_text", "country"],
                name="one_organisation_of_a_name_in_a_country",
                violation_error_message=_(
                    "This organisation is in the register already, in the same country."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, **kwargs: Any) -> None:
        self.fold_names()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "search_text"}
        super().save(**kwargs)

    def fold_names(self) -> None:
        """Set what is derived from the name. Called by save(); bulk writers call it themselves."""
        self.search_text = names.search_text([self.name])

    def clean(self) -> None:
        # Before the constraints are checked, so that a namesake is reported and not raised.
        self.fold_names()
