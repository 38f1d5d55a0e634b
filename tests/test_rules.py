"""Versions of a level's rules: which holds on a day, and that one in use stays as it is."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from certification.certifying import certify
from certification.demo.factories import PersonFactory, level, rule
from certification.models import Certification, LevelRule, RequiredBenchmarkings
from certification.models.months import since
from tests.refusal import WAYS_TO_WRITE, messages, refused, sql

DAY = timedelta(days=1)
OLD, NEW = date(2010, 11, 1), date(2020, 3, 1)
DECIDED = date(2021, 5, 5)
IN_USE = [
    "Certifications were decided under this rule, so it stays as it is. "
    "Add a rule that holds from a later day instead."
]


@pytest.fixture
def newer() -> LevelRule:
    return LevelRule.objects.create(level=level("bronze"), holds_from=NEW, validity_months=24)


@pytest.fixture
def decided(newer) -> Certification:
    RequiredBenchmarkings.objects.create(rule=newer, number=1)
    return certify(PersonFactory(), level("bronze"), DECIDED, against_rules_because="Known")


@pytest.mark.parametrize(
    ("on", "holds_from"),
    [
        (OLD - DAY, None),
        (OLD, OLD),
        (NEW - DAY, OLD),
        (NEW, NEW),
        (date(2999, 1, 1), NEW),
    ],
)
def test_of_several_rules_the_latest_that_has_begun_holds(newer, on, holds_from):
    holding = level("bronze").rule_on(on)

    assert (holding and holding.holds_from) == holds_from


def test_a_rule_that_is_added_later_holds_by_its_day(newer):
    between = LevelRule.objects.create(level=level("bronze"), holds_from=NEW - 9 * DAY)

    assert level("bronze").rule_on(NEW - DAY) == between


def test_the_validity_is_that_of_the_rule_of_the_first_day(newer):
    assert level("bronze").last_valid_day(NEW) == date(2022, 2, 28)
    assert level("bronze").last_valid_day(NEW - DAY) is None


def test_where_no_rule_held_the_end_does_not_follow():
    with pytest.raises(ValidationError) as refusal:
        level("bronze").last_valid_day(date(2010, 10, 31))

    assert refusal.value.messages == [
        "No rule of Bronze held on 2010-10-31: give the last valid day."
    ]


CHANGES = {
    "save": lambda rule: (setattr(rule, "validity_months", 36), rule.save()),
    "queryset.update": lambda rule: LevelRule.objects.update(validity_months=36),
    "bulk_update": lambda rule: (
        setattr(rule, "validity_months", 36),
        LevelRule.objects.bulk_update([rule], ["validity_months"]),
    ),
    "raw SQL": lambda rule: sql("UPDATE certification_levelrule SET grace_months = 1"),
    "raw delete": lambda rule: LevelRule.objects.filter(pk=rule.pk)._raw_delete("default"),
    "a requirement more": lambda rule: RequiredBenchmarkings.objects.create(
        rule=rule, label=level("gold"), number=2
    ),
    "a requirement changed": lambda rule: rule.benchmarkings.update(number=2),
    "a requirement less": lambda rule: rule.benchmarkings.all().delete(),
    "a requirement less, raw": lambda rule: sql("DELETE FROM certification_requiredbenchmarkings"),
    "a requirement moved away": lambda of_bronze: of_bronze.benchmarkings.update(
        rule=rule("gold").pk
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_rule_in_use_never_changes(newer, decided, change):
    with refused("certifications were decided under this rule"):
        change(newer)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_rule_that_is_not_in_use_may_be_changed(newer, change):
    change(newer)


def test_a_rule_in_use_is_saved_as_it_is(newer, decided):
    newer.refresh_from_db()

    newer.save()


def test_staff_read_why_a_rule_in_use_stays(newer, decided):
    newer.validity_months = 36

    assert messages(newer) == IN_USE
    assert messages(RequiredBenchmarkings(rule=newer, label=level("gold"), number=2)) == IN_USE


def test_a_certification_keeps_the_rule_that_it_was_decided_under(newer, decided):
    LevelRule.objects.create(level=level("bronze"), holds_from=DECIDED + DAY)

    decided.refresh_from_db()
    assert (decided.rule, decided.valid_until) == (newer, date(2023, 5, 4))


@pytest.mark.parametrize("write", WAYS_TO_WRITE.values(), ids=WAYS_TO_WRITE)
@pytest.mark.parametrize("day", [NEW + DAY, DECIDED])
def test_a_rule_is_refused_from_a_day_that_has_decisions_under_an_earlier_one(decided, write, day):
    late = LevelRule(level=level("bronze"), holds_from=day, counts_from_old_end=True)

    assert messages(late) == [
        "Certifications were decided under the earlier rule up to 2021-05-05: choose a later day."
    ]
    with refused("certifications were decided under the earlier rule"):
        write(late)


@pytest.mark.parametrize("day", [NEW - DAY, DECIDED + DAY])
def test_a_rule_is_added_before_the_one_in_use_and_after_its_decisions(decided, day):
    added = LevelRule(level=level("bronze"), holds_from=day)

    assert messages(added) == []
    added.save()


def test_a_rule_is_not_moved_over_decisions(decided):
    later = LevelRule.objects.create(level=level("bronze"), holds_from=DECIDED + DAY)

    with refused("certifications were decided under the earlier rule"):
        LevelRule.objects.filter(pk=later.pk).update(holds_from=DECIDED)


def test_decisions_of_another_level_are_no_hindrance(decided):
    LevelRule.objects.create(level=level("gold"), holds_from=NEW + DAY)


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        (
            {"validity_months": 12, "grace_months": 12},
            "A renewal that counts from the old end would have ended already: the grace must be "
            "shorter than the validity.",
        ),
        ({"course_within_months": 12}, "Say which kind of course must be that recent."),
        ({"level_slug": "gold", "lower": "gold"}, "This is not a lower level."),
        ({"level_slug": "silver", "lower": "gold"}, "This is not a lower level."),
        ({"grace_months": 0}, "Ensure this value is greater than or equal to 1."),
        ({"experts_needed": 0}, "Ensure this value is greater than or equal to 1."),
    ],
)
def test_staff_read_why_a_rule_is_refused(facts, message):
    facts = dict(facts)
    of, lower = level(facts.pop("level_slug", "silver")), facts.pop("lower", None)
    wrong = LevelRule(level=of, holds_from=NEW, lower_level=lower and level(lower), **facts)

    assert messages(wrong)[:1] == [message]


def test_a_grace_may_be_as_long_as_the_validity_where_renewals_count_from_their_decision():
    generous = LevelRule(level=level("gold"), holds_from=NEW, validity_months=12, grace_months=24)
    generous.counts_from_old_end = False

    assert messages(generous) == []


def test_there_are_no_more_mentors_than_benchmarkings():
    wrong = RequiredBenchmarkings(rule=rule("gold"), number=2, mentors=3)

    assert messages(wrong) == ["There can't be more mentors than benchmarkings."]


@pytest.mark.parametrize(
    ("on", "months", "first"),
    [
        (date(2023, 3, 14), 36, date(2020, 3, 15)),
        (date(2023, 3, 15), 36, date(2020, 3, 16)),
        (date(2023, 1, 31), 1, date(2023, 1, 1)),
        (date(2023, 3, 31), 1, date(2023, 3, 1)),
        (date(2024, 3, 31), 1, date(2024, 3, 1)),
        (date(2023, 2, 28), 12, date(2022, 3, 1)),
        (date(2024, 2, 29), 12, date(2023, 3, 1)),
        (date(2025, 2, 28), 12, date(2024, 2, 29)),
        (date(2023, 8, 31), 6, date(2023, 3, 1)),
        (date(1, 5, 5), 12, date(1, 1, 2)),
    ],
)
def test_so_many_months_count_back_from_the_day_itself(on, months, first):
    assert since(on, months) == first


def test_months_are_one_to_1200():
    wrong = LevelRule(level=level("gold"), holds_from=NEW, grace_months=1201)

    with pytest.raises(ValidationError) as refusal:
        wrong.full_clean()

    assert list(refusal.value.message_dict) == ["grace_months"]
