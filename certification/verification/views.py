"""The check pages. None is kept, by a worker's cache or a browser's: what fails is counted at each request,
and what is withdrawn shows at the next one.
"""

from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from certification.limits import network_of
from certification.register.day_asked import day_asked
from certification.templatetags.register import written
from certification.verification import structured
from certification.verification.addresses import number_in_address
from certification.verification.checked import Checked, checked
from certification.verification.corrections import SENTENCES
from certification.verification.finding import find
from certification.verification.form import CheckForm
from certification.verification.guessing import OF_NETWORK, TooManyGuesses
from certification.verification.machine import as_data

JSON, HTML = "application/json", "text/html"


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """The form. What it asks for has an address of its own."""
    if "number" not in request.GET:
        return render(
            request, "verification/verify.html", {"section": "verify", "form": CheckForm()}
        )
    form = CheckForm(request.GET)
    if form.is_valid():
        return redirect(form.address())
    return _not_understood(request, form)


@require_safe
def certificate(request: HttpRequest, number: str) -> HttpResponse:
    try:
        response = _checked(request, number)
    except BadRequest as error:
        if not _for_a_program(request):
            raise
        response = JsonResponse({"status": "not-understood", "message": str(error)}, status=400)
    patch_vary_headers(response, ["Accept"])
    return response


def _checked(request: HttpRequest, number: str) -> HttpResponse:
    on = day_asked(request)
    if request.GET.get("format", "json") not in {"json", "html"}:
        raise BadRequest(_("“format” in the address can only be “json” or “html”."))
    form = CheckForm({"number": number, "code": request.GET.get("code", "")})
    if not form.is_valid():
        return _not_understood(request, form)
    try:
        found = find(number, form.cleaned_data["code"], network_of(request))
    except TooManyGuesses:
        return _too_many(request, form)
    shown = checked(found, on) if found else None
    return _shown(request, shown, form) if shown else _not_found(request, form)


def _shown(request: HttpRequest, shown: Checked, form: CheckForm) -> HttpResponse:
    if _for_a_program(request):
        return JsonResponse(as_data(shown, request))
    is_public = shown.is_listed and not shown.other_day
    context = {
        "section": "verify",
        "checked": shown,
        "certification": shown.certification,
        "on": shown.on,
        "today": timezone.localdate(),
        "asked": number_in_address(form.cleaned_data["number"]),
        "code": request.GET.get("code", ""),
        "corrections": [SENTENCES[what] % {"day": written(day)} for what, day in shown.corrections],
        "is_indexed": is_public and shown.found.has_it_now and not request.GET,
    }
    if is_public:
        data = structured.of_certification(shown.certification, request)
        context["structured"] = structured.script(data)
    return render(request, "verification/certificate.html", context)


def _not_found(request: HttpRequest, form: CheckForm) -> HttpResponse:
    """The same for a number that there never was and for a holder who is not listed."""
    message = _(
        "No certificate can be shown for this number. If its holder is not listed publicly, the check "
        "code that stands on the certificate is needed as well."
    )
    return _failed(request, form, "not-found", message, 404)


def _not_understood(request: HttpRequest, form: CheckForm) -> HttpResponse:
    message = str(next(iter(form.errors.values()))[0])
    return _failed(request, form, "not-understood", message, 400)


def _too_many(request: HttpRequest, form: CheckForm) -> HttpResponse:
    message = _(
        "Too many look-ups from your network have failed. Try again in an hour. Until then, certificates "
        "of people who are listed publicly are still shown."
    )
    response = _failed(request, form, "too-many", message, 429)
    response["Retry-After"] = str(int(OF_NETWORK.within.total_seconds()))
    return response


def _failed(
    request: HttpRequest, form: CheckForm, status: str, message: str, code: int
) -> HttpResponse:
    if _for_a_program(request):
        return JsonResponse({"status": status, "message": message}, status=code)
    context: dict[str, Any] = {"section": "verify", "form": form, "message": message}
    context |= {"asked": number_in_address(form.data.get("number", ""))}
    return render(request, f"verification/{status}.html", context, status=code)


def _for_a_program(request: HttpRequest) -> bool:
    wanted = request.GET.get("format")
    return (request.get_preferred_type([HTML, JSON]) == JSON) if not wanted else wanted == "json"
