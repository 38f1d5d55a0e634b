"""Error pages, in the site's design whatever is broken."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse

from certification.register import errors
from tests.html import text


def block(execute, sql, params, many, context):
    raise AssertionError(f"The database was asked: {sql}")


@pytest.mark.parametrize("template", ["400.html", "403.html", "404.html", "500.html"])
def test_an_error_page_needs_neither_database_nor_request(template):
    with connections["default"].execute_wrapper(block):
        page = render_to_string(template)

    assert ("<h1>" in page, 'href="/experts/"' in page) == (True, True)


def test_a_failing_page_is_a_500_in_the_sites_design(client, monkeypatch, settings):
    settings.REGISTER_CONTACT = "ask@example.org"
    client.raise_request_exception = False

    def fail(execute, sql, params, many, context):
        raise RuntimeError("secret detail")

    with connections["default"].execute_wrapper(fail):
        response = client.get("/experts/")

    page = text(response)
    assert response.status_code == 500
    assert (
        "Something went wrong on our side" in page,
        "ask@example.org" in page,
        "secret detail" in page,
    ) == (True, True, False)


def test_where_not_even_the_error_page_can_be_made_there_are_words(client, settings):
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    client.raise_request_exception = False

    response = client.get("/")

    assert (response.status_code, response.content) == (500, b"Something went wrong on our side.")


def test_an_unknown_host_gets_the_400_page_without_djangos_own_words(client):
    response = client.get("/", headers={"host": "evil.example"})

    page = text(response)
    assert (response.status_code, "This address can’t be understood" in page, "evil" in page) == (
        400,
        True,
        False,
    )


def test_a_refusal_is_a_403_in_the_sites_design():
    response = errors.forbidden(RequestFactory().get("/"), PermissionDenied("secret"))

    page = text(response)
    assert (response.status_code, "You may not see this page" in page, "secret" in page) == (
        403,
        True,
        False,
    )


def test_a_form_without_its_token_gets_a_403_in_the_sites_design():
    response = Client(enforce_csrf_checks=True).post(reverse("admin:login"))

    assert (response.status_code, "The form was not accepted" in text(response)) == (403, True)


def test_a_page_that_the_list_does_not_have_says_so(client):
    response = client.get("/experts/?after=nonsense")

    assert (response.status_code, "The list has no such page" in text(response)) == (404, True)
