"""Each requirement of a level, met or missing, in words and in the work list, on boundary days."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from certification.certifying import certify
from certification.demo.factories import (
    BenchmarkingFactory,
    CertificationFactory,
    CourseFactory,
    EnrolmentFactory,
    PersonFactory,
    SuspensionFactory,
    level,
    rule,
)
from certification.models import Expert, LevelRule, RequiredBenchmarkings
from certification.models.eligibility import eligibilities, eligibility
from people.models import Person

DAY, ON = timedelta(days=1), date(2021, 6, 1)
NOTHING_HELD = "Not certified for Silver, and nothing to renew."


@pytest.fixture
def person() -> Person:
    return PersonFactory(given_name="Åse", family_name="Berg")


def silver_needs(**facts) -> None:
    """Of silver's rule nothing is asked but what is given."""
    plain = {"lower_level": None, "course_kind": "", "grace_months": None}
    LevelRule.objects.filter(pk=rule("silver").pk).update(**plain | facts)


def told(person, on=ON, slug="silver") -> list[tuple]:
    """Text, whether it is met and why, of each requirement; the work list says the same."""
    asked = eligibility(person, level(slug), on)
    listed = Expert.objects.ready_for(level(slug), on).filter(pk=person.pk).exists()
    assert listed == asked.is_met
    assert asked.missing == [each.because for each in asked.requirements if not each.is_met]
    return [(each.text, each.is_met, each.because) for each in asked.requirements]


def test_without_a_rule_of_that_day_nobody_is_ready(person):
    assert told(person, date(2010, 10, 31)) == [
        ("A rule of the level.", False, "No rule of Silver held on 2010-10-31.")
    ]


def test_who_was_never_certified_for_it_holds_nothing(person):
    silver_needs()

    assert told(person) == [(NOTHING_HELD, True, "Was never certified for Silver.")]


UNTIL = date(2021, 2, 28)
HELD = "Is certified for Silver from 2018-03-01 on."
RENEW = "Was certified for Silver until 2021-02-28: renew it instead."
ENDED = "The last certification for Silver ended on 2021-02-28."
WITHDRAWN = {"withdrawn_on": date(2020, 1, 1), "withdrawal_reason": "Misconduct"}
HOLDING = {
    "before it was known": ({}, date(2018, 2, 14), True, "Was never certified for Silver."),
    "decided and to come": ({}, date(2018, 2, 15), False, HELD),
    "valid": ({}, date(2018, 3, 1), False, HELD),
    "the last day": ({}, UNTIL, False, HELD),
    "the first day of the grace": ({}, UNTIL + DAY, False, RENEW),
    "the last day of the grace": ({}, date(2021, 8, 31), False, RENEW),
    "after the grace": ({}, date(2021, 9, 1), True, ENDED),
    "without end": ({"valid_until": None}, date(2030, 1, 1), False, HELD),
    "before withdrawal": (WITHDRAWN, date(2019, 12, 31), False, HELD),
    "withdrawn": (
        WITHDRAWN,
        date(2020, 1, 1),
        True,
        "The last certification for Silver was withdrawn on 2020-01-01.",
    ),
}


@pytest.mark.parametrize(("facts", "on", "is_met", "because"), HOLDING.values(), ids=HOLDING)
def test_who_holds_the_level_or_is_to_renew_it_is_not_ready(person, facts, on, is_met, because):
    silver_needs(grace_months=6)
    CertificationFactory(
        person=person,
        level=level("silver"),
        certified_on=date(2018, 3, 1),
        decided_on=date(2018, 2, 15),
        **{"valid_until": UNTIL, **facts},
    )

    assert told(person, on) == [(NOTHING_HELD, is_met, because)]


def test_without_a_grace_what_ended_yesterday_is_not_renewed(person):
    silver_needs()
    CertificationFactory(person=person, level=level("silver"), valid_until=UNTIL)

    assert [told(person, on)[0][1] for on in (UNTIL, UNTIL + DAY)] == [False, True]


def test_who_is_suspended_holds_the_level(person):
    silver_needs()
    held = CertificationFactory(person=person, level=level("silver"))
    SuspensionFactory(certification=held, suspended_on=date(2020, 1, 1))

    assert told(person) == [
        (NOTHING_HELD, False, "Is certified for Silver from 2015-01-01 on, and suspended.")
    ]


