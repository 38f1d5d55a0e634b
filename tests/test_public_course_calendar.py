"""Courses for calendars: read back with a library, and held against the letters of RFC 5545."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from certification.demo.factories import CourseFactory
from certification.models import Course

DAY = timedelta(days=1)


@pytest.fixture
def file(client):
    def get(course=None):
        return client.get(
            f"{course.get_absolute_url()}course.ics" if course else "/courses/calendar.ics"
        )

    return get


@pytest.fixture
def events(file):
    def get(course=None):
        return Calendar.from_ical(file(course).content).events

    return get


def test_a_course_is_an_event_of_whole_days(events):
    changed = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)
    course = CourseFactory(
        title="Benchmarking, basic; 1",
        description="One.\r\n\r\nTwo, “three”; \\four",
        starts_on=date(2027, 9, 19),
        ends_on=date(2027, 9, 21),
    )
    Course.objects.update(updated_at=changed)

    (event,) = events(course)

    assert {name: event.decoded(name) for name in event} == {
        "UID": "benchmarking-basic-1-2027-09@127.0.0.1",
        "DTSTAMP": changed,
        "LAST-MODIFIED": changed,
        "DTSTART": date(2027, 9, 19),
        "DTEND": date(2027, 9, 22),
        "SUMMARY": "Benchmarking, basic; 1",
        "STATUS": "CONFIRMED",
        "LOCATION": "Stuttgart, Germany",
        "URL": "http://testserver/courses/benchmarking-basic-1-2027-09/",
        "DESCRIPTION": "One.\n\nTwo, “three”; \\four",
    }


def test_a_file_has_the_type_and_a_name(file):
    course = CourseFactory()

    headers = [
        (answer["Content-Type"], answer["Content-Disposition"]) for answer in (file(course), file())
    ]

    assert headers == [
        ("text/calendar; charset=utf-8", f'attachment; filename="{course.slug}.ics"'),
        ("text/calendar; charset=utf-8", 'attachment; filename="courses.ics"'),
    ]


@pytest.mark.parametrize(("days", "cancelled"), [(0, True), (1, False), (-1, True)])
def test_a_cancelled_course_says_so_from_its_day_on(events, days, cancelled):
    course = CourseFactory(title="Basic", cancelled_on=timezone.localdate() + days * DAY)

    (event,) = events(course)

    assert (event["STATUS"], event["SUMMARY"]) == (
        ("CANCELLED", "Cancelled: Basic") if cancelled else ("CONFIRMED", "Basic")
    )


def test_a_course_counts_as_changed_when_the_day_comes_from_which_it_is_cancelled(
    events, time_machine_at
):
    course = CourseFactory(starts_on=date(2027, 9, 19), cancelled_on=date(2027, 3, 1))
    saved = datetime(2027, 2, 1, 3, 2, 1, tzinfo=UTC)
    Course.objects.update(updated_at=saved)

    seen = []
    for moment in ("2027-02-28T12:00:00+01:00", "2027-03-01T12:00:00+01:00"):
        time_machine_at(moment)
        (event,) = events(course)
        seen.append((event["STATUS"], event.decoded("DTSTAMP"), event.decoded("LAST-MODIFIED")))

    came = datetime(2027, 2, 28, 23, 0, tzinfo=UTC)
    assert seen == [("CONFIRMED", saved, saved), ("CANCELLED", came, came)]


def test_the_identity_of_an_event_holds_the_host_of_the_register(events, settings):
    course = CourseFactory(title="Basic", starts_on=date(2027, 9, 19))
    settings.REGISTER_URL = "https://register.example.org:8443"

    (event,) = events(course)

    assert event["UID"] == "basic-2027-09@register.example.org"


def test_an_event_keeps_its_identity_when_the_course_changes(events):
    course = CourseFactory(title="Basic")
    (before,) = events()
    Course.objects.update(title="Renamed", starts_on=date(2026, 1, 1), place="Oslo")

    (after,) = events(course)

    assert (before["UID"], before["SUMMARY"]) == (after["UID"], "Basic")
    assert after["SUMMARY"] == "Renamed"


def test_the_feed_has_published_courses_to_come_and_of_the_last_year(events):
    today = timezone.localdate()
    for title, days in (("coming", 400), ("today", 0), ("a year ago", -365), ("longer ago", -366)):
        CourseFactory(title=title, starts_on=today + days * DAY, ends_on=today + days * DAY)
    CourseFactory(title="hidden", is_published=False)
    CourseFactory(title="online", online=True)

    assert [(event["SUMMARY"], event["LOCATION"]) for event in events()] == [
        ("a year ago", "Stuttgart, Germany"),
        ("today", "Stuttgart, Germany"),
        ("online", "Online"),
        ("coming", "Stuttgart, Germany"),
    ]


def test_each_file_takes_one_query(file, django_assert_num_queries):
    course = CourseFactory()
    with django_assert_num_queries(1):
        file(course)
    with django_assert_num_queries(1):
        file()

    CourseFactory()
    CourseFactory()
    with django_assert_num_queries(1):
        file()


def lines(answer):
    return answer.content.decode().removesuffix("\r\n").split("\r\n")


def test_the_letters_are_those_that_rfc_5545_demands(file):
    text = "Ålesund – “ÆØÅ”; 日本語, " * 20
    CourseFactory(title=text[:200], description=text)
    CourseFactory(title="Plain")
    answer = file()

    assert answer.content.endswith(b"END:VCALENDAR\r\n")
    # No line break but CRLF, no line longer than 75 octets, and no letter cut in two.
    assert re.search(rb"(?<!\r)\n|\r(?!\n)", answer.content) is None
    assert max(len(line) for line in answer.content.split(b"\r\n")) <= 75
    for line in answer.content.split(b"\r\n"):
        line.decode()
    unfolded = answer.content.decode().replace("\r\n ", "").split("\r\n")
    assert unfolded[0] == "BEGIN:VCALENDAR"
    assert [unfolded.count(line) for line in ("VERSION:2.0", "BEGIN:VEVENT", "END:VEVENT")] == [
        1,
        2,
        2,
    ]
    assert "PRODID:-//Cluster Expert Register//Courses//EN" in unfolded
    escaped = text.replace(";", r"\;").replace(",", r"\,")
    assert f"DESCRIPTION:{escaped}" in unfolded


def test_days_and_moments_are_written_as_rfc_5545_demands(file):
    course = CourseFactory(starts_on=date(2027, 12, 30), ends_on=date(2027, 12, 31))
    Course.objects.update(updated_at=datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC))

    assert {line for line in lines(file(course)) if line.startswith(("DT", "LAST"))} == {
        "DTSTAMP:20260504T030201Z",
        "LAST-MODIFIED:20260504T030201Z",
        "DTSTART;VALUE=DATE:20271230",
        "DTEND;VALUE=DATE:20280101",
    }


def test_no_word_of_a_course_makes_a_line_of_its_own(file, events):
    course = CourseFactory(
        title="Basic\r\nATTENDEE:mailto:a@example.org",
        description="a\x07\x0b\x85\x1cb\rSUMMARY:c\r\n\r\nEND:VEVENT",
    )

    (event,) = events(course)
    starts = {re.split("[:;]", line)[0] for line in lines(file(course)) if not line.startswith(" ")}

    assert "ATTENDEE" not in starts
    assert event["DESCRIPTION"] == "ab\nSUMMARY:c\n\nEND:VEVENT"
    assert not set(file(course).text) & {"\x07", "\x0b", "\x85", "\x1c"}


@pytest.mark.parametrize(("first", "last"), [(date.min, date.min), (date(9999, 12, 30), date.max)])
def test_the_first_and_the_last_day_of_all_make_a_file(events, first, last):
    course = CourseFactory(starts_on=first, ends_on=last)

    (event,) = events(course)

    assert event.decoded("DTSTART") == first


def test_a_register_without_courses_has_a_valid_feed_without_events(file):
    calendar = Calendar.from_ical(file().content)

    assert [component.name for component in calendar.subcomponents] == ["VTIMEZONE"]


def test_a_feed_with_courses_has_events_alone(file):
    CourseFactory()

    calendar = Calendar.from_ical(file().content)

    assert [component.name for component in calendar.subcomponents] == ["VEVENT"]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_calendar_is_only_read(client, method):
    assert getattr(client, method)("/courses/calendar.ics").status_code == 405
