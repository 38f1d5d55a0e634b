"""Whom the public list finds by a text, staff find by it too, in every list and field of people."""

import pytest
from django.urls import reverse

from certification.demo.factories import (
    CertificationFactory,
    ExpertFactory,
    OrganisationFactory,
    PersonFactory,
    level,
)
from certification.models import Certification, Expert, Traineeship
from people.models import Person, StaffCountries
from tests.staff import address, listed_rows, messages, staff_with

LISTS = {Person: "pk", Expert: "pk", Certification: "person_id"}
TEXTS = {
    "as it is": "Bjørn Çelik",
    "any order": "celik bjorn",
    "beginnings": "cel bjo",
    "capitals, without accents": "CELIK",
    "written out": "bjoern",
    "Cyrillic": "бьорн",
    "Greek": "τσελικ",
    "a nickname": "bamse",
    "a former name": "lindqvist",
    "an organisation": "smalands",
    "the register number": "n-17",
    "the number of a certificate": "ESCA 2019/7",
    "a part of it": "esca-2019",
    "a name and a number": "celik esca20197",
    "misspelt": "bjron celik",
    "two edits in a long word": "lindquitst",
    "a space left out": "bjorncelik",
    "nobody": "quentin",
    "sign": "%_\\'\"",
    "emoji": "😀",
    "endless": "bjorn" * 2000,
    "many words": "bjorn " * 1666,
    "a script": "<script>alert(1)</script>",
    "from right to left": "\u202enrøjB",
}
MISSPELT = {"misspelt", "two edits in a long word", "a space left out"}
FOUND_NOBODY = {"nobody", "sign", "emoji", "endless", "a script", "from right to left"}


def people():
    ExpertFactory(
        given_name="Bjørn",
        family_name="Çelik",
        former_names="Lindqvist; Бьорн",
        nicknames="Bamse, Τσελικ",
        organisation=OrganisationFactory(name="Smålands Träklustret"),
        register_no="N-17",
        certification__number="ESCA-2019-7",
    )
    ExpertFactory(given_name="Wolfgang", family_name="Zweig", organisation=None)


def found(client, model, text, **query):
    response = client.get(address(model, "changelist"), {"q": text, **query})
    return response, [getattr(row, LISTS[model]) for row in listed_rows(response)]


def offered(client, text):
    field = {"app_label": "certification", "model_name": "certification", "field_name": "person"}
    response = client.get(reverse("admin:autocomplete"), {**field, "term": text})
    return [int(each["id"]) for each in response.json()["results"]]


@pytest.mark.parametrize("model", LISTS)
@pytest.mark.parametrize("kind", TEXTS)
def test_staff_and_the_public_find_the_same(kind, model, client, admin_client):
    people()

    # Thousands of letters, or none, are refused by the public form in words: then it has no rows.
    response = client.get("/experts/", {"q": TEXTS[kind][:200]}, follow=True)
    public = response.context.get("rows") or []
    response, listed = found(admin_client, model, TEXTS[kind])

    assert listed == [row.person for row in public]
    assert len(listed) == (0 if kind in FOUND_NOBODY else 1)
    assert [message.startswith("Nobody is found for") for message in messages(response)] == (
        [True] if kind in MISSPELT else []
    )


@pytest.mark.parametrize("kind", TEXTS)
def test_a_field_offers_who_is_found_as_typed_and_nobody_near(kind, admin_client):
    people()

    none = kind in MISSPELT | FOUND_NOBODY
    assert len(offered(admin_client, TEXTS[kind])) == (0 if none else 1)


@pytest.mark.parametrize("model", LISTS)
def test_who_is_near_is_said_to_be_no_exact_match(model, admin_client):
    people()

    response, _rows = found(admin_client, model, "bjron celik")

    said = "Nobody is found for “bjron celik”. Showing results for “bjorn celik”."
    assert messages(response) == [said]


