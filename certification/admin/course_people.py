"""The people of a course on its page, and the page that records something of those chosen."""

from datetime import date
from hashlib import sha256
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certification.admin.decisions import MOST_AT_ONCE
from certification.admin.permissions import may_certify
from certification.enrolling import locked, of_course, record, refusals
from certification.models import Application, Course, Enrolment
from certification.models.enrolment import ONCE_BEGUN, day_of_result
from people.admin.record import KEY

State = Enrolment.State
STEPS = {
    State.ACCEPTED: gettext_lazy("Accept"),
    State.WAITING: gettext_lazy("Put on the waiting list"),
    State.ATTENDED: gettext_lazy("Record: attended"),
    State.PASSED: gettext_lazy("Record: passed"),
    State.FAILED: gettext_lazy("Record: failed"),
    State.ABSENT: gettext_lazy("Record: absent"),
    State.CANCELLED: gettext_lazy("Cancel the enrolment"),
}


# In the address of a course: who is ticked there, so that ticking works without a script and outlives a page.
CHOSEN, EVERYBODY = "chosen", "all"


class StepForm(forms.Form):
    """A day is asked for where there is a result. `seen` is how the people were when the page was made."""

    on = forms.DateField(
        label=gettext_lazy("Day of the result"),
        widget=AdminDateWidget,
        help_text=gettext_lazy("From the first day of the course on, up to today."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, course: Course, state: str, seen: str) -> None:
        day = min(course.ends_on, timezone.localdate())
        super().__init__(data, initial={"on": day, "seen": seen})
        if day_of_result(state, day) is None:
            del self.fields["on"]


def enrolments_of(model_admin: admin.ModelAdmin, request: HttpRequest) -> tuple[Any, Any]:
    """The admin of enrolments, and those that this member of staff may see."""
    enrolment_admin = model_admin.admin_site.get_model_admin(Enrolment)
    return enrolment_admin, enrolment_admin.get_queryset(request)


def course_or_refusal(model_admin: admin.ModelAdmin, request: HttpRequest, pk: int) -> Course:
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    course = model_admin.get_object(request, str(pk))
    if course is None:
        raise Http404
    return course  # type: ignore[no-any-return]


def people_url(course: Course, state: str, keys: Any) -> str:
    query = urlencode([("to", state), *(("id", key) for key in keys)])
    return f"{reverse('admin:certification_course_people', args=[course.pk])}?{query}"


def people_of(model_admin: admin.ModelAdmin, request: HttpRequest, course: Any) -> dict[str, Any]:
    """What the page of a course shows of its people."""
    enrolment_admin, enrolments = enrolments_of(model_admin, request)
    if not enrolment_admin.has_view_permission(request):
        return {}
    people = of_course(course, enrolments)
    chosen = request.GET.getlist(CHOSEN)
    begun = course.starts_on <= timezone.localdate()
    applications: Any = model_admin.admin_site.get_model_admin(Application)
    new = applications.get_queryset(request).filter(course=course).waiting_for_staff()
    return {
        "people": people,
        "ticked": {each.pk for each in people if EVERYBODY in chosen or str(each.pk) in chosen},
        "choose_all": f"?{CHOSEN}={EVERYBODY}#people-heading",
        "people_url": reverse("admin:certification_course_people", args=[course.pk]),
        "may_record": enrolment_admin.has_change_permission(request),
        "steps": [(step, STEPS[step]) for step in STEPS if begun or step not in ONCE_BEGUN],
        "offered": offered(course, enrolments),
        "applications": applications.has_view_permission(request) and new.count(),
        "may_certify": may_certify(request.user) and course.to_certify,
        "may_print": any(hasattr(each, "certification") for each in people)
        and request.user.has_perm("certification.view_certification"),  # type: ignore[union-attr]
    }


def offered(course: Course, enrolments: Any) -> dict[str, Any] | None:
    """Who is next on the waiting list, and the page that accepts, where a place is free."""
    found = course.next_offered()
    if found is None or not enrolments.filter(pk=found.pk).exists():
        return None
    text = _("A place is free: %(person)s is next on the waiting list.") % {"person": found.person}
    return {"text": text, "url": people_url(course, State.ACCEPTED, [found.pk])}


def offer(model_admin: admin.ModelAdmin, request: HttpRequest, course: Course) -> None:
    """Say so after a step that may have made a place free."""
    found = offered(course, enrolments_of(model_admin, request)[1])
    if found:
        link = format_html('<a href="{}">{}</a>', found["url"], _("Accept …"))
        messages.info(request, format_html("{} {}", found["text"], link))


def people_view(model_admin: admin.ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    course = course_or_refusal(model_admin, request, pk)
    enrolment_admin, enrolments = enrolments_of(model_admin, request)
    if not enrolment_admin.has_change_permission(request):
        raise PermissionDenied
    chosen, state = _chosen(request, course, enrolments), request.GET.get("to", "")
    people = of_course(course, chosen)
    back = reverse("admin:certification_course_change", args=[pk])
    if not people or state not in STEPS:
        text = _("Choose people of this course first, at most %(most)d, and then what to record.")
        messages.warning(request, text % {"most": MOST_AT_ONCE})
        return HttpResponseRedirect(back)

    form = StepForm(request.POST or None, course, state, _seen(people))
    refused = {} if form.is_bound else refusals(course, people, state, form.initial["on"])
    if form.is_bound and form.is_valid():
        refused = _record(course, chosen, state, **form.cleaned_data)
        if refused is None:
            text = _("Somebody has changed these records meanwhile. This is how they are now.")
            messages.warning(request, text)
            return HttpResponseRedirect(request.get_full_path())
        if not refused:
            _tell(model_admin, request, course, of_course(course, chosen))
            return HttpResponseRedirect(back)
    context = _page(model_admin, request, course, state, people, refused)
    context |= {
        # Another day may help; where none is asked for, other people must be chosen.
        "may_confirm": not refused or "on" in form.fields,
        "form": form,
        "media": model_admin.media + form.media,
    }
    return TemplateResponse(request, "admin/certification/course/people.html", context)


def _page(
    model_admin: admin.ModelAdmin,
    request: HttpRequest,
    course: Course,
    state: str,
    people: list[Enrolment],
    refused: Any,
) -> dict[str, Any]:
    """What the page says, apart from the form."""
    return {
        **model_admin.admin_site.each_context(request),
        "title": STEPS[State(state)],
        "opts": model_admin.opts,
        "course": course,
        "becomes": State(state).label,
        "rows": [(row, refused.get(row.pk, [])) for row in people],
        "together": refused.get(None, []),
        "is_refused": bool(refused),
        "button": STEPS[State(state)],
        "back": _ticked_url(course, people),
        "list_url": reverse("admin:certification_course_changelist"),
    }


def _ticked_url(course: Course, people: list[Enrolment]) -> str:
    query = urlencode([(CHOSEN, each.pk) for each in people])
    return f"{reverse('admin:certification_course_change', args=[course.pk])}?{query}"


def _chosen(request: HttpRequest, course: Course, enrolments: Any) -> Any:
    """None of them if one is unknown."""
    keys = set(request.GET.getlist("id"))
    if len(keys) > MOST_AT_ONCE or not all(KEY.fullmatch(key) for key in keys):
        return enrolments.none()
    chosen = enrolments.filter(course=course, pk__in=keys)
    return chosen if chosen.count() == len(keys) else enrolments.none()


def _record(course: Course, chosen: Any, state: str, seen: str, on: date | None = None) -> Any:
    """What was shown, or nothing: None if the people have changed since; else who is refused, and why."""
    try:
        with transaction.atomic():
            people = locked(course, chosen)
            if seen != _seen(people):
                return None
            refused = refusals(course, people, state, on)
            if not refused:
                record(course, chosen, state, on)
            return refused
    except IntegrityError:
        return None


def _seen(people: list[Enrolment]) -> str:
    rows = [f"{each.pk} {each.state} {each.updated_at.isoformat()}" for each in people]
    return sha256("\n".join(rows).encode()).hexdigest()


def _tell(
    model_admin: admin.ModelAdmin, request: HttpRequest, course: Course, people: list[Enrolment]
) -> None:
    state, day = people[0].get_state_display(), people[0].result_on
    facts = {"state": state, "day": day and day.isoformat()}
    text = _("%(state)s on %(day)s") % facts if day else str(state)
    enrolment_admin = model_admin.admin_site.get_model_admin(Enrolment)
    for enrolment in people:
        enrolment_admin.log_change(request, enrolment, text)
    messages.success(request, f"{text}: {', '.join(str(each.person) for each in people)}.")
    offer(model_admin, request, course)
