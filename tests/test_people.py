"""People and organisations: what is refused, and what stays as it is."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from certification.demo.factories import (
    ConsentFactory,
    OrganisationFactory,
    PersonFactory,
    SectorFactory,
)
from people.models import Consent, Organisation, Person, Sector
from people.models.person import make_slug
from tests.refusal import WAYS_TO_WRITE, messages, refused, sql

REFUSED = {
    "the number of another": (
        {"register_no": "E-7a"},
        "register_number_belongs_to_one_person",
        "This register number belongs to somebody else already.",
    ),
    "the number of another in other case": (
        {"register_no": "e-7A"},
        "register_number_belongs_to_one_person",
        "This register number belongs to somebody else already.",
    ),
    "a number with a space": (
        {"register_no": "E 7"},
        "register_number_is_letters_digits_and_hyphens",
        "Letters, digits and single hyphens between them.",
    ),
    "a number that ends in a line break": (
        {"register_no": "E8\n"},
        "register_number_is_letters_digits_and_hyphens",
        "Letters, digits and single hyphens between them.",
    ),
    "no given name": (
        {"given_name": ""},
        "person_has_given_and_family_name",
        "This field cannot be blank.",
    ),
    "no family name": (
        {"family_name": ""},
        "person_has_given_and_family_name",
        "This field cannot be blank.",
    ),
}


def new_person(**facts) -> Person:
    person = PersonFactory.build(consent=None, **facts)
    person.fold_names()
    return person


@pytest.mark.parametrize("write", WAYS_TO_WRITE.values(), ids=WAYS_TO_WRITE.keys())
@pytest.mark.parametrize(("facts", "constraint", "message"), REFUSED.values(), ids=REFUSED)
def test_the_database_refuses_a_person_and_staff_read_why(write, facts, constraint, message):
    PersonFactory(register_no="E-7a")
    person = new_person(**facts)

    assert message in messages(person)
    with refused(constraint):
        write(person)


@pytest.mark.parametrize("column", ["slug", "register_no"])
def test_address_and_register_number_never_change(column):
    person = PersonFactory()
    setattr(person, column, "other")

    with refused("Cannot update rows"):
        person.save()
    with refused("Cannot update rows"):
        Person.objects.update(**{column: "other"})
    with refused("Cannot update rows"):
        sql(f"UPDATE people_person SET {column} = 'other'")  # noqa: S608 - a column of ours


def test_the_address_stays_when_the_name_changes():
    person = PersonFactory(given_name="Åse", family_name="Berg", register_no="E-42")

    person.family_name = "Ødegård"
    person.save(update_fields=["family_name"])

    person = Person.objects.get(sort_key="odegard\tase")
    assert (person.slug, person.search_text) == (
        "ase-berg-e_42",
        " ase aase odegard oedegaard odegaard oedegard e 42",
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Ana", "X-A", "B"), ("Ana", "X", "A-B")),
        (("Ana", "X", "A-B"), ("Ana", "X", "AB")),
        (("", "X", "1"), ("X", "", "1-1")),
    ],
)
def test_different_register_numbers_make_different_addresses(one, other):
    assert make_slug(*one) != make_slug(*other)


@pytest.mark.parametrize(
    ("names", "slug"),
    [
        (("Åse", "Ødegård"), "ase-odegard-e_1"),
        (("Χρήστος", "Ψαρράς"), "christos-psarras-e_1"),
        (("😀", "—"), "e_1"),
        (("A" * 100, "B" * 100), f"{'a' * 100}-{'b' * 19}-e_1"),
    ],
)
def test_an_address_is_made_of_plain_letters_and_fits(names, slug):
    assert make_slug(*names, "E-1") == slug


def test_nobody_is_deleted():
    person = PersonFactory.create(unlisted=True)
    person.sectors.add(Sector.objects.get(slug="ict"))

    with refused("Cannot delete rows"):
        sql("DELETE FROM people_person_sectors; DELETE FROM people_person")
    for delete in (person.delete, Person.objects.all().delete):
        with refused("Cannot delete rows"):
            delete()

    assert [*person.sectors.values_list("slug", flat=True)] == ["ict"]


def test_a_person_with_a_consent_is_not_deleted():
    with pytest.raises(ProtectedError):
        PersonFactory().delete()


def test_an_organisation_is_once_in_a_country_whatever_its_spelling():
    OrganisationFactory(name="Klynge Ås", country="NO")
    again = OrganisationFactory.build(name="KLYNGE ÅS", country="NO")

    assert messages(again) == ["This organisation is in the register already, in the same country."]
    with refused("one_organisation_of_a_name_in_a_country"):
        again.save()
    OrganisationFactory(name="Klynge Ås", country="SE")


def test_an_organisation_has_a_name():
    nameless = OrganisationFactory.build(name="")

    assert "This field cannot be blank." in messages(nameless)
    with refused("organisation_has_a_name"):
        nameless.save()


def test_an_organisation_where_people_work_is_not_deleted():
    office = OrganisationFactory()
    PersonFactory(organisation=office)

    with pytest.raises(ProtectedError):
        office.delete()
    OrganisationFactory().delete()

    assert list(Organisation.objects.all()) == [office]


@pytest.mark.parametrize("code", ["xx", "EN", "eng", ""])
def test_a_language_is_a_two_letter_code(code):
    with pytest.raises(ValidationError) as refusal:
        PersonFactory.build(languages=["en", code]).full_clean(exclude=["register_no", "slug"])

    assert list(refusal.value.message_dict) == ["languages"]


def test_a_sector_is_named_once():
    SectorFactory(name="Space law", slug="space-law")

    assert messages(Sector(name="Space law", slug="law")) == [
        "Sector with this Name already exists."
    ]


def test_a_consent_is_not_deleted():
    consent = ConsentFactory()

    with refused("Cannot delete rows"):
        sql("DELETE FROM people_consent")
    for delete in (consent.delete, Consent.objects.all().delete):
        with refused("Cannot delete rows"):
            delete()
