"""What staff set for the whole register: one row, and a pattern that never makes a number twice."""

import pytest
from django.core.exceptions import ValidationError

from certification.models import Level, NumberSeries, RegisterSettings
from certification.models.number import NUMBER
from tests.refusal import messages, refused, sql

UNKNOWN = "The pattern may hold {year}, {serial} (or {serial:04}) and {level}, and nothing else in braces."
ONCE = "The pattern needs {year} and {serial} (or {serial:04}) once each, so that no number comes twice."
LETTERS = "Letters and digits, and between them spaces, dots, slashes and hyphens; not too long."


def told(pattern: str) -> list[str]:
    settings = RegisterSettings.current()
    settings.number_pattern = pattern
    try:
        settings.full_clean()
    except ValidationError as error:
        return error.message_dict["number_pattern"]
    return []


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        ("ESCA-{year}-{serial:04}", "ESCA-2026-0007"),
        ("{serial}/{year}", "7/2026"),
        ("{level} {year}.{serial:09}", "SILVER 2026.000000007"),
        ("{year}{serial:01}", "20267"),
    ],
)
def test_a_number_follows_the_pattern(pattern, number):
    settings = RegisterSettings(number_pattern=pattern)

    assert told(pattern) == []
    assert settings.number(year=2026, serial=7, level="SILVER") == number


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("ESCA-{year}", ONCE),
        ("ESCA-{serial}", ONCE),
        ("ESCA", ONCE),
        ("{year}-{serial}-{serial}", ONCE),
        ("{year}-{year}-{serial}", ONCE),
        ("{year}-{serial}-{number}", UNKNOWN),
        ("{year}-{serial}-{}", UNKNOWN),
        ("{year}-{serial}-{0}", UNKNOWN),
        ("{year}-{serial", UNKNOWN),
        ("{year}-serial}", UNKNOWN),
        ("{year:06}-{serial}", UNKNOWN),
        ("{year}-{serial:4}", UNKNOWN),
        ("{year}-{serial:0999999999}", UNKNOWN),
        ("{year}-{serial:{year}}", UNKNOWN),
        ("{year}-{serial:x}", UNKNOWN),
        ("{year}-{serial!r}", UNKNOWN),
        ("{year.real}-{serial}", UNKNOWN),
        ("{year.__class__.__mro__}-{serial}", UNKNOWN),
        ("{year}-{serial}-{level[0]}", UNKNOWN),
        ("{level:>9999999}{year}-{serial}", UNKNOWN),
        ("-{year}-{serial}", LETTERS),
        ("{year}_{serial}", LETTERS),
        ("№ {year}-{serial}", LETTERS),
        ("{year}-{{{serial}}}", LETTERS),
        ("{year}-{serial}" + "X" * 40, LETTERS),
        ("{year}-{serial}\x00", LETTERS),
    ],
)
def test_staff_read_what_is_wrong_with_a_pattern(pattern, message):
    assert told(pattern) == [message]


def test_the_pattern_that_is_set_at_first_makes_a_number():
    number = RegisterSettings.current().number(year=2026, serial=123_456, level="GOLD")

    assert (number, bool(NUMBER.fullmatch(number))) == ("ESCA-2026-123456", True)


@pytest.mark.parametrize("pk", [2, None])
def test_the_register_has_one_row_of_settings(pk):
    with refused("the_register_has_one_row_of_settings|register_settings_id|duplicate key"):
        RegisterSettings.objects.bulk_create([RegisterSettings(pk=pk)])


@pytest.mark.parametrize("model", [RegisterSettings, NumberSeries])
def test_settings_and_series_are_never_deleted(model):
    NumberSeries.objects.create(year=2026, last=7)

    with refused("Cannot delete rows"):
        sql(f"DELETE FROM {model._meta.db_table}")  # noqa: S608 - the name of a table of ours
    with refused("Cannot delete rows"):
        model.objects.all().delete()


def test_a_pattern_by_which_a_level_has_no_number_is_refused():
    Level.objects.create(slug="gold_plus", name="Gold plus", rank=9)
    settings = RegisterSettings.current()
    settings.number_pattern = "{level}-{year}-{serial}"

    assert messages(settings) == [
        "For the level Gold plus it would make “GOLD_PLUS-2026-9999”, which is no number."
    ]
    Level.objects.filter(rank=9).update(slug="gold-plus")
    assert messages(settings) == []


def test_a_short_name_of_a_level_has_no_underscore():
    assert messages(Level(slug="gold_plus", name="Gold plus", rank=9, colour="#b08d57")) == [
        "No underscore: it may stand in the numbers of certificates, which hold none."
    ]
