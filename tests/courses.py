"""What the tests of courses share: a form of one, and people on one."""

from datetime import date

from certification.demo.factories import CourseFactory, EnrolmentFactory, level
from certification.models import Enrolment
from tests.staff import inline_rows


def course_form(course=None, people=(), **changes):
    """What a browser sends of a course as it is, with new people."""
    data = {"title": "Basics", "kind": "basic", "level": level("bronze").pk, "language": "en"}
    data |= {"place": "Stuttgart", "country": "DE", "is_published": "on"}
    data |= {"starts_on": "2017-09-19", "ends_on": "2017-09-21"}
    if course:
        for name in ("title", "starts_on", "ends_on", "capacity"):
            data[name] = getattr(course, name) or ""
        data |= inline_rows("enrolments", *people)
    return data | changes


def on_a_course(*states, **course):
    """People in these states on a course of 2017."""
    course = CourseFactory(past=True, **course)
    days = [date(2017, 9, 21) if state in {"passed", "failed"} else None for state in states]
    return [
        EnrolmentFactory(course=course, state=state, result_on=day)
        for state, day in zip(states, days, strict=True)
    ]


def states():
    return list(Enrolment.objects.order_by("pk").values_list("state", flat=True))
