"""The form that takes a badge which somebody was shown, and says what it is. Nothing is kept of it."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from certification import limits
from certification.models import Certification
from certification.verification.badges.reading import MOST_BYTES, Finding, Found, read_badge

# Of a whole form: beside the file it holds little. Such a one is held in memory, never in a file.
MOST_OF_FORM = MOST_BYTES + 16 * 1024
# To read one may take a second.
OF_NETWORK = limits.Limit("uploaded badges of a network", 100, timedelta(hours=1))
STATUS_OF = {Finding.UNREADABLE: 400, Finding.TOO_BIG: 413}


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File of a badge or certificate"),
        help_text=gettext_lazy("A PNG, SVG, JSON, JWT or PDF file of at most 2 MB."),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Choose a file.")},
    )


# Its token is looked for in what was sent, so a form that is too big is refused before that.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    if _length(request) > MOST_OF_FORM:
        return _page(request, UploadForm(), Found(Finding.TOO_BIG))
    return _answer(request)


def _length(request: HttpRequest) -> int:
    """As the client says it: no server reads more."""
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said) if said.isascii() and said.isdigit() else 0


@csrf_protect
def _answer(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid() and limits.counted(OF_NETWORK, limits.network_of(request)) is None:
        form.add_error(None, _("Too many files came from your network. Try again in an hour."))
        return _page(request, form, status=429)
    if not form.is_valid():
        return _page(request, form)
    return _page(request, UploadForm(), read_badge(form.cleaned_data["file"].read()))


def _page(
    request: HttpRequest, form: UploadForm, found: Found | None = None, status: int = 400
) -> HttpResponse:
    """`status` is of a form that is refused."""
    context: dict[str, Any] = {"section": "verify", "form": form, "found": found}
    if found and found.status and found.badge:
        context |= {"certification": found.badge.certification, **_told(found.badge.certification)}
    if found:
        status = STATUS_OF.get(found.finding, 200)
    elif not form.errors:
        status = 200
    return render(request, "verification/upload.html", context, status=status)


def _told(certification: Certification) -> dict[str, str]:
    """Of who is listed the name, and the number by which the check page is found."""
    if not certification.person.is_listed():
        return {"holder": _("Somebody who did not agree to be named"), "number": ""}
    return {"holder": certification.person.name, "number": certification.number or ""}
