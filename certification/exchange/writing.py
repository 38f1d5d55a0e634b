"""Last step of an import: what the comparison planned is written, set by set. Unchanged rows are not touched."""
# ruff: noqa: S608 - put together from the pieces of SQL below, never from what anybody sends

from typing import Any

from django.apps import apps
from django.db import IntegrityError, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from certification.exchange.comparing import NEWLY_LISTED, RefusedError
from certification.models import Certification, RegisterImport
from people.models import Person
from people.models.person import DERIVED

PEOPLE_AT_A_TIME = 2_000

# Foreign keys are checked with each statement, and not all at once at the end.
CHECK_AT_ONCE = "SET CONSTRAINTS ALL IMMEDIATE"

ORGANISATIONS = """
    INSERT INTO people_organisation (name, country, website, search_text)
    SELECT DISTINCT ON (organisation_key) organisation, '', '', organisation_key
    FROM certification_importedperson
    WHERE register_import_id = %(id)s AND organisation_key IS NOT NULL AND organisation_id IS NULL
    ORDER BY organisation_key, line
"""
NEW_ORGANISATION = """
    LEFT JOIN people_organisation o
        ON i.organisation_id IS NULL AND o.search_text = i.organisation_key AND o.country = ''
"""
NEW_PEOPLE = f"""
    SELECT i.register_no, i.given_name, i.family_name, COALESCE(i.email, ''), COALESCE(i.country, ''),
        COALESCE(i.organisation_id, o.id), COALESCE(i.languages, '{{}}')
    FROM certification_importedperson i {NEW_ORGANISATION}
    WHERE i.register_import_id = %(id)s AND i.person_id IS NULL
    ORDER BY i.line
"""
PERSON_COLUMNS = (
    *("register_no", "given_name", "family_name", "email", "country", "organisation_id"),
    *("languages", "slug", *DERIVED),
)
# What an import does not know of a new person.
EMPTY_COLUMNS = (
    *("former_names", "nicknames", "position", "biography", "website", "photo", "telephone"),
)
COPY_PEOPLE = f"COPY people_person ({', '.join([*PERSON_COLUMNS, *EMPTY_COLUMNS])}) FROM STDIN"

RENAMED_PEOPLE = """
    SELECT i.id, p.register_no, i.given_name, i.family_name, p.former_names, p.nicknames
    FROM certification_importedperson i JOIN people_person p ON p.id = i.person_id
    WHERE i.register_import_id = %(id)s AND i.changes ?| ARRAY['given_name', 'family_name']
"""
FOLD_RENAMED = f"""
    UPDATE certification_importedperson i
    SET {", ".join(f"{column} = folded.{column}" for column in DERIVED)}
    FROM unnest(%(ids)s::bigint[], {", ".join(f"%({column})s::text[]" for column in DERIVED)})
        AS folded (id, {", ".join(DERIVED)})
    WHERE i.id = folded.id
"""
UPDATE_PEOPLE = f"""
    UPDATE people_person p
    SET given_name = i.given_name, family_name = i.family_name,
        {", ".join(f"{column} = COALESCE(i.{column}, p.{column})" for column in DERIVED)},
        email = COALESCE(i.email, p.email), country = COALESCE(i.country, p.country),
        organisation_id = COALESCE(i.organisation_id, o.id, p.organisation_id),
        languages = COALESCE(i.languages, p.languages)
    FROM certification_importedperson i {NEW_ORGANISATION}
    WHERE i.register_import_id = %(id)s AND i.person_id = p.id AND i.changes - 'sectors' <> '{{}}'
"""

SECTORS_LEFT = """
    DELETE FROM people_person_sectors e
    USING certification_importedperson i, people_sector s
    WHERE i.register_import_id = %(id)s AND i.changes ? 'sectors'
        AND e.person_id = i.person_id AND s.id = e.sector_id AND s.slug <> ALL (i.sectors)
"""
SECTORS_ENTERED = """
    INSERT INTO people_person_sectors (person_id, sector_id)
    SELECT p.id, s.id
    FROM certification_importedperson i
    JOIN people_person p ON upper(p.register_no) = i.key
    JOIN people_sector s ON s.slug = ANY (i.sectors)
    WHERE i.register_import_id = %(id)s AND i.changes ? 'sectors'
    ON CONFLICT DO NOTHING
"""

UPDATE_CERTIFICATIONS = """
    UPDATE certification_certification c
    SET certified_on = i.certified_on, valid_until = i.valid_until, number = i.number
    FROM certification_importedcertification i
    WHERE i.register_import_id = %(id)s AND i.certification_id = c.id AND i.changes <> '{}'
"""
NEW_CERTIFICATIONS = """
    INSERT INTO certification_certification (
        person_id, level_id, certified_on, valid_until, number,
        basis, decided_by, withdrawal_reason
    )
    SELECT p.id, i.level_id, i.certified_on, i.valid_until, i.number, %(basis)s, '', ''
    FROM certification_importedcertification i
    JOIN people_person p ON upper(p.register_no) = i.key
    WHERE i.register_import_id = %(id)s AND i.certification_id IS NULL
    ORDER BY i.line
"""

