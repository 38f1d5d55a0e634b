"""Courses in the admin: their list, and the form of one."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from certification.demo.factories import (
    CertificationFactory,
    CourseFactory,
    EnrolmentFactory,
    PersonFactory,
)
from certification.models import Course
from tests.courses import course_form
from tests.html import text
from tests.staff import address, errors, listed_rows

LIST = address(Course, "changelist")


def seen(client, record):
    return client.get(address(record, "change")).context["adminform"].form["seen"].value()


def test_a_course_is_added_with_its_trainers_and_gets_its_public_address(admin_client):
    trainer = PersonFactory()

    admin_client.post(address(Course, "add"), course_form(trainers=[trainer.pk]))

    course = Course.objects.get()
    assert (course.slug, list(course.trainers.all())) == ("basics-2017-09", [trainer])


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"ends_on": "2017-09-18"}, "The last day can't be before the first."),
        ({"place": ""}, "Give place and country, or say that the course is online."),
        ({"capacity": "0"}, "Ensure this value is greater than or equal to 1."),
        ({"cancelled_on": "2017-09-22"}, "A course that has ended can't be cancelled."),
        (
            {"applications_until": "2018-01-01"},
            "Nobody can apply after the last day of the course.",
        ),
        ({"language": "xx"}, "Select a valid choice. xx is not one of the available choices."),
    ],
)
def test_a_course_that_makes_no_sense_is_refused_in_words(changes, message, admin_client):
    response = admin_client.post(address(Course, "add"), course_form(**changes))

    assert message in errors(response)
    assert not Course.objects.exists()


def test_the_list_tells_places_taken_and_how_many_passed_without_a_certification(admin_client):
    course = CourseFactory(past=True, capacity=9)
    results = {"state": "passed", "result_on": date(2017, 9, 21)}
    for _number in range(2):
        EnrolmentFactory(course=course, **results)
    certified = EnrolmentFactory(course=course, **results)
    CertificationFactory(person=certified.person, enrolment=certified)
    EnrolmentFactory(course=course, state="cancelled")

    (row,) = listed_rows(admin_client.get(LIST))

    assert (row.taken, row.to_certify) == (3, 2)


def test_the_list_takes_the_same_number_of_queries_for_one_course_and_for_three(
    admin_client, django_assert_num_queries
):
    def fill():
        course = CourseFactory(trainers=[PersonFactory()])
        EnrolmentFactory(course=course)

    fill()
    admin_client.get(LIST)
    with django_assert_num_queries(5):
        admin_client.get(LIST)
    fill()
    fill()
    with django_assert_num_queries(5):
        admin_client.get(LIST)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"when": "coming"}, "coming"),
        ({"when": "past"}, "past"),
        ({"country": "SE"}, "past"),
        ({"kind__exact": "advanced"}, "past"),
        ({"is_published__exact": "0"}, "past"),
        ({"q": "umea"}, "past"),
        ({"q": "STUTT basic"}, "coming"),
    ],
)
def test_courses_are_filtered_and_found(asked, found, admin_client):
    courses = {
        "coming": CourseFactory(title="Basics"),
        "past": CourseFactory(
            past=True, country="SE", place="Umeå", kind="advanced", is_published=False
        ),
    }

    assert listed_rows(admin_client.get(LIST, asked)) == [courses[found]]


def test_a_course_that_ends_today_is_still_coming(admin_client):
    today = timezone.localdate()
    ends_today = CourseFactory(starts_on=today - timedelta(days=2))
    CourseFactory(starts_on=today - timedelta(days=3))

    assert listed_rows(admin_client.get(LIST, {"when": "coming"})) == [ends_today]


def test_fewer_places_than_people_are_refused(admin_client):
    course = CourseFactory(capacity=2)
    for _number in range(2):
        EnrolmentFactory(course=course, state="accepted")

    response = admin_client.post(address(course, "change"), course_form(course, capacity=1))

    assert errors(response) == ["2 people have a place already."]


@pytest.mark.parametrize("change", ["place", "trainers"])
def test_a_form_opened_before_a_change_of_somebody_else_saves_nothing(change, admin_client):
    course = CourseFactory()
    old = seen(admin_client, course)
    if change == "place":
        Course.objects.update(place="Berlin")
    else:
        course.trainers.add(PersonFactory())

    response = admin_client.post(address(course, "change"), course_form(course, seen=old))

    assert len(errors(response)) == 1
    assert (Course.objects.get().place, course.trainers.count()) == (
        ("Berlin", 0) if change == "place" else ("Stuttgart", 1)
    )


def test_only_a_published_course_has_a_link_to_its_public_page(admin_client):
    pages = [
        admin_client.get(address(CourseFactory(is_published=is_published), "change"))
        for is_published in (True, False)
    ]

    assert ["View on site" in text(page) for page in pages] == [True, False]


@pytest.mark.parametrize("pk", ["9" * 30, "0", "%00", "foo", "1/2"])
def test_an_address_of_no_course_is_no_server_error(pk, admin_client):
    statuses = {
        admin_client.get(f"{LIST}{pk}/{part}").status_code
        for part in ("change/", "people/", "certify/")
    }

    assert statuses <= {302, 404}
