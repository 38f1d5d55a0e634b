"""Certify all who passed a course: one page shows who gets what and why somebody does not, then does that."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certification.admin.course_people import course_or_refusal, enrolments_of
from certification.admin.days import shown_first
from certification.admin.permissions import may_certify
from certification.at_once import nobody_else_at_once
from certification.certifying import certify
from certification.enrolling import locked, of_course
from certification.models import Certification, Course, Enrolment, NumberSeries
from certification.models.eligibility import eligibilities


class DayForm(forms.Form):
    on = forms.DateField(
        label=gettext_lazy("Day of decision"),
        widget=AdminDateWidget,
        help_text=gettext_lazy("The first valid day too. Not in the future."),
    )

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise ValidationError(_("A decision can't be taken in the future."))
        return day


@dataclass(frozen=True)
class Plan:
    """Who of a course would be certified on a day, and who would not, and why."""

    on: date
    valid_until: date | None
    eligible: list[Enrolment]
    left_out: list[tuple[Enrolment, list[str]]]
    certified: list[Enrolment]

    @property
    def seen(self) -> str:
        """Another plan has another one."""
        eligible = [each.pk for each in self.eligible]
        left_out = [(each.pk, reasons) for each, reasons in self.left_out]
        told = repr((self.on, self.valid_until, eligible, left_out))
        return sha256(told.encode()).hexdigest()


def make_plan(course: Any, passed: list[Enrolment], on: date) -> Plan:
    """Takes a fixed number of queries."""
    certified = [each for each in passed if hasattr(each, "certification")]
    asked = [each for each in passed if each not in certified]
    found = eligibilities([each.person for each in asked], course.level, on)
    rules = [each.rule for each in found.values() if each.rule]
    return Plan(
        on,
        rules[0].last_valid_day(on) if rules else None,
        [each for each in asked if found[each.person_id].is_met],
        [
            (each, found[each.person_id].missing)
            for each in asked
            if not found[each.person_id].is_met
        ],
        certified,
    )


def certify_view(model_admin: admin.ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    course = course_or_refusal(model_admin, request, pk)
    enrolment_admin, enrolments = enrolments_of(model_admin, request)
    if not (may_certify(request.user) and enrolment_admin.has_view_permission(request)):
        raise PermissionDenied
    back = reverse("admin:certification_course_change", args=[pk])
    if course.level is None:
        text = _("This course leads to no level. Say which one below, and save, to certify for it.")
        messages.warning(request, text)
        return HttpResponseRedirect(back)

    passed = enrolments.filter(course=course, state=Enrolment.State.PASSED)
    form = DayForm({"on": request.GET.get("on", timezone.localdate().isoformat())})
    if other := shown_first(request, on=str(form["on"].value())):
        return other
    plan = None
    if form.is_valid():
        plan = make_plan(course, of_course(course, passed), form.cleaned_data["on"])
    if request.method == "POST" and plan:
        if _certify(model_admin, request, course, passed, plan.on):
            return HttpResponseRedirect(back)
        return HttpResponseRedirect(request.get_full_path())
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Certify all who passed"),
        "opts": model_admin.opts,
        "course": course,
        "plan": plan,
        "form": form,
        "button": _("Certify"),
        "back": back,
        "list_url": reverse("admin:certification_course_changelist"),
        "media": model_admin.media + form.media,
    }
    return TemplateResponse(request, "admin/certification/course/certify.html", context)


def _certify(
    model_admin: admin.ModelAdmin, request: HttpRequest, course: Course, passed: Any, on: date
) -> bool:
    """What was shown, for all in it, or nothing. Tells what has happened."""
    try:
        with nobody_else_at_once(course):
            # First of all, as in each decision by itself: see certifying._decision.
            NumberSeries.locked(on)
            plan = make_plan(course, locked(course, passed), on)
            if request.POST.get("seen") != plan.seen:
                text = _(
                    "Nobody has been certified, because what was shown has changed meanwhile. "
                    "This is what would be decided now."
                )
                messages.warning(request, text)
                # Not even a series of numbers is begun.
                transaction.set_rollback(True)
                return False
            made = [certify(each.person, course.level, on) for each in plan.eligible]  # type: ignore[arg-type]
            _log(model_admin, request, course, made)
            if not made:
                transaction.set_rollback(True)
    except ValidationError as error:
        for reason in error.messages:
            messages.error(request, reason)
        return False
    _tell(request, course, made, plan)
    return True


def _log(
    model_admin: admin.ModelAdmin, request: HttpRequest, course: Course, made: list[Certification]
) -> None:
    certification_admin = model_admin.admin_site.get_model_admin(Certification)
    text = _("Certified with all who passed %(course)s.") % {"course": course}
    for certification in made:
        certification_admin.log_addition(request, certification, text)


def _tell(request: HttpRequest, course: Course, made: list[Certification], plan: Plan) -> None:
    if made:
        text = _("Certified for %(level)s from %(day)s on: %(names)s.")
        names = ", ".join(f"{each.person} ({each.number})" for each in made)
        certified = {"level": course.level, "day": plan.on.isoformat(), "names": names}
        messages.success(request, text % certified)
    for enrolment, reasons in plan.left_out:
        text = _("Not certified: %(person)s. %(reasons)s")
        facts = {"person": enrolment.person, "reasons": " ".join(reasons)}
        messages.warning(request, text % facts)
