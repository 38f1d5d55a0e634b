"""Certify: from eligibility or against the rules, with its number, rule, days and what it stands on."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from pghistory.models import Events

from certification.certifying import certify
from certification.demo.factories import (
    BenchmarkingFactory,
    CertificationFactory,
    CourseFactory,
    EnrolmentFactory,
    PersonFactory,
    TraineeshipFactory,
    level,
    rule,
)
from certification.models import (
    Certification,
    Enrolment,
    Level,
    LevelRule,
    NumberSeries,
    RegisterSettings,
    RequiredBenchmarkings,
    Traineeship,
)
from tests.refusal import messages, refused, sql

DAY, ON = timedelta(days=1), date(2021, 6, 1)
KNOWN = {"against_rules_because": "Known for years"}


@pytest.fixture
def person():
    """Who passed the basic course in 2017."""
    person = PersonFactory(given_name="Åse", family_name="Berg")
    EnrolmentFactory(person=person, passed=True)
    return person


def refusal(*arguments, **options) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        certify(*arguments, **options)
    return refused.value.messages


def test_who_meets_the_rule_is_certified_by_it(person):
    LevelRule.objects.filter(pk=rule("bronze").pk).update(validity_months=36)

    certify(person, level("bronze"), ON)

    made = Certification.objects.get()
    assert (made.person, made.level, made.rule) == (person, level("bronze"), rule("bronze"))
    assert (made.decided_on, made.certified_on, made.valid_until) == (ON, ON, date(2024, 5, 31))
    assert (made.number, made.basis, made.enrolment) == (
        "ESCA-2021-0001",
        "course",
        Enrolment.objects.get(),
    )
    assert (made.decided_by, made.against_rules_reason, made.renews) == (
        RegisterSettings.current().certifying_body,
        "",
        None,
    )


def test_who_does_not_meet_the_rule_is_refused_in_words(person):
    RequiredBenchmarkings.objects.create(rule=rule("silver"), number=1)

    assert refusal(person, level("silver"), ON) == [
        "Åse Berg can't be certified for Silver on 2021-06-01.",
        "Is not validly certified for Bronze on 2021-06-01.",
        "Took part in none. Needed: 1 benchmarking as a trainee (any label), different mentors: 1.",
    ]
    assert (Certification.objects.count(), NumberSeries.objects.count()) == (0, 0)


def test_a_reason_makes_a_decision_against_the_rules_and_is_kept(person):
    made = certify(person, level("silver"), ON, against_rules_because=" Known for years ")

    assert (made.against_rules_reason, made.basis) == ("Known for years", "other")


def test_a_reason_that_nothing_needs_is_none(person):
    assert certify(person, level("bronze"), ON, **KNOWN).against_rules_reason == ""


@pytest.mark.parametrize("reason", ["", "   "])
def test_an_empty_reason_is_none(person, reason):
    assert len(refusal(person, level("silver"), ON, against_rules_because=reason)) == 2


def test_no_reason_is_enough_where_no_rule_holds(person):
    assert refusal(person, level("silver"), date(2010, 10, 31), **KNOWN) == [
        "Åse Berg can't be certified for Silver on 2010-10-31.",
        "No rule of Silver held on 2010-10-31.",
    ]


def test_nobody_is_certified_twice_not_even_against_the_rules(person):
    certify(person, level("bronze"), ON)

    assert refusal(person, level("bronze"), ON + DAY)[1:] == [
        "Is certified for Bronze from 2021-06-01 on."
    ]
    assert refusal(person, level("bronze"), ON + DAY, **KNOWN) == [
        "This person has this level already for a part of that period. Renew from the day after its "
        "end, or withdraw the other certification first."
    ]
    assert NumberSeries.objects.get().last == 1


def test_who_was_withdrawn_is_certified_anew_and_the_course_is_linked_once(person):
    first = certify(person, level("bronze"), ON)
    first.withdraw(ON, "Entered for somebody else")

    again = certify(person, level("bronze"), ON + DAY)

    assert (first.enrolment, again.enrolment) == (Enrolment.objects.get(), None)
    assert (first.number, again.number) == ("ESCA-2021-0001", "ESCA-2021-0002")


def test_a_course_that_is_too_old_is_not_what_a_decision_stands_on(person):
    LevelRule.objects.filter(pk=rule("bronze").pk).update(course_within_months=12)

    assert certify(person, level("bronze"), ON, **KNOWN).enrolment is None


def test_numbers_count_in_each_year_of_decision_by_the_pattern(person):
    RegisterSettings.objects.update(number_pattern="{level}/{year}/{serial}")
    others = [PersonFactory() for _ in range(3)]
    days = [date(2021, 12, 31), date(2022, 1, 1), date(2021, 1, 1)]

    numbers = [
        certify(other, level("gold"), day, certified_on=date(2022, 2, 2), **KNOWN).number
        for other, day in zip(others, days, strict=True)
    ]

    assert numbers == ["GOLD/2021/1", "GOLD/2022/1", "GOLD/2021/2"]


def test_numbers_that_were_taken_over_are_passed_by(person):
    CertificationFactory(number="esca 2021 0001")
    CertificationFactory(number="ESCA-2021/0002")

    assert certify(person, level("bronze"), ON).number == "ESCA-2021-0003"


def test_a_number_that_fits_no_certificate_is_refused_in_words(person):
    long = Level.objects.create(slug="a-long-name" * 3, name="Long", rank=9)
    LevelRule.objects.create(level=long, holds_from=ON)
    RegisterSettings.objects.update(number_pattern="ESCA {level} {year} {serial}")

    assert refusal(person, long, ON) == ["Ensure this value has at most 40 characters (it has 45)."]


def test_a_decision_of_the_future_is_refused(person):
    tomorrow = timezone.localdate() + DAY

    assert refusal(person, level("bronze"), tomorrow) == [
        f"A decision can't be taken in the future, on {tomorrow}."
    ]


def test_the_first_day_is_not_before_the_decision_nor_years_ahead(person):
    far = timezone.localdate() + 367 * DAY

    assert refusal(person, level("bronze"), ON, certified_on=ON - DAY) == [
        "The first valid day, 2021-05-31, can't be before the decision, 2021-06-01."
    ]
    assert refusal(person, level("bronze"), ON, certified_on=far) == [
        f"The first valid day, {far}, is more than a year ahead: is it a typing error?"
    ]


def test_a_decision_may_take_effect_later(person):
    made = certify(person, level("bronze"), ON, certified_on=ON + 30 * DAY)

    assert (made.decided_on, made.certified_on) == (ON, ON + 30 * DAY)


def test_a_rule_that_was_read_before_it_changed_decides_nothing(person):
    stale = Level.objects.prefetch_related("rules").get(slug="bronze")
    newer = LevelRule.objects.create(level=stale, holds_from=ON, validity_months=12)

    assert certify(person, stale, ON).rule == newer


def test_the_traineeship_ends_with_the_certification(person):
    CertificationFactory(person=person)
    for_gold = TraineeshipFactory(person=person, level=level("gold"))
    stopped = TraineeshipFactory(
        person=person, started_on=date(2018, 1, 1), ended_on=date(2018, 6, 1), outcome="stopped"
    )
    running = TraineeshipFactory(person=person)
    BenchmarkingFactory(trainees=[person])
    RequiredBenchmarkings.objects.create(rule=rule("silver"), number=1)

    made = certify(person, level("silver"), ON)

    rows = Traineeship.objects.values_list("pk", "ended_on", "outcome")
    assert sorted(rows) == [
        (for_gold.pk, None, ""),
        (stopped.pk, date(2018, 6, 1), "stopped"),
        (running.pk, ON, "certified"),
    ]
    assert made.basis == "traineeship"


@pytest.fixture
def made(person) -> Certification:
    return certify(person, level("bronze"), ON)


CHANGES = {
    "save": lambda made: (setattr(made, "number", "ESCA-1"), made.save()),
    "queryset.update": lambda made: Certification.objects.update(number="ESCA-1"),
    "no number": lambda made: Certification.objects.update(number=None),
    "bulk_update": lambda made: (
        setattr(made, "number", "ESCA-1"),
        Certification.objects.bulk_update([made], ["number"]),
    ),
    "raw SQL": lambda made: sql("UPDATE certification_certification SET number = 'ESCA-1'"),
    "the rule": lambda made: Certification.objects.update(rule=None),
    "the level": lambda made: Certification.objects.update(level=level("gold")),
    "the course": lambda made: Certification.objects.update(enrolment=None),
    "the reason": lambda made: Certification.objects.update(against_rules_reason="None"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_was_decided_stays(made, change):
    with refused("what was decided stays"):
        change(made)


@pytest.mark.parametrize("facts", [{"number": "ESCA-1"}, {"number": ""}, {"level": "gold"}])
def test_staff_read_what_a_correction_leaves(made, facts):
    for name, value in facts.items():
        setattr(made, name, level(value) if name == "level" else value)

    assert messages(made)[:1] == [
        "Number and level stay as they were decided. Withdraw it from its first day on and certify "
        "anew, if they are wrong."
    ]


def test_the_day_of_decision_is_corrected_within_the_rule(made):
    newer = LevelRule.objects.create(level=level("bronze"), holds_from=ON + DAY)
    made.decided_on = newer.holds_from

    assert messages(made) == ["On the day of the decision the rule from 2010-11-01 must have held."]
    with refused("a decision follows the rule of its level"):
        made.save()
    made.decided_on = ON - 9 * DAY
    assert messages(made) == []
    made.save()


def test_the_number_of_what_was_taken_over_may_be_corrected():
    taken_over = CertificationFactory(number="ESCA-1")
    taken_over.number = "ESCA-2"

    assert messages(taken_over) == []
    taken_over.save()


def test_a_certification_stands_on_a_course_of_the_same_person_that_was_passed(person):
    failed = EnrolmentFactory(
        person=person, course=CourseFactory(past=True), state="failed", result_on=date(2017, 9, 21)
    )

    for enrolment, other in ((Enrolment.objects.first(), PersonFactory()), (failed, person)):
        with refused("a course that the same person passed"):
            CertificationFactory(person=other, enrolment=enrolment)


def test_what_is_decided_against_the_rules_does_not_rest_on_what_they_ask(person):
    RequiredBenchmarkings.objects.create(rule=rule("silver"), number=1)

    assert certify(person, level("silver"), ON, **KNOWN).basis == "other"
    LevelRule.objects.filter(pk=rule("bronze").pk).update(course_within_months=12)
    assert certify(person, level("bronze"), ON, **KNOWN).basis == "other"


def test_a_course_that_counts_again_is_the_basis_again(person):
    LevelRule.objects.update(validity_months=12, grace_months=None)
    first = certify(person, level("bronze"), date(2019, 6, 1))

    again = certify(person, level("bronze"), ON)

    assert (first.basis, again.basis, again.enrolment) == ("course", "course", None)


def test_a_number_that_was_corrected_away_is_not_given_again(person):
    taken_over = CertificationFactory(number="ESCA-2021-0001")
    Certification.objects.filter(pk=taken_over.pk).update(number="ESCA-2020-0001")

    assert certify(person, level("bronze"), ON).number == "ESCA-2021-0002"
    assert messages(CertificationFactory.build(person=PersonFactory(), number="esca 20210001"))[
        :1
    ] == ["Another certification once had the number esca 20210001, so it is not given again."]
    taken_over.number = "ESCA-2021-0001"
    assert messages(taken_over) == []


def decisions() -> set[tuple]:
    return {
        (event.pgh_context["decision"], event.pgh_context.get("reason"))
        for event in Events.objects.filter(pgh_obj_model="certification.Certification")
        if event.pgh_context
    }


def test_the_history_tells_a_decision_and_its_reason_whoever_calls(person):
    certify(person, level("bronze"), ON)
    assert decisions() == {("certify", None)}

    certify(PersonFactory(), level("bronze"), ON, **KNOWN)
    assert decisions() == {("certify", None), ("certify", "Known for years")}
