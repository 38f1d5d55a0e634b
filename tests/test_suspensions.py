"""Suspending, reinstating, withdrawing: in order and out of order, and never deleted."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.utils import timezone

from certification.demo.factories import (
    CertificationFactory,
    PersonFactory,
    SuspensionFactory,
    level,
)
from certification.models import Certification, Status, Suspension
from tests.refusal import WAYS_TO_WRITE, messages, refused, sql

FIRST, LAST, DAY = date(2018, 3, 1), date(2021, 2, 28), timedelta(days=1)
NAME = "Åse Berg, Bronze, 2018-03-01"


@pytest.fixture
def held() -> Certification:
    person = PersonFactory(given_name="Åse", family_name="Berg")
    return CertificationFactory(person=person, certified_on=FIRST, valid_until=LAST)


SUSPENDED, REINSTATED = date(2019, 5, 1), date(2019, 8, 1)
SUSPENSIONS_REFUSED = {
    "while suspended": (
        {"suspended_on": REINSTATED - DAY},
        "suspensions_of_a_certification_do_not_overlap",
        "The certification is suspended at that time already.",
    ),
    "without end before another": (
        {"suspended_on": SUSPENDED - DAY},
        "suspensions_of_a_certification_do_not_overlap",
        "The certification is suspended at that time already.",
    ),
    "that ends before it begins": (
        {"suspended_on": REINSTATED, "reinstated_on": REINSTATED - DAY},
        "suspension_ends_after_it_begins",
        "The day of reinstatement can't be before the day of suspension.",
    ),
    "without a reason": (
        {"suspended_on": REINSTATED, "reason": ""},
        "suspension_has_a_reason",
        "This field cannot be blank.",
    ),
}


@pytest.fixture
def suspended(held) -> Certification:
    SuspensionFactory(certification=held, suspended_on=SUSPENDED, reinstated_on=REINSTATED)
    return held


@pytest.mark.parametrize("write", WAYS_TO_WRITE.values(), ids=WAYS_TO_WRITE.keys())
@pytest.mark.parametrize(
    ("facts", "constraint", "message"), SUSPENSIONS_REFUSED.values(), ids=SUSPENSIONS_REFUSED
)
def test_the_database_refuses_a_suspension_and_staff_read_why(
    suspended, write, facts, constraint, message
):
    suspension = SuspensionFactory.build(certification=suspended, **facts)

    assert message in messages(suspension)
    with refused(constraint):
        write(suspension)


def test_a_certification_may_be_suspended_again_on_the_day_of_reinstatement(suspended):
    SuspensionFactory(certification=suspended, suspended_on=REINSTATED)

    assert suspended.status_on(REINSTATED) == Status.SUSPENDED


@pytest.mark.parametrize("model", [Certification, Suspension])
def test_nothing_is_deleted(suspended, model):
    records = model.objects.filter(pk=model.objects.latest("pk").pk)

    with refused("Cannot delete rows"):
        sql(f"DELETE FROM {model._meta.db_table}")  # noqa: S608 - the name of a table of ours
    with refused("Cannot delete rows"):
        records._raw_delete("default")
    for delete in (records.delete, records.get().delete):
        with pytest.raises(ProtectedError) if model is Certification else refused("Cannot delete"):
            delete()


def told(operation, *arguments) -> list[str]:
    with pytest.raises(ValidationError) as refusal:
        operation(*arguments)
    return refusal.value.messages


def test_a_suspended_certification_is_reinstated_and_withdrawn(held):
    held.suspend(date(2019, 1, 10), " Complaint ")
    held.reinstate(date(2019, 2, 10), " Without ground ")
    held.suspend(date(2019, 3, 10), "Another complaint")
    held.withdraw(date(2019, 4, 10), " Misconduct ")

    facts = ("suspended_on", "reinstated_on", "reason", "reinstatement_reason")
    assert list(Suspension.objects.values_list(*facts)) == [
        (date(2019, 1, 10), date(2019, 2, 10), "Complaint", "Without ground"),
        (date(2019, 3, 10), None, "Another complaint", ""),
    ]
    held = Certification.objects.get()
    assert (held.withdrawn_on, held.withdrawal_reason) == (date(2019, 4, 10), "Misconduct")
    days = [date(2019, 1, 9), date(2019, 1, 10), date(2019, 2, 10), date(2019, 3, 10)]
    assert [held.status_on(day) for day in [*days, date(2019, 4, 10)]] == [
        Status.VALID,
        Status.SUSPENDED,
        Status.VALID,
        Status.SUSPENDED,
        Status.WITHDRAWN,
    ]


@pytest.mark.parametrize(
    ("day", "status"), [(FIRST - DAY, "Upcoming"), (LAST + DAY, "Expired")], ids=str
)
def test_only_what_is_valid_can_be_suspended(held, day, status):
    assert told(held.suspend, day, "Complaint") == [
        f"{NAME} can't be suspended on {day}, when its status is “{status}”."
    ]


def test_what_is_withdrawn_can_not_be_suspended(held):
    held.withdraw(date(2019, 1, 1), "Misconduct")

    assert told(held.suspend, date(2019, 1, 1), "Complaint") == [
        f"{NAME} can't be suspended on 2019-01-01, when its status is “Withdrawn”."
    ]


def test_what_is_suspended_can_not_be_suspended_again(held):
    held.suspend(date(2019, 1, 10), "Complaint")

    assert told(held.suspend, date(2019, 2, 10), "Complaint") == [
        f"{NAME} can't be suspended on 2019-02-10, when its status is “Suspended”."
    ]


def test_only_what_is_suspended_can_be_reinstated(held):
    assert told(held.reinstate, date(2019, 1, 10), "Without ground") == [
        f"{NAME} can't be reinstated on 2019-01-10, when its status is “Valid”."
    ]


def test_what_will_be_reinstated_is_not_reinstated_again(held):
    held.suspend(date(2019, 1, 10), "Complaint")
    held.reinstate(date(2019, 3, 10), "Without ground")

    assert told(held.reinstate, date(2019, 2, 10), "Without ground") == [
        f"{NAME} is reinstated already, on 2019-03-10."
    ]


def test_a_mistaken_suspension_is_ended_on_its_own_day_and_was_never_in_force(held):
    held.suspend(date(2019, 1, 10), "Complaint about somebody else")

    held.reinstate(date(2019, 1, 10), "A mistake")

    assert Suspension.objects.get().was_a_mistake
    assert (held.status_on(date(2019, 1, 10)), held.status_on(date(2019, 1, 11))) == (
        Status.VALID,
        Status.VALID,
    )


def test_a_suspension_to_come_is_brought_forward(held):
    held.suspend(date(2019, 3, 10), "Complaint")

    held.suspend(date(2019, 1, 10), "Complaint")

    assert Suspension.objects.get().suspended_on == date(2019, 1, 10)


@pytest.mark.parametrize("day", [date(1999, 1, 1), date(2999, 1, 1)])
def test_a_suspension_outside_the_period_is_refused_also_where_raw_sql_writes_it(held, day):
    certification = CertificationFactory(level=level("gold"), valid_until=date(2030, 1, 1))
    suspension = SuspensionFactory.build(certification=certification, suspended_on=day)

    with refused("a suspension begins outside the period of its certification"):
        suspension.save()


def test_a_period_can_not_be_moved_off_its_suspensions(held):
    held.suspend(date(2019, 1, 10), "Complaint")
    held.refresh_from_db()
    held.certified_on = date(2019, 1, 11)

    assert messages(held) == [
        "The period must include 2019-01-10, when the certification was suspended."
    ]
    with refused("a suspension begins outside the period of its certification"):
        held.save()


def test_a_withdrawal_to_come_is_moved_and_one_that_has_come_is_not(held):
    held.withdraw(timezone.localdate() + 9 * DAY, "Misconduct")

    held.withdraw(timezone.localdate(), "Misconduct")

    assert held.status_on() == Status.WITHDRAWN
    with refused("what was withdrawn stays withdrawn"):
        Certification.objects.filter(pk=held.pk).update(withdrawn_on=None)


def test_a_certification_is_withdrawn_once(held):
    held.withdraw(date(2019, 1, 10), "Misconduct")

    assert told(held.withdraw, date(2019, 2, 10), "Misconduct") == [
        f"{NAME} is withdrawn already, on 2019-01-10."
    ]


@pytest.mark.parametrize(
    ("day", "reason", "message"),
    [
        (
            FIRST - DAY,
            "Misconduct",
            "The day of withdrawal can't be before the first valid day.",
        ),
        (FIRST, "  ", "A withdrawal needs a reason."),
    ],
    ids=["before it begins", "without a reason"],
)
def test_a_refused_withdrawal_leaves_the_record_as_it_was(held, day, reason, message):
    assert told(held.withdraw, day, reason) == [message]
    assert (held.withdrawn_on, held.withdrawal_reason) == (None, "")


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_suspension_needs_a_reason(held, reason):
    assert told(held.suspend, date(2019, 1, 10), reason) == ["This field cannot be blank."]


def test_a_suspension_to_come_is_not_reinstated_but_corrected(held):
    held.suspend(date(2019, 5, 1), "Complaint")

    assert told(held.reinstate, date(2019, 4, 1), "Without ground") == [
        f"{NAME} is suspended from 2019-05-01 on only. To cancel that, correct the suspension: "
        "reinstated on the day of suspension it is in force on no day."
    ]
