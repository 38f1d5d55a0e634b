from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from people import names
from people.history import keep_history
from people.models import Sector
from people.models.search import SearchableQuerySet


@keep_history(exclude=["search_text"])
class ClusterOrganisation(models.Model):
    """An organisation that runs a cluster, and is benchmarked for a label."""

    name = models.CharField(_("name"), max_length=200)
    country = CountryField(_("country"))
    sector = models.ForeignKey(
        Sector,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cluster_organisations",
        verbose_name=_("sector"),
    )
    website = models.URLField(_("website"), blank=True)
    bronze_label_valid_until = models.DateField(
        _("bronze label valid until"),
        null=True,
        blank=True,
        help_text=_("As published in ESCA's list of cluster organisations."),
    )

    search_text = models.TextField(editable=False, db_collation="C")

    objects = SearchableQuerySet.as_manager()

    class Meta:
        verbose_name = _("cluster organisation")
        verbose_name_plural = _("cluster organisations")
        ordering = ["search_text", "id"]
        indexes = [
            GinIndex(fields=["search_text"], name="cluster_words", opclasses=["gin_trgm_ops"]),
            models.Index(fields=["search_text", "id"], name="cluster_in_order"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(country=""),
                name="cluster_has_name_and_country",
                violation_error_message=_("A cluster organisation needs a name and a country."),
            ),
            models.UniqueConstraint(
                fields=["search_text", "country"],
                name="one_cluster_of_a_name_in_a_country",
                violation_error_message=_(
                    "This cluster organisation is in the register already, in the same country."
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
