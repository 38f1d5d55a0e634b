"""A withdrawal that was entered wrongly: cancelled as long as it is to come, its day corrected afterwards."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from pghistory.models import Events

from certification.certifying import renew
from certification.demo.factories import CertificationFactory
from certification.models import Certification, LevelRule
from tests.refusal import refused
from tests.staff import address, staff_with

DAY, TODAY = timedelta(days=1), timezone.localdate()
PAST = date(2020, 1, 1)
MAY = ["certification.view_certification", "certification.withdraw_certification"]


def page(certification):
    return address(certification, "correct_withdrawal")


def withdrawn(day):
    return CertificationFactory(withdrawn_on=day, withdrawal_reason="Misconduct")


def sent(client, certification, on):
    response = client.post(page(certification), {"on": on and str(on), "reason": "Wrong person"})
    certification.refresh_from_db()
    return [] if response.status_code == 302 else response.context["form"].errors.get("__all__")


def test_one_that_is_to_come_is_cancelled_with_a_reason(client):
    staff_with(client, *MAY)
    certification = withdrawn(TODAY + 9 * DAY)

    assert sent(client, certification, "") == []
    assert (certification.withdrawn_on, certification.withdrawal_reason) == (None, "")
    event = Events.objects.filter(pgh_obj_model="certification.Certification").latest("pgh_id")
    assert event.pgh_context["reason"] == "Wrong person"


def test_the_day_of_a_past_one_is_corrected_to_another_that_has_come(client):
    staff_with(client, *MAY)
    certification = withdrawn(PAST)

    assert sent(client, certification, PAST + DAY) == []
    assert (certification.withdrawn_on, certification.withdrawal_reason) == (
        PAST + DAY,
        "Misconduct",
    )


@pytest.mark.parametrize("on", ["", TODAY + DAY])
def test_a_past_one_stays(on, client):
    staff_with(client, *MAY)
    certification = withdrawn(PAST)

    assert sent(client, certification, on) == [
        f"{certification} is withdrawn since 2020-01-01, and stays so: give another day that has come."
    ]
    with refused("what was withdrawn stays withdrawn"):
        Certification.objects.update(withdrawn_on=on or None)


def test_a_day_before_the_first_is_refused(client):
    staff_with(client, *MAY)
    certification = withdrawn(PAST)

    assert sent(client, certification, date(2014, 12, 31)) == [
        "The day of withdrawal can't be before the first valid day."
    ]


def test_what_was_withdrawn_with_it_is_corrected_with_it(admin_client):
    LevelRule.objects.update(validity_months=36)
    held = CertificationFactory(valid_until=TODAY + 30 * DAY)
    renewal = renew(held, TODAY)
    held.withdraw(TODAY + 5 * DAY, "Misconduct")

    sent(admin_client, held, "")

    renewal.refresh_from_db()
    assert (held.withdrawn_on, renewal.withdrawn_on) == (None, None)


def test_without_the_permission_to_withdraw_it_is_closed(client):
    staff_with(client, "certification.view_certification", "certification.change_certification")
    certification = withdrawn(TODAY + DAY)

    answers = [client.get(page(certification)), client.post(page(certification), {"on": ""})]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert Certification.objects.get().withdrawn_on == TODAY + DAY


def test_the_page_is_offered_where_there_is_a_withdrawal(admin_client):
    change = admin_client.get(address(withdrawn(PAST), "change")).content.decode()
    other = CertificationFactory()

    assert change.count("Correct the withdrawal") == 1
    assert admin_client.get(page(other)).status_code == 404
