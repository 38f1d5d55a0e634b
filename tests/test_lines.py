"""What is decided on a certification holds for what renews it as well: nobody is valid again by the calendar."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from certification.certifying import renew
from certification.demo.factories import CertificationFactory, PersonFactory, SuspensionFactory
from certification.models import Certification, LevelRule
from tests.html import text
from tests.staff import address, cost, messages

DAY, TODAY = timedelta(days=1), timezone.localdate()
FIRST, LAST = date(2018, 3, 1), date(2021, 2, 28)
NEXT, AFTER = LAST + DAY, date(2024, 3, 1)


@pytest.fixture
def line():
    """Three that follow each other, the second renewed early as well."""
    LevelRule.objects.update(validity_months=36, grace_months=6)
    person = PersonFactory(given_name="Åse", family_name="Berg")
    first = CertificationFactory(person=person, certified_on=FIRST, valid_until=LAST)
    second = renew(first, date(2020, 6, 1))
    return [first, second, renew(second, date(2023, 6, 1))]


def statuses(line, *days):
    rows = [Certification.objects.get(pk=each.pk) for each in line]
    return [
        next(
            (s for s in (row.status_on(day) for row in rows) if s not in ("upcoming", "expired")),
            None,
        )
        for day in days
    ]


def test_who_is_suspended_stays_so_on_the_first_day_of_what_follows(line):
    line[0].suspend(date(2020, 7, 1), "Complaint")

    assert statuses(line, date(2020, 6, 30), LAST, NEXT, AFTER) == ["valid", *["suspended"] * 3]
    rows = [(s.suspended_on, s.reason) for each in line for s in each.suspensions.all()]
    assert rows == [(date(2020, 7, 1), "Complaint"), (NEXT, "Complaint"), (AFTER, "Complaint")]


def test_what_came_before_is_not_suspended_with_it(line):
    line[1].suspend(NEXT, "Complaint")

    assert statuses(line, LAST, NEXT, AFTER) == ["valid", "suspended", "suspended"]


def test_reinstating_ends_it_for_what_follows(line):
    line[0].suspend(date(2020, 7, 1), "Complaint")
    line[0].reinstate(date(2020, 8, 1), "Without ground")

    assert statuses(line, date(2020, 7, 31), date(2020, 8, 1), NEXT, AFTER) == [
        "suspended",
        *["valid"] * 3,
    ]


def test_one_that_follows_is_reinstated_once_its_time_has_come(line):
    line[0].suspend(date(2020, 7, 1), "Complaint")
    Certification.objects.get(pk=line[1].pk).reinstate(date(2022, 1, 1), "Without ground")

    assert statuses(line, LAST, date(2021, 12, 31), date(2022, 1, 1), AFTER) == [
        *("suspended", "suspended", "valid", "valid")
    ]


def test_what_was_suspended_for_another_reason_later_stays_suspended(line):
    line[0].suspend(date(2020, 7, 1), "Complaint")
    line[0].reinstate(date(2020, 8, 1), "Without ground")
    line[1].suspend(date(2022, 1, 1), "Another")
    line[0].suspend(date(2020, 9, 1), "Third")

    assert statuses(line, NEXT, date(2022, 1, 1)) == ["suspended", "suspended"]
    assert (
        Certification.objects.get(pk=line[1].pk).suspensions.filter(reinstated_on=None).count() == 1
    )


def test_withdrawing_takes_back_what_follows(line):
    line[0].withdraw(date(2022, 1, 1), "Misconduct")

    days = Certification.objects.order_by("certified_on").values_list("withdrawn_on", flat=True)
    assert list(days) == [date(2022, 1, 1), date(2022, 1, 1), AFTER]


def test_a_withdrawal_to_come_moves_for_the_whole_line():
    LevelRule.objects.update(validity_months=36)
    held = CertificationFactory(valid_until=TODAY + 30 * DAY)
    renewal = renew(held, TODAY)
    held.withdraw(TODAY + 5 * DAY, "Misconduct")
    held.withdraw(TODAY + 40 * DAY, "Misconduct")

    renewal.refresh_from_db()
    assert (held.withdrawn_on, renewal.withdrawn_on) == (TODAY + 40 * DAY, TODAY + 40 * DAY)


def test_when_what_follows_can_not_be_suspended_nothing_is(line):
    SuspensionFactory(
        certification=line[1], suspended_on=date(2022, 1, 1), reinstated_on=date(2022, 2, 1)
    )

    with pytest.raises(ValidationError) as refusal:
        line[0].suspend(date(2020, 7, 1), "Complaint")

    assert refusal.value.messages == [
        "Åse Berg, Bronze, 2021-03-01: The certification is suspended at that time already."
    ]
    assert statuses(line, date(2020, 7, 1)) == ["valid"]


def page(decision, *certifications):
    ids = ",".join(str(certification.pk) for certification in certifications)
    return f"{address(Certification, decision)}?ids={ids}"


@pytest.mark.parametrize("decision", ["suspend", "withdraw"])
def test_the_page_names_what_follows_and_decides_on_it_once(decision, line, admin_client):
    asked = page(decision, *line[:2])

    shown = text(admin_client.get(asked))
    response = admin_client.post(asked, {"on": "2020-07-01", "reason": "Complaint"}, follow=True)

    assert "With it: Åse Berg, Bronze, 2021-03-01 ; Åse Berg, Bronze, 2024-03-01" in shown
    assert len(messages(response)) == 3
    assert statuses(line, AFTER) == ["suspended" if decision == "suspend" else "withdrawn"]


def test_the_page_takes_a_fixed_number_of_queries(line, admin_client):
    others = [CertificationFactory() for _ in range(2)]

    assert cost(admin_client, page("suspend", line[0])) == cost(
        admin_client, page("suspend", line[0], *others)
    )
