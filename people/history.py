"""Every change of a record is kept by triggers in the database, whoever makes it and however."""

from collections.abc import Callable, Sequence
from typing import Any

import pghistory
import pgtrigger
from django.db.models import Model


def keep_history[M: type[Model]](**options: Any) -> Callable[[M], M]:
    """Class decorator: an event row for each insert, update and delete, bulk and raw ones included.

    Who and why come from `pghistory.context(...)`: the middleware gives the user of a request, and
    commands give their name. `exclude=[...]` leaves out columns that are derived from others.
    """
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        level=pghistory.Statement,
        **options,
    )


def never_deleted() -> pgtrigger.Trigger:
    """Trigger that refuses to delete a record, whoever asks."""
    return pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)


def never_undone(column: str) -> pgtrigger.Trigger:
    """Trigger that refuses to change a date once its day has come: what has happened has happened."""
    return pgtrigger.Protect(
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
    return pgtrigger.Trigger(
        name="touch_updated_at",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange(exclude=["updated_at", *derived]),
        func="NEW.updated_at = now(); RETURN NEW;",
    )
