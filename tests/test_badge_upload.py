"""The form that says what a badge is which somebody was shown."""

import json
import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from certification.demo.factories import CertificationFactory
from certification.models import Certification
from certification.verification.badges import upload
from certification.verification.badges.reading import MOST_BYTES
from certification.verification.badges.signing import badge_of
from tests.html import text
from tests.papers import numbered, printed

PAGE = "/verify/upload/"


def sent(client, content, name="badge.json"):
    return client.post(PAGE, {"file": SimpleUploadedFile(name, content)})


def answer(client, content):
    response = sent(client, content)
    return response.status_code, heading(response)


def heading(response):
    page = response.content.decode()
    return page.partition('<h2 id="found">')[2].partition("</h2>")[0]


@pytest.fixture
def certification():
    return CertificationFactory(person__given_name="Asta", person__family_name="Lie")


def test_ours_is_told_with_level_holder_and_status(certification, client):
    response = sent(client, badge_of(certification).document.encode())

    told = text(response)
    assert (response.status_code, heading(response)) == (200, "This badge is ours, and valid today")
    wanted = ["Asta Lie", "Bronze", "1 January 2015", "Without end", "Valid"]
    assert [word for word in wanted if word not in told] == []


def test_a_printed_certificate_leads_to_its_check(client):
    """With its check code: its holder may not be listed."""
    certification = numbered(person__consent=None)

    response = sent(client, printed(certification), "certificate.pdf")

    assert heading(response) == "This looks like one of our certificates"
    (address,) = re.findall(r'href="(/verify/ESCA[^"]*)"', response.content.decode())
    assert client.get(address).status_code == 200


def test_one_network_sends_a_few_in_an_hour_and_others_go_on(client, monkeypatch):
    monkeypatch.setattr(upload, "OF_NETWORK", upload.OF_NETWORK._replace(number=1))
    codes = [sent(client, b"{}").status_code for _each in range(2)]

    client.defaults["REMOTE_ADDR"] = "192.0.2.7"

    assert [*codes, sent(client, b"{}").status_code] == [200, 429, 200]


def test_what_is_found_leads_to_all_that_the_register_tells(certification, client):
    Certification.objects.filter(pk=certification.pk).update(number="ESCA-2020-0042")
    certification.refresh_from_db()

    page = sent(client, badge_of(certification).document.encode()).text

    links = re.findall(r'<a class="onward" href="([^"]*)"', page)
    assert links == [
        "/verify/ESCA-2020-0042/",
        "/concerns/new/?kind=concern&amp;about=ESCA-2020-0042",
    ]
    assert [client.get(link.replace("&amp;", "&")).status_code for link in links] == [200, 200]


def test_of_an_altered_one_no_status_is_told(certification, client):
    document = json.loads(badge_of(certification).document) | {"name": "Gold"}

    told = text(sent(client, json.dumps(document).encode()))

    assert ("Do not rely on it." in told, "Status today" in told) == (True, False)


def test_of_who_did_not_agree_no_name_is_told(client):
    certification = CertificationFactory(
        person__unlisted=True, person__family_name="Hidden", number="ESCA-2020-0042"
    )

    told = text(sent(client, badge_of(certification).document.encode()))

    assert "Somebody who did not agree to be named" in told
    assert [word for word in ("Hidden", "ESCA-2020-0042") if word in told] == []


@pytest.mark.parametrize(
    ("trait", "told"),
    [
        ("suspended", "This badge is ours, but its certification is suspended"),
        ("withdrawn", "This badge is ours, but its certification was withdrawn"),
        ("expired", "This badge is ours, but its certification has expired"),
        ("upcoming", "This badge is ours, but its first valid day is still to come"),
    ],
)
def test_ours_that_is_not_valid_today_says_so_first(client, trait, told):
    badge = badge_of(CertificationFactory(**{trait: True}))

    assert answer(client, badge.document.encode()) == (200, told)


def test_what_is_withdrawn_is_told_with_its_public_reason_alone(certification, client):
    document = badge_of(certification).document
    certification.withdraw(
        on=timezone.localdate(), reason="Secret reason", public_reason="Decision of the board"
    )

    told = text(sent(client, document.encode()))

    assert ["Withdrawn" in told, "Decision of the board" in told, "Secret" in told] == [
        True,
        True,
        False,
    ]


def test_other_files_are_told_in_words(certification, client):
    altered = json.loads(badge_of(certification).document) | {"name": "Gold"}
    foreign = {"id": "https://example.org/1", "issuer": "did:web:example.org"}

    answers = [
        answer(client, content)
        for content in (
            json.dumps(altered).encode(),
            json.dumps(foreign).encode(),
            b"%PDF-1.7 http://127.0.0.1:8000/verify/ESCA20200042/",
            b"<svg/>",
            b"",
            b"nonsense",
        )
    ]

    assert answers == [
        (200, "This badge says that it is ours, but we did not sign it like this"),
        (200, "This is a badge of somebody else"),
        (200, "This looks like one of our certificates"),
        (200, "There is no badge in this file"),
        (400, "This file can’t be read as a badge"),
        (400, "This file can’t be read as a badge"),
    ]


def test_without_a_file_the_form_says_so(client):
    response = client.post(PAGE, {})

    assert (response.status_code, "Choose a file." in text(response)) == (400, True)


def test_a_hundred_megabytes_are_refused_before_they_are_read(client):
    class Unread(BytesIO):
        def read(self, *size):
            raise AssertionError("it was read")

    response = client.generic(
        "POST",
        PAGE,
        b"",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(100 * 2**20),
        **{"wsgi.input": Unread()},
    )

    assert (response.status_code, heading(response)) == (413, "This file is too big")


def test_a_file_just_too_big_is_refused(client):
    assert answer(client, b"{" + b" " * MOST_BYTES)[0] == 413


def test_what_is_sent_is_held_in_memory_alone(client, settings):
    assert settings.FILE_UPLOAD_MAX_MEMORY_SIZE > MOST_BYTES


def test_a_form_of_another_site_is_refused():
    client = Client(enforce_csrf_checks=True)

    assert sent(client, b"{}").status_code == 403


def test_nothing_of_it_is_kept_by_caches(client):
    assert "no-store" in client.get(PAGE)["Cache-Control"]
