"""A day that was typed and not shown yet decides nothing: first it is shown what it makes."""

from datetime import date

import pytest

from certification.demo.factories import CertificationFactory, CourseFactory, EnrolmentFactory
from certification.models import Certification, LevelRule
from tests.staff import address, messages

ASKED = "Nothing has been decided yet: you changed the day. This is what would be decided."


@pytest.fixture(params=["certify", "certify all", "renew"])
def page(request, transactional_db):
    """Its address, and the days that its decision would make of one certification."""
    LevelRule.objects.update(validity_months=36, grace_months=12)
    if request.param == "renew":
        held = CertificationFactory(certified_on=date(2022, 1, 1), valid_until=date(2024, 12, 31))
        return f"{address(Certification, 'renew')}?ids={held.pk}"
    enrolment = EnrolmentFactory(course=CourseFactory(past=True), passed=True)
    if request.param == "certify all":
        return address(enrolment.course, "certify")
    return f"/admin/certification/expert/{enrolment.person_id}/certify/bronze/"


def fields(shown, **changes):
    """What the page's form sends."""
    plan = shown.context.get("plan")
    return {"decided_by": "ESCA", **({"seen": plan.seen} if plan else {}), **changes}


def decided():
    return [*Certification.objects.exclude(rule=None).values_list("decided_on", flat=True)]


def test_a_day_that_was_not_shown_is_shown_first(page, admin_client):
    shown = admin_client.get(page)

    asked = admin_client.post(page, fields(shown, on="2026-11-02"), follow=True)

    assert (decided(), messages(asked)) == ([], [ASKED])
    again = asked.request["PATH_INFO"] + "?" + asked.request["QUERY_STRING"]
    admin_client.post(again, fields(asked, on="2026-11-02"))
    assert decided() == [date(2026, 11, 2)]


def test_showing_another_day_decides_nothing_and_keeps_it_in_the_address(page, admin_client):
    shown = admin_client.get(page)

    asked = admin_client.post(page, fields(shown, on="2026-11-02", _show=""), follow=True)

    assert (decided(), messages(asked)) == ([], [])
    assert "on=2026-11-02" in asked.request["QUERY_STRING"]


@pytest.mark.parametrize("nonsense", ["soon", "2026-02-30", "9" * 400])
def test_a_day_that_is_none_is_refused_in_words(page, admin_client, nonsense):
    asked = admin_client.post(page, fields(admin_client.get(page), on=nonsense), follow=True)

    assert decided() == []
    form = asked.context.get("days") or asked.context.get("form")
    told = " ".join([*messages(asked), str(form.errors) if form else ""])
    assert "Enter a valid date" in told or "is no day like" in told
