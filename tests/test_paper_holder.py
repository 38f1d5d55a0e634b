"""What a holder gets by the link in a mail, and what the link opens once it should not."""

import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import mail, signing
from django.urls import reverse

from certification.demo.factories import (
    CertificationFactory,
    PersonFactory,
    SuspensionFactory,
    level,
)
from certification.models import MailTemplate, RegisterSettings, SentMail
from certification.verification.addresses import printed_check_address
from certification.verification.badges.signing import badge_of
from certification.verification.paper.links import send_link, token
from people.erasing import erase
from tests.html import text
from tests.papers import numbered, scanned, words

VIEWS = ["certificate", "certificate-pdf", "certificate-picture"]


def opened(client, certification, view="certificate"):
    return client.get(reverse(view, args=[token(certification)]))


def test_the_mail_goes_to_the_known_address_with_a_link_that_opens(client):
    certification = numbered(person__email="ase@example.org")

    sent = send_link(certification)

    (message,) = mail.outbox
    (line,) = [line for line in message.body.splitlines() if "/certificates/" in line]
    address = line[line.index("http://127.0.0.1:8000") :].removeprefix("http://127.0.0.1:8000")
    assert (message.to, sent.error) == (["ase@example.org"], "")
    assert client.get(address).status_code == 200


def test_of_a_mail_with_a_link_no_copy_is_kept():
    send_link(numbered())

    assert [(sent.kind, sent.text) for sent in SentMail.objects.all()] == [("certificate", "")]


def test_the_mail_is_in_the_language_of_its_reader():
    send_link(numbered(person__correspondence_language="de"))

    german = MailTemplate.objects.get(kind="certificate", language="de")
    assert mail.outbox[0].subject == german.subject


def test_the_page_shows_the_certificate_and_what_to_do_with_it(client):
    certification = numbered(person__given_name="Åse", person__family_name="Ødegård")

    response = opened(client, certification)

    shown = text(response)
    expected = ["Certificate of Åse Ødegård", "ESCA-2026-0042", "Bronze", "Valid"]
    expected += ["Download the certificate (PDF)", "Add to LinkedIn"]
    assert [each for each in expected if each not in shown] == []


def test_the_page_offers_the_badge(client):
    certification = numbered()

    page = opened(client, certification).content.decode()

    badge = badge_of(certification)
    assert (f'src="/badges/{badge.uuid}/badge.svg"' in page) is True
    for address in re.findall(rf'href="(/badges/{badge.uuid}/[^"]*)"', page):
        assert client.get(address).status_code == 200


def test_without_a_key_there_is_no_badge_and_all_else(client, settings, tmp_path):
    settings.PRODUCTION, settings.BADGE_KEYS_DIR = True, tmp_path / "empty"

    shown = text(opened(client, numbered()))

    assert ("Your Open Badge" in shown, "Add to LinkedIn" in shown) == (False, True)


def test_the_file_is_the_certificate(client):
    certification = numbered()
    certification.refresh_from_db()

    response = opened(client, certification, "certificate-pdf")

    assert response["Content-Type"] == "application/pdf"
    assert (
        response["Content-Disposition"] == 'attachment; filename="certificate-ESCA-2026-0042.pdf"'
    )
    assert scanned(response.content) == [printed_check_address(certification)]


def test_the_picture_runs_and_fetches_nothing(client):
    response = opened(client, numbered(), "certificate-picture")

    fetched = re.findall(rb'(?:href|src)="(?!#|data:image/svg)([^"]*)"', response.content)
    assert (response["Content-Type"], b"<script" in response.content) == ("image/svg+xml", False)
    assert [address for address in fetched if b"/verify/" not in address] == []


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_of_it_is_kept_listed_or_told_to_other_sites(view, client):
    for response in (
        opened(client, numbered(), view),
        client.get(reverse(view, args=["no-link"])),
    ):
        found = {name: response[name] for name in ("Cache-Control", "X-Robots-Tag")}
        assert found == {"Cache-Control": "no-store, private", "X-Robots-Tag": "noindex, nofollow"}
        assert response["Referrer-Policy"] == "no-referrer"


def test_linkedin_gets_a_filled_form_by_a_link_and_nothing_before(client):
    RegisterSettings.objects.update(certifying_body="ESCA & friends")
    certification = numbered(
        level=level("gold"),
        decided_by="",
        certified_on=date(2026, 4, 1),
        valid_until=date(2029, 3, 31),
    )
    certification.refresh_from_db()

    response = opened(client, certification)

    parts = urlsplit(response.context["linkedin_url"])
    assert (parts.netloc, parts.path) == ("www.linkedin.com", "/profile/add")
    assert parse_qs(parts.query) == {
        "startTask": ["CERTIFICATION_NAME"],
        "name": ["Certified cluster expert, level Gold"],
        "organizationName": ["ESCA & friends"],
        "issueYear": ["2026"],
        "issueMonth": ["4"],
        "expirationYear": ["2029"],
        "expirationMonth": ["3"],
        # Without the check code, which would outlive the consent to be listed.
        "certUrl": ["http://127.0.0.1:8000/verify/ESCA-2026-0042/"],
        "certId": ["ESCA-2026-0042"],
    }
    assert response.content.decode().count("linkedin.com") == 1


