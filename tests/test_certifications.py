"""What PostgreSQL refuses of certifications, whoever writes, and what it must allow."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from certification.demo.factories import (
    CertificationFactory,
    ExpertFactory,
    PersonFactory,
    level,
    rule,
)
from certification.models import Certification, LevelRule, Status
from certification.models.number import number_key
from tests.refusal import WAYS_TO_WRITE, messages, refused, sql

FIRST, LAST, DAY = date(2018, 3, 1), date(2021, 2, 28), timedelta(days=1)
PERIOD = {"certified_on": FIRST, "valid_until": LAST}
LATER = {"certified_on": date(2022, 1, 1)}
OVERLAP = "certifications_of_a_level_do_not_overlap"
OVERLAPS = (
    "This person has this level already for a part of that period. Renew from the day after its end, "
    "or withdraw the other certification first."
)
NUMBER = "number_belongs_to_one_certification"
NUMBER_TWICE = "This number belongs to another certification already."
BEFORE = {"certified_on": FIRST - 9 * DAY}

# Beside a certification of PERIOD with the number ESCA-2019/42, at the same level of the same person.
REFUSED = {
    "within the period": (
        {"certified_on": FIRST + DAY, "valid_until": LAST - DAY},
        OVERLAP,
        OVERLAPS,
    ),
    "from its last day": ({"certified_on": LAST}, OVERLAP, OVERLAPS),
    "until its first day": (BEFORE | {"valid_until": FIRST}, OVERLAP, OVERLAPS),
    "before it, without end": (BEFORE, OVERLAP, OVERLAPS),
    "around it": (BEFORE | {"valid_until": LAST + DAY}, OVERLAP, OVERLAPS),
    "withdrawn within it": (
        BEFORE | {"withdrawn_on": FIRST + DAY, "withdrawal_reason": "Misconduct"},
        OVERLAP,
        OVERLAPS,
    ),
    "from the same day": (
        {"certified_on": FIRST, "valid_until": FIRST},
        "a_level_is_certified_once_on_a_day",
        "This person has this level from that day on already.",
    ),
    "ending before it begins": (
        LATER | {"valid_until": date(2021, 12, 31)},
        "certification_ends_after_it_begins",
        "The last valid day can't be before the first.",
    ),
    "withdrawn before it begins": (
        LATER | {"withdrawn_on": date(2021, 12, 31), "withdrawal_reason": "Misconduct"},
        "certification_is_withdrawn_after_it_begins",
        "The day of withdrawal can't be before the first valid day.",
    ),
    "withdrawn without a reason": (
        LATER | {"withdrawn_on": date(2022, 2, 1), "withdrawal_reason": ""},
        "withdrawal_has_a_reason",
        "A withdrawal needs a reason.",
    ),
    "with its number": (LATER | {"number": "ESCA-2019/42"}, NUMBER, NUMBER_TWICE),
    "with its number in other case": (LATER | {"number": "esca-2019/42"}, NUMBER, NUMBER_TWICE),
    "with its number unhyphenated": (LATER | {"number": "ESCA 201942"}, NUMBER, NUMBER_TWICE),
    "with an empty number": (
        LATER | {"number": "-"},
        "number_is_letters_and_digits",
        "Letters and digits, and between them spaces, dots, slashes and hyphens.",
    ),
}

ALLOWED = {
    "renewed from the day after": {"certified_on": LAST + DAY},
    "until the day before": BEFORE | {"valid_until": FIRST - DAY},
    "after a gap": LATER,
    "without a number, like another": LATER | {"number": None},
    "on one day only": {"certified_on": LAST + DAY, "valid_until": LAST + DAY},
    "from the same day, and withdrawn on it": (
        {"certified_on": FIRST, "withdrawn_on": FIRST, "withdrawal_reason": "Entered by mistake"}
    ),
    "withdrawn on its first day": (
        LATER | {"withdrawn_on": date(2022, 1, 1), "withdrawal_reason": "Entered by mistake"}
    ),
}


@pytest.fixture
def held() -> Certification:
    CertificationFactory(number=None)
    return CertificationFactory(**PERIOD, number="ESCA-2019/42")


@pytest.mark.parametrize("write", WAYS_TO_WRITE.values(), ids=WAYS_TO_WRITE.keys())
@pytest.mark.parametrize(("facts", "constraint"), [r[:2] for r in REFUSED.values()], ids=REFUSED)
def test_the_database_refuses_a_certification(held, write, facts, constraint):
    with refused(constraint):
        write(CertificationFactory.build(person=held.person, level=held.level, **facts))


@pytest.mark.parametrize(
    ("facts", "message"), [(r[0], r[2]) for r in REFUSED.values()], ids=REFUSED
)
def test_staff_read_why_a_certification_is_refused(held, facts, message):
    told = messages(CertificationFactory.build(person=held.person, level=held.level, **facts))

    assert message in told


@pytest.mark.parametrize("write", WAYS_TO_WRITE.values(), ids=WAYS_TO_WRITE.keys())
@pytest.mark.parametrize("facts", ALLOWED.values(), ids=ALLOWED)
def test_a_certification_is_allowed(held, write, facts):
    other = CertificationFactory.build(person=held.person, level=held.level, **facts)

    assert messages(other) == []
    write(other)


def test_the_same_period_is_allowed_at_another_level_and_for_another_person(held):
    CertificationFactory(person=held.person, level=level("silver"), **PERIOD)
    CertificationFactory(person=PersonFactory(), level=held.level, **PERIOD)

    assert Certification.objects.filter(**PERIOD).count() == 3


def test_a_level_may_be_won_again_on_the_day_of_withdrawal(held):
    held.withdraw(date(2019, 1, 1), "Misconduct")

    again = CertificationFactory(person=held.person, certified_on=date(2019, 1, 1))

    assert [c.status_on(date(2019, 1, 1)) for c in (held, again)] == [
        Status.WITHDRAWN,
        Status.VALID,
    ]


def test_bulk_create_writes_none_of_two_that_overlap():
    person = PersonFactory()
    two = [
        CertificationFactory.build(person=person, level=level("bronze"), certified_on=day)
        for day in (FIRST, LAST)
    ]

    with refused(OVERLAP):
        Certification.objects.bulk_create(two)

    assert Certification.objects.count() == 0


def test_a_change_may_not_make_periods_overlap(held):
    renewal = CertificationFactory(person=held.person, certified_on=LAST + DAY)

    with refused(OVERLAP):
        Certification.objects.filter(pk=renewal.pk).update(certified_on=LAST)
    with refused(OVERLAP):
        sql("UPDATE certification_certification SET valid_until = NULL WHERE id = %s", held.pk)


@pytest.mark.parametrize("number", ["", "  ", None])
def test_an_empty_number_is_none(number):
    certification = CertificationFactory(number=number and number.strip())

    certification.refresh_from_db()
    assert certification.number is None


@pytest.mark.parametrize("number", ["ESCA-2019/42", "esca 2019.42", "E-S-C-A 201942"])
def test_the_key_of_a_number_leaves_out_what_people_leave_out(number):
    assert number_key(number) == "ESCA201942"


def test_who_is_certified_is_not_deleted():
    expert = ExpertFactory()

    with pytest.raises(ProtectedError):
        expert.delete()


def test_a_level_that_somebody_holds_is_not_deleted():
    held_level = CertificationFactory().level

    with pytest.raises(ProtectedError):
        held_level.delete()


@pytest.mark.parametrize("months", [0, 1201])
def test_a_validity_is_one_to_1200_months(months):
    of_gold = rule("gold")
    of_gold.validity_months = months

    with pytest.raises(ValidationError) as refusal:
        of_gold.full_clean()

    assert list(refusal.value.message_dict) == ["validity_months"]


@pytest.mark.parametrize(
    ("months", "certified_on", "last_valid_day"),
    [
        (36, date(2020, 3, 15), date(2023, 3, 14)),
        (12, date(2020, 2, 29), date(2021, 2, 27)),
        (1, date(2020, 1, 31), date(2020, 2, 28)),
        (None, date(2020, 3, 15), None),
    ],
)
def test_the_last_valid_day_follows_from_the_levels_validity(months, certified_on, last_valid_day):
    LevelRule.objects.update(validity_months=months)

    assert level("gold").last_valid_day(certified_on) == last_valid_day
