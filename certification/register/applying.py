"""Applying for a course: the public form, and the link by which an e-mail address is confirmed."""

import logging
from datetime import timedelta
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from certification import applying, limits
from certification.models import Course, SentMail
from certification.models.sent_form import KEPT
from certification.register.application_form import ApplicationForm
from certification.templatetags.register import written

log = logging.getLogger(__name__)

OF_NETWORK = limits.Limit("network", 10, timedelta(hours=1))
# For as long as it is known that somebody sent a form.
OF_EMAIL = limits.Limit("e-mail", 5, KEPT)


class Apply(FormView):
    template_name = "courses/apply.html"
    form_class = ApplicationForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.course = _published("public", kwargs["slug"])
        if not self.course.takes_applications():
            return closed(request, self.course, 404)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form()
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def form_invalid(self, form: Any, status: int = 400) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=status)

    def form_valid(self, form: Any) -> HttpResponse:
        applying.remove_unconfirmed()
        of_network = limits.counted(OF_NETWORK, limits.network_of(self.request))
        if of_network is None:
            form.add_error(
                None, _("Too many applications came from your network. Try again in an hour.")
            )
            return self.form_invalid(form, status=429)
        of_email = limits.counted(OF_EMAIL, form.cleaned_data["email"].lower())
        # Whoever sent the form may not learn that others were sent with this address.
        if of_email is None:
            return self.sent()
        asked = form.save(commit=False)
        asked.course_id = self.course.pk
        mail = applying.ask_to_confirm(asked)
        if mail.error:
            of_network.delete()
            of_email.delete()
            return self.not_sent(form, mail)
        return self.sent()

    def not_sent(self, form: Any, mail: SentMail) -> HttpResponse:
        # What the server answered may hold the address, so it is told in the record alone.
        log.error("The link of an application could not be sent: sent mail %s.", mail.pk)
        text = _(
            "The mail with the link could not be sent, so nothing was kept. Look at the e-mail "
            "address, or try again later."
        )
        form.add_error(None, text)
        return self.form_invalid(form, status=503)

    def sent(self) -> HttpResponseRedirect:
        return redirect("course-apply-sent", self.course.slug)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            section="courses", course=self.course, days=applying.LINK_HOLDS.days, **kwargs
        )


class Sent(TemplateView):
    """The same for everybody who sent the form, whatever became of it."""

    template_name = "courses/sent.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            section="courses",
            course=_published("public", kwargs.pop("slug")),
            days=applying.LINK_HOLDS.days,
            limit=OF_EMAIL.number,
            **kwargs,
        )


class Confirm(TemplateView):
    """A page with a button: mail servers that look at each link would confirm for people."""

    template_name = "courses/confirm.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        course = _published("default", kwargs["slug"])
        if course.is_cancelled() or course.ends_on < timezone.localdate():
            return closed(request, course, 410)
        try:
            self.asked = applying.requested(kwargs["token"], course)
        except signing.SignatureExpired:
            # Asked afterwards: a click at the same moment may just have confirmed it.
            if applying.is_confirmed(kwargs["token"], course):
                return redirect("course-apply-confirmed", course.slug)
            message = _("It holds no longer. If you have not confirmed before, apply again.")
            return useless(request, course, message, 410)
        except signing.BadSignature:
            message = _("It is not whole. Copy all of it from the mail into the browser.")
            return useless(request, course, message, 400)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        applying.confirm(self.asked, kwargs["token"])
        return redirect("course-apply-confirmed", self.asked.course.slug)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            section="courses", course=self.asked.course, asked=self.asked, **kwargs
        )


class Confirmed(TemplateView):
    """The same for everybody: an application of the same name and address may have come first."""

    template_name = "courses/confirmed.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        course = _published("public", kwargs.pop("slug"))
        return super().get_context_data(section="courses", course=course, **kwargs)


def closed(request: HttpRequest, course: Course, status: int) -> HttpResponse:
    message = _("One could apply until %(day)s.") % {"day": written(course.last_day_to_apply())}
    if course.is_cancelled():
        message = _("It does not take place.")
    return _refused(request, course, _("This course takes no applications"), message, status)


def useless(request: HttpRequest, course: Course, message: str, status: int) -> HttpResponse:
    return _refused(request, course, _("This link can’t be used"), message, status)


def _refused(
    request: HttpRequest, course: Course, heading: str, message: str, status: int
) -> HttpResponse:
    context = {"section": "courses", "course": course, "heading": heading, "message": message}
    return render(request, "courses/refused.html", context, status=status)


def _published(using: str, slug: str) -> Course:
    return get_object_or_404(Course.objects.using(using).published(), slug=slug)
