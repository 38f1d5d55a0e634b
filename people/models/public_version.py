from datetime import datetime
from typing import NamedTuple

from django.db import connections, models
from django.utils.translation import gettext_lazy as _

VERSION = """
    SELECT coalesce(string_agg(transaction_id::text, '-' ORDER BY slot), ''), max(changed_at)
    FROM people_publicversion
"""


class Version(NamedTuple):
    """Of what the public can see: the same as long as nothing of it changes, and never again."""

    state: str
    changed_at: datetime | None


class PublicVersion(models.Model):
    """The transactions that last changed what the public can see: one in each slot.

    The triggers of people.triggers.changes_public_version write it, and nobody else may. A transaction
    takes a slot that no other holds, or a new one, so that none waits for another. As its number is
    written together with its changes, whoever sees these sees another version: `public_version`.
    """

    derived = True

    slot = models.BigAutoField(primary_key=True)
    transaction_id = models.BigIntegerField()
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("version of what is public")
        verbose_name_plural = _("versions of what is public")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.slot)


def public_version(using: str) -> Version:
    with connections[using].cursor() as cursor:
        cursor.execute(VERSION)
        return Version(*cursor.fetchone())
