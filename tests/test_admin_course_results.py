"""What becomes of the people of a course: chosen on its page, confirmed on another, of all or of none."""

from datetime import date

import pytest
from django.contrib.admin.models import LogEntry

from certification.admin.enrolment import EnrolmentAdmin
from certification.demo.factories import (
    CourseFactory,
    EnrolmentFactory,
)
from certification.models import Enrolment
from tests.courses import on_a_course, states
from tests.html import text
from tests.staff import address, messages, staff_with


def page(to, *enrolments, course=None):
    course = course or enrolments[0].course
    ids = "".join(f"&id={enrolment.pk}" for enrolment in enrolments)
    return f"{address(course, 'people')}?to={to}{ids}"


def confirm(client, url, day="2017-09-21"):
    """Open the page and press its button."""
    seen = client.get(url).context["form"]["seen"].value()
    return client.post(url, {"on": day, "seen": seen}, follow=True)


def test_the_page_shows_who_is_concerned_and_changes_nothing(admin_client):
    one, other, _bystander = on_a_course("accepted", "accepted", "accepted")

    response = admin_client.get(page("attended", one, other))

    assert {row for row, _ in response.context["rows"]} == {one, other}
    assert states() == ["accepted"] * 3


@pytest.mark.parametrize(
    ("to", "day"), [("attended", None), ("passed", date(2017, 9, 21)), ("absent", None)]
)
def test_one_step_records_it_of_all_chosen_and_of_nobody_else(to, day, admin_client):
    one, other, _bystander = on_a_course("accepted", "attended", "accepted")

    confirm(admin_client, page(to, one) if to == "attended" else page(to, one, other))

    rows = list(Enrolment.objects.order_by("pk").values_list("state", "result_on"))
    second = ("attended", None) if to == "attended" else (to, day)
    assert rows == [(to, day), second, ("accepted", None)]


def test_all_can_be_chosen_at_once(admin_client):
    people = on_a_course("accepted", "accepted", "accepted")
    course = address(people[0].course, "change")

    query = admin_client.get(course).context["choose_all"].split("#")[0]
    response = admin_client.get(course + query)

    assert response.context["ticked"] == {each.pk for each in people}


def test_whoever_goes_back_to_choose_others_finds_the_ticks(admin_client):
    one, other, _bystander = on_a_course("accepted", "accepted", "accepted")

    back = admin_client.get(page("attended", one, other)).context["back"]

    response = admin_client.get(back)
    assert response.context["ticked"] == {one.pk, other.pk}
    ticked = [f'value="{each.pk}" id="enrolment-{each.pk}" checked' for each in (one, other)]
    assert [tick in response.content.decode() for tick in ticked] == [True, True]


def test_staff_read_what_was_recorded_and_the_log_of_each_keeps_it(admin_client):
    one, other = on_a_course("accepted", "attended")

    response = confirm(admin_client, page("passed", one, other))

    names = ", ".join(sorted([str(one.person), str(other.person)]))
    assert messages(response) == [f"Passed on 2017-09-21: {names}."]
    logged = LogEntry.objects.values_list("object_id", "change_message")
    assert sorted(logged) == [(str(each.pk), "Passed on 2017-09-21") for each in (one, other)]


def test_when_one_is_refused_none_is_changed_and_the_page_says_who_and_why(admin_client):
    good, bad = on_a_course("accepted", "cancelled")

    response = confirm(admin_client, page("passed", good, bad))

    refused = {row.pk: reasons for row, reasons in response.context["rows"] if reasons}
    possible = "Applied, Accepted, On the waiting list."
    assert refused == {bad.pk: [f"After “Cancelled” can't come “Passed”, only: {possible}"]}
    assert states() == ["accepted", "cancelled"]


@pytest.mark.parametrize(
    "day", ["2017-09-18", "2999-01-01", "0001-01-01", "yesterday", "", "2017-09-21\0"]
)
def test_a_day_that_makes_no_sense_is_refused_in_words(day, admin_client):
    (enrolment,) = on_a_course("accepted")

    response = confirm(admin_client, page("passed", enrolment), day)

    said = [reason for _, reasons in response.context["rows"] for reason in reasons]
    assert len(said) + len(response.context["form"].errors) == 1
    assert states() == ["accepted"]


