"""Refuses a NUL byte in an address: PostgreSQL keeps no text with one, so it can name nothing here."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _


class NulMiddleware:
    """For the admin. Public pages say which of their fields can't be read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: object) -> None:
        if "%00" in request.META.get("QUERY_STRING", "") and request.path.startswith(
            reverse("admin:index")
        ):
            raise BadRequest(_("This address can't be read."))
