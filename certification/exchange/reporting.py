"""What an import says about itself, line by line."""

from collections.abc import Iterator

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certification.exchange.comparing import MISSING_PEOPLE, NOT_RELISTED
from certification.models import RegisterImport

FIRST_MISSING = 100


def report_lines(register_import: RegisterImport, *, all_missing: bool = False) -> Iterator[str]:
    """All but the summary. Reads the staged rows, a few at a time."""
    yield from register_import.warnings
    if register_import.rejected:
        for problem in register_import.problems.iterator():
            yield str(problem)
        yield _("Nothing was imported: correct these rows and import the file again.")
        return
    yield from _corrected_days(register_import)
    yield from _missing(register_import, all_missing=all_missing)
    if register_import.is_listed:
        yield ngettext(
            "Listed by this import: %(count)s person.",
            "Listed by this import: %(count)s people.",
            register_import.newly_listed,
        ) % {"count": register_import.newly_listed}
        yield from _not_relisted(register_import)


def _corrected_days(register_import: RegisterImport) -> Iterator[str]:
    """A day that changes is a correction: everybody should see that it is no renewal."""
    corrected = register_import.certifications.filter(
        certification_id__isnull=False, changes__has_key="certified_on"
    )
    for row in corrected.order_by("line").iterator():
        before, after = row.changes["certified_on"]
        yield _(
            "%(register_no)s: certified on %(after)s, corrected from %(before)s (line %(line)s)."
        ) % {
            "line": row.line,
            "register_no": row.key,
            "after": after,
            "before": before,
        }


def _missing(register_import: RegisterImport, *, all_missing: bool) -> Iterator[str]:
    yield _("Missing from this file: %(count)s") % {"count": register_import.missing}
    limit = "" if all_missing else f"LIMIT {FIRST_MISSING}"
    yield from _people(
        register_import,
        f"SELECT p.register_no, p.given_name, p.family_name {MISSING_PEOPLE} "
        f"ORDER BY p.sort_key, p.id {limit}",
    )
    if not all_missing and register_import.missing > FIRST_MISSING:
        yield _("… and %(count)s more: --all-missing names them all.") % {
            "count": register_import.missing - FIRST_MISSING
        }


def _not_relisted(register_import: RegisterImport) -> Iterator[str]:
    if register_import.not_relisted:
        yield ngettext(
            "%(count)s person withdrew consent and stays unlisted:",
            "%(count)s people withdrew consent and stay unlisted:",
            register_import.not_relisted,
        ) % {"count": register_import.not_relisted}
        yield from _people(
            register_import,
            f"SELECT i.register_no, i.given_name, i.family_name {NOT_RELISTED} ORDER BY i.key",
        )


def _people(register_import: RegisterImport, sql: str) -> Iterator[str]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, {"id": register_import.pk, "today": timezone.localdate()})
        for register_no, given_name, family_name in cursor:
            yield f"  {register_no} {given_name} {family_name}"
