"""People in the admin: photo, languages, consent, public address."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from certification.demo.factories import (
    ExpertFactory,
    OrganisationFactory,
    PersonFactory,
)
from certification.models import Expert
from people.models import Consent, Organisation, Person
from tests.html import text
from tests.staff import address, errors, messages, person_form, staff_with


def picture():
    made = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(made, "PNG")
    return SimpleUploadedFile("face.png", made.getvalue(), "image/png")


def test_languages_are_chosen_from_a_list_of_names(admin_client):
    person = PersonFactory(languages=["da"])

    response = admin_client.get(address(person, "change"))

    field = response.context["adminform"].form["languages"]
    assert [
        (option.data["value"], option.data["label"]) for option in field if option.data["selected"]
    ] == [("da", "Danish")]


def test_languages_are_saved_and_a_code_that_is_none_is_refused(admin_client):
    person = PersonFactory()

    admin_client.post(address(person, "change"), person_form(person, languages=["da", "el"]))
    response = admin_client.post(address(person, "change"), person_form(person, languages=["xx"]))

    assert len(errors(response)) == 1
    assert Person.objects.get().languages == ["da", "el"]


def test_register_number_and_address_stay_as_they_were_given(admin_client):
    person = PersonFactory()
    before = person.register_no, person.slug

    admin_client.post(
        address(person, "change"), person_form(person, register_no="X-1", slug="somebody-else")
    )

    person.refresh_from_db()
    assert (person.register_no, person.slug) == before


def test_a_photo_is_shown_to_staff_without_its_path(admin_client):
    expert = ExpertFactory(consent=None)
    admin_client.post(address(expert, "change"), person_form(expert, photo=picture()))
    expert.refresh_from_db()

    pages = [
        admin_client.get(address(expert, "change")),
        admin_client.get(address(Expert, "changelist")),
    ]
    photo = admin_client.get(address(expert, "photo"))

    assert b"".join(photo.streaming_content)[:3] == b"\xff\xd8\xff"
    assert "no-store" in photo["Cache-Control"].split(", ")
    for page in pages:
        assert address(expert, "photo").encode() in page.content
        assert expert.photo.name.encode() not in page.content


@pytest.mark.parametrize("content", [b"", b"no picture", picture().read()[:60]])
def test_a_file_that_is_no_picture_is_a_message(content, admin_client):
    person = PersonFactory()
    upload = SimpleUploadedFile("face.png", content, "image/png")

    response = admin_client.post(address(person, "change"), person_form(person, photo=upload))

    assert len(errors(response)) == 1
    assert Person.objects.get().photo.name == ""


def test_a_person_without_a_photo_has_none_to_show(admin_client):
    assert admin_client.get(address(PersonFactory(), "photo")).status_code == 404


def test_photos_are_served_by_no_path_of_their_own(admin_client):
    expert = ExpertFactory()
    admin_client.post(address(expert, "change"), person_form(expert, photo=picture()))
    expert.refresh_from_db()

    assert admin_client.get(f"/media/{expert.photo.name}").status_code == 404


def test_withdrawing_consent_takes_effect_today(admin_client):
    person, bystander = PersonFactory(), PersonFactory()
    today = timezone.localdate()

    admin_client.post(address(person, "withdraw-consent"), {"on": today.isoformat()})

    assert person.consents.get().withdrawn_on == today
    assert list(Person.objects.listed()) == [bystander]


@pytest.mark.parametrize("day", ["", "tomorrow", "2011-12-31"])
def test_a_day_before_the_consent_was_given_or_no_day_is_a_message(day, admin_client):
    person = PersonFactory()

    response = admin_client.post(address(person, "withdraw-consent"), {"on": day})

    assert len(response.context["form"].errors) == 1
    assert person.consents.get().withdrawn_on is None


def test_of_a_person_who_is_not_listed_there_is_no_consent_to_withdraw(admin_client):
    person = PersonFactory(consent=None)

    response = admin_client.post(address(person, "withdraw-consent"), {"on": "2024-01-01"})

    assert (response.status_code, response.context["consent"]) == (200, None)


@pytest.mark.parametrize(
    "consents",
    [
        [{"given_on": "2024-01-01", "source": "Form"}] * 2,
        [{"given_on": "2024-01-01", "source": ""}],
        [{"given_on": "2999-01-01", "source": "Form"}],
    ],
)
def test_consents_that_contradict_are_a_message(consents, admin_client):
    person = PersonFactory(consent=None)

    response = admin_client.post(address(person, "change"), person_form(person, consents=consents))

    assert len(errors(response)) == 1
    assert Consent.objects.count() == 0


def test_a_listed_expert_has_the_link_to_the_public_page_and_an_unlisted_one_has_not(admin_client):
    listed, unlisted = ExpertFactory(), ExpertFactory(consent=None)

    links = [
        admin_client.get(address(expert, "change")).context["absolute_url"]
        for expert in (listed, unlisted)
    ]

    assert links == [reverse("expert", args=[listed.slug]), None]


@pytest.mark.parametrize(
    ("may", "are_offered"),
    [
        (["people.view_person"], [False, False]),
        (["people.view_person", "certification.view_expert"], [True, False]),
    ],
)
def test_the_page_of_a_person_leads_to_the_certifications_that_there_are(may, are_offered, client):
    people = [Person.objects.get(pk=ExpertFactory().pk), PersonFactory()]
    staff_with(client, *may)

    pages = [client.get(address(person, "change")).content.decode() for person in people]

    links = [f'href="{address(person, "change", Expert)}"' for person in people]
    assert [link in page for link, page in zip(links, pages, strict=True)] == are_offered


def test_the_page_of_an_expert_does_not_lead_to_itself(admin_client):
    page = text(admin_client.get(address(ExpertFactory(), "change")))

    assert "Certifications and public page" not in page


def test_a_namesake_of_an_organisation_is_a_message(admin_client):
    OrganisationFactory(name="Klynge Ærø")

    response = admin_client.post(
        address(Organisation, "add"), {"name": "KLYNGE ærø", "country": "NO"}
    )

    assert (response.status_code, Organisation.objects.count()) == (200, 1)


def test_two_records_that_meet_in_the_same_moment_are_a_message(admin_client):
    """The same public address; forms don't look at it, so only the database can tell."""
    PersonFactory(slug="anna-b-c1")
    data = person_form(given_name="Anna", family_name="B", register_no="C1")

    response = admin_client.post(address(Person, "add"), data, follow=True)

    assert len(messages(response)) == 1
    assert Person.objects.count() == 1


def test_the_day_of_a_consent_is_shown_in_iso(admin_client):
    person = PersonFactory(consent__given_on=date(2012, 1, 2))

    response = admin_client.get(address(person, "change"))

    assert b"Listed by the consent of 2012-01-02 (Form of consent)." in response.content


def test_the_list_of_people_says_what_is_not_known(admin_client):
    PersonFactory(country="", email="")

    response = admin_client.get(address(Person, "changelist"))

    assert b'<td class="field-gaps">country, organisation, e-mail</td>' in response.content
