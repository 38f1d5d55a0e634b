"""Renew: a new row that follows the old one, and what can't be renewed, in words."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from certification.certifying import certify, plan_renewal, renew
from certification.demo.factories import CertificationFactory, PersonFactory, level, rule
from certification.models import Certification, LevelRule
from people.erasing import erase
from tests.refusal import messages, refused

DAY = timedelta(days=1)
FIRST, LAST = date(2018, 3, 1), date(2021, 2, 28)
NAME = "Åse Berg, Bronze, 2018-03-01"


@pytest.fixture
def held() -> Certification:
    LevelRule.objects.update(validity_months=36, grace_months=6)
    person = PersonFactory(given_name="Åse", family_name="Berg")
    return CertificationFactory(
        person=person, certified_on=FIRST, valid_until=LAST, decided_by="Another body"
    )


def refusal(*arguments) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        renew(*arguments)
    return refused.value.messages


# The last of six months after 28 February is 31 August: of each day of decision the first valid day.
FOLLOWS, GRACE_ENDS = LAST + DAY, date(2021, 8, 31)
FIRST_DAYS = [
    (FOLLOWS - 366 * DAY, True, FOLLOWS),
    (LAST - 90 * DAY, True, FOLLOWS),
    (LAST, True, FOLLOWS),
    (LAST + DAY, True, FOLLOWS),
    (GRACE_ENDS, True, FOLLOWS),
    (GRACE_ENDS + DAY, True, GRACE_ENDS + DAY),
    (LAST, False, FOLLOWS),
    (LAST + DAY, False, LAST + DAY),
    (LAST + 2 * DAY, False, LAST + 2 * DAY),
    (GRACE_ENDS, False, GRACE_ENDS),
]


@pytest.mark.parametrize(("on", "from_old_end", "first"), FIRST_DAYS)
def test_a_renewal_begins_after_the_old_end_within_the_grace_and_later_on_the_day_of_decision(
    held, on, from_old_end, first
):
    LevelRule.objects.update(counts_from_old_end=from_old_end)

    renewal = renew(held, on)

    assert (renewal.certified_on, renewal.decided_on) == (first, on)
    assert renewal.valid_until == level("bronze").last_valid_day(first)
    held.refresh_from_db()
    assert (held.certified_on, held.valid_until) == (FIRST, LAST)


@pytest.mark.parametrize("on", [LAST + DAY, LAST + 400 * DAY])
def test_without_a_grace_what_is_over_begins_on_the_day_of_decision(held, on):
    LevelRule.objects.update(grace_months=None)

    assert renew(held, on).certified_on == on


def test_a_renewal_is_a_decision_with_a_number_and_a_rule(held):
    newer = LevelRule.objects.create(level=level("bronze"), holds_from=LAST, validity_months=12)

    renewal = renew(held, LAST)

    assert (renewal.rule, renewal.valid_until) == (newer, date(2022, 2, 28))
    assert (renewal.number, renewal.basis, renewal.renews) == ("ESCA-2021-0001", "renewal", held)
    assert renewal.decided_by == "European Secretariat for Cluster Analysis (ESCA)"


def test_renewals_are_one_line(held):
    second = renew(held, LAST)
    third = renew(second, second.valid_until)

    line = [third]
    while line[-1].renews:
        line.append(line[-1].renews)
    assert line == [third, second, held]
    assert [each.number for each in line] == ["ESCA-2024-0001", "ESCA-2021-0001", None]


WITHDRAWN = {"withdrawn_on": date(2020, 1, 1), "withdrawal_reason": "Misconduct"}


@pytest.mark.parametrize(
    ("facts", "on", "text"),
    [
        (
            WITHDRAWN,
            LAST,
            f"{NAME} is withdrawn from 2020-01-01 on and can't be renewed: certify anew.",
        ),
        (
            WITHDRAWN,
            date(2019, 1, 1),
            f"{NAME} is withdrawn from 2020-01-01 on and can't be renewed: certify anew.",
        ),
        ({}, FIRST - DAY, f"{NAME} has not begun on 2018-02-28."),
        ({"valid_until": None}, LAST, f"{NAME} has no end, so there is nothing to renew."),
        (
            {"valid_until": date(2018, 4, 1), "certified_on": FIRST},
            date(2010, 10, 31),
            f"{NAME} has not begun on 2010-10-31.",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(held, facts, on, text):
    Certification.objects.update(**facts)

    assert refusal(held, on) == [text]
    assert Certification.objects.count() == 1


def test_a_renewal_that_would_begin_more_than_a_year_ahead_comes_too_early(held):
    assert refusal(held, FOLLOWS - 367 * DAY) == [
        f"{NAME} can be renewed from 2020-02-29 on: before that, the first day of the renewal, "
        "2021-03-01, is more than a year ahead."
    ]


def test_without_a_rule_nothing_is_renewed(held):
    LevelRule.objects.filter(level=held.level).update(holds_from=LAST + DAY)

    assert refusal(held, LAST) == [
        f"No rule of this level held on 2021-02-28: {NAME} can't be renewed."
    ]


def test_a_renewal_of_the_future_is_refused(held):
    tomorrow = timezone.localdate() + DAY

    assert refusal(held, tomorrow) == [f"A decision can't be taken in the future, on {tomorrow}."]


def test_what_is_renewed_already_is_not_renewed_again(held):
    renewal = renew(held, LAST)
    renew(renewal, renewal.valid_until)

    assert refusal(held, LAST) == [f"{NAME} has a successor already, from 2021-03-01 on."]


def test_what_is_suspended_is_reinstated_first(held):
    held.suspend(date(2020, 5, 1), "Complaint")

    assert refusal(held, LAST) == [f"{NAME} is suspended on 2021-02-28: reinstate it first."]

    held.reinstate(LAST, "Without ground")
    assert renew(held, LAST).certified_on == FOLLOWS


def test_what_ran_out_while_it_was_suspended_is_not_renewed(held):
    held.suspend(date(2020, 5, 1), "Complaint")

    assert refusal(held, GRACE_ENDS) == [f"{NAME} is suspended on 2021-02-28: reinstate it first."]


def test_a_plan_tells_rule_and_first_day_and_writes_nothing(held):
    assert plan_renewal(held, LAST) == (rule("bronze"), FOLLOWS)
    assert Certification.objects.count() == 1


def test_a_correction_that_somebody_else_made_meanwhile_counts(held):
    Certification.objects.filter(pk=held.pk).update(valid_until=LAST + DAY)

    assert renew(held, LAST).certified_on == LAST + 2 * DAY


def test_in_the_grace_nobody_is_certified_anew_but_renewed(held):
    with pytest.raises(ValidationError) as refusal:
        certify(held.person, held.level, GRACE_ENDS)

    assert "Was certified for Bronze until 2021-02-28: renew it instead." in refusal.value.messages
    assert renew(held, GRACE_ENDS).certified_on == FOLLOWS


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: {"person": PersonFactory()},
        lambda: {"level": level("silver")},
        lambda: {"certified_on": FIRST},
        lambda: {"certified_on": FIRST - DAY, "valid_until": FIRST - DAY},
    ],
    ids=["another person", "another level", "the same day", "an earlier day"],
)
def test_a_renewal_follows_a_certification_of_the_same_person_and_level(held, wrong):
    facts = {"person": held.person, "level": held.level, "certified_on": FOLLOWS} | wrong()

    with refused("renewal follows a certification of the same|a_level_is_certified_once_on_a_day"):
        CertificationFactory(renews=held, **facts)


MOVES = {
    "the old to another person": ("old", lambda: {"person": PersonFactory()}),
    "the old to another level": ("old", lambda: {"level": level("silver")}),
    "the old to a later day": (
        "old",
        lambda: {"certified_on": date(2025, 1, 1), "valid_until": None},
    ),
    "the new to another person": ("new", lambda: {"person": PersonFactory()}),
    "the new to another level": ("new", lambda: {"level": level("silver")}),
    "the new to an earlier day": (
        "new",
        lambda: {"certified_on": FIRST - DAY, "valid_until": FIRST - DAY},
    ),
}


@pytest.mark.parametrize(("which", "move"), MOVES.values(), ids=MOVES)
def test_neither_of_the_two_is_moved_away_from_the_other(held, which, move):
    renewal = CertificationFactory(
        person=held.person, renews=held, certified_on=FOLLOWS, valid_until=date(2024, 1, 1)
    )
    moved = {"old": held, "new": renewal}[which]

    with refused("renewal follows a certification of the same"):
        Certification.objects.filter(pk=moved.pk).update(**move())


def test_a_certification_is_renewed_once(held):
    renew(held, LAST)

    with refused("renews"):
        CertificationFactory(person=held.person, renews=held, certified_on=date(2030, 1, 1))


STANDINGS = {
    "plain": (lambda held: None, True),
    "to be withdrawn": (lambda held: held.withdraw(date(2021, 8, 1), "Misconduct"), False),
    "suspended": (lambda held: held.suspend(date(2020, 5, 1), "Complaint"), False),
    "reinstated": (
        lambda held: (
            held.suspend(date(2020, 5, 1), "Complaint"),
            held.reinstate(date(2020, 6, 1), "Without ground"),
        ),
        True,
    ),
    "renewed": (lambda held: renew(held, LAST), False),
    "without end": (lambda held: Certification.objects.update(valid_until=None), False),
    "erased": (lambda held: erase(held.person, "Request", "Registrar"), False),
}


@pytest.mark.parametrize(("change", "can_be"), STANDINGS.values(), ids=STANDINGS)
def test_what_can_be_renewed_is_the_same_for_rows_as_for_one(held, change, can_be):
    change(held)
    days = [FIRST - DAY, LAST - 10 * DAY, LAST, LAST + DAY, GRACE_ENDS]

    for on in days:
        try:
            plan_renewal(Certification.objects.get(pk=held.pk), on)
            planned = True
        except ValidationError:
            planned = False
        rows = Certification.objects.renewable(on).filter(pk=held.pk)
        assert (on, rows.exists(), planned) == (on, can_be and on >= FIRST, can_be and on >= FIRST)
    lists = [
        Certification.objects.running_out(LAST).filter(pk=held.pk).exists(),
        Certification.objects.in_grace(LAST + DAY).filter(pk=held.pk).exists(),
    ]
    assert lists == [can_be, can_be]


def test_a_correction_leaves_the_two_in_their_order(held):
    renewal = renew(held, LAST)
    renewal.certified_on = FIRST
    later = Certification.objects.get(pk=held.pk)
    later.certified_on = later.valid_until = FOLLOWS

    assert messages(renewal)[:1] == [
        "It renews the certification of 2018-03-01, so it must begin after that day."
    ]
    assert messages(later)[:1] == [
        "It is renewed from 2021-03-01 on, so it must begin before that day."
    ]
