"""Triggers that no connection can talk its way past, and the pieces of SQL that they share."""

from typing import Any

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from pghistory import trigger
from pgtrigger import compiler


class FirmSql(compiler.UpsertTriggerSql):
    """The function of a trigger without pgtrigger's way out, and with the register's own tables in sight.

    pgtrigger's template asks a setting that every connection may set (`pgtrigger.ignore`). Without a
    search path of its own, a function takes a temporary table for the table of the same name. As
    migrations refer to this class, what it makes of the same arguments never changes.
    """

    def get_template(self) -> str:
        return """
            CREATE OR REPLACE FUNCTION {pgid}()
            RETURNS TRIGGER AS $$
                {declare}
                BEGIN
                    {func}
                END;
            $$ LANGUAGE plpgsql SET search_path = public, pg_temp;

            DROP TRIGGER IF EXISTS {pgid} ON {table};
            CREATE {constraint} TRIGGER {pgid}
                {when} {operation} ON {table}
                {timing}
                {referencing}
                FOR EACH {level} {condition}
                EXECUTE PROCEDURE {execute};

            COMMENT ON TRIGGER {pgid} ON {table} IS '{hash}';
        """


class Firm:
    """Mixin for a trigger that is compiled by FirmSql."""

    def compile(self, model: Any) -> compiler.Trigger:
        compiled = super().compile(model)  # type: ignore[misc]
        arguments = {k: v for k, v in compiled.sql.kwargs.items() if k != "ignore_func_name"}
        return compiler.Trigger(name=compiled.name, sql=FirmSql(**arguments))


class FirmTrigger(Firm, pgtrigger.Trigger):
    pass


class FirmProtect(Firm, pgtrigger.Protect):
    pass


class FirmEvent(Firm, trigger.Event):
    """Writes the history row."""


class FirmTracker:
    """Mixin for a tracker of pghistory whose trigger is firm."""

    def add_event_trigger(self: Any, event_model: Any) -> None:
        pgtrigger.register(
            FirmEvent(
                event_model=event_model,
                label=self.label,
                name=self.trigger_name,
                row=self.row,
                operation=self.operation,
                condition=self.condition,
                level=self.level,
            )
        )(event_model.pgh_tracked_model)


class Inserted(FirmTracker, pghistory.InsertEvent):
    pass


class Updated(FirmTracker, pghistory.UpdateEvent):
    pass


class Deleted(FirmTracker, pghistory.DeleteEvent):
    pass


def never_emptied() -> pgtrigger.Trigger:
    """Trigger that refuses to truncate a table, which fires no other trigger."""
    return FirmTrigger(
        name="never_emptied",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func="RAISE EXCEPTION 'Cannot delete all rows from % table', TG_TABLE_NAME;",
    )


def key_never_changes(model: type[models.Model]) -> pgtrigger.Trigger:
    """Trigger that keeps a record the one it is: history finds the change of a record by its key."""
    key: Any = model._meta.pk
    return FirmProtect(
        name="key_never_changes",
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(f'NEW."{key.column}" <> OLD."{key.column}"'),
    )


def changes_public_version() -> pgtrigger.Trigger:
    """Trigger for a table that public pages read: see people.models.PublicVersion.

    Its function stands in the migration what_changes_the_public_version.
    """
    return FirmTrigger(
        name="changes_public_version",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func="PERFORM people_public_version_changes(); RETURN NULL;",
    )


def written_by_triggers() -> pgtrigger.Trigger:
    """Trigger that refuses rows which no other trigger writes: nobody invents history."""
    return FirmTrigger(
        name="written_by_triggers",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        condition=pgtrigger.Condition("pg_trigger_depth() = 0"),
        func="RAISE EXCEPTION 'Cannot insert rows into % table', TG_TABLE_NAME;",
    )


def append_only() -> pgtrigger.Trigger:
    return FirmProtect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)


def never_changed() -> list[pgtrigger.Trigger]:
    """Triggers that refuse everything but adding rows."""
    return [append_only(), never_emptied()]


def erased_now(person: str) -> str:
    """Condition in SQL: the erasure of that person's data is recorded in this very transaction."""
    return (
        f"EXISTS (SELECT FROM people_erasure e WHERE e.person_id = {person} "
        "AND e.transaction_id = pg_current_xact_id()::text::bigint AND e.erased_at = now())"
    )


def record_erased_now(label: str, key: str) -> str:
    """Condition in SQL: the erasure of that one record is recorded in this very transaction."""
    return (
        f"EXISTS (SELECT FROM people_erasure e WHERE e.record_model = '{label}' "
        f"AND e.record_id = {key} "
        "AND e.transaction_id = pg_current_xact_id()::text::bigint AND e.erased_at = now())"
    )


# What stands where a reason stood that must not be empty. Triggers know it, so it is never translated.
ERASED_REASON = "[erased]"


def blank(field: models.Field) -> Any:
    """What stays of a personal value once it is erased."""
    if field.null:
        return None
    return [] if isinstance(field, ArrayField) else ""


def becomes_blank(field: models.Field) -> str:
    """Condition in SQL: the value stays as it is, or is erased."""
    column = f'NEW."{field.column}"'
    erased = "IS NULL" if field.null else "= '{}'" if isinstance(field, ArrayField) else "= ''"
    return f'({column} IS NOT DISTINCT FROM OLD."{field.column}" OR {column} {erased})'


def reason_is_erased(field: models.Field) -> str:
    """Condition in SQL: the reason stays as it is, or ERASED_REASON takes its place."""
    new, old = f'NEW."{field.column}"', f'OLD."{field.column}"'
    return f"({new} = {old} OR ({old} <> '' AND {new} = '{ERASED_REASON}'))"
