"""What must stand on no public page, and how soon somebody is gone from all of them."""

import io
from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from certification.demo.factories import (
    CertificationFactory,
    ConsentFactory,
    ExpertFactory,
    SuspensionFactory,
    level,
)
from tests.public_list import experts

PRIVATE = {
    "email": "secret-mail@example.org",
    "telephone": "+47 555 0199",
    "former_names": "Secretformername",
    "nicknames": "Secretnickname",
}
REASONS = ["Secretwithdrawal", "Secretsuspension", "Secretreinstatement", "Secretsource"]


@pytest.fixture
def expert():
    expert = ExpertFactory(
        family_name="Public", consent=None, country="MT", certification__number="A1", **PRIVATE
    )
    ConsentFactory(person=expert, source=REASONS[3])
    CertificationFactory(
        person=expert,
        level=level("silver"),
        withdrawn_on=date(2017, 1, 1),
        withdrawal_reason=REASONS[0],
    )
    SuspensionFactory(
        certification=expert.certifications.get(level=level("bronze")),
        suspended_on=date(2019, 1, 1),
        reinstated_on=date(2019, 2, 1),
        reason=REASONS[1],
        reinstatement_reason=REASONS[2],
    )
    return expert


# These vary by more than a page does, and nobody may keep them.
CHECKS = ["/verify/A1/", "/verify/A1/?format=json&on=2019-01-15"]


def public_addresses(expert):
    return [
        "/",
        "/about/",
        "/experts/",
        "/experts/?q=secretformername",
        "/experts/?on=2019-01-15&status=suspended",
        expert.get_absolute_url(),
        f"{expert.get_absolute_url()}?on=2019-01-15",
        "/sitemap.xml",
        "/sitemap-experts.xml",
        "/robots.txt",
    ]


def test_private_fields_and_reasons_are_on_no_page(client, expert):
    secrets = [*PRIVATE.values(), *REASONS]

    leaks = [
        (address, secret)
        for address in [*public_addresses(expert), *CHECKS]
        for secret in secrets
        # A visitor's own words stand in the search box.
        if secret.casefold() in client.get(address).content.decode().casefold()
        and secret.casefold() not in address
    ]

    assert leaks == []


def test_somebody_is_found_by_a_former_name(client, expert):
    found = experts(client.get("/experts/?q=secretformername"))

    assert list(found) == [expert]


def test_withdrawn_consent_takes_effect_at_the_next_request(client, expert):
    photo = Image.new("RGB", (20, 20))
    file = io.BytesIO()
    photo.save(file, "PNG")
    expert.photo.save("me.png", ContentFile(file.getvalue()))
    addresses = [expert.get_absolute_url(), f"{expert.get_absolute_url()}photo.jpg"]
    lists = ["/experts/", "/experts/?q=public", "/sitemap-experts.xml"]

    def seen():
        return (
            [client.get(address).status_code for address in addresses],
            [expert.slug in client.get(address).content.decode() for address in lists],
            client.get("/").context["countries"],
            [
                (option.value, option.people)
                for each in client.get("/experts/").context["offered"].filters
                if each.name == "country"
                for option in each.options
            ],
        )

    before = seen()
    expert.consents.update(withdrawn_on=timezone.localdate())

    assert (before, seen()) == (
        ([200, 200], [True, True, True], [("MT", "Malta", 1)], [("MT", 1)]),
        ([404, 404], [False, False, False], [], []),
    )


def test_consent_that_begins_tomorrow_is_none_yet(client):
    expert = ExpertFactory(consent=None)
    ConsentFactory(person=expert, given_on=timezone.localdate() + timedelta(days=1))

    assert client.get(expert.get_absolute_url()).status_code == 404


def test_an_unknown_and_an_unlisted_person_get_the_very_same_page(client):
    unlisted = ExpertFactory(consent=None)

    answers = [
        (response.status_code, dict(response.headers), response.content)
        for response in (
            client.get(unlisted.get_absolute_url()),
            client.get("/experts/nobody-at-all/"),
        )
    ]

    assert answers[0] == answers[1]


def test_no_public_page_sets_or_reads_a_cookie(expert):
    # A cookie that is sent along changes nothing, and nothing varies by it.
    client = Client(headers={"cookie": f"sessionid={'a' * 32}; csrftoken={'b' * 32}"})

    answers = {
        address: (response.cookies.output(), "Cookie" in response.get("Vary", ""))
        for address in public_addresses(expert)
        for response in [client.get(address)]
    }

    assert answers == dict.fromkeys(public_addresses(expert), ("", False))


def test_whoever_keeps_a_copy_must_ask_again_each_time(client, expert):
    addresses = [*public_addresses(expert)[:-1], "/experts/nobody/", "/experts/?country=XX"]

    answers = {
        address: (response.get("Cache-Control"), response.get("ETag"))
        for address in addresses
        for response in [client.get(address)]
    }

    assert answers == dict.fromkeys(addresses, ("no-cache", None))


@pytest.mark.parametrize("status", ["valid", "suspended", "expired", "withdrawn", "upcoming"])
def test_hostile_names_are_text(client, status):
    hostile = "<script>alert(1)</script>"
    trait = {} if status == "valid" else {f"certification__{status}": True}
    expert = ExpertFactory(
        given_name=hostile,
        family_name="'\"><img src=x>",
        position=hostile,
        biography=hostile,
        certification__decided_by=hostile,
        **trait,
    )

    addresses = [f"/experts/?status={status}", expert.get_absolute_url(), f"/experts/?q={hostile}"]
    pages = [client.get(address).content.decode() for address in addresses]

    assert [(hostile in page, "<img src=x" in page) for page in pages] == [(False, False)] * 3


def test_the_longest_names_make_a_page(client):
    expert = ExpertFactory(given_name="Щ" * 100, family_name="Ω" * 100)

    assert client.get(expert.get_absolute_url()).status_code == 200
