"""The page of one course: what it tells, and of whom it tells nothing."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from certification.demo.factories import (
    ApplicationFactory,
    CourseFactory,
    EnrolmentFactory,
    ExpertFactory,
    PersonFactory,
)
from certification.models import ApplicationRequest
from tests.html import text

DAY = timedelta(days=1)


def page(client, course):
    return text(client.get(course.get_absolute_url()))


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        (date(2017, 9, 19), date(2017, 9, 19), "19 September 2017"),
        (date(2017, 9, 19), date(2017, 9, 21), "19 to 21 September 2017"),
        (date(2017, 9, 30), date(2017, 10, 2), "30 September to 2 October 2017"),
        (date(2017, 12, 30), date(2018, 1, 2), "30 December 2017 to 2 January 2018"),
        (date(2016, 9, 19), date(2017, 9, 21), "19 September 2016 to 21 September 2017"),
        (date.min, date.max, "1 January 0001 to 31 December 9999"),
    ],
)
def test_days_are_written_out(client, first, last, written):
    course = CourseFactory(title="Title", starts_on=first, ends_on=last)

    assert f"Title {written} Stuttgart, Germany" in page(client, course)


def test_a_course_tells_place_language_kind_level_places_and_what_it_is_about(client):
    course = CourseFactory(
        kind="advanced", language="de", capacity=13, description="One.\n\n<b>Two</b>."
    )

    shown = page(client, course)

    assert [
        words in shown
        for words in (
            "Kind Advanced Leads to Bronze Place Stuttgart, Germany",
            "Language German Places 13",
            "What it is about One. <b>Two</b>.",
        )
    ] == [True] * 3


def test_an_online_course_has_no_other_place(client):
    assert "Place Online" in page(client, CourseFactory(online=True))


def test_trainers_are_named_and_lead_to_their_page_if_they_have_one(client):
    expert = ExpertFactory(given_name="Helmut", family_name="Kergel")
    unlisted = ExpertFactory(given_name="Ann", family_name="Unlisted", consent=None)
    uncertified = PersonFactory(given_name="Bob", family_name="Uncertified")
    course = CourseFactory(trainers=[expert, unlisted, uncertified])

    response = client.get(course.get_absolute_url())

    assert "Trainers Helmut Kergel Bob Uncertified Ann Unlisted" in text(response)
    assert [
        f"/experts/{person.slug}/" in response.text for person in (expert, unlisted, uncertified)
    ] == [True, False, False]


def test_countries_are_counted_of_those_who_take_part(client):
    course = CourseFactory()
    for country, state in [
        *[("NO", "accepted"), ("NO", "attended"), ("DE", "attended"), ("", "accepted")],
        *[
            ("DE", "absent"),
            ("FR", "absent"),
            ("SE", "applied"),
            ("SE", "waiting"),
            ("SE", "cancelled"),
        ],
    ]:
        EnrolmentFactory(course=course, state=state, person=PersonFactory(country=country))
    EnrolmentFactory(state="accepted", person=PersonFactory(country="FI"))

    response = client.get(course.get_absolute_url())

    assert response.context["countries"] == [
        ("Germany", 1),
        ("Norway", 2),
        ("Country not recorded", 1),
    ]
    assert "4 people have a place. Germany 1 Norway 2 Country not recorded 1" in text(response)


@pytest.mark.parametrize(
    ("states", "told"),
    [(["absent"], []), (["absent", "attended"], ["1 person took part. Norway 1"])],
)
def test_who_did_not_come_took_no_part_in_a_past_course(client, states, told):
    course = CourseFactory(past=True)
    for state in states:
        EnrolmentFactory(course=course, state=state)

    shown = text(client.get(course.get_absolute_url()))

    assert [each for each in (["1 person took part. Norway 1"]) if each in shown] == told
    assert "place." not in shown


@pytest.mark.parametrize("cancelled", [False, True])
def test_a_cancelled_course_says_so_from_its_day_on(client, cancelled):
    today = timezone.localdate()
    course = CourseFactory(cancelled_on=today if cancelled else today + DAY)
    EnrolmentFactory(course=course, state="accepted")

    shown = page(client, course)

    assert [
        words in shown
        for words in ("this course does not take place", "Apply for this course", "has a place")
    ] == [cancelled, not cancelled, not cancelled]


def test_who_applies_to_a_full_course_is_told_of_the_waiting_list(client):
    course = CourseFactory(capacity=1)
    EnrolmentFactory(course=course, state="accepted")

    shown = page(client, course)

    assert (
        "Full: you can apply for the waiting list" in shown,
        "Apply for the waiting list" in shown,
    ) == (
        True,
        True,
    )


PAGES = ["", "course.ics", "apply/", "apply/sent/", "apply/token/"]


@pytest.mark.parametrize("part", PAGES)
def test_a_course_that_is_not_published_has_no_page(client, part):
    hidden = CourseFactory(is_published=False)

    answers = [
        client.get(f"/courses/{slug}/{part}") for slug in (hidden.slug, "nothing", "x" * 10_000)
    ]

    assert [(answer.status_code, answer.content) for answer in answers] == [
        (404, answers[0].content)
    ] * 3


@pytest.mark.parametrize("path", ["/courses/%00/", "/courses/a%00b/course.ics", "/courses/x.ics"])
def test_a_path_that_leads_nowhere_gets_the_404_page(client, path):
    response = client.get(path)

    assert (response.status_code, "There is no such page" in response.text) == (404, True)


def test_the_page_takes_the_same_queries_with_one_person_and_with_many(
    client, django_assert_num_queries
):
    course = CourseFactory(trainers=[ExpertFactory()])
    EnrolmentFactory(course=course, state="accepted")
    with django_assert_num_queries(3):
        client.get(course.get_absolute_url())

    course.trainers.add(ExpertFactory(), PersonFactory())
    for country in ("SE", "FI"):
        person = PersonFactory(country=country)
        EnrolmentFactory(course=course, state="accepted", person=person)
    with django_assert_num_queries(3):
        client.get(course.get_absolute_url())


PRIVATE = {
    "given_name": "Secretgiven",
    "family_name": "Secretfamily",
    "email": "secret@example.org",
}


def addresses(course):
    parts = [course.get_absolute_url() + part for part in PAGES]
    return ["/", "/courses/", "/courses/calendar.ics", "/sitemap-courses.xml", *parts]


def test_no_page_names_a_participant_or_an_applicant(client):
    course = CourseFactory(trainers=[PersonFactory(email="secret@example.com")])
    for state in ("applied", "accepted", "waiting", "cancelled"):
        person = ExpertFactory(consent=None, **PRIVATE)
        EnrolmentFactory(course=course, state=state, person=person, remark="Secretremark")
    ApplicationFactory(course=course, organisation="Secretorganisation", **PRIVATE)
    ApplicationRequest.objects.create(
        course=course, country="NO", consented_at=timezone.now(), **PRIVATE
    )

    leaks = [
        address
        for address in addresses(course)
        if "secret" in client.get(address).content.decode().casefold()
    ]

    assert leaks == []


def test_only_a_page_with_a_form_sets_a_cookie_and_is_kept_by_nobody():
    course = CourseFactory()
    client = Client(headers={"cookie": f"sessionid={'a' * 32}"})
    public = {*addresses(course)} - {course.get_absolute_url() + part for part in PAGES[2:]}
    public.add(course.get_absolute_url() + "apply/sent/")

    answers = {
        address: (
            response.cookies.output(),
            "Cookie" in response.get("Vary", ""),
            response["Cache-Control"],
        )
        for address in public
        for response in [client.get(address)]
    }
    form = client.get(course.get_absolute_url() + "apply/")

    assert answers == dict.fromkeys(public, ("", False, "no-cache"))
    assert (list(form.cookies), form["Cache-Control"]) == (
        ["csrftoken"],
        "max-age=0, no-cache, no-store, must-revalidate, private",
    )


def test_hostile_words_are_text(client):
    hostile = "<script>alert(1)</script>"
    trainer = PersonFactory(given_name=hostile, family_name="<img src=x>")
    course = CourseFactory(title=hostile, place=hostile, description=hostile, trainers=[trainer])

    pages = [client.get(address).text for address in addresses(course)[:2]]
    pages += [client.get(course.get_absolute_url() + part).text for part in ("", *PAGES[2:])]

    assert [(hostile in page, "<img src=x" in page) for page in pages] == [(False, False)] * 6
