"""Courses for calendars: RFC 5545, written by the package icalendar."""

import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event, Timezone

from certification.models import Course
from certification.templatetags.courses import where

DAY = timedelta(days=1)
# How long the feed keeps a course that is over, so that it does not vanish from calendars at once.
KEPT = 365 * DAY


@require_safe
def course(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Course.objects.using("public").published(), slug=slug)
    return _file(calendar([found], request), f"{slug}.ics")


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """All courses to come, and those that ended within a year."""
    courses = Course.objects.using("public").published().coming(timezone.localdate() - KEPT)
    result = calendar(courses, request)
    result.calendar_name = _("Courses for cluster experts")
    result.refresh_interval = DAY
    if not result.events:
        # RFC 5545 demands a component; this one changes nothing.
        result.add_component(Timezone.from_tzid(settings.TIME_ZONE))
    return _file(result, "courses.ics")


def calendar(courses: Iterable[Course], request: HttpRequest) -> Calendar:
    result = Calendar()
    result.add("prodid", "-//Cluster Expert Register//Courses//EN")
    result.add("version", "2.0")
    for each in courses:
        result.add_component(_event(each, request))
    return result


def _event(course: Course, request: HttpRequest) -> Event:
    cancelled = course.is_cancelled()
    title = _("Cancelled: %(course)s") % {"course": course.title} if cancelled else course.title
    event = Event()
    event.add("uid", f"{course.slug}@{urlsplit(settings.REGISTER_URL).hostname or 'courses'}")
    # Without a METHOD this is when the course was last changed, not when the file was made.
    changed = _changed_at(course)
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("dtstart", course.starts_on)
    # The day after the last one, which the last day of all does not have.
    event.add("dtend", min(course.ends_on, date.max - DAY) + DAY)
    event.add("summary", _readable(title))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("location", _readable(where(course)))
    event.add("url", request.build_absolute_uri(course.get_absolute_url()))
    if course.description:
        event.add("description", _readable(course.description))
    return event


def _changed_at(course: Course) -> datetime:
    """Also when the day came from which it is cancelled: then no record changes, and the event does."""
    if not (course.cancelled_on and course.is_cancelled()):
        return course.updated_at
    return max(
        course.updated_at, timezone.make_aware(datetime.combine(course.cancelled_on, time()))
    )


def _readable(text: str) -> str:
    """Without control characters, which a calendar may not hold, but for line breaks."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        letter for letter in lines if letter == "\n" or unicodedata.category(letter) != "Cc"
    )


def _file(content: Calendar, name: str) -> HttpResponse:
    return HttpResponse(
        content.to_ical(),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
