"""The filters of the staff's lists."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from certification.demo.factories import (
    CertificationFactory,
    ExpertFactory,
    OrganisationFactory,
    SectorFactory,
    level,
)
from certification.models import Certification, Expert
from people.models import Organisation, Person
from tests.staff import address, listed_rows, messages

EXPERTS = address(Expert, "changelist")


def found(client, address, **parameters):
    return sorted(row.given_name for row in listed_rows(client.get(address, parameters)))


@pytest.fixture
def experts():
    """Anna is what most filters ask for, Bo is not; Cia has lost what Anna has."""
    complete = {"organisation": OrganisationFactory()}
    anna = ExpertFactory(
        **complete, given_name="Anna", country="DK", is_available=True, languages=["da"]
    )
    CertificationFactory(person=anna, level=level("silver"), suspended=True)
    anna.sectors.add(SectorFactory(slug="wood"))
    ExpertFactory(**complete, given_name="Bo", consent=None, is_available=False)
    expired = {"certification__level": level("silver"), "certification__expired": True}
    ExpertFactory(**expired, given_name="Cia", country="", email="")


@pytest.mark.parametrize(
    ("parameters", "names"),
    [
        ({"country": "DK"}, ["Anna"]),
        ({"language": "da"}, ["Anna"]),
        ({"sector": "wood"}, ["Anna"]),
        ({"available": "yes"}, ["Anna"]),
        ({"available": "no"}, ["Bo"]),
        ({"available": "unknown"}, ["Cia"]),
        ({"listed": "yes"}, ["Anna", "Cia"]),
        ({"listed": "no"}, ["Bo"]),
        ({"gaps": "any"}, ["Cia"]),
        ({"gaps": "country"}, ["Cia"]),
        ({"gaps": "organisation"}, ["Cia"]),
        ({"gaps": "email"}, ["Cia"]),
        ({"level": "silver"}, ["Anna", "Cia"]),
        ({"status": "valid"}, ["Anna", "Bo"]),
        ({"status": ["valid", "expired"]}, ["Anna", "Bo", "Cia"]),
        ({"level": "silver", "status": "valid"}, []),
        ({"level": "silver", "status": "valid", "on": "2016-01-01"}, ["Anna", "Cia"]),
        ({"level": "silver", "status": "suspended"}, ["Anna"]),
        ({"level": ["bronze", "silver"], "status": "valid", "country": "NO"}, ["Bo"]),
        ({"status": "valid", "on": "2014-12-31"}, []),
        ({"status": "upcoming", "on": "2014-12-31"}, ["Anna", "Bo", "Cia"]),
    ],
)
def test_a_filter_shows_the_experts_it_names(parameters, names, experts, admin_client):
    assert found(admin_client, EXPERTS, **parameters) == names


def test_gaps_show_people_without_a_certification_too(experts, admin_client):
    Person.objects.create(given_name="Dag", family_name="Lie", country="NO", email="d@example.org")

    assert found(admin_client, address(Person, "changelist"), gaps="any") == ["Cia", "Dag"]


def test_running_out_leaves_out_who_renewed_and_who_has_longer(admin_client):
    today = timezone.localdate()
    near, far = today + timedelta(days=90), today + timedelta(days=91)
    ExpertFactory(given_name="Near", certification__valid_until=near)
    ExpertFactory(given_name="Far", certification__valid_until=far)
    renewed = ExpertFactory(given_name="Renewed", certification__valid_until=near)
    CertificationFactory(person=renewed, certified_on=far)
    ExpertFactory(given_name="Lapsed", certification__valid_until=today - timedelta(days=1))
    ExpertFactory(
        given_name="Held back", certification__valid_until=near, certification__suspended=True
    )

    assert found(admin_client, EXPERTS, running_out="1") == ["Near"]


def test_only_countries_in_use_are_offered(experts, admin_client):
    OrganisationFactory(country="IS")

    response = admin_client.get(EXPERTS)

    offered = {spec.title: spec for spec in response.context["cl"].filter_specs}
    assert offered["country"].lookup_choices == [("DK", "Denmark"), ("NO", "Norway")]


def test_a_country_that_comes_into_use_later_is_offered(admin_client):
    admin_client.get(address(Organisation, "changelist"))
    OrganisationFactory(country="IS")

    response = admin_client.get(address(Organisation, "changelist"))

    assert response.context["cl"].filter_specs[0].lookup_choices == [("IS", "Iceland")]


def test_the_day_is_kept_when_another_filter_is_chosen(experts, admin_client):
    response = admin_client.get(EXPERTS, {"status": "valid", "on": "2016-01-01"})

    assert b"?country=DK&amp;on=2016-01-01&amp;status=valid" in response.content


def test_the_other_filters_are_kept_when_the_day_is_changed(experts, admin_client):
    response = admin_client.get(EXPERTS, {"country": "DK", "q": "anna", "on": "2016-01-01"})

    kept = response.context["cl"].filter_specs[0].kept
    assert sorted(kept) == [("country", "DK"), ("q", "anna")]


def test_certifications_are_filtered_by_their_own_status_on_the_day(admin_client):
    first = CertificationFactory(expired=True)
    CertificationFactory(person=first.person, certified_on=date(2018, 1, 1))

    response = admin_client.get(
        address(Certification, "changelist"), {"status": "expired", "level": "bronze"}
    )

    assert listed_rows(response) == [first]


@pytest.mark.parametrize(
    "parameters",
    [
        {"country": "XX"},
        {"country": "' OR 1=1"},
        {"gaps": "all"},
        {"listed": ""},
        {"level": "platinum"},
        {"status": "valid "},
        {"running_out": "yes"},
        {"on": "2019-13-45"},
        {"on": "0001-01-01"},
        {"on": "9999-12-31"},
        {"on": "x" * 10_000},
    ],
)
def test_nonsense_in_a_filter_is_told_and_ignored(parameters, experts, admin_client):
    response = admin_client.get(EXPERTS, parameters)

    assert response.status_code == 200
    assert len(listed_rows(response)) == 3
    assert len(messages(response)) == 1


@pytest.mark.parametrize("model", [Expert, Certification])
@pytest.mark.parametrize(
    "query",
    [
        "p=-1",
        "p=999999999999999999999",
        "no_such_field=1",
        "o=99.-x",
        "id__exact=99999999999999999999",
        "certified_on__year=9999",
        "certified_on__year=99999999999999999999",
        "certified_on__year=2020&certified_on__month=77",
        "basis__exact=nonsense",
        "q=" + "x" * 5000,
    ],
)
def test_nonsense_in_an_address_of_a_list_is_survived(model, query, experts, admin_client):
    response = admin_client.get(f"{address(model, 'changelist')}?{query}", follow=True)

    assert response.status_code == 200


@pytest.mark.parametrize("chosen", ["x", "\0", "9" * 30, "-1", ""])
def test_nonsense_in_a_choice_of_rows_is_survived(chosen, experts, admin_client):
    data = {"action": "suspend", "_selected_action": [chosen]}

    response = admin_client.post(address(Certification, "changelist"), data, follow=True)

    assert (response.status_code, len(messages(response))) == (200, 1)


@pytest.mark.parametrize(
    "query",
    [
        "person=x",
        "person=999",
        "level=x",
        "certified_on=x",
        "number=%00",
        "_to_field=x",
        "sectors=x",
    ],
)
@pytest.mark.parametrize("model", [Expert, Certification])
def test_nonsense_in_the_address_of_an_empty_form_is_survived(model, query, admin_client):
    response = admin_client.get(f"{address(model, 'add')}?{query}")

    assert response.status_code in {200, 302, 400}


def test_certifications_that_run_out_are_listed_with_their_status(admin_client):
    soon = CertificationFactory(valid_until=timezone.localdate() + timedelta(days=30))
    CertificationFactory(valid_until=timezone.localdate() + timedelta(days=300))

    response = admin_client.get(address(Certification, "changelist"), {"running_out": "1"})

    assert [(row.pk, row.status) for row in listed_rows(response)] == [(soon.pk, "valid")]


@pytest.mark.parametrize("query", ["q=%00", "country=%00", "username=%00"])
@pytest.mark.parametrize(
    "page", ["certification/expert", "certification/registerimport", "auth/user"]
)
def test_a_nul_byte_in_an_address_of_the_admin_is_a_bad_request(page, query, admin_client):
    assert admin_client.get(f"/admin/{page}/?{query}").status_code == 400
