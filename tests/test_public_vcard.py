"""An expert as a contact for telephones and mail programs."""

import io
from datetime import UTC, date, datetime

import pytest
import vobject
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from certification.demo.factories import (
    CertificationFactory,
    ExpertFactory,
    OrganisationFactory,
    level,
)
from certification.models import Certification
from people.models import Person

AWKWARD = "Office; “A, B”\\n & Søn, Ltd. " + "Ж" * 80


def fetched(client, expert):
    return client.get(f"{expert.get_absolute_url()}contact.vcf")


def read(client, expert):
    """By another library than the one that wrote it."""
    return vobject.readOne(fetched(client, expert).content.decode())


@pytest.fixture
def expert():
    expert = ExpertFactory(
        given_name="Åse Marie",
        family_name="O’Brien; de la Cruz, Jr. \\",
        position="Head, international; relations",
        organisation=OrganisationFactory(name=AWKWARD),
        country="NO",
        languages=["en", "nb"],
        email="secret-mail@example.org",
        telephone="+47 555 0199",
        former_names="Secretformername",
        nicknames="Secretnickname",
        certification__valid_until=date(2999, 5, 1),
    )
    CertificationFactory(
        person=expert,
        level=level("gold"),
        withdrawn_on=date(2020, 6, 15),
        withdrawal_reason="Secretreason",
        withdrawal_public_reason="Secretpublicreason",
    )
    return expert


def test_another_program_reads_what_the_profile_says(client, expert):
    card = read(client, expert)

    assert {
        "version": card.version.value,
        "name": card.fn.value,
        "family": card.n.value.family,
        "given": card.n.value.given,
        "organisation": card.org.value,
        "position": card.title.value,
        "country": card.adr.value.country,
        "page": card.url.value,
    } == {
        "version": "3.0",
        "name": expert.name,
        "family": expert.family_name,
        "given": "Åse Marie",
        "organisation": [AWKWARD],
        "position": expert.position,
        "country": "Norway",
        "page": f"http://testserver{expert.get_absolute_url()}",
    }


def test_the_note_has_the_levels_with_their_dates_and_the_day(client, expert, time_machine_at):
    time_machine_at("2026-11-30T12:00:00+01:00")

    assert read(client, expert).note.value == (
        "Levels on 30 November 2026:\n"
        "Bronze, Valid: 1 January 2015 to 1 May 2999\n"
        "Gold, Withdrawn: Withdrawn on 15 June 2020\n"
        "Languages: English, Norwegian Bokmål"
    )


def test_its_revision_is_the_last_change(client, expert):
    Person.objects.update(updated_at=datetime(2016, 4, 1, 12, tzinfo=UTC))
    Certification.objects.update(updated_at=datetime(2017, 4, 1, 12, tzinfo=UTC))

    assert read(client, expert).rev.value == "20170401T120000Z"


def test_nothing_private_is_in_it(client, expert):
    said = fetched(client, expert).content.decode().casefold()

    assert [word for word in ("secret", "0199", "tel", "mail") if word in said] == []


def test_it_is_a_file_in_the_form_that_the_standard_asks_for(client, expert):
    response = fetched(client, expert)
    lines = response.content.split(b"\r\n")

    assert (response["Content-Type"], response["Content-Disposition"]) == (
        "text/vcard; charset=utf-8",
        f'attachment; filename="{expert.slug}.vcf"',
    )
    assert max(map(len, lines)) <= 75
    assert (lines[:2], lines[-2:]) == ([b"BEGIN:VCARD", b"VERSION:3.0"], [b"END:VCARD", b""])


def test_of_a_photo_it_has_the_address(client):
    made = io.BytesIO()
    Image.new("RGB", (20, 20), "navy").save(made, "PNG")
    expert = ExpertFactory(photo=ContentFile(made.getvalue(), name="me.png"))

    photo = read(client, expert).photo

    assert (photo.value, photo.params["VALUE"]) == (
        f"http://testserver{expert.get_absolute_url()}photo.jpg",
        ["uri"],
    )


def test_what_is_not_known_is_not_in_it(client):
    expert = ExpertFactory(country="", organisation=None, languages=[])

    card = read(client, expert)

    assert {*card.contents} == {"version", "fn", "n", "note", "prodid", "rev", "uid", "url"}


def test_somebody_who_is_not_listed_has_none(client, expert):
    before = fetched(client, expert).status_code
    expert.consents.update(withdrawn_on=timezone.localdate())

    answers = [fetched(client, expert).status_code, client.get("/experts/nobody/contact.vcf")]

    assert (before, answers[0], answers[1].status_code) == (200, 404, 404)


def test_the_profile_leads_to_it(client, expert):
    page = client.get(expert.get_absolute_url()).content.decode()

    assert f'href="{expert.get_absolute_url()}contact.vcf"' in page
