"""The certificates of a course: a page that grows while each is made, and the ZIP of all."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from certification.admin.course_people import course_or_refusal
from certification.admin.paper import numbered, zip_of
from certification.models import Certification, Course, RegisterSettings
from certification.verification.paper.issuing import certificate_pdf
from people.models.staff import countries_of, country_names

# Where what is made stands in the page, which is sent in pieces.
HERE = "<!-- certificates -->"


def certificates_of(model_admin: Any, request: HttpRequest, course: Course) -> Any:
    """Those that this member of staff may see. Raises PermissionDenied."""
    certifications = model_admin.admin_site.get_model_admin(Certification)
    if not certifications.has_view_permission(request):
        raise PermissionDenied
    return numbered(certifications.get_queryset(request).filter(enrolment__course=course))


def certificates_view(
    model_admin: admin.ModelAdmin, request: HttpRequest, pk: int
) -> HttpResponseBase:
    """Makes each one while it is read, so that what can't be printed is known before the download.

    It works without a script, and whichever worker answers: the page itself is the progress.
    """
    course = course_or_refusal(model_admin, request, pk)
    certifications = certificates_of(model_admin, request, course)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Certificates of a course"),
        "opts": model_admin.opts,
        "course": course,
        "count": certifications.count(),
        "countries": country_names(countries_of(request.user) or []),
        "back": reverse("admin:certification_course_change", args=[pk]),
        "list_url": reverse("admin:certification_course_changelist"),
    }
    template = "admin/certification/course/certificates.html"
    before, after = render_to_string(template, context, request).split(HERE)
    pieces = _pieces(before, after, list(certifications), course)
    return StreamingHttpResponse(pieces, headers={"Cache-Control": "no-store, private"})


def _pieces(
    before: str, after: str, certifications: list[Certification], course: Course
) -> Iterator[str]:
    yield before
    register, printed = RegisterSettings.current(), 0
    for place, certification in enumerate(certifications, 1):
        row = {"certification": certification, "place": place, "count": len(certifications)}
        try:
            certificate_pdf(certification, register)
            printed += 1
        except ValidationError as error:
            row["problem"] = " ".join(error.messages)
        yield render_to_string("admin/certification/course/_certificate.html", row)
    end = {"course": course, "printed": printed, "count": len(certifications)}
    yield render_to_string("admin/certification/course/_certificates_end.html", end)
    yield after


def certificates_zip(
    model_admin: admin.ModelAdmin, request: HttpRequest, pk: int
) -> HttpResponseBase:
    course = course_or_refusal(model_admin, request, pk)
    name = f"certificates-{course.slug}-{timezone.localdate()}.zip"
    return zip_of(certificates_of(model_admin, request, course), name)
