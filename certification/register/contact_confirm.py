"""The link in the mail to whoever wrote to an expert: only its button passes the message on."""

from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from certification.contact import relaying
from certification.contact.links import request_of


def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A page with a button: mail servers that look at each link would confirm for people."""
    try:
        asked = request_of(token)
    except signing.BadSignature:
        return useless(request, not_whole(), 400)
    if asked is None:
        # Asked afterwards: a click at the same moment may just have confirmed it.
        if sent := relaying.passed_on(token):
            return render(request, "contact/passed_on.html", {"sent": sent, "section": "experts"})
        text = _("It holds no longer. If you have not confirmed before, write your message again.")
        return useless(request, text, 410)
    if request.method == "POST":
        if relaying.pass_on(asked, token):
            return HttpResponseRedirect(request.path)
        asked = request_of(token) or asked
        return _confirm_page(request, asked, failed=True)
    return _confirm_page(request, asked)


def _confirm_page(request: HttpRequest, asked: Any, *, failed: bool = False) -> HttpResponse:
    context = {"asked": asked, "experts": relaying.reached(asked), "failed": failed}
    context["gone"] = len(asked.recipients) - len(context["experts"])
    return render(
        request,
        "contact/confirm.html",
        {**context, "section": "experts"},
        status=503 if failed else 200,
    )


def not_whole() -> str:
    return _("It is not whole. Copy all of it from the mail into the browser.")


def useless(request: HttpRequest, message: str, status: int) -> HttpResponse:
    context = {"section": "experts", "message": message}
    return render(request, "contact/refused.html", context, status=status)
