"""The staff's lists: what they show, find and cost."""

from datetime import date

import pytest
from django.urls import reverse

from certification.demo.factories import (
    BenchmarkingFactory,
    CertificationFactory,
    CourseFactory,
    ExpertFactory,
    OrganisationFactory,
    PersonFactory,
    SuspensionFactory,
    TraineeshipFactory,
    level,
)
from certification.models import Certification, Expert, Level
from people.admin.choosing import person_label
from people.models import Organisation, Person, Sector
from tests.staff import address, listed_rows

# Of each list of the register, at one record and at many.
QUERIES = {Expert: 12, Person: 9, Organisation: 5, Certification: 8, Level: 5, Sector: 4}


def full_record(number):
    organisation = OrganisationFactory(name=f"Office {number}")
    expert = ExpertFactory(organisation=organisation, country=["NO", "DK", "GR"][number % 3])
    gold = CertificationFactory(person=expert, level=level("gold"), number=f"G-{number}")
    SuspensionFactory(certification=gold)


@pytest.mark.parametrize("model", QUERIES)
def test_a_list_costs_a_fixed_number_of_queries_with_one_record(
    model, admin_client, django_assert_num_queries
):
    full_record(1)

    with django_assert_num_queries(QUERIES[model]):
        admin_client.get(address(model, "changelist"))


@pytest.mark.parametrize("model", QUERIES)
def test_a_list_costs_a_fixed_number_of_queries_with_many_records(
    model, admin_client, django_assert_num_queries
):
    for number in range(45):
        full_record(number)

    with django_assert_num_queries(QUERIES[model]):
        admin_client.get(address(model, "changelist"))


def test_the_list_of_experts_leaves_out_people_without_a_certification(admin_client):
    expert = ExpertFactory()
    PersonFactory()

    response = admin_client.get(address(Expert, "changelist"))

    assert listed_rows(response) == [expert]


@pytest.mark.parametrize(
    "text",
    ["bjorn", "Bjoern", "aero bjørn", "BJØRN Æ", "N-17", "klynge", "holm", "klynge aer n-17"],
)
def test_search_finds_an_expert_by_any_word_however_it_is_spelt(text, admin_client):
    organisation = OrganisationFactory(name="Klynge Nord")
    names = {"given_name": "Bjørn", "family_name": "Ærø", "former_names": "Holm"}
    expert = ExpertFactory(**names, register_no="N-17", organisation=organisation)
    ExpertFactory(given_name="Björk", family_name="Nord")

    response = admin_client.get(address(Expert, "changelist"), {"q": text})

    assert listed_rows(response) == [expert]


@pytest.mark.parametrize("text", ["ESCA-2019/7", "esca20197", "Bjorn"])
def test_search_finds_a_certification_by_person_or_number(text, admin_client):
    expert = ExpertFactory(given_name="Bjørn", certification__number="ESCA 2019-7")
    ExpertFactory(certification__number="ESCA 2020-7")

    response = admin_client.get(address(Certification, "changelist"), {"q": text})

    assert listed_rows(response) == list(expert.certifications.all())


def test_autocomplete_finds_people_as_the_search_does(admin_client):
    expert = ExpertFactory(given_name="Bjørn", family_name="Ærø")
    ExpertFactory(given_name="Anna")
    field = {"app_label": "certification", "model_name": "certification", "field_name": "person"}

    response = admin_client.get(reverse("admin:autocomplete"), {**field, "term": "aero bjo"})

    text = f"Ærø, Bjørn ({expert.register_no}), Norway"
    assert response.json()["results"] == [{"id": str(expert.pk), "text": text}]


def test_who_is_chosen_is_told_from_a_namesake(admin_client):
    person, mentor = (PersonFactory(given_name="Bo", family_name="Lie") for _each in range(2))
    traineeship = TraineeshipFactory(person=person, mentor=mentor)
    team = BenchmarkingFactory(experts=[CertificationFactory(person=mentor).person])
    course = CourseFactory(trainers=[mentor])

    pages = [admin_client.get(address(each, "change")) for each in (traineeship, team, course)]

    chosen = f"selected>Lie, Bo ({mentor.register_no}), Norway<"
    assert [chosen in page.content.decode() for page in pages] == [True] * 3


def test_a_person_without_a_country_is_told_from_a_namesake():
    person = PersonFactory(country="", given_name="Bo", family_name="Lie")

    assert person_label(person) == f"Lie, Bo ({person.register_no})"


def test_autocomplete_finds_organisations_without_accents(admin_client):
    organisation = OrganisationFactory(name="Smålands Träklustret")
    OrganisationFactory(name="Traffic Cluster")
    field = {"app_label": "people", "model_name": "person", "field_name": "organisation"}

    response = admin_client.get(reverse("admin:autocomplete"), {**field, "term": "traklu smal"})

    assert response.json()["results"] == [
        {"id": str(organisation.pk), "text": "Smålands Träklustret"}
    ]


def test_the_list_of_experts_names_the_status_of_each_level_on_the_day_asked(admin_client):
    expert = ExpertFactory(certification__valid_until=date(2017, 12, 31))
    CertificationFactory(person=expert, level=level("silver"), certified_on=date(2018, 1, 1))

    response = admin_client.get(address(Expert, "changelist"), {"on": "2016-05-01"})

    shown = [(row.level.slug, row.status) for row in listed_rows(response)[0].standing]
    assert shown == [("bronze", "valid"), ("silver", "upcoming")]
    assert b"Levels on 2016-05-01" in response.content
