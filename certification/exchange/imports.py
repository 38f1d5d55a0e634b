"""The import of a register's export: for the command in one go, for the admin in two steps."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import IO, Any

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import Model, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from certification.exchange.comparing import TAKE_TURNS, RefusedError, compare, lock
from certification.exchange.staging import Progress, stage
from certification.exchange.writing import write
from certification.models import (
    ImportedCertification,
    ImportedPerson,
    ImportProblem,
    ImportRow,
    RegisterImport,
)

STAGING: list[type[Model]] = [ImportRow, ImportProblem, ImportedPerson, ImportedCertification]
LONGEST_FILE_NAME = RegisterImport._meta.get_field("file_name").max_length or 0
OLD_DRAFT = timedelta(days=1)


def import_file(
    file: IO[bytes],
    name: str,
    *,
    listed: bool,
    dry_run: bool,
    report: Callable[[RegisterImport], Any],
    progress: Progress = lambda rows: None,
) -> RegisterImport:
    """All of an import in one transaction, of which a dry run or a bad row leaves nothing.

    `report` is called while the staged rows can still be read. Raises UnreadableError and RefusedError.
    """
    with transaction.atomic(), _staging_of_its_own():
        lock(TAKE_TURNS)
        register_import = RegisterImport.objects.create(
            file_name=name[-LONGEST_FILE_NAME:], is_listed=listed
        )
        stage(register_import, file, progress)
        compare(register_import)
        if not register_import.rejected:
            # A dry run writes too, so that it learns what the database says, and takes it back.
            write(register_import)
        report(register_import)
        register_import.applied_at = timezone.now()
        register_import.save()
        if dry_run or register_import.rejected:
            transaction.set_rollback(True)
    return register_import


def draft(file: IO[bytes], name: str, *, listed: bool, user: User) -> RegisterImport:
    """Reads and compares a file, and keeps what it would change until confirm() or discard()."""
    with transaction.atomic():
        lock(TAKE_TURNS)
        outdated = Q(uploaded_by=user) | Q(uploaded_at__lt=timezone.now() - OLD_DRAFT)
        for old in RegisterImport.objects.drafts().filter(outdated):
            discard(old)
        register_import = RegisterImport.objects.create(
            file_name=name[-LONGEST_FILE_NAME:], is_listed=listed, uploaded_by=user
        )
        stage(register_import, file)
        compare(register_import)
    return register_import


def confirm(register_import: RegisterImport, shown: str) -> bool:
    """Writes exactly what was shown, by its fingerprint. False: the differences are others by now.

    Raises RefusedError.
    """
    with transaction.atomic():
        lock(TAKE_TURNS)
        _refresh_draft(register_import)
        compare(register_import)
        if register_import.rejected or register_import.fingerprint != shown:
            return False
        write(register_import)
        register_import.applied_at = timezone.now()
        register_import.save()
        _remove_staged_rows(register_import)
    return True


def discard(register_import: RegisterImport) -> None:
    """Raises RefusedError."""
    with transaction.atomic():
        lock(TAKE_TURNS)
        _refresh_draft(register_import)
        register_import.discarded_at = timezone.now()
        register_import.save()
        _remove_staged_rows(register_import)


def _refresh_draft(register_import: RegisterImport) -> None:
    """As it is now: somebody may have confirmed or discarded it a moment ago."""
    register_import.refresh_from_db(
        from_queryset=RegisterImport.objects.select_for_update(of=["self"])
    )
    if not register_import.is_draft:
        raise RefusedError(_("This import was confirmed or discarded already."))


def _remove_staged_rows(register_import: RegisterImport) -> None:
    for model in STAGING:
        model._default_manager.filter(register_import=register_import).delete()


@contextmanager
def _staging_of_its_own() -> Iterator[None]:
    """Temporary tables of the same names hide the staging tables: nothing staged outlives the transaction."""
    tables = [model._meta.db_table for model in STAGING]
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"CREATE TEMPORARY TABLE {table} (LIKE {table} INCLUDING ALL)")
    yield
    if connection.get_rollback():
        return
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"DROP TABLE pg_temp.{table}")
