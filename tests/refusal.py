"""How tests see that PostgreSQL itself refuses: the record's own checks are passed by."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.db.models import Model


@contextmanager
def refused(reason: str) -> Iterator[None]:
    """By the constraint of that name, or by a trigger with that sentence."""
    with pytest.raises(DatabaseError, match=reason), transaction.atomic():
        yield


def sql(statement: str, *parameters: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def insert_raw(record: Model) -> None:
    fields = [field for field in record._meta.concrete_fields if not field.primary_key]
    given = [field for field in fields if not field.has_db_default()]
    columns = ", ".join(f'"{field.column}"' for field in given)
    places = ", ".join(["%s"] * len(given))
    values = [field.get_db_prep_save(getattr(record, field.attname), connection) for field in given]
    sql(f'INSERT INTO "{record._meta.db_table}" ({columns}) VALUES ({places})', *values)  # noqa: S608


WAYS_TO_WRITE: dict[str, Callable[[Model], Any]] = {
    "save": lambda record: record.save(),
    "bulk_create": lambda record: type(record)._default_manager.bulk_create([record]),
    "raw SQL": insert_raw,
}


def messages(record: Model) -> list[str]:
    """What a form would tell about the record."""
    try:
        record.full_clean()
    except ValidationError as error:
        return error.messages
    return []
