"""Second step of an import: the staged rows are compared with each other and with the register, in SQL."""

from typing import Any

from django.db import OperationalError, connection
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg.errors import DeadlockDetected, LockNotAvailable

from certification.exchange import comparing_certifications, comparing_people
from certification.models import RegisterImport

# One at a time: two imports never interleave.
TAKE_TURNS = """
    SET LOCAL lock_timeout = '60s';
    SELECT pg_advisory_xact_lock(hashtext('certification.register_import'))
"""
# Nobody changes what is compared until it is written. Reading goes on.
HOLD_STILL = """
    LOCK TABLE people_organisation, people_person, people_person_sectors, people_consent,
        certification_certification IN SHARE ROW EXCLUSIVE MODE
"""

CLEAR = [
    "DELETE FROM certification_importedperson WHERE register_import_id = %(id)s",
    "DELETE FROM certification_importedcertification WHERE register_import_id = %(id)s",
    "DELETE FROM certification_importproblem WHERE register_import_id = %(id)s AND is_of_comparison",
]

REJECTED = """
    SELECT count(DISTINCT line) FROM certification_importproblem WHERE register_import_id = %(id)s
"""
PEOPLE = """
    SELECT
        count(*) FILTER (WHERE person_id IS NULL),
        count(*) FILTER (WHERE person_id IS NOT NULL AND changes <> '{}'),
        count(*) FILTER (WHERE person_id IS NOT NULL AND changes = '{}')
    FROM certification_importedperson WHERE register_import_id = %(id)s
"""
CERTIFICATIONS = """
    SELECT
        count(*) FILTER (WHERE certification_id IS NULL),
        count(*) FILTER (WHERE certification_id IS NOT NULL AND changes <> '{}'),
        count(*) FILTER (WHERE certification_id IS NOT NULL AND changes = '{}')
    FROM certification_importedcertification WHERE register_import_id = %(id)s
"""
MISSING_PEOPLE = """
    FROM people_person p WHERE NOT EXISTS (
        SELECT FROM certification_importedperson i
        WHERE i.register_import_id = %(id)s AND i.key = upper(p.register_no)
    )
"""
# Who has no consent recorded at all; people.models.Consent says what withdrawn is.
NEWLY_LISTED = """
    FROM certification_importedperson i WHERE i.register_import_id = %(id)s
    AND NOT EXISTS (SELECT FROM people_consent c WHERE c.scope = 'listing' AND c.person_id = i.person_id)
"""
NOT_RELISTED = """
    FROM certification_importedperson i WHERE i.register_import_id = %(id)s
    AND EXISTS (
        SELECT FROM people_consent c
        WHERE c.scope = 'listing' AND c.person_id = i.person_id AND c.withdrawn_on <= %(today)s
    )
    AND NOT EXISTS (
        SELECT FROM people_consent c
        WHERE c.scope = 'listing' AND c.person_id = i.person_id
        AND (c.withdrawn_on IS NULL OR c.withdrawn_on > %(today)s)
    )
"""
# The sum does not depend on the order of rows, and needs no memory.
FINGERPRINT = """
    SELECT concat_ws(
        ' ',
        (SELECT sum(hashtextextended(concat_ws(' ', key, person_id, organisation_id, changes), 0)::numeric)
         FROM certification_importedperson
         WHERE register_import_id = %(id)s AND (person_id IS NULL OR changes <> '{}')),
        (SELECT sum(hashtextextended(concat_ws(' ', key, level_id, certification_id, changes), 0)::numeric)
         FROM certification_importedcertification
         WHERE register_import_id = %(id)s AND (certification_id IS NULL OR changes <> '{}'))
    )
"""


class RefusedError(Exception):
    """The import can't be made now, or the database refuses it; the text is a sentence."""


def lock(sql: str) -> None:
    """Waits for others, but not for ever. Raises RefusedError."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql)
    except OperationalError as error:
        if not isinstance(error.__cause__, LockNotAvailable | DeadlockDetected):
            raise
        raise RefusedError(
            _("Somebody else is changing the register just now: try again in a few minutes.")
        ) from error


def compare(register_import: RegisterImport) -> None:
    """Plans what would change, and finds what rows contradict. Sets the import's counts.

    To be called in a transaction, which then holds the register still until it ends. Raises RefusedError.
    """
    parameters: dict[str, Any] = {"id": register_import.pk, "today": timezone.localdate()}
    lock(HOLD_STILL)
    with connection.cursor() as cursor:

        def run(sql: str, **more: Any) -> tuple[Any, ...]:
            cursor.execute(sql, {**parameters, **more})
            return cursor.fetchone() if cursor.description else ()

        for sql in CLEAR:
            run(sql)
        run("ANALYZE certification_importrow")
        run(
            comparing_people.CONTRADICTIONS,
            expected=_("“%(value)s”, as in line %(line)s") % {"value": "%1$s", "line": "%2$s"},
        )
        run(comparing_people.PLAN)
        run("ANALYZE certification_importedperson")
        comparing_certifications.plan(run)
        (register_import.rejected,) = run(REJECTED)
        counts = [0] * 6
        register_import.missing = register_import.newly_listed = register_import.not_relisted = 0
        if not register_import.rejected:
            counts = [*run(PEOPLE), *run(CERTIFICATIONS)]
            (register_import.missing,) = run(f"SELECT count(*) {MISSING_PEOPLE}")
            if register_import.is_listed:
                (register_import.newly_listed,) = run(f"SELECT count(*) {NEWLY_LISTED}")
                (register_import.not_relisted,) = run(f"SELECT count(*) {NOT_RELISTED}")
        (
            register_import.people_created,
            register_import.people_updated,
            register_import.people_unchanged,
            register_import.certifications_created,
            register_import.certifications_updated,
            register_import.certifications_unchanged,
        ) = counts
        (fingerprint,) = run(FINGERPRINT)
        register_import.fingerprint = " ".join(
            str(part)
            for part in (
                fingerprint,
                register_import.rejected,
                register_import.newly_listed,
                register_import.not_relisted,
            )
        )
    register_import.save()
