"""The public list of courses: which are on it, in which order, and what the filters mean."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from certification.demo.factories import CourseFactory, EnrolmentFactory, PersonFactory
from certification.register import courses
from certification.register.courses import Stage, published, stage
from tests.html import text

DAY = timedelta(days=1)


@pytest.fixture
def found(client):
    """The titles on the list: of those to come, and of those that are over."""

    def ask(query=""):
        context = client.get(f"/courses/{query}").context
        return [[course.title for course in context[part]] for part in ("coming", "past")]

    return ask


def test_the_next_course_comes_first_and_of_those_that_are_over_the_latest(found):
    today = timezone.localdate()
    for days in (9, 1, -400, -9):
        CourseFactory(title=f"{days}", starts_on=today + days * DAY)
    CourseFactory(title="last day", starts_on=today - 2 * DAY)
    CourseFactory(title="hidden", is_published=False)

    assert found() == [["last day", "1", "9"], ["-9", "-400"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?country=NO", ["Oslo"]),
        ("?country=NO&country=DE", ["Berlin", "Online from Berlin", "Oslo"]),
        ("?country=online", ["Online", "Online from Berlin"]),
        ("?country=DE", ["Berlin", "Online from Berlin"]),
        ("?country=DE&country=online", ["Berlin", "Online", "Online from Berlin"]),
        ("?country=MT", []),
        ("?kind=advanced", ["Oslo"]),
        ("?kind=advanced&kind=refresher", ["Online", "Oslo"]),
        ("?kind=basic&country=NO", []),
        ("?kind=basic&country=NO&country=DE", ["Berlin", "Online from Berlin"]),
    ],
)
@pytest.mark.parametrize("past", [False, True], ids=["coming", "past"])
def test_values_of_one_filter_mean_or_and_filters_mean_and(found, query, expected, past):
    CourseFactory(title="Oslo", country="NO", kind="advanced", past=past)
    CourseFactory(title="Berlin", country="DE", past=past)
    CourseFactory(title="Online", online=True, kind="refresher", past=past)
    CourseFactory(title="Online from Berlin", is_online=True, past=past)

    assert [sorted(titles) for titles in found(query)] == (
        [[], expected] if past else [expected, []]
    )


def test_only_what_a_published_course_has_can_be_chosen_and_what_the_address_names(client):
    CourseFactory(country="NO", kind="advanced")
    CourseFactory(country="SE", past=True)
    CourseFactory(country="DE", kind="refresher", is_published=False)

    form = client.get("/courses/?country=MT").context["filter"].form
    choices = {name: list(form.fields[name].choices) for name in ("country", "kind")}

    assert choices == {
        "country": [("MT", "Malta"), ("NO", "Norway"), ("SE", "Sweden")],
        "kind": [("basic", "Basic"), ("advanced", "Advanced")],
    }


def test_online_can_be_chosen_where_a_course_is(client):
    CourseFactory(online=True)

    form = client.get("/courses/").context["filter"].form

    assert list(form.fields["country"].choices) == [("online", "Online")]


def test_paging_keeps_the_filters_and_shows_coming_courses_once(client, found):
    CourseFactory(title="coming", country="NO")
    for number in range(26):
        CourseFactory(title=f"{number:02}", country="NO", starts_on=date(2017, 1, 1) + number * DAY)
    CourseFactory(title="elsewhere", country="SE", past=True)

    first = client.get("/courses/?country=NO")

    assert [part[:1] for part in found("?country=NO")] == [["coming"], ["25"]]
    assert found("?country=NO&page=2") == [[], ["00"]]
    assert 'href="?country=NO&amp;page=2"' in first.content.decode()
    assert 'href="/courses/?country=NO"' in client.get("/courses/?country=NO&page=2").text


TODAY = date(2027, 5, 10)


def test_of_many_that_are_to_come_the_next_are_shown_and_that_there_are_more(
    client, found, monkeypatch
):
    monkeypatch.setattr(courses, "MOST_COMING", 2)
    for days in (3, 1):
        CourseFactory(title=f"{days}", starts_on=timezone.localdate() + days * DAY)
    all_of_them, page = found()[0], text(client.get("/courses/"))
    CourseFactory(title="2", starts_on=timezone.localdate() + 2 * DAY)

    assert (all_of_them, found()[0]) == (["1", "3"], ["1", "2"])
    told = "These are the next 2. The filters find more, and the calendar holds all."
    assert [told in page, told in text(client.get("/courses/"))] == [False, True]


STAGES = [
    # starts in days, applications until, cancelled on, places, taken; and what it is today
    (30, None, None, None, 5, Stage.OPEN),
    (30, None, None, 2, 1, Stage.OPEN),
    (30, None, None, 2, 2, Stage.FULL),
    (0, None, None, None, 0, Stage.OPEN),
    (-1, None, None, None, 0, Stage.CLOSED),
    (-2, None, None, None, 0, Stage.CLOSED),
    (-3, None, None, None, 0, Stage.OVER),
    (30, 0, None, None, 0, Stage.OPEN),
    (30, -1, None, None, 0, Stage.CLOSED),
    (30, -1, None, 2, 2, Stage.CLOSED),
    (-1, 1, None, None, 0, Stage.OPEN),
    (30, None, 0, None, 0, Stage.CANCELLED),
    (30, None, -1, 1, 1, Stage.CANCELLED),
    (30, None, 1, None, 0, Stage.OPEN),
    (-30, None, -40, None, 0, Stage.CANCELLED),
]


@pytest.mark.parametrize(("starts", "until", "cancelled", "places", "taken", "expected"), STAGES)
def test_what_can_be_done_about_a_course_follows_from_its_days_and_places(
    starts, until, cancelled, places, taken, expected
):
    def day(days):
        return None if days is None else TODAY + days * DAY

    course = CourseFactory(
        starts_on=day(starts),
        applications_until=day(until),
        cancelled_on=day(cancelled),
        capacity=places,
    )
    for _ in range(taken):
        EnrolmentFactory(course=course, state="accepted")
    EnrolmentFactory(course=course, state="waiting")

    assert stage(published().get(), TODAY) == expected


def test_each_course_says_what_can_be_done_about_it(client):
    today = timezone.localdate()
    CourseFactory(starts_on=today + DAY)
    full = CourseFactory(starts_on=date(2090, 1, 1), ends_on=date(2090, 1, 5), capacity=1)
    EnrolmentFactory(course=full, state="accepted")
    CourseFactory(starts_on=today + DAY, applications_until=today - DAY)
    CourseFactory(starts_on=today + DAY, cancelled_on=today)

    page = text(client.get("/courses/"))

    assert [
        words in page
        for words in (
            "Open for applications",
            "Full: you can apply for the waiting list Apply until 1 January 2090",
            "Applications are closed",
            "Cancelled",
        )
    ] == [True] * 4


def test_the_list_takes_the_same_queries_with_one_course_and_with_many(
    client, django_assert_num_queries
):
    def add():
        for past in (False, True):
            course = CourseFactory(past=past, trainers=[PersonFactory()])
            EnrolmentFactory(course=course, state="accepted")

    add()
    with django_assert_num_queries(4):
        client.get("/courses/")

    add()
    add()
    with django_assert_num_queries(4):
        client.get("/courses/")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", ["No course is planned at present.", "No course is over yet."]),
        (
            "?kind=advanced",
            ["None of those to come fits the filters.", "None of those that are over fits"],
        ),
    ],
)
def test_a_list_without_courses_says_so(client, query, words):
    page = text(client.get(f"/courses/{query}"))

    assert [word in page for word in words] == [True, True]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("country=XX", 400),
        ("country=%00", 400),
        ("kind=fine", 400),
        ("kind=%00", 400),
        (f"kind={'x' * 10_000}", 400),
        ("page=2", 404),
        ("page=-1", 404),
        ("page=%00", 404),
        ("page=" + "9" * 5_000, 404),
        ("nothing=1&%ff=%ff", 200),
        ("&".join(f"a{number}=1" for number in range(6_000)), 400),
    ],
    ids=lambda value: str(value)[:30],
)
def test_nonsense_in_the_address_gets_a_page(client, query, status):
    client.raise_request_exception = False
    CourseFactory()

    response = client.get(f"/courses/?{query}")

    assert (response.status_code, "Cluster Expert Register</title>" in response.text) == (
        status,
        True,
    )


def test_an_empty_field_of_the_form_is_left_out_of_the_address(client):
    response = client.get("/courses/?country=&kind=basic&page=1")

    assert (response.status_code, response["Location"]) == (302, "/courses/?kind=basic")
