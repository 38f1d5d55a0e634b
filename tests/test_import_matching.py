"""Which record of the register a row is about, and what of it changes."""

from datetime import date

import pytest

from certification.demo.factories import (
    CertificationFactory,
    OrganisationFactory,
    PersonFactory,
)
from certification.models import Certification, Entry, LevelRule
from people.models import Organisation, Person
from people.models.person import DERIVED
from tests.importing import a_row, import_rows, summary

FIRST = date(2015, 3, 1)


def periods():
    fields = ("number", "certified_on", "valid_until")
    return [
        tuple(str(value or "") for value in row)
        for row in Certification.objects.order_by("certified_on").values_list(*fields)
    ]


@pytest.fixture
def person():
    """The one of a_row(), but for the case of the number."""
    return PersonFactory(
        register_no="A1B2c3d4",
        given_name="Åse",
        family_name="Ødegård",
        email="ase@example.org",
        organisation=OrganisationFactory(name="Cluster Office"),
    )


def test_a_person_is_known_by_the_register_number_in_any_case(tmp_path, person):
    outcome = import_rows(tmp_path, [a_row()])

    assert outcome.summary == summary(people=(0, 0, 1), certifications=(1, 0, 0))
    assert Person.objects.get().register_no == "A1B2c3d4"


def test_a_filled_value_replaces_and_an_empty_one_does_not_empty(tmp_path, person):
    row = a_row(email="", organisation="", country="SE", given_name="Aase", languages="de")

    outcome = import_rows(tmp_path, [row])

    kept = Person.objects.get()
    assert outcome.summary == summary(people=(0, 1, 0), certifications=(1, 0, 0))
    assert (kept.email, kept.organisation.name) == ("ase@example.org", "Cluster Office")
    assert (kept.country.code, kept.given_name, kept.languages) == ("SE", "Aase", ["de"])


def derived_of(person):
    return [getattr(person, column) for column in ("slug", *DERIVED)]


def test_a_renamed_person_is_folded_with_former_names_and_keeps_the_address(tmp_path, person):
    Person.objects.update(former_names="Lunde", nicknames="Assi")

    import_rows(tmp_path, [a_row(family_name="Bjørnsen")])

    renamed = Person.objects.get()
    as_stored = derived_of(renamed)
    renamed.fold_names()
    assert (as_stored, renamed.slug) == (derived_of(renamed), person.slug)
    assert Entry.objects.matching("lunde bjornsen").get().person == person


def test_a_new_person_gets_what_saving_would_have_given(tmp_path):
    import_rows(tmp_path, [a_row()])

    new = Person.objects.get()
    as_stored = derived_of(new)
    new.slug = ""
    new.fold_names()
    assert as_stored == derived_of(new)
    assert new.slug == "ase-odegard-a1b2c3d4"


def test_sectors_of_the_file_replace_those_of_the_register(tmp_path, person):
    import_rows(tmp_path, [a_row(sectors="ict;construction")])
    same = import_rows(tmp_path, [a_row(sectors="Construction;ICT")])
    other = import_rows(tmp_path, [a_row(sectors="ict;biotechnology")])

    assert [same.summary, other.summary] == [
        summary(people=(0, 0, 1), certifications=(0, 0, 1)),
        summary(people=(0, 1, 0), certifications=(0, 0, 1)),
    ]
    assert [sector.slug for sector in person.sectors.all()] == ["biotechnology", "ict"]


@pytest.mark.parametrize(
    ("countries", "chosen"),
    [(["", "NO", "SE"], "NO"), (["", "SE"], ""), (["DE", "SE"], "DE"), ([], "")],
)
def test_an_organisation_is_found_by_its_folded_name(tmp_path, countries, chosen):
    for country in countries:
        OrganisationFactory(name="Ærø  Klynge", country=country)

    import_rows(
        tmp_path,
        [a_row(organisation="ÆRØ klynge"), a_row(register_no="b", organisation="ærø Klynge!")],
    )

    found = {person.organisation.country.code for person in Person.objects.all()}
    assert (found, Organisation.objects.count()) == ({chosen}, len(countries) or 1)


def test_the_organisation_that_a_person_has_stays_while_its_name_is_the_same(tmp_path, person):
    OrganisationFactory(name="CLUSTER OFFICE", country="")
    person.organisation.country = "DE"
    person.organisation.save()

    outcome = import_rows(tmp_path, [a_row(organisation="cluster office")])

    assert outcome.summary == summary(people=(0, 0, 1), certifications=(1, 0, 0))
    assert Person.objects.get().organisation == person.organisation


