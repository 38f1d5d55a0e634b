"""A role of the database, as the application has in production."""

import secrets

from tests.refusal import sql

# Roles are of the whole server, where other tests may be running.
ROLE = f"register_{secrets.token_hex(4)}"


def as_role():
    sql(f"SET LOCAL ROLE {ROLE}")