FIND_NEW_PEOPLE = """
    UPDATE certification_importedperson i SET person_id = p.id
    FROM people_person p
    WHERE i.register_import_id = %(id)s AND i.person_id IS NULL AND upper(p.register_no) = i.key
"""
CONSENTS = f"""
    INSERT INTO people_consent (person_id, given_on, source)
    SELECT i.person_id, %(today)s, %(source)s {NEWLY_LISTED}
"""

STATISTICS = """
    ANALYZE people_organisation, people_person, people_person_sectors, people_consent,
        certification_certification
"""
# Two certifications that move towards each other overlap on the way.
LOOK_AT_THE_END = "SET CONSTRAINTS certifications_of_a_level_do_not_overlap DEFERRED"
LOOK_NOW = "SET CONSTRAINTS certifications_of_a_level_do_not_overlap IMMEDIATE"


def write(register_import: RegisterImport) -> None:
    """Writes what compare() planned, in the same transaction. Raises RefusedError."""
    parameters: dict[str, Any] = {
        "id": register_import.pk,
        "today": timezone.localdate(),
        "basis": Certification.Basis.TRANSFER.value,
        "source": _("Import of %(file)s") % {"file": register_import.file_name},
    }
    try:
        with connection.cursor() as cursor:

            def run(sql: str, **more: Any) -> None:
                cursor.execute(sql, {**parameters, **more})

            # The first through the wrapper of django-pghistory: COPY finds the context set by it.
            run(CHECK_AT_ONCE)
            run(ORGANISATIONS)
            _copy_new_people(parameters)
            _fold_renamed_people(parameters)
            run(UPDATE_PEOPLE)
            run(SECTORS_LEFT)
            run(SECTORS_ENTERED)
            run(LOOK_AT_THE_END)
            run(UPDATE_CERTIFICATIONS)
            run(NEW_CERTIFICATIONS)
            run(LOOK_NOW)
            if register_import.is_listed:
                run(FIND_NEW_PEOPLE)
                run(CONSENTS)
            counts = register_import
            if counts.people_created or counts.certifications_created or counts.newly_listed:
                run(STATISTICS)
    except IntegrityError as error:
        raise RefusedError(_sentence(error)) from error


def _copy_new_people(parameters: dict[str, Any]) -> None:
    anybody, empty = Person(), [""] * len(EMPTY_COLUMNS)
    with connection.chunked_cursor() as reading:
        reading.execute(NEW_PEOPLE, parameters)
        while rows := reading.fetchmany(PEOPLE_AT_A_TIME):
            with connection.cursor() as writing, writing.cursor.copy(COPY_PEOPLE) as copy:
                for row in rows:
                    register_no, given_name, family_name, *_others = row
                    copy.write_row(
                        [*row, *_derived(anybody, register_no, given_name, family_name), *empty]
                    )


def _fold_renamed_people(parameters: dict[str, Any]) -> None:
    anybody = Person()
    with connection.chunked_cursor() as reading, connection.cursor() as writing:
        reading.execute(RENAMED_PEOPLE, parameters)
        while rows := reading.fetchmany(PEOPLE_AT_A_TIME):
            derived = [_derived(anybody, *row[1:]) for row in rows]
            columns = zip(("slug", *DERIVED), map(list, zip(*derived, strict=True)), strict=True)
            writing.execute(FOLD_RENAMED, dict(columns) | {"ids": [row[0] for row in rows]})


def _derived(
    person: Person,
    register_no: str,
    given_name: str,
    family_name: str,
    former_names: str = "",
    nicknames: str = "",
) -> list[str]:
    """Slug and DERIVED as saving such a person would make them.

    The instance is used again for each: making one takes longer than folding a name.
    """
    person.register_no, person.slug = register_no, ""
    person.former_names, person.nicknames = former_names, nicknames
    person.given_name, person.family_name = given_name, family_name
    person.fold_names()
    return [getattr(person, column) for column in ("slug", *DERIVED)]


def _sentence(error: IntegrityError) -> str:
    """What the constraint says to people, rather than to programmers."""
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None)
    if name == "erased_person_stays_erased":
        return _(
            "The data of the person with the register number %(number)s are erased: remove the row "
            "from the file."
        ) % {"number": getattr(diagnosis, "message_detail", "")}
    if name == "suspension_begins_within_its_certification":
        return _("A row moves a certification out of the time when it was suspended.")
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name:
                return str(constraint.get_violation_error_message())
    return _("The database refuses a row of the file, by its rule “%(rule)s”.") % {"rule": name}