def test_of_who_is_not_listed_linkedin_gets_the_check_code_too(client):
    certification = numbered(person__consent=None)
    certification.refresh_from_db()

    parts = urlsplit(opened(client, certification).context["linkedin_url"])

    assert parse_qs(parts.query)["certUrl"] == [printed_check_address(certification)]


@pytest.mark.parametrize("view", VIEWS)
def test_a_link_runs_out_after_the_days_that_staff_set(view, client, monkeypatch):
    RegisterSettings.objects.update(certificate_link_days=3)
    now = 1_800_000_000
    monkeypatch.setattr("time.time", lambda: now)
    certification = numbered()
    link = reverse(view, args=[token(certification)])

    answers = []
    for seconds in (0, 4 * 86_400 - 1, 4 * 86_400 + 1):
        monkeypatch.setattr("time.time", lambda later=now + seconds: later)
        answers.append(client.get(link).status_code)

    assert answers == [200, 200, 410]


def test_an_old_link_says_how_to_get_another(client, monkeypatch):
    link = reverse("certificate", args=[token(numbered())])
    monkeypatch.setattr("time.time", lambda: 4_000_000_000)

    response = client.get(link)

    shown = text(response)
    assert "It holds no longer" in shown
    assert "it sends a new link to the address that it knows" in shown
    assert "register@example.org" in shown


@pytest.mark.parametrize("view", VIEWS)
def test_a_changed_link_is_refused(view, client):
    certification, other = numbered(), numbered("ESCA-2026-0043")
    link, others = token(certification), token(other)
    payload, rest = link.split(":", 1)

    tampered = [
        link[:-1] + ("A" if link[-1] != "A" else "B"),
        f"{others.split(':', 1)[0]}:{rest}",
        payload,
        "x" * 5000,
        "ö:ä:ü",
    ]

    assert [client.get(reverse(view, args=[each])).status_code for each in tampered] == [400] * 5


def test_a_signature_for_something_else_opens_nothing(client):
    certification = numbered()
    other = signing.dumps([certification.pk, ""], salt="certification.applying")

    assert client.get(reverse("certificate", args=[other])).status_code == 400


def test_once_another_address_is_known_the_old_link_opens_nothing(client):
    certification = numbered(person__email="old@example.org")
    link = reverse("certificate", args=[token(certification)])
    type(certification.person).objects.update(email="new@example.org")

    assert client.get(link).status_code == 410


@pytest.mark.parametrize("view", VIEWS)
def test_after_an_erasure_the_link_opens_nothing(view, client):
    certification = numbered(person__family_name="Secretname")
    link = reverse(view, args=[token(certification)])
    erase(certification.person, "She asked for it", "Kari")

    response = client.get(link)

    assert (response.status_code, b"Secretname" in response.content) == (410, False)


def withdrawn():
    return numbered(
        withdrawn_on=date(2020, 1, 1),
        withdrawal_reason="Secret reason",
        withdrawal_public_reason="By request",
    )


def suspended():
    certification = numbered()
    SuspensionFactory(certification=certification, reason="Secret reason")
    return certification


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (withdrawn, "Withdrawn on 1 January 2020, and not given out any more."),
        (withdrawn, "Reason: By request"),
        (suspended, "Suspended, and not given out until that ends."),
    ],
)
def test_what_is_taken_or_held_back_is_told_and_not_given_out(make, word, client):
    certification = make()

    page = opened(client, certification)
    files = [opened(client, certification, view).status_code for view in VIEWS[1:]]

    shown = text(page)
    assert (page.status_code, files) == (200, [410, 410])
    assert ("What others see who check it" in shown, word in shown) == (True, True)
    assert ("LinkedIn" in shown, "Download" in shown, "Secret reason" in shown) == (False,) * 3


def test_an_expired_one_stays_its_holders_with_its_dates(client):
    certification = numbered(certified_on=date(2015, 1, 1), valid_until=date(2017, 12, 31))

    assert "Expired" in text(opened(client, certification))
    assert "31 December 2017" in words(opened(client, certification, "certificate-pdf").content)


def test_letters_that_no_font_has_are_told_to_the_holder_without_a_picture(client):
    certification = numbered(person__given_name="王小明")

    page = opened(client, certification)
    files = [opened(client, certification, view).status_code for view in VIEWS[1:2]]

    assert "No font of the register has the letters 王 小 明" in text(page)
    assert (page.status_code, files, b"certificate.svg" in page.content) == (200, [409], False)


def test_a_link_is_followed_and_nothing_is_sent_to_it(client):
    link = reverse("certificate", args=[token(numbered())])

    assert client.post(link).status_code == 405


def test_a_link_opens_the_certificate_of_nobody_else(client):
    """Two certificates of people with the same address, as of an office."""
    first = numbered(person=PersonFactory(family_name="Firstname", email="office@example.org"))
    CertificationFactory(
        number="ESCA-2", person__family_name="Other", person__email="office@example.org"
    )

    assert ("Firstname" in text(opened(client, first)), "Other" in text(opened(client, first))) == (
        True,
        False,
    )
