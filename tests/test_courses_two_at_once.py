"""Members of staff who record on one course at the same moment: real connections, many rounds."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from certification.demo.factories import ApplicationFactory, CourseFactory, EnrolmentFactory
from certification.enrolling import record
from certification.models import (
    Application,
    Certification,
    Course,
    Enrolment,
    NumberSeries,
)
from people.models import Person
from tests.at_once import at_once as together
from tests.staff import address

ROUNDS = 12
LAST = date(2017, 9, 21)

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "public"])


def at_once(*steps):
    """Their answers; of one that is refused, what is said."""
    answers = []
    for answer in together(*steps):
        if isinstance(answer, Exception) and not isinstance(answer, ValidationError):
            raise answer
        answers.append(answer.messages if isinstance(answer, ValidationError) else answer)
    return answers


def test_the_last_place_is_given_once_and_the_other_reads_why():
    for _round in range(ROUNDS):
        course = CourseFactory(capacity=2)
        EnrolmentFactory(course=course, state="accepted")
        rivals = [EnrolmentFactory(course=course) for _number in range(3)]

        answers = at_once(*[lambda each=each: each.move_to("accepted") for each in rivals])

        text = (
            f"{course} is full: 2 people have its places. "
            "Needed: more places, or that somebody who has one cancels."
        )
        assert sorted(answers, key=str) == sorted([None, [text], [text]], key=str)
        assert course.places_taken() == 2


def test_groups_that_overlap_are_recorded_one_after_the_other_and_never_beyond_the_places():
    for _round in range(ROUNDS):
        course = CourseFactory(capacity=3)
        keys = [EnrolmentFactory(course=course).pk for _number in range(4)]

        def accept(chosen, course=course):
            mine = Course.objects.get(pk=course.pk)
            return len(record(mine, mine.enrolments.filter(pk__in=chosen), "accepted"))

        answers = at_once(lambda: accept(keys[:3]), lambda: accept(keys[:0:-1]))  # noqa: B023

        assert [answer for answer in answers if answer == 3] == [3]
        assert course.places_taken() == 3


def test_the_database_holds_the_places_against_those_who_ask_nobody():
    for _round in range(ROUNDS):
        course = CourseFactory(capacity=1)
        rivals = [EnrolmentFactory(course=course) for _number in range(2)]

        def force(enrolment):
            try:
                Enrolment.objects.filter(pk=enrolment.pk).update(state="accepted")
            except Exception as error:
                return error.__cause__.diag.constraint_name
            return "accepted"

        answers = at_once(*[lambda each=each: force(each) for each in rivals])

        assert sorted(answers) == ["a_course_has_no_more_people_than_places", "accepted"]


def test_fewer_places_and_one_more_person_at_the_same_moment_never_contradict():
    for _round in range(ROUNDS):
        course = CourseFactory(capacity=2)
        EnrolmentFactory(course=course, state="accepted")
        late = EnrolmentFactory(course=course)

        def shrink(course=course):
            try:
                Course.objects.filter(pk=course.pk).update(capacity=1)
            except Exception as error:
                return error.__cause__.diag.constraint_name

        at_once(shrink, lambda late=late: late.move_to("accepted"))

        course.refresh_from_db()
        assert course.places_taken() <= course.capacity


def test_a_batch_that_two_certify_at_the_same_moment_is_certified_once(admin_user):
    for number in range(1, 4):
        course = CourseFactory(past=True)
        for _number in range(3):
            EnrolmentFactory(course=course, state="passed", result_on=LAST)
        clients = [Client(), Client()]
        for client in clients:
            client.force_login(admin_user)
        page = address(course, "certify")
        seen = clients[0].get(page).context["plan"].seen

        answers = at_once(
            *[lambda each=each: each.post(page, {"seen": seen})["Location"] for each in clients]  # noqa: B023
        )

        assert sorted(answers) == sorted([page, address(course, "change")])
        assert Certification.objects.count() == 3 * number
        assert NumberSeries.objects.get().last == 3 * number


def test_certifying_and_taking_back_a_result_at_the_same_moment_never_contradict(admin_user):
    for _round in range(4):
        enrolment = EnrolmentFactory(passed=True)
        client = Client()
        client.force_login(admin_user)
        page = address(enrolment.course, "certify")
        seen = client.get(page).context["plan"].seen

        at_once(
            lambda: client.post(page, {"seen": seen}).status_code,  # noqa: B023
            lambda enrolment=enrolment: enrolment.move_to("failed", LAST),
        )

        enrolment.refresh_from_db()
        certified = Certification.objects.filter(enrolment=enrolment).exists()
        assert (enrolment.state, certified) in [("passed", True), ("failed", False)]


def test_an_applicant_whom_two_add_at_the_same_moment_is_one_new_person():
    for number in range(1, ROUNDS + 1):
        key = ApplicationFactory().pk

        def add(key=key):
            return Application.objects.get(pk=key).enrol_as_new_person().pk

        answers = at_once(add, add)

        enrolment = Application.objects.get(pk=key).enrolment
        said = [f"It has become an enrolment: {enrolment} (Applied)."]
        assert sorted(answers, key=str) == sorted([enrolment.pk, said], key=str)
        assert Person.objects.count() == number
