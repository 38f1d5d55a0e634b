"""Rows that contradict each other or the register."""

from datetime import date

import pytest

from certification.demo.factories import CertificationFactory, PersonFactory, level
from certification.models import Certification
from people.models import Person
from tests.importing import a_row, import_rows, summary


@pytest.mark.parametrize(
    ("column", "first", "second"),
    [
        ("given_name", "Åse", "Aase"),
        ("family_name", "Ødegård", "Berg"),
        ("email", "a@example.org", "b@example.org"),
        ("organisation", "North", "South"),
        ("country", "NO", "SE"),
        ("languages", "en; no", "en"),
        ("sectors", "ict", "construction"),
    ],
)
def test_rows_of_a_person_that_contradict_each_other_are_rejected(tmp_path, column, first, second):
    rows = [
        a_row(**{column: first}),
        a_row(register_no="other", level="gold"),
        a_row(register_no="A1B2C3D4", level="silver", **{column: second}),
    ]

    outcome = import_rows(tmp_path, rows)

    assert outcome.problems == [
        f"Line 4, column {column}: “{second}”. Expected: “{first}”, as in line 2"
    ]
    assert (outcome.status, outcome.summary) == (1, summary(rejected=1))


def test_an_empty_value_beside_a_filled_one_is_no_contradiction(tmp_path):
    rows = [
        a_row(email="", organisation="", country="", languages="en"),
        a_row(level="gold", organisation="CLUSTER  office"),
        a_row(level="silver", country=""),
    ]

    outcome = import_rows(tmp_path, rows)

    person = Person.objects.get()
    assert outcome.summary == summary(people=(1, 0, 0), certifications=(3, 0, 0))
    assert (person.email, person.country.code, person.languages) == (
        "ase@example.org",
        "NO",
        ["en"],
    )
    assert person.organisation is not None


def test_namesakes_with_the_same_email_are_people_of_their_own(tmp_path):
    outcome = import_rows(tmp_path, [a_row(), a_row(register_no="b2")])

    assert outcome.summary == summary(people=(2, 0, 0), certifications=(2, 0, 0))


def test_the_same_row_twice_counts_once(tmp_path):
    outcome = import_rows(tmp_path, [a_row(number="A-1"), a_row(number="a1"), a_row()])

    assert outcome.summary == summary(people=(1, 0, 0), certifications=(1, 0, 0))


@pytest.mark.parametrize(
    ("column", "first", "second"),
    [("valid_until", "2018-01-01", "2019-01-01"), ("number", "A-1", "A-2")],
)
def test_one_certification_told_in_two_ways_is_rejected(tmp_path, column, first, second):
    outcome = import_rows(tmp_path, [a_row(**{column: first}), a_row(**{column: second})])

    assert outcome.problems == [
        f"Line 3, column {column}: “{second}”. "
        f"Expected: “{first}”, as in line 2 for the same certification"
    ]


def test_a_number_used_twice_in_the_file_is_rejected(tmp_path):
    rows = [a_row(number="A-12"), a_row(register_no="b2", number="a 1.2")]

    assert import_rows(tmp_path, rows).problems == [
        "Line 3, column number: “a 1.2”. Expected: a number of its own: line 2 has this one"
    ]


def test_a_number_of_another_certification_in_the_register_is_rejected(tmp_path):
    CertificationFactory(person__register_no="other", number="a12", level=level("gold"))

    assert import_rows(tmp_path, [a_row(number="A-12")]).problems == [
        "Line 2, column number: “A-12”. Expected: a number of its own: in the register this one "
        "belongs to other, Gold, certified on 2015-01-01"
    ]


def test_overlapping_periods_in_the_file_are_rejected(tmp_path):
    rows = [
        a_row(certified_on="2015-01-01", valid_until="2016-12-31"),
        a_row(certified_on="2016-12-31", valid_until="2018-12-31"),
        a_row(certified_on="2016-06-01", level="silver"),
        a_row(certified_on="2019-01-01"),
    ]

    assert import_rows(tmp_path, rows).problems == [
        "Line 3, column certified_on: “2016-12-31”. Expected: a period that does not overlap that of "
        "line 2, certified on 2015-01-01 at this level"
    ]


def test_periods_that_touch_are_taken(tmp_path):
    rows = [
        a_row(certified_on="2015-01-01", valid_until="2016-12-31"),
        a_row(certified_on="2017-01-01"),
    ]

    assert import_rows(tmp_path, rows).summary == summary((1, 0, 0), (2, 0, 0))


def test_a_period_that_overlaps_two_in_the_register_is_rejected(tmp_path):
    person = PersonFactory(register_no="a1b2c3d4")
    CertificationFactory(person=person, valid_until=date(2015, 12, 31))
    CertificationFactory(person=person, certified_on=date(2016, 1, 1))

    outcome = import_rows(tmp_path, [a_row(certified_on="2015-06-01")])

    assert outcome.problems == [
        "Line 2, column certified_on: “2015-06-01”. Expected: a period that does not overlap the "
        "certification at this level of 2015-01-01 in the register"
    ]


def test_a_new_certification_that_overlaps_one_named_by_another_row_is_rejected(tmp_path):
    CertificationFactory(person__register_no="a1b2c3d4", certified_on=date(2015, 3, 1))

    outcome = import_rows(tmp_path, [a_row(), a_row(certified_on="2018-01-01")])

    assert outcome.problems == [
        "Line 3, column certified_on: “2018-01-01”. Expected: a period that does not overlap that of "
        "line 2, certified on 2015-03-01 at this level"
    ]


def test_two_rows_that_mean_one_certification_are_rejected(tmp_path):
    CertificationFactory(person__register_no="a1b2c3d4", valid_until=date(2019, 1, 1))
    rows = [
        a_row(certified_on="2016-01-01", valid_until="2016-12-31"),
        a_row(certified_on="2017-01-01", valid_until="2017-12-31"),
    ]

    assert import_rows(tmp_path, rows).problems == [
        "Line 3, column certified_on: “2017-01-01”. Expected: another certification than that of "
        "line 2, certified on 2016-01-01"
    ]


def test_another_number_in_an_overlapping_period_is_another_certificate_and_rejected(tmp_path):
    CertificationFactory(person__register_no="a1b2c3d4", number="A-1")

    outcome = import_rows(tmp_path, [a_row(number="A-2")])

    assert (outcome.status, outcome.summary) == (1, summary(rejected=1))
    assert Certification.objects.get().number == "A-1"


def test_a_corrected_day_after_the_withdrawal_is_rejected(tmp_path):
    CertificationFactory(person__register_no="a1b2c3d4", number="A-1", withdrawn=True)

    outcome = import_rows(tmp_path, [a_row(number="A-1", certified_on="2021-01-01")])

    assert outcome.problems == [
        "Line 2, column certified_on: “2021-01-01”. Expected: a day not after the last day of this "
        "certification in the register, 2020-01-01"
    ]


def test_what_only_the_database_refuses_comes_out_as_a_sentence(tmp_path):
    person = PersonFactory(register_no="a1b2c3d4")
    certification = CertificationFactory(person=person, number="A", certified_on=date(2011, 1, 1))
    certification.suspend(date(2011, 6, 1), "Complaint")

    outcome = import_rows(tmp_path, [a_row(number="A", certified_on="2012-01-01")])

    assert (outcome.status, outcome.lines) == (1, [summary((0, 0, 0), (0, 0, 0))])
    assert outcome.error == (
        "Nothing was imported. A row moves a certification out of the time when it was suspended."
    )
    assert Person.objects.get().given_name == person.given_name
