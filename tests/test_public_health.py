"""/healthz: what a load balancer is told."""

import pytest
from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper

ADDRESS = "/healthz"


@pytest.fixture
def unreachable_public():
    working = connections["public"]
    connections["public"] = DatabaseWrapper(
        {**working.settings_dict, "HOST": "/nonexistent", "OPTIONS": {}}, "public"
    )
    yield
    connections["public"] = working


def answer(response):
    return response.status_code, response.content.decode(), response["Cache-Control"]


def test_a_process_that_reaches_its_databases_is_healthy(client):
    assert answer(client.get(ADDRESS)) == (200, "ok\n", "no-store")


def test_a_load_balancer_may_ask_by_address_and_over_http(client, settings):
    settings.SECURE_SSL_REDIRECT = True

    assert client.get(ADDRESS, headers={"host": "10.0.0.7:8000"}).status_code == 200


def test_a_process_without_a_database_says_which(client, unreachable_public):
    assert answer(client.get(ADDRESS)) == (503, "failing: public\n", "no-store")