def test_people_who_are_not_listed_are_found_too(admin_client):
    person = PersonFactory(given_name="Bjørn", family_name="Çelik")

    assert found(admin_client, Person, "celik b")[1] == [person.pk]
    assert found(admin_client, Person, "celki bjron")[1] == [person.pk]


def test_whole_words_come_before_beginnings_unless_a_column_is_chosen(admin_client):
    names = ["Annabel Adler", "Anna Zimmer", "Anna Berg"]
    keys = {
        name: ExpertFactory(
            given_name=name.split()[0], family_name=name.split()[1], register_no=f"N-{number}"
        ).pk
        for number, name in enumerate(names)
    }

    best = [keys[name] for name in ("Anna Berg", "Anna Zimmer", "Annabel Adler")]
    by_number = [keys[name] for name in names]
    assert found(admin_client, Person, "anna")[1] == best
    assert found(admin_client, Expert, "anna")[1] == best
    assert offered(admin_client, "anna") == best
    assert found(admin_client, Person, "anna", o="2")[1] == by_number


def test_the_certification_with_that_number_comes_first(admin_client):
    expert = ExpertFactory(certification__number="ESCA 2019-77")
    silver = CertificationFactory(person=expert, level=level("silver"), number="ESCA 2019-7")
    gold = CertificationFactory(person=expert, level=level("gold"), number="ESCA 2019-78")

    response, _people = found(admin_client, Certification, "esca-2019/7")

    first, *others = listed_rows(response)
    assert first == silver
    assert {each.pk for each in others} == {gold.pk, expert.certifications.earliest("pk").pk}


@pytest.mark.parametrize("model", LISTS)
def test_a_number_without_digits_is_found_however_it_is_copied(model, admin_client):
    expert = ExpertFactory(certification__number="ESCA-X/Y")

    assert found(admin_client, model, "esca x y")[1] == [expert.pk]


@pytest.mark.parametrize("model", [Person, Expert])
def test_an_email_is_found_whole_and_never_nearly(model, admin_client):
    expert = ExpertFactory(email="bjorn@klynge.example")
    ExpertFactory(given_name="Bjorn", family_name="Klynge", email="")

    assert found(admin_client, model, " Bjorn@Klynge.example ")[1] == [expert.pk]
    response, rows = found(admin_client, model, "bjron@klynge.example")
    assert (rows, messages(response)) == ([], [])


def test_staff_of_a_country_find_nobody_elsewhere_as_typed_or_near(client):
    ExpertFactory(given_name="Bjørn", family_name="Çelik", country="SE")
    ours = ExpertFactory(given_name="Björk", family_name="Celic", country="NO")
    staff = staff_with(client, "people.view_person", "certification.view_expert")
    StaffCountries.objects.create(user=staff, countries=["NO"])

    assert found(client, Person, "bjorn")[1] == [ours.pk]
    response, rows = found(client, Expert, "bjorn celik")
    assert rows == [ours.pk]
    assert "Showing results for “bjork celic”" in messages(response)[0]


def test_those_who_are_near_can_be_chosen_for_an_action(admin_client):
    people()
    expert = Expert.objects.get(register_no="N-17")
    data = {"action": "download_csv", "_selected_action": [expert.pk]}

    response = admin_client.post(f"{address(Expert, 'changelist')}?q=bjron+celik", data)

    assert "N-17" in response.getvalue().decode()


@pytest.mark.parametrize("text", ["celik", "clik bjron", "quentin"])
@pytest.mark.parametrize("model", LISTS)
def test_a_search_takes_as_many_queries_for_one_as_for_many(
    model, text, admin_client, django_assert_max_num_queries
):
    for _each in range(3):
        ExpertFactory(given_name="Bjørn", family_name="Çelik")

    with django_assert_max_num_queries(24):
        found(admin_client, model, text)


@pytest.mark.parametrize("text", ["a\0@b.example", "bj\0rn"])
def test_a_nul_in_a_text_is_refused_in_words(text, admin_client):
    for page in (address(Person, "changelist"), address(Traineeship, "changelist")):
        assert admin_client.get(page, {"q": text}).status_code == 400
