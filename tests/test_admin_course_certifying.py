"""Certify all who passed a course: a page shows who gets what, and its button does exactly that."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from certification.demo.factories import (
    CertificationFactory,
    CourseFactory,
    EnrolmentFactory,
    level,
)
from certification.models import Certification, LevelRule, NumberSeries
from tests.html import text
from tests.staff import address, messages, staff_with

TODAY = timezone.localdate()
LAST = date(2017, 9, 21)


@pytest.fixture
def course():
    """Two passed, one passed who is certified for bronze, one failed, one cancelled."""
    course = CourseFactory(past=True)
    for state in ("passed", "passed", "passed", "failed"):
        enrolment = EnrolmentFactory(course=course, state=state, result_on=LAST)
    EnrolmentFactory(course=course, state="cancelled")
    CertificationFactory(person=people(course, "passed")[2])
    assert enrolment.state == "failed"
    return course


def people(course, state):
    return [each.person for each in course.enrolments.filter(state=state).order_by("pk")]


def page(course, day=None):
    return address(course, "certify") + (f"?on={day}" if day else "")


def confirm(client, url, **changes):
    plan = client.get(url).context["plan"]
    return client.post(url, {"seen": plan.seen, **changes}, follow=True)


def made():
    return Certification.objects.exclude(enrolment=None).order_by("pk")


def test_the_page_shows_who_gets_what_and_why_somebody_does_not_and_changes_nothing(
    course, admin_client
):
    rule = LevelRule.objects.get(level__slug="bronze")
    LevelRule.objects.filter(pk=rule.pk).update(validity_months=36)

    plan = admin_client.get(page(course, "2020-03-15")).context["plan"]

    one, other, holder = people(course, "passed")
    assert {each.person for each in plan.eligible} == {one, other}
    left_out = [(each.person, reasons) for each, reasons in plan.left_out]
    assert left_out == [(holder, ["Is certified for Bronze from 2015-01-01 on."])]
    assert plan.valid_until == date(2023, 3, 14)
    assert Certification.objects.count() == 1


def test_the_button_certifies_all_who_were_shown_on_the_day_that_was_shown(course, admin_client):
    confirm(admin_client, page(course, "2020-03-15"))

    one, other, _holder = people(course, "passed")
    rows = made().values_list("person", "level__slug", "certified_on", "decided_on")
    day = date(2020, 3, 15)
    assert set(rows) == {(each.pk, "bronze", day, day) for each in (one, other)}
    assert {row.enrolment.course for row in made()} == {course}


def test_staff_read_the_numbers_given_and_again_who_was_left_out(course, admin_client):
    response = confirm(admin_client, page(course))

    names = ", ".join(f"{row.person} ({row.number})" for row in made())
    holder = people(course, "passed")[2]
    assert messages(response) == [
        f"Certified for Bronze from {TODAY} on: {names}.",
        f"Not certified: {holder}. Is certified for Bronze from 2015-01-01 on.",
    ]


def test_a_batch_that_is_certified_twice_certifies_nobody_twice(course, admin_client):
    seen = admin_client.get(page(course)).context["plan"].seen

    answers = [admin_client.post(page(course), {"seen": seen}) for _time in range(2)]

    assert [each["Location"] for each in answers] == [address(course, "change"), page(course)]
    assert made().count() == 2
    plan = admin_client.get(page(course)).context["plan"]
    assert (plan.eligible, len(plan.certified)) == ([], 2)


@pytest.mark.parametrize("seen", ["", "foo", "0" * 64])
def test_nothing_happens_that_was_not_shown(seen, course, admin_client):
    response = admin_client.post(page(course), {"seen": seen}, follow=True)

    assert messages(response)[0].startswith("Nobody has been certified, because what was shown")
    assert made().count() == 0


@pytest.mark.parametrize("change", ["one more has passed", "another rule", "another day"])
def test_what_has_changed_since_it_was_shown_is_shown_again(change, course, admin_client):
    seen = admin_client.get(page(course)).context["plan"].seen
    url = page(course)
    if change == "one more has passed":
        course.enrolments.get(state="failed").move_to("passed", LAST)
    elif change == "another rule":
        LevelRule.objects.update(validity_months=12)
    else:
        url = page(course, TODAY - timedelta(days=1))

    admin_client.post(url, {"seen": seen})

    assert made().count() == 0


@pytest.mark.parametrize(
    "day", [TODAY + timedelta(days=1), "9999-12-31", "tomorrow", "2017-02-30", "1" * 400]
)
def test_a_day_of_decision_that_makes_no_sense_is_refused_in_words(day, course, admin_client):
    response = admin_client.get(page(course, day))

    assert (len(response.context["form"].errors["on"]), response.context["plan"]) == (1, None)
    assert admin_client.post(page(course, day), {"seen": ""}).status_code == 200
    assert made().count() == 0


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        ("2017-09-20", "Has passed no such course: Basic, leading to Bronze."),
        ("0001-01-01", "No rule of Bronze held on 0001-01-01."),
    ],
)
def test_a_decision_before_the_result_or_the_rules_certifies_nobody(day, reason, admin_client):
    enrolment = EnrolmentFactory(passed=True)

    plan = admin_client.get(page(enrolment.course, day)).context["plan"]

    assert [(each.pk, reasons) for each, reasons in plan.left_out] == [(enrolment.pk, [reason])]


def test_a_batch_that_fails_certifies_nobody_and_uses_no_number(course, admin_client, monkeypatch):
    saved = []

    def fail_at_the_second(self, *args, **kwargs):
        saved.append(self)
        if len(saved) == 2:
            raise IntegrityError
        return save(self, *args, **kwargs)

    save = Certification.save
    monkeypatch.setattr(Certification, "save", fail_at_the_second)

    response = confirm(admin_client, page(course))

    assert messages(response)[0].startswith("Somebody else changed the record of")
    assert (made().count(), NumberSeries.objects.count()) == (0, 0)


def test_the_page_takes_the_same_number_of_queries_for_one_person_and_for_three(
    admin_client, django_assert_max_num_queries
):
    first = EnrolmentFactory(passed=True)
    admin_client.get(page(first.course))
    with django_assert_max_num_queries(99) as queries:
        admin_client.get(page(first.course))
    for _number in range(2):
        EnrolmentFactory(course=first.course, state="passed", result_on=LAST)

    with django_assert_max_num_queries(len(queries)):
        plan = admin_client.get(page(first.course)).context["plan"]

    assert len(plan.eligible) == 3


def test_a_course_that_leads_to_no_level_says_what_is_needed(admin_client):
    course = CourseFactory(level=None)

    response = admin_client.get(page(course), follow=True)

    assert messages(response) == [
        "This course leads to no level. Say which one below, and save, to certify for it."
    ]


def test_a_refresher_certifies_nobody_for_what_a_basic_course_is_needed(admin_client):
    course = CourseFactory(past=True, kind="refresher", level=level("bronze"))
    EnrolmentFactory(course=course, state="passed", result_on=LAST)

    plan = admin_client.get(page(course)).context["plan"]

    assert [reasons for _, reasons in plan.left_out] == [
        ["Has passed no such course: Basic, leading to Bronze."]
    ]


@pytest.mark.parametrize(
    ("permission", "status"), [("add_certification", 200), ("change_certification", 403)]
)
def test_certifying_takes_a_permission_of_its_own(permission, status, course, client):
    seen = ["certification.view_course", "certification.view_enrolment"]
    staff_with(client, *seen, f"certification.{permission}")

    answers = [client.get(page(course)), client.post(page(course), {"seen": ""}, follow=True)]

    assert [each.status_code for each in answers] == [status, status]
    linked = "Certify all who passed …" in text(client.get(address(course, "change")))
    assert linked == (status == 200)
