"""Enrolments across courses: their list, the page of one, and those of a person."""

from datetime import date

import pytest

from certification.admin.enrolment import EnrolmentOfPersonInline
from certification.admin.expert import ExpertAdmin
from certification.demo.factories import (
    CertificationFactory,
    EnrolmentFactory,
    PersonFactory,
)
from certification.models import Enrolment, Expert
from tests.courses import on_a_course, states
from tests.html import text
from tests.staff import address, errors, listed_rows


def enrolment_form(enrolment, **changes):
    data = {"state": enrolment.state, "applied_on": enrolment.applied_on, "remark": ""}
    return data | {"result_on": enrolment.result_on or ""} | changes


def test_the_page_of_an_enrolment_corrects_it(admin_client):
    (enrolment,) = on_a_course("passed")

    admin_client.post(
        address(enrolment, "change"),
        enrolment_form(enrolment, state="failed", result_on="2017-09-20", remark="Two papers"),
    )

    enrolment.refresh_from_db()
    corrected = (enrolment.state, enrolment.result_on, enrolment.remark)
    assert corrected == ("failed", date(2017, 9, 20), "Two papers")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"state": "passed"}, "Give the day of the result for those who passed or failed"),
        ({"state": "applied"}, "After “Accepted” can't come “Applied”"),
        ({"applied_on": "2999-01-01"}, "The day 2999-01-01 has not come yet."),
        ({"seen": "2017"}, "Somebody has changed this enrolment since you opened the form"),
    ],
)
def test_the_page_of_an_enrolment_refuses_nonsense_in_words(changes, message, admin_client):
    (enrolment,) = on_a_course("accepted")

    response = admin_client.post(address(enrolment, "change"), enrolment_form(enrolment, **changes))

    assert [message in each for each in errors(response)] == [True]
    assert states() == ["accepted"]


def test_a_person_is_enrolled_from_the_list_of_all_enrolments_unless_the_course_is_full(
    admin_client,
):
    (taken,) = on_a_course("accepted", capacity=1)
    data = {"course": taken.course_id, "state": "accepted", "applied_on": "2017-03-01"}

    response = admin_client.post(
        address(Enrolment, "add"), {**data, "person": PersonFactory().pk}, follow=True
    )

    assert [each.startswith(f"{taken.course} is full") for each in errors(response)] == [True]
    assert states() == ["accepted"]


def test_a_page_of_a_person_shows_the_courses_and_what_came_of_them(admin_client, monkeypatch):
    monkeypatch.setattr(ExpertAdmin, "inlines", [EnrolmentOfPersonInline])
    enrolment, other = EnrolmentFactory(passed=True), EnrolmentFactory()
    CertificationFactory(person=enrolment.person, enrolment=enrolment)

    page = text(admin_client.get(address(Expert(pk=enrolment.person_id), "change")))

    assert f"{enrolment.course} Passed 2017-03-01 2017-09-21 Bronze, 2015-01-01" in page
    assert str(other.course) not in page


def test_enrolments_of_all_courses_are_found_by_person_state_and_course(admin_client):
    person = PersonFactory(given_name="Bjørn", family_name="Ærø")
    mine = EnrolmentFactory(person=person, state="accepted")
    EnrolmentFactory(person=person, passed=True)
    EnrolmentFactory(state="accepted")
    asked = {"q": "aero bj", "state__exact": "accepted", "when": "coming"}

    assert listed_rows(admin_client.get(address(Enrolment, "changelist"), asked)) == [mine]
