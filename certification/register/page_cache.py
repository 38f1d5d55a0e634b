"""Public pages, kept in a worker's memory and shown again until something that the public can see changes.

What has changed is asked of the database at each request, in one query on the connection that pages
read through: no worker shows a consent or certificate that is withdrawn. Only the view functions that
urls.py names as_of_a_version take part. A page's ETag names its address, the version, the day, and
the edition of the software, so all workers give it the same one and know it again without the page.
If-Modified-Since alone is never answered “not modified”: its seconds can't tell two changes apart.
"""

import hashlib
import logging
from collections.abc import Callable
from datetime import datetime, time
from functools import cache, wraps
from typing import Any

from django.conf import settings
from django.db import Error, connections
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.template.response import SimpleTemplateResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date, parse_etags

from certification.register.compression import accepted
from certification.register.pages import Address, Page, Pages
from certification.search.kept import Moment, as_of
from people.models import Version, public_version

log = logging.getLogger(__name__)

# What else than its address a page may depend on. One that varies by anything more is not kept.
VARIES_BY = ("HX-Request", "Accept-Encoding")
# By which an ETag of ours is told from others.
MARK = "register-"
CODE = ("people", "certification", "templates", "requirements.lock")


def as_of_a_version(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Decorator for a view that shows everybody the same until the version or the day is another."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # Before the view reads anything: what it shows may be newer than this, and never older.
        moment = _moment(request)
        with as_of(moment if settings.KEEPS_ANSWERS else None):
            response = view(request, *args, **kwargs)
            if isinstance(response, SimpleTemplateResponse):
                # Not later: what the template asks for is of that moment as well.
                response.render()
        response.moment = moment  # type: ignore[attr-defined]
        return response

    return answer


class PageCacheMiddleware:
    """Before all that works on a response: a page is kept as it leaves the worker, headers included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.pages = Pages()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not settings.PAGE_CACHE_BYTES or request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        address = _address(request)
        return self._known(request, address) or self._new(request, address)

    def _known(self, request: HttpRequest, address: Address) -> HttpResponseBase | None:
        given = request.META.get("HTTP_IF_NONE_MATCH", "")
        if not (address in self.pages or MARK in given) or not (moment := _moment(request)):
            return None
        self.pages.forget_unless(moment)
        etag = _etag(address, moment)
        if etag.removeprefix("W/") in {tag.removeprefix("W/") for tag in parse_etags(given)}:
            return _not_modified(etag)
        page = self.pages.get(address)
        if page and page.headers["ETag"] == etag:
            return HttpResponse(page.content, headers=page.headers)
        return None

    def _new(self, request: HttpRequest, address: Address) -> HttpResponseBase:
        response = self.get_response(request)
        moment: Moment | None = getattr(response, "moment", None)
        if moment and response.status_code == 200 and _is_for_everybody(response):
            patch_vary_headers(response, VARIES_BY)
            response.headers["ETag"] = _etag(address, moment)
            response.headers.setdefault("Last-Modified", _last_modified(moment))
            self.pages.forget_unless(moment)
            if request.method == "GET" and isinstance(response, HttpResponse):
                self.pages.keep(address, Page(response.content, dict(response.items())))
        return response


def _moment(request: Any) -> Moment | None:
    """None where nothing is kept, or the version can't be read."""
    if not hasattr(request, "moment"):
        keeps = settings.PAGE_CACHE_BYTES or settings.KEEPS_ANSWERS
        version = _version() if keeps else None
        request.moment = version and Moment(version, timezone.localdate())
    moment: Moment | None = request.moment
    return moment


def _version() -> Version | None:
    try:
        return public_version("public")
    except Error as error:
        log.warning("The version of public pages can't be read, so none is kept: %s", error)
        connections["public"].close()
        return None


def _last_modified(moment: Moment) -> str:
    """When something changed, or a new day began."""
    began = timezone.make_aware(datetime.combine(moment.day, time()))
    return http_date(max(began, moment.version.changed_at or began).timestamp())


def _address(request: HttpRequest) -> Address:
    """Whose host is allowed is asked before a page is made, so no other host is found among them."""
    meta = request.META
    host, query = meta.get("HTTP_HOST", ""), meta.get("QUERY_STRING", "")
    varying = (meta.get("HTTP_HX_REQUEST", ""), accepted(request))
    return (request.scheme or "", host, request.path, query, *varying)


def _etag(address: Address, moment: Moment) -> str:
    """A weak one: at the moment of a change two workers may make different pages of one version."""
    shown = (_edition(), *moment.version, moment.day, address)
    digest = hashlib.sha256(repr(shown).encode()).hexdigest()
    return f'W/"{MARK}{digest[:32]}"'


@cache
def _edition() -> str:
    """Of code, templates, and settings that pages show: the same in each worker that shows the same."""
    made = hashlib.sha256()
    for name in CODE:
        root = settings.BASE_DIR / name
        for path in sorted([root, *root.rglob("*")]):
            if path.is_file() and path.suffix != ".pyc":
                made.update(f"{path.relative_to(settings.BASE_DIR)}\n".encode())
                made.update(path.read_bytes())
    shown = (settings.REGISTER_CONTACT, settings.REGISTER_URL, settings.TIME_ZONE)
    made.update(repr(shown).encode())
    return made.hexdigest()


def _is_for_everybody(response: HttpResponseBase) -> bool:
    varies = {name.strip().lower() for name in response.get("Vary", "").split(",") if name.strip()}
    return not response.cookies and varies <= {name.lower() for name in VARIES_BY}


def _not_modified(etag: str) -> HttpResponse:
    headers = {"ETag": etag, "Cache-Control": "no-cache", "Vary": ", ".join(VARIES_BY)}
    return HttpResponseNotModified(headers=headers)