def test_of_several_certifications_the_latest_counts(person):
    silver_needs()
    CertificationFactory(person=person, level=level("silver"), **WITHDRAWN)
    CertificationFactory(person=person, level=level("silver"), certified_on=date(2020, 6, 1))

    assert [told(person, on)[0][1] for on in (date(2020, 5, 31), date(2020, 6, 1))] == [True, False]


def test_a_decision_that_is_to_come_counts_from_the_day_of_entry_where_its_day_is_not_known(person):
    silver_needs()
    upcoming = CertificationFactory(person=person, level=level("silver"), upcoming=True)
    today = upcoming.created_at.date()

    assert [told(person, on)[0][1] for on in (today - 2 * DAY, today + DAY)] == [True, False]


@pytest.mark.parametrize(
    ("facts", "on", "is_met"),
    [
        ({"certified_on": ON}, ON, True),
        ({"certified_on": ON}, ON - DAY, False),
        ({"valid_until": ON}, ON, True),
        ({"valid_until": ON}, ON + DAY, False),
        ({"withdrawn_on": ON, "withdrawal_reason": "Misconduct"}, ON - DAY, True),
        ({"withdrawn_on": ON, "withdrawal_reason": "Misconduct"}, ON, False),
    ],
)
def test_the_lower_level_must_be_valid_on_that_day(person, facts, on, is_met):
    silver_needs(lower_level=level("bronze"))
    held = CertificationFactory(person=person, **facts)

    because = f"Certified on {held.certified_on}."
    missing = f"Is not validly certified for Bronze on {on}."
    assert told(person, on)[1:] == [
        (f"Validly certified for Bronze on {on}.", is_met, because if is_met else missing)
    ]


def test_while_the_lower_level_is_suspended_nobody_is_ready(person):
    silver_needs(lower_level=level("bronze"))
    held = CertificationFactory(person=person)
    SuspensionFactory(certification=held, suspended_on=ON, reinstated_on=ON + 9 * DAY)

    days = (ON - DAY, ON, ON + 8 * DAY, ON + 9 * DAY)
    assert [told(person, on)[1][1] for on in days] == [True, False, False, True]


def test_a_course_of_the_kind_that_leads_to_the_level_is_needed(person):
    silver_needs(course_kind="advanced")
    facts = {"person": person, "state": "passed", "result_on": ON}
    course = {"kind": "advanced", "level": level("silver"), "starts_on": ON}
    EnrolmentFactory(course=CourseFactory(**course | {"kind": "basic"}), **facts)
    EnrolmentFactory(course=CourseFactory(**course | {"level": level("gold")}), **facts)
    failed = EnrolmentFactory(course=CourseFactory(**course), **facts | {"state": "failed"})
    text = "Course passed, leading to Silver: Advanced."
    missing = "Has passed no such course: Advanced, leading to Silver."

    assert told(person)[1:] == [(text, False, missing)]

    failed.move_to("passed", ON)
    by = f"{failed.course.title}, passed on 2021-06-01."
    assert told(person)[1:] == [(text, True, by)]
    assert told(person, ON - DAY)[1:] == [(text, False, missing)]


def test_a_course_must_be_as_recent_as_the_rule_says(person):
    silver_needs(course_kind="advanced", course_within_months=24)
    course = CourseFactory(kind="advanced", level=level("silver"), starts_on=date(2019, 6, 2))
    EnrolmentFactory(person=person, course=course, state="passed", result_on=date(2019, 6, 2))
    text = "Course passed within 24 months, leading to Silver: Advanced."
    missing = "Has passed no such course within 24 months: Advanced, leading to Silver."

    assert told(person, ON)[1:] == [(text, True, f"{course.title}, passed on 2019-06-02.")]
    assert told(person, ON + DAY)[1:] == [(text, False, missing)]


