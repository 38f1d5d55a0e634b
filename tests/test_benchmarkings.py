"""Who may take part in a benchmarking: what PostgreSQL refuses, and that all three rules of validity agree."""

from datetime import date, timedelta

import pytest
from django.db import connection

from certification.demo.factories import (
    BenchmarkingFactory,
    CertificationFactory,
    PersonFactory,
    SuspensionFactory,
    level,
    rule,
)
from certification.models import Benchmarking, Certification, Participation, Status
from certification.models.team import why_not_valid
from tests.refusal import WAYS_TO_WRITE, messages, refused, sql
from tests.test_status import BOUNDARY_DAYS, FIRST, LAST, SUSPENDED

DAY = timedelta(days=1)
HELD = date(2020, 5, 12)


def at_commit():
    """What waits for the end of the transaction is looked at now."""
    sql("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize(
    ("dates", "suspension", "day", "expected"),
    [row[1:] for row in BOUNDARY_DAYS],
    ids=[row[0] for row in BOUNDARY_DAYS],
)
def test_the_triggers_the_rows_the_record_and_the_words_agree(dates, suspension, day, expected):
    certification = CertificationFactory(**dates)
    # At another level, and of somebody else: neither is any help.
    CertificationFactory(person=certification.person, level=level("gold"))
    CertificationFactory(certified_on=date(2000, 1, 1))
    if suspension:
        SuspensionFactory(certification=certification, **suspension)
    person, bronze = certification.person, certification.level

    with connection.cursor() as cursor:
        cursor.execute("SELECT certification_is_valid(%s, %s, %s)", [person.pk, bronze.pk, day])
        (in_triggers,) = cursor.fetchone()

    rows = Certification.objects.filter(pk=certification.pk).with_status(day)
    assert {
        "triggers": in_triggers,
        "rows": rows.get().status == Status.VALID,
        "record": certification.status_on(day) == Status.VALID,
        "words": why_not_valid(person, bronze, day) is None,
    } == dict.fromkeys(["triggers", "rows", "record", "words"], expected == Status.VALID)


@pytest.mark.parametrize("write", WAYS_TO_WRITE.values(), ids=WAYS_TO_WRITE.keys())
@pytest.mark.parametrize(
    ("dates", "day", "words"),
    [
        (
            {"certified_on": HELD + DAY},
            HELD,
            "Ada Lie was not certified for Bronze yet on 2020-05-12: the first valid day is 2020-05-13.",
        ),
        (
            {"valid_until": HELD - DAY},
            HELD,
            "The certification of Ada Lie for Bronze had expired on 2020-05-12: the last valid day was 2020-05-11.",
        ),
        (
            {"withdrawn_on": HELD, "withdrawal_reason": "Misconduct"},
            HELD,
            "The certification of Ada Lie for Bronze was withdrawn on 2020-05-12: for good, from 2020-05-12 on.",
        ),
        (
            {"level": "gold"},
            HELD,
            "Ada Lie has no certification for Bronze.",
        ),
    ],
    ids=["upcoming", "expired", "withdrawn", "another level"],
)
def test_an_expert_who_was_not_certified_on_the_day_is_refused(write, dates, day, words):
    ada = PersonFactory(given_name="Ada", family_name="Lie")
    if "level" in dates:
        dates = dates | {"level": level(dates["level"])}
    CertificationFactory(person=ada, **dates)
    participation = Participation(benchmarking=BenchmarkingFactory(held_on=day), person=ada)

    rule_in_words = "Experts must be validly certified for the label on the day."
    assert messages(participation) == [f"{words} {rule_in_words}"]
    with refused("not validly certified"):
        write(participation)


@pytest.mark.parametrize(
    ("suspension", "words"),
    [
        ({"reinstated_on": HELD + DAY}, "from 2020-05-12 until 2020-05-12."),
        ({"reinstated_on": None}, "from 2020-05-12 on."),
    ],
)
def test_an_expert_who_was_suspended_on_the_day_is_refused(suspension, words):
    ada = CertificationFactory(person__given_name="Ada", person__family_name="Lie")
    SuspensionFactory(certification=ada, suspended_on=HELD, **suspension)
    participation = Participation(benchmarking=BenchmarkingFactory(), person=ada.person)

    assert messages(participation)[0].startswith(
        f"The certification of Ada Lie for Bronze was suspended on 2020-05-12: {words}"
    )
    with refused("not validly certified"):
        participation.save()


@pytest.mark.parametrize("day", [FIRST, LAST, SUSPENDED - DAY])
def test_an_expert_on_the_first_and_on_the_last_valid_day_is_taken(day):
    certification = CertificationFactory(certified_on=FIRST, valid_until=LAST)
    if day < SUSPENDED:
        SuspensionFactory(certification=certification, suspended_on=SUSPENDED)

    BenchmarkingFactory(held_on=day, experts=[certification.person])

    at_commit()
    assert Participation.objects.get().person == certification.person


def test_a_day_to_which_a_benchmarking_moves_is_looked_at_too():
    benchmarking = BenchmarkingFactory()
    at_commit()

    for change in ({"held_on": date(2014, 12, 31)}, {"label": level("silver")}):
        with refused("not validly certified"):
            Benchmarking.objects.filter(pk=benchmarking.pk).update(**change)
            at_commit()


def test_the_day_and_the_team_can_change_together():
    benchmarking = BenchmarkingFactory()
    earlier = CertificationFactory(certified_on=date(2010, 1, 1), valid_until=date(2014, 12, 31))

    Benchmarking.objects.update(held_on=date(2014, 12, 31))
    Participation.objects.update(person=earlier.person)

    at_commit()
    assert benchmarking.participations.get().person == earlier.person


