"""Public pages are sent compressed, kept so, and those of staff are not."""

import gzip

import pytest
from django.test import Client

from certification.demo.factories import ExpertFactory
from tests.public_version import asked

GZIP = {"Accept-Encoding": "gzip, deflate, br, zstd"}


@pytest.mark.parametrize("path", ["/", "/experts/", "/verify/", "/nowhere/", "/sitemap-pages.xml"])
def test_a_page_is_compressed_for_who_takes_it(client, path):
    ExpertFactory()
    plain, small = client.get(path), client.get(path, headers=GZIP)

    assert gzip.decompress(small.content) == plain.content
    assert len(small.content) < len(plain.content) / 1.3
    assert [answer.get("Content-Encoding") for answer in (plain, small)] == [None, "gzip"]
    assert "Accept-Encoding" in plain["Vary"]
    assert "Accept-Encoding" in small["Vary"]


def test_nothing_that_staff_see_is_compressed(admin_client):
    pages = [admin_client.get(path, headers=GZIP) for path in ("/admin/", "/admin/people/person/")]

    assert [(page.status_code, page.has_header("Content-Encoding")) for page in pages] == [
        (200, False),
        (200, False),
    ]


def test_files_are_sent_as_they_are(client):
    ExpertFactory()
    files = [client.get(f"/experts.{kind}", headers=GZIP) for kind in ("csv", "xlsx")]

    assert [file.has_header("Content-Encoding") for file in files] == [False, False]
    # Only a few may be fetched at once: whoever does not read one to its end holds a turn.
    assert all(file.getvalue() for file in files)


def test_a_kept_page_is_compressed_once_and_none_is_taken_for_the_other(client, page_cache):
    ExpertFactory()
    plain, small = client.get("/experts/"), client.get("/experts/", headers=GZIP)

    (_number, plain_again), (number, small_again) = (
        asked(client, "/experts/"),
        asked(client, "/experts/", headers=GZIP),
    )

    # Each compression begins with other random bytes, so the same bytes were compressed once.
    assert (number, small_again.content, plain_again.content) == (1, small.content, plain.content)
    assert dict(small_again.headers) == dict(small.headers)


def test_a_compressed_page_is_not_modified_for_any_worker(page_cache):
    ExpertFactory()
    etag = Client().get("/experts/", headers=GZIP)["ETag"]

    _number, answer = asked(Client(), "/experts/", headers={**GZIP, "If-None-Match": etag})

    assert (answer.status_code, answer.content) == (304, b"")
    assert answer["Vary"] == "HX-Request, Accept-Encoding"
