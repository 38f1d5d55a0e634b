"""The page that a holder opens by the link in a mail: the certificate, to look at, take away and show."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.csp import CSP
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from certification.models import Badge, Certification, RegisterSettings, Status
from certification.verification.addresses import check_address, printed_check_address
from certification.verification.badges.keys import CannotSignError
from certification.verification.badges.signing import badge_of
from certification.verification.paper.facts import facts_of
from certification.verification.paper.issuing import certificate_pdf, file_name
from certification.verification.paper.links import GIVEN_OUT, certification_of
from certification.verification.paper.printing import as_svg

ADD_TO_PROFILE = "https://www.linkedin.com/profile/add"
# The address is a secret: no copy is kept, no search engine lists it, no other site is told it.
HEADERS = {
    "Cache-Control": "no-store, private",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
}


def by_link(view: Callable[[HttpRequest, Certification], HttpResponse]) -> Any:
    """The certification whose link it is; or a page that says why the link opens nothing."""

    @require_safe
    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        try:
            certification = certification_of(token)
        except signing.SignatureExpired:
            message = _(
                "It holds no longer, or the register knows another e-mail address of yours by now. "
                "Write to the register, and it sends a new link to the address that it knows."
            )
            answer = _useless(request, message, 410)
        except signing.BadSignature:
            message = _("It is not whole. Copy all of it from the mail into the browser.")
            answer = _useless(request, message, 400)
        else:
            answer = view(request, certification)
        for name, value in HEADERS.items():
            answer.headers[name] = value
        return answer

    return opened


@by_link
def page(request: HttpRequest, certification: Certification) -> HttpResponse:
    status = Status(certification.status_on())
    context = {
        "certification": certification,
        "person": certification.person,
        "level": certification.level,
        "status": status,
        "token": request.resolver_match.kwargs["token"] if request.resolver_match else "",
        "check_url": printed_check_address(certification),
    }
    if status in GIVEN_OUT:
        register = RegisterSettings.current()
        context |= {
            "problem": _problem(certification, register),
            "linkedin_url": linkedin_address(certification, register),
            "badge": _badge(certification),
        }
    return render(request, "certificates/certificate.html", context)


@by_link
def pdf(request: HttpRequest, certification: Certification) -> HttpResponse:
    if certification.status_on() not in GIVEN_OUT:
        message = _("It is suspended or withdrawn, so the register does not give it out.")
        return _refused(request, _("This certificate can’t be downloaded"), message, 410)
    try:
        content = certificate_pdf(certification, RegisterSettings.current(), get_language())
    except ValidationError as error:
        message = " ".join(error.messages)
        return _refused(request, _("This certificate can’t be downloaded"), message, 409)
    name = f'attachment; filename="{file_name(certification)}"'
    return HttpResponse(content, "application/pdf", headers={"Content-Disposition": name})


# The QR code is a picture within the picture.
@csp_override({"default-src": [CSP.NONE], "frame-ancestors": [CSP.NONE], "img-src": ["data:"]})
@by_link
def picture(request: HttpRequest, certification: Certification) -> HttpResponse:
    """Of the page, for the eye alone: what it says stands beside it."""
    if certification.status_on() not in GIVEN_OUT:
        return HttpResponse(status=410)
    try:
        facts = facts_of(certification, get_language() or "en", RegisterSettings.current())
        return HttpResponse(as_svg(facts), "image/svg+xml")
    except ValidationError as error:
        return HttpResponse(" ".join(error.messages), "text/plain; charset=utf-8", status=409)


def linkedin_address(certification: Certification, register: RegisterSettings) -> str:
    """Opens LinkedIn's own form, filled in, once the holder follows it: nothing is sent from here."""
    first, last = certification.certified_on, certification.valid_until
    name = _("Certified cluster expert, level %(level)s") % {"level": certification.level}
    values: dict[str, Any] = {
        "startTask": "CERTIFICATION_NAME",
        "name": name,
        "organizationName": certification.decided_by or register.certifying_body,
        "issueYear": first.year,
        "issueMonth": first.month,
    }
    if last:
        values |= {"expirationYear": last.year, "expirationMonth": last.month}
    values |= {"certUrl": _public_check_address(certification), "certId": certification.number}
    return f"{ADD_TO_PROFILE}?{urlencode(values)}"


def _public_check_address(certification: Certification) -> str:
    """With the check code only where it is needed: who is listed now may wish not to be, later."""
    if certification.person.is_listed():
        return f"{settings.REGISTER_URL}{check_address(certification.number or '')}"
    return printed_check_address(certification)


def _problem(certification: Certification, register: RegisterSettings) -> str:
    """Why it can't be printed, if so: a picture would show boxes in place of letters."""
    try:
        certificate_pdf(certification, register)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _badge(certification: Certification) -> Badge | None:
    """None where no key is there yet, which `check --deploy` tells."""
    try:
        return badge_of(certification)
    except CannotSignError:
        return None


def _useless(request: HttpRequest, message: str, status: int) -> HttpResponse:
    return _refused(request, _("This link can’t be used"), message, status)


def _refused(request: HttpRequest, heading: str, message: str, status: int) -> HttpResponse:
    context = {"heading": heading, "message": message}
    return render(request, "certificates/refused.html", context, status=status)
