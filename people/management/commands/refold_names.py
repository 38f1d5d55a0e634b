from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from people.models import Organisation, Person
from people.models.person import DERIVED

BATCH = 1000
# What fold_names reads and sets; the other columns stay in the database.
COLUMNS: dict[type[Person | Organisation], tuple[list[str], list[str]]] = {
    Person: (
        ["given_name", "family_name", "former_names", "nicknames", "register_no", "slug"],
        [*DERIVED],
    ),
    Organisation: (["name"], ["search_text"]),
}


class Command(BaseCommand):
    help = (
        "Folds all names anew for search and sorting: run it after a change of people/names.py or people/alphabet.py. "
        "Public addresses stay as they are."
    )

    def handle(self, **options: Any) -> None:
        people, alike = refold(Person), refold(Organisation)
        self.stdout.write(_("People: %(changed)d of %(all)d changed.") % people)
        self.stdout.write(_("Organisations: %(changed)d of %(all)d changed.") % alike)
        if alike["refused"]:
            names = "\n".join(str(organisation) for organisation in alike["refused"])
            raise CommandError(
                _(
                    "Another organisation in the same country now has the same name as each of these, "
                    "which therefore stay as they were. Merge or rename them, and run this again:\n"
                    "%(names)s"
                )
                % {"names": names}
            )


def refold(model: type[Person | Organisation]) -> dict[str, Any]:
    """Write the rows that change, in batches; says how many, and which the database refused."""
    _read, derived = COLUMNS[model]
    count: dict[str, Any] = {"all": 0, "changed": 0, "refused": []}
    for batch in _batches(model):
        changed = [record for record in batch if _folds_differently(record, derived)]
        try:
            with transaction.atomic():
                model._default_manager.bulk_update(changed, derived)
        except IntegrityError:
            refused = [record for record in changed if not _written(record, derived)]
            count["refused"] += refused
            changed = [record for record in changed if record not in refused]
        count["all"] += len(batch)
        count["changed"] += len(changed)
    # A name may have been in the way of another that has moved since.
    written = [record for record in count["refused"] if _written(record, derived)]
    count["changed"] += len(written)
    count["refused"] = [record for record in count["refused"] if record not in written]
    return count


def _batches(model: type[Person | Organisation]) -> Iterator[list[Any]]:
    """Locked while they are at hand, so that nobody's new name is folded as the old one."""
    read, derived = COLUMNS[model]
    last = 0
    while True:
        with transaction.atomic():
            rows = model._default_manager.filter(pk__gt=last).order_by("pk").only(*read, *derived)
            batch: list[Any] = list(rows.select_for_update()[:BATCH])
            if not batch:
                return
            last = batch[-1].pk
            yield batch


def _folds_differently(record: Any, derived: list[str]) -> bool:
    before = [getattr(record, column) for column in derived]
    record.fold_names()
    return before != [getattr(record, column) for column in derived]


def _written(record: Any, derived: list[str]) -> bool:
    try:
        with transaction.atomic():
            type(record)._default_manager.bulk_update([record], derived)
    except IntegrityError:
        return False
    return True
