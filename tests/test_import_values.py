"""What each cell may hold: how it is understood, and what is said of one that is not."""

import pytest

from certification.models import Certification
from people.models import Person
from tests.importing import a_row, import_rows, summary

DATE = "a day of the calendar as YYYY-MM-DD, such as 2016-04-30"
LANGUAGES = (
    "languages by their two-letter codes of ISO 639-1 or English names, separated by semicolons, "
    "such as en; no"
)
COUNTRY = "a country by its two-letter code of ISO 3166, such as NO, or its English name"
SECTORS = "sectors by their names in the register, separated by semicolons"
NUMBER = "letters and digits, and between them spaces, dots, slashes and hyphens"
MAIL = "an e-mail address such as name@example.org"

BAD = [
    ("register_no", "", "a value"),
    ("register_no", "a b", "letters and digits, and single hyphens between them"),
    ("register_no", "x" * 33, "at most 32 characters"),
    ("given_name", " ", "a value"),
    ("given_name", "x" * 101, "at most 100 characters"),
    ("given_name", "a\x07b", "no control characters or other invisible ones"),
    ("family_name", "", "a value"),
    ("email", "ase at example.org", MAIL),
    ("organisation", "x" * 201, "at most 200 characters"),
    ("organisation", "???", "a name with letters or digits"),
    ("country", "XX", COUNTRY),
    ("country", "UK", COUNTRY),
    ("level", "", "a value"),
    ("level", "platinum", "one of the levels: bronze, silver, gold"),
    ("certified_on", "", "a value"),
    ("certified_on", "2015-02-30", DATE),
    ("certified_on", "01.03.2015", DATE),
    ("certified_on", "20150301", DATE),
    ("certified_on", "2015-03-01T08:00", DATE),
    ("certified_on", "42064", DATE),
    ("valid_until", "soon", DATE),
    ("valid_until", "9999-12-31", DATE),
    ("valid_until", "2015-02-28", "a day not before certified_on"),
    ("number", "-12", NUMBER),
    ("number", "x" * 41, "at most 40 characters"),
    ("languages", "en; Klingon", LANGUAGES),
    ("languages", ";", LANGUAGES),
    ("sectors", "Biotechnology, Construction", SECTORS),
]


@pytest.mark.parametrize(("column", "value", "expected"), BAD)
def test_a_bad_value_is_named_by_line_column_value_and_expectation(
    tmp_path, column, value, expected
):
    rows = [a_row(register_no="good"), a_row(**{column: value})]

    outcome = import_rows(tmp_path, rows)

    shown = "" if value.isspace() else value if len(value) <= 120 else f"{value[:120]}…"
    assert outcome.problems == [f"Line 3, column {column}: “{shown}”. Expected: {expected}"]
    assert (outcome.status, outcome.summary) == (1, summary(rejected=1))
    assert not Person.objects.exists()


def test_a_day_in_the_future_is_judged_in_the_registers_time_zone(tmp_path, time_machine_at):
    rows = [a_row(certified_on="2020-05-02")]

    # Past midnight in Berlin.
    time_machine_at("2020-05-01T21:59:00Z")
    too_early = import_rows(tmp_path, rows)
    time_machine_at("2020-05-01T22:01:00Z")
    in_time = import_rows(tmp_path, rows)

    assert too_early.problems == [
        "Line 2, column certified_on: “2020-05-02”. Expected: a day not after today, 2020-05-01"
    ]
    assert in_time.summary == summary(people=(1, 0, 0), certifications=(1, 0, 0))


def test_every_problem_of_every_bad_row_is_reported(tmp_path):
    rows = [a_row(level="x", email="y"), a_row(register_no="b"), a_row(country="z")]

    outcome = import_rows(tmp_path, rows)

    assert [problem.split(":")[0] for problem in outcome.problems] == [
        "Line 2, column email",
        "Line 2, column level",
        "Line 4, column country",
    ]
    assert outcome.summary == summary(rejected=2)


@pytest.mark.parametrize(
    ("column", "value", "field", "kept"),
    [
        ("given_name", " Åse \u00a0 Marie ", "given_name", "Åse Marie"),
        ("given_name", "A\u030ase", "given_name", "Åse"),
        ("country", "no", "country", "NO"),
        ("country", "NOR", "country", "NO"),
        ("country", "Czech Republic", "country", "CZ"),
        ("country", "united kingdom", "country", "GB"),
        ("country", "", "country", ""),
        ("email", "", "email", ""),
        ("organisation", "", "organisation", None),
        ("languages", "Norwegian; EN|de\nfr,en", "languages", ["de", "en", "fr", "no"]),
    ],
)
def test_a_value_is_kept_clean(tmp_path, column, value, field, kept):
    outcome = import_rows(tmp_path, [a_row(**{column: value})])

    assert (outcome.status, Person.objects.values_list(field, flat=True).get()) == (0, kept)


def test_sectors_are_understood_by_name_and_slug_with_their_commas(tmp_path):
    sectors = "sports, leisure and tourism; ict|Maritime technologies, water resources"

    import_rows(tmp_path, [a_row(sectors=sectors)])

    assert [sector.name for sector in Person.objects.get().sectors.all()] == [
        "ICT",
        "Maritime technologies, water resources",
        "Sports, Leisure and Tourism",
    ]


@pytest.mark.parametrize("level", ["GOLD", "gold", " Gold "])
@pytest.mark.parametrize("day", ["2015-03-01", "2015-03-01 00:00:00", "2015-03-01T00:00"])
def test_level_and_day_are_understood(tmp_path, level, day):
    import_rows(tmp_path, [a_row(level=level, certified_on=day)])

    certification = Certification.objects.get()
    assert (certification.level.slug, certification.certified_on.isoformat()) == (
        "gold",
        "2015-03-01",
    )
    assert certification.basis == Certification.Basis.TRANSFER
