"""Decisions that are taken at the same moment, on connections of their own."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from certification.certifying import certify, renew
from certification.demo.factories import CertificationFactory, PersonFactory, level
from certification.models import (
    Certification,
    LevelRule,
    NumberSeries,
    RequiredBenchmarkings,
    Status,
)
from tests.at_once import at_once
from tests.refusal import refused

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "public"])

ON, DAY = date(2021, 6, 1), timedelta(days=1)
KNOWN = {"against_rules_because": "Known for years"}
ROUNDS = 8


class ThoughtBetterOfItError(Exception):
    pass


def kinds(outcomes: list[Any]) -> list[str]:
    return sorted(type(outcome).__name__ for outcome in outcomes)


def serials(year: int) -> list[int]:
    numbers = Certification.objects.filter(decided_on__year=year).values_list("number", flat=True)
    return sorted(int(number.rpartition("-")[2]) for number in numbers)


def rolled_back(person, day: date) -> None:
    with transaction.atomic():
        certify(person, level("bronze"), day, **KNOWN)
        raise ThoughtBetterOfItError


def died(person, day: date) -> None:
    """The server ends the connection in the middle of the transaction."""
    with transaction.atomic():
        certify(person, level("bronze"), day, **KNOWN)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")


def test_numbers_have_no_gaps_and_come_once_though_some_decisions_come_to_nothing():
    chance, decided = random.Random(7), {2020: 0, 2021: 0}  # noqa: S311
    for _ in range(ROUNDS):
        people, years = PersonFactory.create_batch(6), [2020, 2020, 2021, 2020, 2021, 2021]
        ends = [certify, certify, certify, certify, rolled_back, died]
        chance.shuffle(ends)
        deeds = []
        for person, year, end in zip(people, years, ends, strict=True):
            day = date(year, 6, 1)
            if end is certify:
                decided[year] += 1
                deeds.append(
                    lambda person=person, day=day: certify(person, level("bronze"), day, **KNOWN)
                )
            else:
                deeds.append(lambda person=person, day=day, end=end: end(person, day))
        assert kinds(at_once(*deeds)) == [
            *["Certification"] * 4,
            "OperationalError",
            "ThoughtBetterOfItError",
        ]

    assert {year: serials(year) for year in decided} == {
        year: list(range(1, count + 1)) for year, count in decided.items()
    }
    assert dict(NumberSeries.objects.values_list("year", "last")) == decided


def test_of_two_who_certify_somebody_for_a_level_one_is_refused_in_words():
    for _ in range(ROUNDS):
        person = PersonFactory()

        outcomes = at_once(
            *[lambda person=person: certify(person, level("bronze"), ON, **KNOWN)] * 3
        )

        assert kinds(outcomes) == ["Certification", "ValidationError", "ValidationError"]
        assert person.certifications.count() == 1
        told = {e.messages[0] for e in outcomes if isinstance(e, ValidationError)}
        assert told == {"This person has this level from that day on already."}
    assert serials(2021) == list(range(1, ROUNDS + 1))


def test_decisions_of_two_years_on_one_person_do_not_both_stand():
    for _ in range(ROUNDS):
        person = PersonFactory()

        outcomes = at_once(
            lambda person=person: certify(person, level("bronze"), ON, **KNOWN),
            lambda person=person: certify(person, level("bronze"), date(2020, 1, 1), **KNOWN),
        )

        assert kinds(outcomes) == ["Certification", "ValidationError"]


def test_of_two_who_renew_a_certification_one_is_refused_in_words():
    for _ in range(ROUNDS):
        held = CertificationFactory(valid_until=ON)

        outcomes = at_once(*[lambda held=held: renew(held, ON)] * 2)

        assert kinds(outcomes) == ["Certification", "ValidationError"]
        told = next(e.messages for e in outcomes if isinstance(e, ValidationError))
        assert told == [f"{held} has a successor already, from 2021-06-02 on."]


def test_two_who_decide_on_several_people_in_opposite_order_do_not_wait_for_each_other():
    def one_after_the_other(people):
        with transaction.atomic():
            return [certify(person, level("bronze"), ON, **KNOWN) for person in people]

    for _ in range(ROUNDS):
        people = PersonFactory.create_batch(3)

        outcomes = at_once(
            lambda people=people: one_after_the_other(people),
            lambda people=people: one_after_the_other(people[::-1]),
        )

        assert kinds(outcomes) == ["ValidationError", "list"]
        assert Certification.objects.filter(person__in=people).count() == 3


def test_what_is_withdrawn_at_that_moment_is_renewed_before_or_not_at_all():
    for _ in range(ROUNDS):
        held = CertificationFactory(valid_until=ON)
        same = Certification.objects.get(pk=held.pk)

        renewal, _none = at_once(
            lambda held=held: renew(held, ON), lambda same=same: same.withdraw(ON, "Misconduct")
        )

        held.refresh_from_db()
        assert (held.status_on(ON), held.valid_until) == (Status.WITHDRAWN, ON)
        if isinstance(renewal, ValidationError):
            assert renewal.messages == [
                f"{held} is withdrawn from 2021-06-01 on and can't be renewed: certify anew."
            ]
        else:
            assert renewal.renews == held


def test_who_certifies_and_who_withdraws_do_not_undo_each_other():
    for _ in range(ROUNDS):
        bronze = CertificationFactory()

        certified, withdrawn = at_once(
            lambda bronze=bronze: certify(bronze.person, level("silver"), ON),
            lambda bronze=bronze: bronze.withdraw(ON, "Misconduct"),
        )

        assert withdrawn is None
        assert Certification.objects.get(pk=bronze.pk).status_on(ON) == Status.WITHDRAWN
        if isinstance(certified, ValidationError):
            assert certified.messages[1:] == ["Is not validly certified for Bronze on 2021-06-01."]
        else:
            assert certified.number


def in_the_middle(decision: Callable[[], Any], change: Callable[[], Any]) -> Any:
    """What a change comes to that somebody else begins before the decision is committed."""
    outcome, ready = [], Barrier(2)

    def do() -> None:
        ready.wait(30)
        try:
            outcome.append(change())
        except Exception as error:
            outcome.append(error)
        finally:
            connection.close()

    other = Thread(target=do)
    other.start()
    with transaction.atomic():
        decision()
        ready.wait(30)
        other.join(0.5)
        assert other.is_alive()
    other.join(30)
    return outcome[0]


CHANGES = {
    "the rule": lambda: LevelRule.objects.filter(level__slug="bronze").update(validity_months=1),
    "what it requires": lambda: RequiredBenchmarkings.objects.create(
        rule=LevelRule.objects.get(level__slug="bronze"), number=1
    ),
    "a rule from an earlier day": lambda: LevelRule.objects.create(
        level=level("bronze"), holds_from=ON - DAY
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_rules_do_not_change_under_a_decision(change):
    person = PersonFactory()

    outcome = in_the_middle(lambda: certify(person, level("bronze"), ON, **KNOWN), change)

    with refused("certifications were decided under"):
        raise outcome
    assert Certification.objects.get().rule == level("bronze").rule_on(ON)
