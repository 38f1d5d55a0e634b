"""The page of a course: its people, and those who are added."""

from datetime import date

import pytest

from certification.demo.factories import (
    ApplicationFactory,
    CourseFactory,
    EnrolmentFactory,
    PersonFactory,
)
from tests.courses import course_form
from tests.html import text
from tests.staff import address, errors, messages, staff_with


def new(person, **changes):
    return {"person": person.pk, "state": "accepted", "applied_on": "2017-03-01", **changes}


def test_the_page_of_a_course_lists_its_people_and_nobody_else(admin_client):
    enrolment, _other = EnrolmentFactory(remark="By telephone"), EnrolmentFactory()

    response = admin_client.get(address(enrolment.course, "change"))

    assert response.context["people"] == [enrolment]
    assert "By telephone" in text(response)


def test_the_page_takes_the_same_number_of_queries_for_one_person_and_for_three(
    admin_client, django_assert_max_num_queries
):
    course = CourseFactory(past=True, capacity=9)
    EnrolmentFactory(course=course)
    admin_client.get(address(course, "change"))
    with django_assert_max_num_queries(99) as queries:
        admin_client.get(address(course, "change"))
    for _number in range(2):
        EnrolmentFactory(course=course, state="passed", result_on=course.ends_on)

    with django_assert_max_num_queries(len(queries)):
        admin_client.get(address(course, "change"))


def test_people_are_added_on_the_page(admin_client):
    course, person = CourseFactory(past=True), PersonFactory()
    row = new(person, state="passed", result_on="2017-09-21", remark="Group 2")

    admin_client.post(address(course, "change"), course_form(course, [row]))

    enrolment = course.enrolments.get()
    assert (enrolment.person, enrolment.state, enrolment.remark) == (person, "passed", "Group 2")


@pytest.mark.parametrize("state", ["accepted", "attended", "passed", "failed", "absent"])
def test_what_became_of_somebody_new_is_chosen_at_once_on_a_past_course(state, admin_client):
    course = CourseFactory(past=True)
    day = "2017-09-21" if state in {"passed", "failed"} else ""

    admin_client.post(
        address(course, "change"),
        course_form(course, [new(PersonFactory(), state=state, result_on=day)]),
    )

    assert course.enrolments.get().state == state


@pytest.mark.parametrize("past", [True, False])
def test_the_help_says_so_of_a_course_that_has_begun(past, admin_client):
    page = admin_client.get(address(CourseFactory(**({"past": True} if past else {})), "change"))

    assert ("what became of the person can be chosen at once" in text(page)) == past


@pytest.mark.parametrize("key", ["0", "9" * 18])
@pytest.mark.parametrize("field", ["trainers", "enrolments-0-person"])
def test_people_that_there_are_not_are_refused_in_words(field, key, admin_client):
    course = CourseFactory(past=True)
    form = course_form(course, [new(PersonFactory())]) | {field: key}

    response = admin_client.post(address(course, "change"), form)

    assert len(errors(response)) == 1
    assert (course.enrolments.count(), course.trainers.count()) == (0, 0)


@pytest.mark.parametrize("key", ["9" * 40, "foo", "1\0", "-1"])
@pytest.mark.parametrize("field", ["trainers", "enrolments-0-person"])
def test_keys_that_can_not_be_read_are_refused(field, key, admin_client):
    course = CourseFactory(past=True)
    form = course_form(course, [new(PersonFactory())]) | {field: key}

    assert admin_client.post(address(course, "change"), form).status_code == 400
    assert (course.enrolments.count(), course.trainers.count()) == (0, 0)


def test_a_person_who_is_enrolled_already_is_refused_in_words(admin_client):
    enrolment = EnrolmentFactory()

    response = admin_client.post(
        address(enrolment.course, "change"),
        course_form(enrolment.course, [new(enrolment.person)]),
    )

    assert errors(response) == ["This person is enrolled on this course already."]


def test_more_new_people_than_free_places_are_refused_together(admin_client):
    course = CourseFactory(past=True, capacity=2)
    EnrolmentFactory(course=course, state="accepted")

    response = admin_client.post(
        address(course, "change"),
        course_form(course, [new(PersonFactory()), new(PersonFactory())]),
    )

    assert errors(response) == ["Places needed: 2. Places free: 1. Choose fewer people."]
    assert course.enrolments.count() == 1


def test_a_raised_capacity_offers_the_place_to_the_next_who_waits(admin_client):
    course = CourseFactory(capacity=1)
    EnrolmentFactory(course=course, state="accepted")
    EnrolmentFactory(course=course, state="waiting", applied_on=date(2017, 3, 2))
    first = EnrolmentFactory(course=course, state="waiting", applied_on=date(2017, 3, 1))

    response = admin_client.post(
        address(course, "change"), course_form(course, capacity=2), follow=True
    )

    offer = f"A place is free: {first.person} is next on the waiting list."
    assert [offer in message for message in messages(response)] == [True, False]


def test_the_page_leads_to_new_applications(admin_client):
    course = CourseFactory()
    ApplicationFactory(course=course)
    ApplicationFactory(course=course, unconfirmed=True)

    assert "1 new application " in text(admin_client.get(address(course, "change")))


def test_staff_who_may_not_see_enrolments_see_no_people(client):
    staff_with(client, "certification.view_course")
    enrolment = EnrolmentFactory()

    response = client.get(address(enrolment.course, "change"))

    assert str(enrolment.person) not in text(response)


def test_staff_who_may_only_look_get_no_buttons(client):
    staff_with(client, "certification.view_course", "certification.view_enrolment")
    enrolment = EnrolmentFactory()

    response = client.get(address(enrolment.course, "change"))

    assert str(enrolment.person) in text(response)
    assert b'type="checkbox" name="id"' not in response.content
