from django.db import models
from django.utils.translation import gettext_lazy as _

from people.history import keep_history
from people.translated import in_other_languages, translated


@keep_history()
class Sector(models.Model):
    """A field of industry, as the comparative portfolios of ESCA's cluster list name them."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    name_nb, name_de, name_es, name_tr = in_other_languages(
        models.CharField, _("name"), max_length=100
    )
    slug = models.SlugField(
        _("address part"),
        max_length=100,
        unique=True,
        help_text=_("Stands in the addresses of filtered lists: keep it once it is published."),
    )

    class Meta:
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")
        ordering = ["name"]

    def __str__(self) -> str:
        return translated(self, "name")
