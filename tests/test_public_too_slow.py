"""A question for which the database gets no time is answered in words."""

import pytest
from django.db import connections


@pytest.fixture
def slow():
    """The public database takes longer for each statement than it may."""

    def slowly(execute, sql, params, many, context):
        return execute("SET statement_timeout = 20; SELECT pg_sleep(1)", None, many, context)

    with connections["public"].execute_wrapper(slowly):
        yield
    connections["public"].close()


@pytest.mark.django_db(transaction=True, databases=["default", "public"])
@pytest.mark.parametrize("address", ["/", "/experts/?q=anna", "/courses/"])
def test_what_takes_too_long_is_said_in_words(client, slow, address):
    response = client.get(address)

    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert "The answer to this takes too long" in response.text