def test_what_somebody_else_changed_meanwhile_is_shown_and_not_undone(admin_client):
    (enrolment,) = on_a_course("applied")
    url = page("accepted", enrolment)
    seen = admin_client.get(url).context["form"]["seen"].value()
    Enrolment.objects.update(state="cancelled")

    response = admin_client.post(url, {"seen": seen}, follow=True)

    assert messages(response) == [
        "Somebody has changed these records meanwhile. This is how they are now."
    ]
    assert states() == ["cancelled"]


def test_pressing_the_button_twice_records_it_once(admin_client):
    (enrolment,) = on_a_course("accepted")
    url = page("passed", enrolment)
    data = {"on": "2017-09-21", "seen": admin_client.get(url).context["form"]["seen"].value()}

    for _time in range(2):
        admin_client.post(url, data)

    assert LogEntry.objects.count() == 1


def test_more_people_than_places_are_refused(admin_client):
    one, other, _taken = on_a_course("applied", "applied", "accepted", capacity=2)

    response = confirm(admin_client, page("accepted", one, other))

    said = "Places needed: 2. Places free: 1. Choose fewer people."
    assert response.context["together"] == [said]
    assert states() == ["applied", "applied", "accepted"]


def test_a_cancellation_offers_the_place_to_the_next_who_waits(admin_client):
    has_a_place, waits = on_a_course("accepted", "waiting", capacity=1)
    begins = date(2099, 1, 12)
    type(waits.course).objects.update(starts_on=begins, ends_on=begins)

    response = confirm(admin_client, page("cancelled", has_a_place))

    offer = f"A place is free: {waits.person} is next on the waiting list."
    accept = page("accepted", waits).replace("&", "&amp;")
    assert f'{offer} <a href="{accept}">Accept …</a>' in messages(response)
    assert offer in text(response)


def test_the_offer_leads_to_a_page_that_accepts(admin_client):
    course = CourseFactory(capacity=1)
    EnrolmentFactory(course=course, state="waiting")

    confirm(admin_client, admin_client.get(address(course, "change")).context["offered"]["url"])

    assert states() == ["accepted"]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "to=passed",
        "to=passed&id=999999999",
        "to=passed&id=99999999999999999999999999",
        "to=passed&id=foo",
        "to=passed&id=1%200",
        "to=sacked&id={id}",
        "id={id}",
        "to=passed&id={id}&id={other}",
        "to=passed" + "&id=1" * 3 + "".join(f"&id={n}" for n in range(201)),
    ],
)
def test_people_or_states_that_there_are_not_lead_back_to_the_course(query, admin_client):
    (enrolment,), other = on_a_course("accepted"), EnrolmentFactory()
    query = query.format(id=enrolment.pk, other=other.pk)
    url = f"{address(enrolment.course, 'people')}?{query}"

    for answer in (admin_client.get(url), admin_client.post(url, {"on": "2017-09-21"})):
        assert answer["Location"] == address(enrolment.course, "change")
    assert states() == ["accepted", "applied"]


def test_a_nul_byte_in_the_address_is_refused(admin_client):
    (enrolment,) = on_a_course("accepted")

    url = f"{page('passed', enrolment)}&id=%00"
    assert admin_client.get(url).status_code == 400


def test_people_whom_these_staff_may_not_see_are_neither_shown_nor_changed(
    admin_client, monkeypatch
):
    one, other = on_a_course("passed", "passed")
    monkeypatch.setattr(
        EnrolmentAdmin, "get_queryset", lambda *_: Enrolment.objects.filter(pk=one.pk)
    )

    shown = admin_client.get(address(one.course, "change")).context["people"]
    plan = admin_client.get(address(one.course, "certify")).context["plan"]
    answers = [admin_client.get(page("failed", each)) for each in (one, other)]

    assert (shown, plan.eligible) == ([one], [one])
    assert [each.status_code for each in answers] == [200, 302]


@pytest.mark.parametrize(
    "permissions",
    [
        ["certification.view_course", "certification.view_enrolment"],
        ["certification.change_enrolment"],
    ],
)
def test_staff_who_may_not_change_enrolments_of_courses_can_not_record(permissions, client):
    staff_with(client, *permissions)
    (enrolment,) = on_a_course("accepted")

    url = page("attended", enrolment)
    assert [client.get(url).status_code, client.post(url).status_code] == [403, 403]
    assert states() == ["accepted"]
