"""Every change of a record is kept by triggers in the database, whoever makes it and however.

History rows are never changed and never deleted, but for the personal values in them, which the erasure
of a person's data makes blank (people/erasing.py).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pghistory
import pgtrigger
from django.db import models
from pghistory.core import event_models

from people.triggers import (
    Deleted,
    Firm,
    FirmProtect,
    FirmTrigger,
    Inserted,
    Updated,
    becomes_blank,
    changes_public_version,
    erased_now,
    key_never_changes,
    never_emptied,
    reason_is_erased,
    record_erased_now,
    written_by_triggers,
)


@dataclass(frozen=True)
class Kept:
    """What keep_history() was told of a model; it is the model's `kept`."""

    # Columns that the erasure of the person's data makes blank, in the record and in its history.
    personal: Sequence[str]
    # Columns of the record that its history leaves out.
    excluded: Sequence[str]
    # Columns of reasons that staff wrote and that a constraint may ask for: a fixed word takes their place.
    reasons: Sequence[str]
    # Lookups from the record to the people it concerns, where they are not its own foreign keys.
    person: Sequence[str]
    # The foreign key to the record on whose history page this one's history stands as well.
    part_of: str
    # Whether no public page reads it, nor the database role of public pages.
    private: bool
    # Whether its data can be erased without a person's: it may belong to nobody of the register.
    alone: bool

    def erased(self) -> list[str]:
        """All columns that an erasure changes."""
        return [*self.personal, *self.reasons]

    def erased_in_history(self) -> list[str]:
        return [name for name in self.erased() if name not in self.excluded]


def keep_history[M: type[models.Model]](
    *,
    personal: Sequence[str] = (),
    reasons: Sequence[str] = (),
    person: Sequence[str] = (),
    part_of: str = "",
    private: bool = False,
    alone: bool = False,
    **options: Any,
) -> Callable[[M], M]:
    """Class decorator: an event row for each insert, update and delete, bulk and raw ones included.

    Who and why come from `pghistory.context(...)`: the middleware gives the user of a request, and
    commands give their name. `exclude=[...]` leaves out columns that are derived from others. What
    the other options mean: Kept.
    """

    def keep(model: M) -> M:
        excluded = options.get("exclude", [])
        model.kept = Kept(personal, excluded, reasons, person, part_of, private, alone)  # type: ignore[attr-defined]
        meta = {
            "triggers": [KeptForGood(model), never_emptied(), written_by_triggers()],
            # The history of the whole register is read from its end.
            "indexes": [models.Index(fields=["pgh_created_at", "pgh_id"])],
        }
        pgtrigger.register(never_emptied(), key_never_changes(model))(model)
        if not private:
            pgtrigger.register(changes_public_version())(model)
        trackers = Inserted(), Updated(), Deleted()
        return pghistory.track(*trackers, level=pghistory.Statement, meta=meta, **options)(model)  # type: ignore[no-any-return]

    return keep


class KeptForGood(Firm, pgtrigger.Trigger):
    """Refuses to change or delete a history row, but for what the erasure of personal data changes."""

    def __init__(self, tracked: type[models.Model]) -> None:
        self.tracked = tracked
        super().__init__(
            name="append_only",
            when=pgtrigger.Before,
            operation=pgtrigger.Update | pgtrigger.Delete,
        )

    def get_func(self, model: Any) -> str:
        refuse = "RAISE EXCEPTION 'Cannot update or delete rows from % table', TG_TABLE_NAME;"
        kept: Kept = self.tracked.kept  # type: ignore[attr-defined]
        if not kept.erased_in_history():
            return refuse
        fields = model._meta.get_field
        columns = ", ".join(f"'{fields(name).column}'" for name in kept.erased_in_history())
        erasures = [*map(erased_now, _people_in_sql(self.tracked))]
        if kept.alone:
            erasures.append(record_erased_now(self.tracked._meta.label_lower, "OLD.pgh_obj_id"))
        conditions = [
            *(becomes_blank(fields(name)) for name in kept.personal if name not in kept.excluded),
            *(reason_is_erased(fields(name)) for name in kept.reasons),
            f"to_jsonb(NEW) - ARRAY[{columns}] = to_jsonb(OLD) - ARRAY[{columns}]",
            f"({' OR '.join(erasures)})",
        ]
        return f"""
            IF TG_OP = 'UPDATE' THEN
                IF {" AND ".join(conditions)} THEN
                    RETURN NEW;
                END IF;
            END IF;
            {refuse}
        """


def _people_in_sql(tracked: type[models.Model]) -> list[str]:
    """Whose history row is being written, and whose record it is now: some are known only later."""
    first, *further = whose(tracked).split("__")
    if first == "pk":
        return ["OLD.pgh_obj_id"]
    field: Any = tracked._meta.get_field(first)
    return [
        _followed(field.related_model, f'OLD."{field.column}"', further),
        _followed(tracked, "OLD.pgh_obj_id", [first, *further]),
    ]


def _followed(model: Any, key: str, path: Sequence[str]) -> str:
    """The key of the record to which that path of foreign keys leads from the record with this key."""
    for name in path:
        opts = model._meta
        field = opts.get_field(name)
        key = f'(SELECT "{field.column}" FROM "{opts.db_table}" WHERE "{opts.pk.column}" = {key})'  # noqa: S608
        model = field.related_model
    return key


def tracked_models() -> Iterator[type[models.Model]]:
    """All whose history is kept, in the order of their names."""
    tracked = (event_model.pgh_tracked_model for event_model in event_models())  # type: ignore[attr-defined]
    return iter(sorted(tracked, key=lambda model: model._meta.label))


def people_of(tracked: type[models.Model]) -> list[str]:
    """Lookups from a record to the people it concerns: the first is whose record it is."""
    kept: Kept = tracked.kept  # type: ignore[attr-defined]
    if is_person(tracked):
        return ["pk"]
    if kept.person:
        return list(kept.person)
    fields = [field for field in tracked._meta.concrete_fields if field.many_to_one]
    own = [field.name for field in fields if is_person(field.related_model)]
    if own or not kept.part_of:
        return own
    whole: Any = tracked._meta.get_field(kept.part_of).related_model
    return [f"{kept.part_of}__{path}" for path in people_of(whole)]


def whose(tracked: type[models.Model]) -> str:
    return people_of(tracked)[0]


def is_person(model: Any) -> bool:
    return model._meta.concrete_model._meta.label == "people.Person"  # type: ignore[no-any-return]


def never_deleted() -> pgtrigger.Trigger:
    """Trigger that refuses to delete a record, whoever asks."""
    return FirmProtect(name="never_deleted", operation=pgtrigger.Delete)


def never_undone(column: str) -> pgtrigger.Trigger:
    """Trigger that refuses to change a date once its day has come: what has happened has happened."""
    return FirmProtect(
        name=f"{column}_never_undone",
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(
            f"OLD.{column} <= CURRENT_DATE AND NEW.{column} IS DISTINCT FROM OLD.{column}"
        ),
    )


def touch_updated_at(*, derived: Sequence[str] = ()) -> pgtrigger.Trigger:
    """Trigger that keeps `updated_at` true, also for bulk and raw changes.

    Columns that are derived from others don't count: folding names anew changes nobody's record.
    """
    return FirmTrigger(
        name="touch_updated_at",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange(exclude=["updated_at", *derived]),
        func="NEW.updated_at = now(); RETURN NEW;",
    )
