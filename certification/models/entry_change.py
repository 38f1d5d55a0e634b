from collections.abc import Iterator

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from people.triggers import FirmTrigger


class EntryChange(models.Model):
    """Whose entry or standings a transaction changed: by it the counts in memory follow (search/tally.py).

    The triggers of `changes_are_noted` write it, and remove what is older than two days.
    """

    derived = True

    transaction_id = models.BigIntegerField()
    # None: of more people than anybody would follow one by one.
    person_id = models.BigIntegerField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("change of an entry")
        verbose_name_plural = _("changes of entries")
        default_permissions = ()
        indexes = [
            models.Index(fields=["transaction_id", "person_id"], name="change_by_transaction"),
            models.Index(fields=["changed_at"], name="change_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.transaction_id}, {self.person_id or _('many')}"


def changes_are_noted() -> Iterator[pgtrigger.Trigger]:
    """Triggers for a table with rows of people, of which EntryChange tells.

    Their function stands in the migration 0020_changes_of_entries.
    """
    for operation, rows in (("insert", "new"), ("update", "new"), ("delete", "old")):
        yield FirmTrigger(
            name=f"{operation}_is_noted",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=getattr(pgtrigger, operation.capitalize()),
            referencing=pgtrigger.Referencing(**{rows: "changed"}),
            func=(
                "PERFORM certification_note_changes(ARRAY(SELECT DISTINCT person_id FROM changed)); "
                "RETURN NULL;"
            ),
        )
