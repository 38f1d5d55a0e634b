"""Who is to be told on a day: a table of boundary days, and what takes somebody out of it."""

from datetime import date, timedelta

import pytest

from certification.demo.factories import CertificationFactory, SuspensionFactory, level
from certification.mail.due import digest_week, due, without_address
from certification.mail.kinds import Kind
from certification.models import Occasion, SentMail
from tests.mailing import TODAY, expert, set_rules


def due_on(day: date) -> list[tuple]:
    return [
        (kind.value, row.days)
        for kind in (Kind.BEFORE_EXPIRY, Kind.ON_EXPIRY)
        for row in due(kind, day)
    ]


def tell(certification, kind, days, **facts):
    mail = SentMail.objects.create(kind=kind, language="en", address="a@example.org", subject="S")
    return Occasion.objects.create(
        kind=kind,
        certification=certification,
        last_day=certification.valid_until,
        days=days,
        **{"mail": mail, **facts},
    )


@pytest.mark.parametrize(
    ("to_go", "expected"),
    [
        (91, []),
        (90, [("before_expiry", 90)]),
        (31, [("before_expiry", 90)]),
        (30, [("before_expiry", 30)]),
        (1, [("before_expiry", 30)]),
        (0, [("before_expiry", 30)]),
        (-1, [("on_expiry", 0)]),
        (-30, [("on_expiry", 0)]),
        (-31, []),
    ],
)
def test_what_is_due_so_many_days_before_the_last_one(to_go, expected):
    expert(to_go)

    assert due_on(TODAY) == expected


@pytest.mark.parametrize(
    ("told_at", "to_go", "expected"),
    [
        (90, 31, []),
        (90, 30, [("before_expiry", 30)]),
        (30, 0, []),
        # The first run after a pause told of the nearer distance: the farther one is past.
        (30, 60, []),
    ],
)
def test_who_was_told_is_told_again_only_at_a_nearer_distance(told_at, to_go, expected):
    certification = expert(to_go).certifications.get()
    tell(certification, Kind.BEFORE_EXPIRY, told_at)

    assert due_on(TODAY) == expected


def test_having_been_told_of_the_coming_end_does_not_replace_being_told_of_the_end():
    tell(expert(-1).certifications.get(), Kind.BEFORE_EXPIRY, 30)

    assert due_on(TODAY) == [("on_expiry", 0)]


def test_who_was_told_of_the_end_is_not_told_again():
    tell(expert(-1).certifications.get(), Kind.ON_EXPIRY, 0)

    assert due_on(TODAY) == []


def test_a_last_day_that_was_corrected_is_told_of_anew():
    certification = expert(20).certifications.get()
    tell(certification, Kind.BEFORE_EXPIRY, 30)
    certification.valid_until = TODAY + timedelta(days=25)
    certification.save()

    assert due_on(TODAY) == [("before_expiry", 30)]


def renewed(certification):
    CertificationFactory(
        person=certification.person,
        certified_on=certification.valid_until + timedelta(days=1),
    )


def withdrawn(certification):
    certification.withdraw(TODAY, "Asked for it")


def to_be_withdrawn(certification):
    certification.withdraw(TODAY + timedelta(days=5), "Asked for it")


def suspended(certification):
    SuspensionFactory(certification=certification, suspended_on=date(2026, 1, 1))


def without_an_address(certification):
    certification.person.email = ""
    certification.person.save()


@pytest.mark.parametrize(
    "happened", [renewed, withdrawn, to_be_withdrawn, suspended, without_an_address]
)
@pytest.mark.parametrize("to_go", [10, -10])
def test_nobody_is_told_whose_certification_is(happened, to_go):
    happened(expert(to_go).certifications.get())

    assert due_on(TODAY) == []


def test_one_that_was_reinstated_is_told_of():
    certification = expert(10).certifications.get()
    SuspensionFactory(
        certification=certification, suspended_on=date(2026, 1, 1), reinstated_on=TODAY
    )

    assert due_on(TODAY - timedelta(days=1)) == []
    assert due_on(TODAY) == [("before_expiry", 30)]


def test_another_level_does_not_count_as_renewed():
    person = expert(10)
    CertificationFactory(person=person, level=level("silver"), certified_on=date(2026, 11, 1))

    assert due_on(TODAY) == [("before_expiry", 30)]


def test_one_without_end_and_one_to_come_are_not_told_of():
    CertificationFactory()
    CertificationFactory(
        certified_on=TODAY + timedelta(days=1), valid_until=TODAY + timedelta(days=9)
    )

    assert due_on(TODAY) == []


@pytest.mark.parametrize(
    ("rules", "to_go", "expected"),
    [
        ({"reminder_days": []}, 10, []),
        ({"reminder_days": [30, 7, 180]}, 7, [("before_expiry", 7)]),
        ({"reminder_days": [30, 7, 180]}, 180, [("before_expiry", 180)]),
        ({"reminder_days": [0]}, 1, []),
        ({"reminder_days": [0]}, 0, [("before_expiry", 0)]),
        ({"expiry_notice_days": 0}, -1, []),
        ({"expiry_notice_days": 1}, -1, [("on_expiry", 0)]),
        ({"expiry_notice_days": 1}, -2, []),
    ],
)
def test_staff_set_the_days(rules, to_go, expected):
    set_rules(**rules)
    expert(to_go)

    assert due_on(TODAY) == expected


def test_an_address_that_refused_often_enough_is_left_alone_until_it_is_changed():
    person = expert(10, email="old@example.org")
    failing = {"mail": None, "address_tried": "old@example.org"}
    occasion = tell(person.certifications.get(), Kind.BEFORE_EXPIRY, 30, **failing, attempts=4)
    still_tried = due_on(TODAY)

    occasion.attempts = 5
    occasion.save()
    given_up = due_on(TODAY)
    person.email = "new@example.org"
    person.save()

    assert [still_tried, given_up, due_on(TODAY)] == [
        [("before_expiry", 30)],
        [],
        [("before_expiry", 30)],
    ]


def test_those_without_an_address_who_would_be_told_are_known():
    soon, ended = expert(10, email=""), expert(-10, email="")
    expert(10)
    expert(100, email="")

    assert {row.person_id for row in without_address(TODAY)} == {soon.pk, ended.pk}


@pytest.mark.parametrize(
    ("weekday", "day", "monday"),
    [
        (1, date(2026, 11, 23), date(2026, 11, 23)),
        (1, date(2026, 11, 29), date(2026, 11, 23)),
        (1, date(2026, 11, 30), date(2026, 11, 30)),
        (5, date(2026, 11, 26), date(2026, 11, 16)),
        (5, date(2026, 11, 27), date(2026, 11, 23)),
        (7, date(2027, 1, 2), date(2026, 12, 21)),
        (7, date(2027, 1, 3), date(2026, 12, 28)),
    ],
)
def test_the_digest_that_is_due_is_that_of_the_last_day_for_digests(weekday, day, monday):
    set_rules(digest_weekday=weekday)

    assert digest_week(day) == monday


@pytest.mark.parametrize("number", [1, 3])
def test_finding_what_is_due_takes_the_same_number_of_queries_for_any_number(
    number, django_assert_num_queries
):
    for _row in range(number):
        expert(10), expert(-10)

    # One for the rules and one for the rows, of each kind.
    with django_assert_num_queries(4):
        assert len(due_on(TODAY)) == 2 * number