def test_a_decision_is_taken_although_a_certification_was_withdrawn_since():
    benchmarking = BenchmarkingFactory()
    Certification.objects.update(withdrawn_on=date(2016, 1, 1), withdrawal_reason="Misconduct")
    benchmarking.decision, benchmarking.decided_on = "awarded", date(2020, 6, 1)

    benchmarking.save()

    at_commit()
    assert messages(benchmarking.participations.get()) == []


@pytest.mark.parametrize(("experts", "is_enough"), [(0, False), (1, False), (2, True), (3, True)])
def test_a_benchmarking_for_gold_takes_as_many_experts_as_its_rule_says(experts, is_enough):
    rule("gold").level.rules.update(experts_needed=2)
    gold = level("gold")
    people = [CertificationFactory(level=gold).person for _expert in range(experts)]

    if is_enough:
        BenchmarkingFactory(label=gold, experts=people)
        at_commit()
    else:
        with refused("fewer experts than its label demands"):
            BenchmarkingFactory(label=gold, experts=people)
            at_commit()


def test_the_rule_of_the_day_tells_how_many_experts():
    gold = level("gold")
    begins = date(2020, 1, 1)
    gold.rules.update(experts_needed=1)
    gold.rules.create(holds_from=begins, experts_needed=2)
    expert = CertificationFactory(level=gold).person

    BenchmarkingFactory(label=gold, held_on=begins - DAY, experts=[expert])
    at_commit()
    with refused("fewer experts than its label demands"):
        BenchmarkingFactory(label=gold, held_on=begins, experts=[expert])
        at_commit()


def test_an_expert_who_is_needed_cant_leave_or_become_a_trainee():
    benchmarking = BenchmarkingFactory()
    at_commit()
    participation = benchmarking.participations.filter(role="expert")
    mentor = CertificationFactory().person

    for leave in (
        lambda: participation.delete(),
        lambda: participation.update(role="trainee", mentor=mentor),
        lambda: participation.update(benchmarking=BenchmarkingFactory(held_on=HELD + DAY)),
    ):
        with refused("fewer experts than its label demands"):
            leave()
            at_commit()


def test_a_mentor_is_one_of_the_experts_of_the_same_benchmarking():
    elsewhere = BenchmarkingFactory().participations.get().person
    benchmarking = BenchmarkingFactory(trainees=[PersonFactory()])
    at_commit()

    with refused("a mentor is none of the experts"):
        benchmarking.participations.filter(role="trainee").update(mentor=elsewhere)
        at_commit()


def test_an_expert_whose_trainee_is_there_cant_leave():
    expert = CertificationFactory().person
    stays = CertificationFactory().person
    benchmarking = BenchmarkingFactory(experts=[expert, stays], trainees=[PersonFactory()])
    at_commit()

    with refused("a mentor is none of the experts"):
        benchmarking.participations.filter(person=expert).delete()
        at_commit()


@pytest.mark.parametrize("write", WAYS_TO_WRITE.values(), ids=WAYS_TO_WRITE.keys())
@pytest.mark.parametrize(
    ("facts", "constraint", "message"),
    [
        (
            {"role": "trainee", "mentor": "herself"},
            "nobody_is_their_own_mentor_in_a_benchmarking",
            "Nobody can be their own mentor.",
        ),
        (
            {"role": "trainee"},
            "trainees_and_only_they_have_a_mentor",
            "A trainee needs a mentor, and an expert has none.",
        ),
        (
            {"role": "expert", "mentor": "the expert"},
            "trainees_and_only_they_have_a_mentor",
            "A trainee needs a mentor, and an expert has none.",
        ),
        (
            {"person": "the expert"},
            "a_person_takes_part_once",
            "This person takes part in this benchmarking already.",
        ),
    ],
    ids=["own mentor", "no mentor", "an expert's mentor", "twice"],
)
def test_the_database_refuses_a_participation_and_staff_read_why(write, facts, constraint, message):
    benchmarking = BenchmarkingFactory()
    people = {
        "herself": CertificationFactory().person,
        "the expert": benchmarking.participations.get().person,
    }
    facts = {"person": "herself"} | facts
    named = {name: people.get(value, value) for name, value in facts.items()}
    participation = Participation(benchmarking=benchmarking, **named)

    assert messages(participation) == [message]
    with refused(constraint):
        write(participation)


@pytest.mark.parametrize("write", WAYS_TO_WRITE.values(), ids=WAYS_TO_WRITE.keys())
@pytest.mark.parametrize(
    "facts",
    [
        {"decision": "awarded"},
        {"decided_on": HELD},
        {"decision": "refused", "decided_on": HELD - DAY},
    ],
)
def test_a_decision_has_a_day_not_before_the_benchmarking(write, facts):
    benchmarking = BenchmarkingFactory.build(
        organisation=BenchmarkingFactory(held_on=HELD + DAY).organisation,
        label=level("bronze"),
        held_on=HELD,
        **facts,
    )

    assert messages(benchmarking) == [
        "A decision needs its day, which can't be before the benchmarking."
    ]
    with refused("a_decision_has_a_day_after_the_benchmarking"):
        write(benchmarking)


def test_a_decision_of_a_day_to_come_is_refused():
    benchmarking = BenchmarkingFactory.build(
        organisation=BenchmarkingFactory().organisation,
        label=level("silver"),
        decision="awarded",
        decided_on=date(2999, 1, 1),
    )

    assert messages(benchmarking) == ["This day has not come yet."]
