"""For tests of what is shown again until something that the public can see changes."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.refusal import sql


def later():
    """What was changed before looks like another transaction's work.

    A test is one transaction, and each changes the version of what is public once.
    """
    sql("UPDATE people_publicversion SET transaction_id = 0")


def asked(client, address, **options):
    """How many queries a request takes, and the answer."""
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address, **options)
    return len(captured), response