def test_benchmarkings_count_by_label_mentors_and_age(person):
    silver_needs()
    needed = {"label": level("bronze"), "number": 2, "mentors": 2, "within_months": 12}
    RequiredBenchmarkings.objects.create(rule=rule("silver"), **needed)
    text = "2 benchmarkings as a trainee (Bronze) within 12 months, different mentors: 2."
    mentor, other = (CertificationFactory().person for _ in range(2))
    assert told(person)[1:] == [(text, False, f"Took part in none. Needed: {text}")]

    first = BenchmarkingFactory(held_on=date(2020, 6, 2), experts=[mentor], trainees=[person])
    BenchmarkingFactory(held_on=date(2020, 6, 1), experts=[other], trainees=[person])
    BenchmarkingFactory(held_on=ON + DAY, experts=[other], trainees=[person])
    BenchmarkingFactory(held_on=ON, label=level("silver"), trainees=[person])
    assert told(person)[1:] == [(text, False, f"Only 1, mentors: 1. Needed: {text}")]

    BenchmarkingFactory(held_on=date(2021, 1, 1), experts=[mentor], trainees=[person])
    assert told(person)[1:] == [(text, False, f"Only 2, mentors: 1. Needed: {text}")]

    last = BenchmarkingFactory(held_on=ON, experts=[other], trainees=[person])
    names = told(person)[1][2]
    assert names.startswith(f"3, mentors: 2. {first.organisation} (2020-06-02); ")
    assert names.endswith(f"; {last.organisation} (2021-06-01)")
    assert [told(person, on)[1][1] for on in (ON - DAY, ON, ON + DAY)] == [True, True, True]


def test_after_a_withdrawal_only_what_came_later_counts(person):
    silver_needs(course_kind="advanced")
    RequiredBenchmarkings.objects.create(rule=rule("silver"), number=1)
    CertificationFactory(person=person, level=level("silver"), **WITHDRAWN)
    courses = [
        CourseFactory(kind="advanced", level=level("silver"), starts_on=date(2019, 1, 1))
        for _ in range(2)
    ]
    day = WITHDRAWN["withdrawn_on"]
    EnrolmentFactory(person=person, course=courses[0], state="passed", result_on=day)
    BenchmarkingFactory(held_on=day, trainees=[person])
    after = "Only what came after the withdrawal on 2020-01-01 counts."
    course = "Course passed, leading to Silver: Advanced."
    work = "1 benchmarking as a trainee (any label), different mentors: 1."

    assert told(person)[1:] == [
        (
            f"{course} {after}",
            False,
            f"Has passed no such course: Advanced, leading to Silver. {after}",
        ),
        (f"{work} {after}", False, f"Took part in none. Needed: {work} {after}"),
    ]
    assert [each[0] for each in told(person, day - DAY)[1:]] == [course, work]

    EnrolmentFactory(person=person, course=courses[1], state="passed", result_on=day + DAY)
    BenchmarkingFactory(held_on=day + DAY, trainees=[person])
    assert [each[1] for each in told(person)] == [True, True, True]


def test_what_an_expert_does_as_an_expert_does_not_count(person):
    silver_needs()
    RequiredBenchmarkings.objects.create(rule=rule("silver"), number=1)
    CertificationFactory(person=person)
    BenchmarkingFactory(experts=[person])

    text = "1 benchmarking as a trainee (any label), different mentors: 1."
    assert told(person)[1:] == [(text, False, f"Took part in none. Needed: {text}")]


def test_the_rule_of_the_day_counts(person):
    silver_needs()
    stricter = LevelRule(level=level("silver"), holds_from=ON, lower_level=level("bronze"))
    stricter.save()

    assert [len(told(person, on)) for on in (ON - DAY, ON)] == [1, 2]
    assert eligibility(person, level("silver"), ON).rule == stricter


def test_who_is_ready_can_be_certified_and_is_then_ready_no_more(person):
    silver_needs(lower_level=level("bronze"))
    CertificationFactory(person=person)
    assert list(Expert.objects.ready_for(level("silver"), ON)) == [person]

    certify(person, level("silver"), ON)

    assert [told(person, on)[0][1] for on in (ON - DAY, ON)] == [True, False]


def test_any_number_of_people_takes_the_same_number_of_queries():
    silver_needs(lower_level=level("bronze"), course_kind="basic")
    for label in (None, level("bronze")):
        RequiredBenchmarkings.objects.create(rule=rule("silver"), label=label, number=1)
    people = [CertificationFactory().person for _ in range(30)]
    for person in people[:15]:
        held = CertificationFactory(person=person, level=level("silver"))
        SuspensionFactory(certification=held)
    BenchmarkingFactory(trainees=people)

    counts = []
    for asked in (people[:1], people):
        with CaptureQueriesContext(connection) as queries:
            eligibilities(asked, level("silver"), ON)
        counts.append(len(queries))
    with CaptureQueriesContext(connection) as queries:
        list(Expert.objects.ready_for(level("silver"), ON))

    assert (*counts, len(queries)) == (12, 12, 5)
