"""What two members of staff do to the same records at the same moment: one of them is refused in words."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, OperationalError, transaction
from django.utils.translation import gettext as _
from psycopg.errors import DeadlockDetected


@contextmanager
def nobody_else_at_once(record: object) -> Iterator[None]:
    """A transaction. Raises ValidationError where somebody else was quicker, or each waited for the other."""
    try:
        with transaction.atomic():
            yield
    except (IntegrityError, OperationalError) as error:
        if not _was_somebody_else(error):
            raise
        raise ValidationError(
            _(
                "Somebody else changed the record of %(record)s at the same moment. Please try again."
            ),
            params={"record": record},
        ) from error


def _was_somebody_else(error: DatabaseError) -> bool:
    return isinstance(error, IntegrityError) or isinstance(error.__cause__, DeadlockDetected)
