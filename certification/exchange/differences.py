"""What a draft import would change, row by row, in the order of the file: for the page that staff confirm."""

import json
from typing import Any

from django.db.models import CharField, F, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast

from certification.models import Certification, ImportedPerson, Level, RegisterImport
from people.models import Person

LABELS = {
    field: model._meta.get_field(field).verbose_name  # type: ignore[union-attr]
    for model, fields in (
        (
            Person,
            (
                *("given_name", "family_name", "email", "country"),
                *("organisation", "languages", "sectors"),
            ),
        ),
        (Certification, ("certified_on", "valid_until", "number")),
    )
    for field in fields
}
FIELDS = ("line", "register_no", "given_name", "family_name", "level", "record", "changes_json")


def differences(register_import: RegisterImport) -> QuerySet:
    """Rows of people and certifications that are created or updated, as dictionaries."""
    level = Level.objects.filter(pk=OuterRef("level_id")).values("name")
    person = ImportedPerson.objects.filter(register_import=register_import, key=OuterRef("key"))
    people = (
        register_import.people.exclude(changes={})
        .annotate(
            level=Value("", output_field=CharField()),
            record=F("person_id"),
            changes_json=Cast("changes", TextField()),
        )
        .values_list(*FIELDS)
    )
    certifications = (
        register_import.certifications.exclude(changes={})
        .annotate(
            register_no=Subquery(person.values("register_no")[:1]),
            given_name=Subquery(person.values("given_name")[:1]),
            family_name=Subquery(person.values("family_name")[:1]),
            level=Subquery(level),
            record=F("certification_id"),
            changes_json=Cast("changes", TextField()),
        )
        .values_list(*FIELDS)
    )
    return people.union(certifications, all=True).order_by("line", "level")


def described(row: tuple[Any, ...]) -> dict[str, Any]:
    """A row of differences() as the page shows it."""
    line, register_no, given_name, family_name, level, record, changes = row
    values = json.loads(changes)
    return {
        "line": line,
        "person": f"{given_name} {family_name}",
        "register_no": register_no,
        "level": level,
        "is_new": record is None,
        "changes": [
            {"field": label, "old": values[field][0], "new": values[field][1]}
            for field, label in LABELS.items()
            if field in values
        ],
    }
