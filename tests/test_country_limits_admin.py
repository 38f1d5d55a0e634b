"""Staff of a national secretariat in the admin: what is offered to them, taken and refused."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from certification.admin.decisions import DECISIONS, decision_url
from certification.demo.factories import (
    CertificationFactory,
    OrganisationFactory,
    PersonFactory,
    SectorFactory,
    level,
    rule,
)
from certification.models import Certification, LevelRule, RegisterSettings, Suspension
from certification.roles import ADMINISTRATOR, REGISTRAR
from people.models import Organisation, Person
from tests.html import text
from tests.roles import log_in
from tests.staff import address, errors, listed_rows, messages, person_form

REFUSAL = "Your account is for Norway only: the central office enters people elsewhere."


@pytest.fixture
def norway(client):
    return log_in(client, REGISTRAR, "NO")


def test_a_list_shows_ones_own_people_and_finds_no_others(client, norway):
    ours, _theirs = PersonFactory(), PersonFactory(country="SE", given_name="Asta")

    whole = listed_rows(client.get(address(Person, "changelist")))
    found = listed_rows(client.get(address(Person, "changelist"), {"q": "asta"}))

    assert (whole, found) == ([ours], [])


def test_a_filter_offers_ones_own_countries(client, norway):
    PersonFactory()
    PersonFactory(country="SE", languages=["sv"])

    response = client.get(address(Person, "changelist"))

    choices = {spec.title: spec.lookup_choices for spec in response.context["cl"].filter_specs}
    assert choices["country"] == [("NO", "Norway")]
    assert choices["language"] == [("en", "English")]


@pytest.mark.parametrize("data", [None, {"given_name": "Changed"}])
def test_the_page_of_somebody_elsewhere_is_not_there(data, client, norway):
    theirs = PersonFactory(country="SE", given_name="Asta")

    page = address(theirs, "change")
    response = client.get(page) if data is None else client.post(page, data)

    assert (response.status_code, response["Location"]) == (302, reverse("admin:index"))
    assert Person.objects.get().given_name == "Asta"


@pytest.mark.parametrize("country", ["SE", ""])
def test_a_person_cant_be_moved_out_of_ones_countries(country, client, norway):
    ours = PersonFactory()

    response = client.post(address(ours, "change"), person_form(ours, country=country))

    assert errors(response) == [REFUSAL]
    assert Person.objects.get().country == "NO"


@pytest.mark.parametrize("country", ["SE", ""])
def test_a_person_elsewhere_cant_be_added(country, client, norway):
    response = client.post(address(Person, "add"), person_form(country=country))

    assert errors(response) == [REFUSAL]
    assert not Person.objects.exists()


def test_a_person_is_added_in_ones_own_country(client, norway):
    client.post(address(Person, "add"), person_form(country="NO"))

    assert Person.objects.get().country == "NO"


@pytest.mark.parametrize("country", ["NO", "SE"])
def test_a_certification_is_added_for_ones_own_people_alone(country, client, norway):
    person = PersonFactory(country=country)
    norway.user_permissions.add(Permission.objects.get(codename="certify_against_rules"))
    data = {"person": person.pk, "level": level("bronze").pk, "certified_on": "2024-01-01"}

    client.post(
        address(Certification, "add"),
        {**data, "basis": "transfer", "entered_because": "Of an earlier register"},
    )

    assert Certification.objects.count() == (country == "NO")


@pytest.mark.parametrize("decision", DECISIONS[:2], ids=lambda decision: decision.name)
def test_nothing_is_decided_on_somebody_elsewhere(decision, client, norway):
    theirs = CertificationFactory(person__country="SE", suspended=decision.name == "reinstate")
    ours = CertificationFactory()
    before = Suspension.objects.filter(reinstated_on=None).count()

    response = client.post(
        decision_url(decision, [ours.pk, theirs.pk]), {"on": "2024-03-12", "reason": "A letter"}
    )

    assert response["Location"] == address(Certification, "changelist")
    assert Suspension.objects.filter(reinstated_on=None).count() == before


def test_somebody_alike_elsewhere_is_told_without_a_name(client, norway):
    PersonFactory(country="SE", given_name="Secret", family_name="Name", email="one@example.org")

    response = client.post(
        address(Person, "add"),
        person_form(country="NO", email="one@example.org"),
        follow=True,
    )

    told = " ".join(messages(response))
    assert ("another country: please ask the central office" in told, "Secret" in told) == (
        True,
        False,
    )


def test_the_front_page_counts_ones_own_people(client, norway):
    CertificationFactory()
    CertificationFactory(person__country="SE")
    PersonFactory(country="SE", consent=None)

    response = client.get("/admin/")

    numbers = [figure["number"] for figure in response.context["figures"]]
    assert numbers == [1, 0, 1, 0]


def test_the_front_page_forgets_whom_one_changed_before_they_moved(client, norway):
    ours = PersonFactory(family_name="Secretname")
    changed = person_form(ours, family_name="Secretname")
    client.post(address(ours, "change"), changed, follow=True)
    Person.objects.update(country="SE")

    assert "Secretname" not in text(client.get("/admin/"))


def test_an_organisation_is_no_way_to_names_elsewhere(client, norway):
    organisation = OrganisationFactory()
    PersonFactory(organisation=organisation, country="SE", family_name="Secretname")

    response = client.post(address(organisation, "delete"), {"post": "yes"})

    assert (response.status_code, "Secretname" in text(response)) == (403, False)
    assert Organisation.objects.exists()


@pytest.mark.parametrize(
    "page", ["certification_registerimport", "auth_user", "auth_group"], ids=str
)
def test_what_concerns_the_whole_register_is_closed(page, client):
    log_in(client, ADMINISTRATOR, "NO")

    answers = [
        client.get(reverse(f"admin:{page}_{view}")).status_code for view in ("changelist", "add")
    ]

    assert answers == [403, 403]


def test_what_holds_for_all_countries_is_read_and_not_changed(client):
    log_in(client, ADMINISTRATOR, "NO")
    to_come = rule("bronze")
    LevelRule.objects.filter(pk=to_come.pk).update(holds_from=date(2999, 1, 1))
    records = [SectorFactory(), level("bronze"), to_come, RegisterSettings.current()]

    looks = [client.get(address(record, "change")).status_code for record in records]
    answers = [
        client.post(address(record, view), {"post": "yes"}).status_code
        for record in records
        for view in ("change", "delete")
    ]
    adds = [client.get(address(type(record), "add")).status_code for record in records[:3]]

    assert (looks, answers, adds) == ([200] * 4, [403] * 8, [403] * 3)


def test_the_way_to_a_public_page_is_for_those_who_may_look_at_the_record(client, norway):
    answers = []
    for country in ("NO", "SE"):
        expert = CertificationFactory(person__country=country).person
        kind = ContentType.objects.get(app_label="certification", model="expert").pk
        answers.append(client.get(f"/admin/r/{kind}/{expert.pk}/").status_code)

    assert answers == [302, 404]
