"""What waits for staff: who is ready, what runs out, who stands still. Each a list of rows, on a day."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certification.admin.ages import since
from certification.admin.days import on_day
from certification.admin.eligibility import certify_url, levels_with_rules
from certification.admin.permissions import may_certify
from certification.admin.renewing import may_renew, renew_url
from certification.models import (
    Application,
    Certification,
    Concern,
    Enrolment,
    Expert,
    Level,
    Traineeship,
)
from people.admin.countries import name_for
from people.models import Person


@dataclass(frozen=True)
class WorkList:
    """`cells` tells of one row what stands in each of the columns."""

    name: str
    title: str
    explanation: str
    rows: QuerySet
    columns: list[str]
    cells: Callable[[Any], list[Any]]
    # What is counted: the words after the number, on the front page.
    words: Callable[[int], str]
    # What can be done with all on a page at once, if anything.
    button: Callable[[list[Any]], dict[str, str]] = field(default=lambda rows: {})

    @property
    def url(self) -> str:
        return reverse("admin:certification_expert_worklist", args=[self.name])


def work_lists(request: HttpRequest, on: date) -> list[WorkList]:
    """Those that this member of staff may see, of the people whom they may see."""
    people = _admin_of(Expert).people(request)
    makers = {
        "certification.view_expert": _ready_lists,
        "certification.view_certification": _ending_lists,
        "certification.view_traineeship": _stalled_list,
        "certification.view_enrolment": _passed_list,
        "certification.view_application": _application_list,
        "certification.view_concern": _concern_list,
    }
    return [
        each
        for permission, make in makers.items()
        if request.user.has_perm(permission)  # type: ignore[union-attr]
        for each in make(request, people, on)
    ]


def _admin_of(model: Any) -> Any:
    """It knows which rows a member of staff may see."""
    return admin.site.get_model_admin(model)


def _person_link(person: Person, on: date) -> str:
    """To what the levels require, which is there for people without a certification too."""
    url = reverse("admin:certification_expert_eligibility", args=[person.pk])
    return format_html('<a href="{}{}">{}</a>', url, on_day(on), person.name_in_order)


def _day(day: date) -> str:
    return format_html('<span class="day">{}</span>', day.isoformat())


def _button(url: str, text: str) -> str:
    return format_html('<a class="decision" href="{}">{}</a>', url, text)


def _ready_lists(request: HttpRequest, people: Any, on: date) -> list[WorkList]:
    may = may_certify(request.user) and on <= timezone.localdate()
    return [_ready_list(level, people, on, may=may) for level in levels_with_rules()]


def _ready_list(level: Level, people: Any, on: date, *, may: bool) -> WorkList:
    facts = {"level": level}

    def cells(person: Any) -> list[Any]:
        certify = _("Certify for %(level)s …") % facts
        link = _button(certify_url(person.pk, level, on), certify) if may else ""
        facts_of = [person.register_no, person.country.name, person.organisation or ""]
        return [_person_link(person, on), link, *facts_of]

    def words(number: int) -> str:
        text = ngettext("person is ready for %(level)s", "people are ready for %(level)s", number)
        return text % facts

    return WorkList(
        f"ready-{level.slug}",
        _("Ready for %(level)s") % facts,
        _("Those who meet everything that the rule of the day requires, and are not certified."),
        people.ready_for(level, on).select_related("organisation").order_by("sort_key", "pk"),
        [_("Person"), "", _("Register number"), _("Country"), _("Organisation")],
        cells,
        words,
    )


def _ending_lists(request: HttpRequest, people: Any, on: date) -> list[WorkList]:
    """Of what a renewal can follow on."""
    own = _admin_of(Certification).get_queryset(request)
    own = own.select_related("person", "level").order_by("valid_until", "pk")
    may = may_renew(request.user) and on <= timezone.localdate()

    def cells(row: Any) -> list[Any]:
        link = _button(renew_url([row.pk], on), _("Renew …")) if may else ""
        return [
            _person_link(row.person, on),
            link,
            _day(row.valid_until),
            row.level,
            row.number or "",
        ]

    def button(rows: list[Any]) -> dict[str, str]:
        url = renew_url([row.pk for row in rows], on)
        return {"url": url, "text": _("Renew all on this page …")} if may and rows else {}

    columns = [_("Person"), "", _("Last valid day"), _("Level"), _("Number")]
    return [
        WorkList(
            "running-out",
            _("Running out"),
            _("Valid, with the last valid day near, and neither renewed yet nor to be withdrawn."),
            own.running_out(on),
            columns,
            cells,
            lambda number: ngettext("certification runs out", "certifications run out", number),
            button,
        ),
        WorkList(
            "in-grace",
            _("Expired, within the grace"),
            _(
                "The last valid day has passed, and the grace of the rule has not: they are renewed."
            ),
            own.in_grace(on),
            columns,
            cells,
            lambda number: ngettext(
                "certification has expired and can still be renewed",
                "certifications have expired and can still be renewed",
                number,
            ),
            button,
        ),
    ]


def _stalled_list(request: HttpRequest, people: Any, on: date) -> list[WorkList]:
    rows = Traineeship.objects.stalled(on).filter(person__in=people.values("pk"))

    def cells(row: Any) -> list[Any]:
        return [
            _person_link(row.person, on),
            row.level,
            name_for(request.user, row.mentor),
            _day(row.started_on),
        ]

    return [
        WorkList(
            "stalled",
            _("Stalled trainees"),
            _("Trainees who took part in no benchmarking for as long as the settings say."),
            rows.select_related("person", "level", "mentor").order_by("started_on", "pk"),
            [_("Trainee"), _("Level"), _("Mentor"), _("Started on")],
            cells,
            lambda number: ngettext("trainee is stalled", "trainees are stalled", number),
        )
    ]


def _passed_list(request: HttpRequest, people: Any, on: date) -> list[WorkList]:
    enrolments = Enrolment.objects.filter(person__in=people.values("pk"))
    rows = enrolments.passed_and_not_certified(on).select_related("person", "course__level")

    def cells(row: Any) -> list[Any]:
        return [
            _person_link(row.person, on),
            row.course,
            row.course.level,
            _day(row.result_on),
        ]

    return [
        WorkList(
            "passed",
            _("Passed a course and not certified"),
            _("Since they passed, they have not held the level that the course leads to."),
            rows.order_by("result_on", "pk"),
            [_("Person"), _("Course"), _("Level"), _("Passed on")],
            cells,
            lambda number: ngettext(
                "person passed a course and is not certified",
                "people passed a course and are not certified",
                number,
            ),
        )
    ]


def _application_list(request: HttpRequest, people: Any, on: date) -> list[WorkList]:
    """Of today, whatever the day: what staff have answered waits no more."""
    rows = _admin_of(Application).get_queryset(request).waiting_for_staff()

    def cells(row: Any) -> list[Any]:
        url = reverse("admin:certification_application_change", args=[row.pk])
        name = f"{row.family_name}, {row.given_name}"
        link = format_html('<a href="{}">{}</a>', url, name)
        return [link, row.country.name, row.course, _day(timezone.localdate(row.confirmed_at))]

    return [
        WorkList(
            "applications",
            _("Applications waiting for staff"),
            _("With a confirmed e-mail address, and not yet answered. As of today."),
            rows.select_related("course").order_by("confirmed_at", "pk"),
            [_("Applicant"), _("Country"), _("Course"), _("E-mail address confirmed")],
            cells,
            lambda number: ngettext(
                "application waits for staff", "applications wait for staff", number
            ),
        )
    ]


def _concern_list(request: HttpRequest, people: Any, on: date) -> list[WorkList]:
    """Of today, whatever the day, as the applications are."""
    rows = _admin_of(Concern).get_queryset(request).waiting_for_staff()

    def cells(row: Any) -> list[Any]:
        url = reverse("admin:certification_concern_change", args=[row.pk])
        link = format_html('<a href="{}">{}</a>', url, row)
        return [link, row.person or row.about, since(row.received_at), row.assigned_to or ""]

    return [
        WorkList(
            "concerns",
            _("Concerns and corrections to answer"),
            _("Sent by visitors, and neither answered nor closed. As of today."),
            rows.select_related("person", "assigned_to").order_by("received_at", "pk"),
            [_("Message"), _("About"), _("Received"), _("Assigned to")],
            cells,
            lambda number: ngettext(
                "concern or correction waits for staff",
                "concerns and corrections wait for staff",
                number,
            ),
        )
    ]
