"""Applying for a course: the public form, and the link by which an e-mail address is confirmed."""

import logging
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import QuerySet, Value
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from certification.mail.kinds import Kind
from certification.mail.sending import send
from certification.models import Application, ApplicationRequest, Course, SentForm
from certification.models.application import Applicant
from certification.register import spam
from certification.register.application_form import ApplicationForm

SALT = "certification.register.applying"
LINK_HOLDS = timedelta(days=7)

log = logging.getLogger(__name__)


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
        if form.is_trapped():
            return self.sent()
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def form_invalid(self, form: Any, status: int = 400) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=status)

    def form_valid(self, form: Any) -> HttpResponse:
        remove_unconfirmed()
        of_network = spam.counted(spam.OF_NETWORK, spam.network_of(self.request))
        if of_network is None:
            form.add_error(
                None, _("Too many applications came from your network. Try again in an hour.")
            )
            return self.form_invalid(form, status=429)
        of_email = spam.counted(spam.OF_EMAIL, form.cleaned_data["email"].lower())
        # Whoever sent the form may not learn that others were sent with this address.
        if of_email is None:
            return self.sent()
        try:
            self.ask_to_confirm(form.save(commit=False))
        except OSError:
            log.exception("The mail with the link of an application could not be sent.")
            of_network.delete(), of_email.delete()
            form.add_error(
                None,
                _(
                    "The mail with the link could not be sent, so nothing was kept. Look at the "
                    "e-mail address, or try again later."
                ),
            )
            return self.form_invalid(form, status=503)
        return self.sent()

    def ask_to_confirm(self, asked: ApplicationRequest) -> None:
        """Nothing is kept unless the mail is on its way."""
        asked.course_id = self.course.pk
        asked.consented_at = timezone.now()
        with transaction.atomic():
            asked.save()
            address = reverse("course-apply-confirm", args=[self.course.slug, token(asked)])
            send_confirmation(asked, self.request.build_absolute_uri(address))

    def sent(self) -> HttpResponseRedirect:
        return redirect("course-apply-sent", self.course.slug)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            section="courses", course=self.course, days=LINK_HOLDS.days, **kwargs
        )


class Sent(TemplateView):
    """The same for everybody who sent the form, whatever became of it."""

    template_name = "courses/sent.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            section="courses",
            course=_published("public", kwargs.pop("slug")),
            days=LINK_HOLDS.days,
            limit=spam.OF_EMAIL.number,
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
            self.asked = requested(kwargs["token"], course)
        except signing.SignatureExpired:
            message = _("It holds no longer. If you have not confirmed before, apply again.")
            return useless(request, course, message, 410)
        except signing.BadSignature:
            message = _("It is not whole. Copy all of it from the mail into the browser.")
            return useless(request, course, message, 400)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        confirm(self.asked)
        return HttpResponseRedirect(request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            section="courses",
            course=self.asked.course,
            asked=self.asked,
            is_confirmed=applications_like(self.asked).exists(),
            **kwargs,
        )


def closed(request: HttpRequest, course: Course, status: int) -> HttpResponse:
    message = _("Its page says whether it takes place, and how long one could apply.")
    return _refused(request, course, _("This course takes no applications"), message, status)


def useless(request: HttpRequest, course: Course, message: str, status: int) -> HttpResponse:
    return _refused(request, course, _("This link can’t be used"), message, status)


def _refused(
    request: HttpRequest, course: Course, heading: str, message: str, status: int
) -> HttpResponse:
    context = {"section": "courses", "course": course, "heading": heading, "message": message}
    return render(request, "courses/refused.html", context, status=status)


def token(asked: ApplicationRequest) -> str:
    return signing.dumps([asked.pk, _fingerprint(asked.email)], salt=SALT)


def requested(token: str, course: Course) -> ApplicationRequest:
    """Whose link it is. Raises SignatureExpired or, for what is no link of ours, BadSignature."""
    pk, fingerprint = signing.loads(token, salt=SALT, max_age=LINK_HOLDS)
    asked = ApplicationRequest.objects.filter(pk=pk, course=course).first()
    if asked is None or _fingerprint(asked.email) != fingerprint:
        raise signing.SignatureExpired
    return asked


def confirm(asked: ApplicationRequest) -> None:
    """Make it an application, which staff see, unless there is one of this address already."""
    if applications_like(asked).exists():
        return
    answers = {field.name: getattr(asked, field.name) for field in Applicant._meta.fields}
    # The constraint refuses a second click at the same moment.
    with suppress(IntegrityError), transaction.atomic():
        Application.objects.create(course=asked.course, confirmed_at=timezone.now(), **answers)


def applications_like(asked: ApplicationRequest) -> QuerySet[Application]:
    """Of the same e-mail address for the same course: there is one at most."""
    folded = Application.objects.alias(folded=Lower("email"))
    return folded.filter(course=asked.course_id, folded=Lower(Value(asked.email)))


def send_confirmation(asked: ApplicationRequest, url: str) -> None:
    """Raises OSError if it could not be sent."""
    course = asked.course
    context = {"course": course.title, "starts_on": course.starts_on, "confirm_url": url}
    sent = send(Kind.COURSE_APPLICATION, asked.email, get_language() or "en", context)
    if sent.error:
        raise OSError(sent.error)


def remove_unconfirmed() -> int:
    """Forget the forms whose link holds no longer, and who sent one. Returns how many forms those were."""
    now = timezone.now()
    SentForm.objects.filter(sent_at__lte=now - spam.KEPT).delete()
    removed, _each = ApplicationRequest.objects.filter(created_at__lte=now - LINK_HOLDS).delete()
    return removed


def _published(using: str, slug: str) -> Course:
    return get_object_or_404(Course.objects.using(using).published(), slug=slug)


def _fingerprint(email: str) -> str:
    return salted_hmac(SALT, email, algorithm="sha256").hexdigest()[:32]
