"""What the database's roles may do: the owner migrates; the application does the register's work, no more."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model
from django.utils.translation import gettext as _
from psycopg import sql

from people.history import tracked_models
from people.models import Erasure, RegisterHistory

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
# A role that may do anything, or act as the owner, can turn any trigger off.
MIGHTY = """
    SELECT rolsuper OR has_parameter_privilege(oid, 'session_replication_role', 'SET') OR EXISTS (
        SELECT FROM pg_tables WHERE schemaname = 'public' AND pg_has_role(r.oid, tableowner, 'MEMBER')
    )
    FROM pg_roles r WHERE rolname = %s
"""
BEFORE = [
    "REVOKE CREATE ON SCHEMA public FROM PUBLIC, {role}",
    "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
    "REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON SEQUENCES FROM {role}",
    "GRANT USAGE ON SCHEMA public TO {role}",
    "GRANT CONNECT ON DATABASE {database} TO {role}",
]
# An import stages its rows in temporary tables. Tables to come are readable and can be added to, until
# this runs again and knows what they hold.
FOR_WORK = [
    "GRANT TEMPORARY ON DATABASE {database} TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT ON TABLES TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {role}",
]


class RightsError(Exception):
    """The role can't be the application's. Says why."""


@dataclass(frozen=True)
class Grant:
    rights: str
    table: str
    columns: tuple[str, ...] = ()


def grant_rights(role: str, *, read_only: bool = False) -> None:
    """Takes from the role what it had in this database, and gives it what it needs. Raises RightsError."""
    grants = _reading() if read_only else _working()
    with transaction.atomic(), connection.cursor() as cursor:
        _refuse_a_mighty(role)
        cursor.execute("SELECT current_database()")
        names = {"role": sql.Identifier(role), "database": sql.Identifier(cursor.fetchone()[0])}
        for statement in [*BEFORE, *([] if read_only else FOR_WORK)]:
            cursor.execute(sql.SQL(statement).format(**names))
        for grant in grants:
            cursor.execute(_statement(grant, role))


def _refuse_a_mighty(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(MIGHTY, [role])
        found = cursor.fetchone()
    if found is None:
        raise RightsError(
            _("There is no role “%(role)s” in the database: create it first, with a password.")
            % {"role": role}
        )
    if found[0]:
        raise RightsError(
            _(
                "The role “%(role)s” is a superuser, owns tables of the register or may act as their "
                "owner, so it could turn off what protects the history. Name another one."
            )
            % {"role": role}
        )


def _working() -> Iterator[Grant]:
    history = {model.pgh_event_model._meta.db_table: model for model in tracked_models()}  # type: ignore[attr-defined]
    only_added_to = {*history, RegisterHistory._meta.db_table, Erasure._meta.db_table}
    never_deleted = {
        model._meta.db_table
        for model in apps.get_models()
        if "never_deleted" in {trigger.name for trigger in getattr(model._meta, "triggers", [])}
    }
    read = {"django_migrations", *(model._meta.db_table for model in _derived())}
    for table in _tables():
        if table in read:
            yield Grant("SELECT", table)
        elif table in only_added_to:
            yield Grant("SELECT, INSERT", table)
        elif table in never_deleted:
            yield Grant("SELECT, INSERT, UPDATE", table)
        else:
            yield Grant("SELECT, INSERT, UPDATE, DELETE", table)
    for table, model in history.items():
        # Which an erasure makes blank; a trigger refuses everything else.
        opts = model.pgh_event_model._meta  # type: ignore[attr-defined]
        erased = tuple(opts.get_field(name).column for name in model.kept.erased_in_history())  # type: ignore[attr-defined]
        if erased:
            yield Grant("UPDATE", table, erased)
    # Of which an erasure takes the reason, likewise.
    yield Grant("UPDATE", RegisterHistory._meta.db_table, ("metadata",))


def _reading() -> Iterator[Grant]:
    """What public pages read: no history, no staff, no mails, no staged imports."""
    shown = (model for model in tracked_models() if not model.kept.private)  # type: ignore[attr-defined]
    for model in [*shown, *_derived()]:
        yield Grant("SELECT", model._meta.db_table)


def _derived() -> Iterator[type[Model]]:
    """What triggers alone write: these models say that they are `derived`."""
    return (model for model in apps.get_models() if getattr(model, "derived", False))


def _tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        return [table for (table,) in cursor.fetchall()]


def _statement(grant: Grant, role: str) -> sql.Composed:
    columns = sql.SQL(", ").join(map(sql.Identifier, grant.columns))
    return sql.SQL("GRANT {rights} {columns} ON {table} TO {role}").format(
        rights=sql.SQL(grant.rights),
        columns=sql.SQL("({})").format(columns) if grant.columns else sql.SQL(""),
        table=sql.Identifier("public", grant.table),
        role=sql.Identifier(role),
    )