REGISTERED = {"number": "A-1", "certified_on": FIRST, "valid_until": date(2018, 2, 28)}
MATCHES = {
    "the same day": ({}, [("A-1", "2015-03-01", "2018-02-28")], (0, 0, 1)),
    "another last day": (
        {"valid_until": "2019-02-28"},
        [("A-1", "2015-03-01", "2019-02-28")],
        (0, 1, 0),
    ),
    "another number": ({"number": "B-7"}, [("B-7", "2015-03-01", "2018-02-28")], (0, 1, 0)),
    "the number, another day": (
        {"number": "a1", "certified_on": "2012-01-01"},
        [("a1", "2012-01-01", "2018-02-28")],
        (0, 1, 0),
    ),
    "a corrected day": (
        {"certified_on": "2015-03-02"},
        [("A-1", "2015-03-02", "2018-02-28")],
        (0, 1, 0),
    ),
    "a renewal": (
        {"certified_on": "2018-03-01", "number": "A-2"},
        [("A-1", "2015-03-01", "2018-02-28"), ("A-2", "2018-03-01", "")],
        (1, 0, 0),
    ),
}


@pytest.mark.parametrize(("changed", "kept", "counts"), MATCHES.values(), ids=MATCHES)
def test_a_certification_is_matched_by_number_then_day_then_period(
    tmp_path, person, changed, kept, counts
):
    CertificationFactory(person=person, **REGISTERED)

    outcome = import_rows(tmp_path, [a_row(**changed)])

    assert (periods(), outcome.summary) == (kept, summary((0, 0, 1), counts))


def test_a_renewal_that_overlaps_is_rejected_and_no_correction_of_the_earlier_one(tmp_path, person):
    CertificationFactory(person=person, **REGISTERED)

    outcome = import_rows(tmp_path, [a_row(certified_on="2017-11-01", valid_until="2020-10-31")])

    assert (periods(), outcome.status) == ([("A-1", "2015-03-01", "2018-02-28")], 1)


def test_a_corrected_day_is_told(tmp_path, person):
    CertificationFactory(person=person, **REGISTERED)

    outcome = import_rows(tmp_path, [a_row(certified_on="2015-03-02")])

    assert "A1B2C3D4: certified on 2015-03-02, corrected from 2015-03-01 (line 2)." in outcome.lines


def test_two_periods_that_move_towards_each_other_are_corrected(tmp_path, person):
    CertificationFactory(person=person, **REGISTERED)
    CertificationFactory(person=person, certified_on=date(2018, 3, 1), number="A-2")
    moved = [
        a_row(certified_on="2015-04-01", valid_until="2018-03-31", number="A-1"),
        a_row(certified_on="2018-04-01", number="A-2"),
    ]

    outcome = import_rows(tmp_path, moved)

    assert periods() == [("A-1", "2015-04-01", "2018-03-31"), ("A-2", "2018-04-01", "")]
    assert outcome.summary == summary((0, 0, 1), (0, 2, 0))


@pytest.mark.parametrize(("given", "kept"), [("", "2018-02-28"), ("2016-01-01", "2016-01-01")])
def test_a_new_certification_is_valid_by_the_levels_rule_unless_the_file_says(
    tmp_path, given, kept
):
    LevelRule.objects.update(validity_months=36)

    first = import_rows(tmp_path, [a_row(valid_until=given)])
    again = import_rows(tmp_path, [a_row(valid_until=given)])

    assert periods() == [("", "2015-03-01", kept)]
    assert [first.summary, again.summary] == [
        summary((1, 0, 0), (1, 0, 0)),
        summary((0, 0, 1), (0, 0, 1)),
    ]


def test_a_withdrawn_certification_is_matched_and_stays_withdrawn(tmp_path, person):
    CertificationFactory(person=person, certified_on=FIRST, withdrawn=True)

    outcome = import_rows(tmp_path, [a_row()])

    assert outcome.summary == summary((0, 0, 1), (0, 0, 1))
    assert Certification.objects.get().withdrawn_on == date(2020, 1, 1)


def test_a_level_after_the_withdrawal_is_a_new_certification(tmp_path, person):
    CertificationFactory(person=person, certified_on=FIRST, withdrawn=True)

    outcome = import_rows(tmp_path, [a_row(certified_on="2021-01-01")])

    assert outcome.summary == summary((0, 0, 1), (1, 0, 0))


def test_where_no_rule_held_a_new_certification_needs_its_last_day(tmp_path):
    rows = [
        a_row(certified_on="2009-03-01", valid_until=""),
        a_row(register_no="b2", certified_on="2009-03-01", valid_until="2012-02-29"),
    ]

    outcome = import_rows(tmp_path, rows)

    assert outcome.problems == [
        "Line 2, column valid_until: “”. "
        "Expected: the last valid day, because no rule of Bronze held on 2009-03-01"
    ]


def test_a_certification_of_the_register_keeps_its_end_where_no_rule_held(tmp_path, person):
    CertificationFactory(person=person, certified_on=date(2009, 3, 1))

    outcome = import_rows(tmp_path, [a_row(certified_on="2009-03-01")])

    assert outcome.problems == []
    assert periods() == [("", "2009-03-01", "")]
