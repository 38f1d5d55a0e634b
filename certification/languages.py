"""The languages of the site. That of a public page is the beginning of its address, /nb/…; English has none.

So each page of each language has one address that stays, and what stands printed on certificates goes on
to lead somewhere. Files and what machines read are in English alone. Staff read the admin, whose addresses
are the same for all, in the language that they chose.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation.trans_real import parse_accept_lang_header

# English has no prefix: /en/… is no page.
PREFIXES = {code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE}
A_YEAR = 365 * 24 * 3600
# How each calls itself, for whoever does not read the language of the page.
OWN_NAMES = {"en": "English", "nb": "Norsk", "de": "Deutsch", "es": "Español", "tr": "Türkçe"}
# What a browser may ask for, of the languages that a reader of ours understands as well.
UNDERSTOOD = {"no": "nb", "nn": "nb"}
STAFF = "/admin/"


class Edition(NamedTuple):
    """A page in a language. `path` is its address, with the query."""

    code: str
    name: str
    path: str


def nearest(code: str) -> str:
    """The language of the site for whoever prefers the one with that code."""
    code = UNDERSTOOD.get(code, code)
    return code if code in OWN_NAMES else settings.LANGUAGE_CODE


def language_of(path: str) -> str:
    code = path[1:].partition("/")[0].partition("?")[0]
    return code if code in PREFIXES else settings.LANGUAGE_CODE


def in_language(path: str, code: str) -> str:
    """The address of the same page in another language.

    >>> in_language("/nb/experts/?q=a", "de"), in_language("/nb/experts/", "en")
    ('/de/experts/?q=a', '/experts/')
    """
    present = language_of(path)
    bare = path if present == settings.LANGUAGE_CODE else path[len(present) + 1 :]
    return bare if code == settings.LANGUAGE_CODE else f"/{code}{bare}"


def has_editions(path: str) -> bool:
    """Whether the address, without a query, is of a page that there is in each language."""
    with translation.override("nb"):
        try:
            resolve(in_language(path, "nb"))
        except Resolver404:
            return False
    return True


def editions(full_path: str) -> Iterator[Edition]:
    for code, name in OWN_NAMES.items():
        yield Edition(code, name, in_language(full_path, code))


class LanguageMiddleware:
    """Each request is answered in the language of its address, and of the admin, in that of who asks.

    Who chose a language is led to it from an address without one; from the front page also who chose
    none and whose browser asks for it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        path = request.path_info
        language = wished(request) if path.startswith(STAFF) else language_of(path)
        # A part of a page is in the language of the page, which may have been opened before the choice.
        is_page = request.method in {"GET", "HEAD"} and "HTTP_HX_REQUEST" not in request.META
        if language == settings.LANGUAGE_CODE and is_page:
            better = chosen(request) or (wished(request) if path == "/" else language)
            if better != language and has_editions(path):
                return _led(request, better)
        with translation.override(language):
            request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
            response = self.get_response(request)
        if path.startswith(STAFF):
            patch_vary_headers(response, ["Cookie", "Accept-Language"])
        response.headers.setdefault("Content-Language", language)
        return response


def chosen(request: HttpRequest) -> str | None:
    """What this browser was told before."""
    code = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return code if code in OWN_NAMES else None


def wished(request: HttpRequest) -> str:
    if code := chosen(request):
        return code
    for asked, _weight in parse_accept_lang_header(request.META.get("HTTP_ACCEPT_LANGUAGE", "")):
        plain = asked.partition("-")[0]
        if UNDERSTOOD.get(plain, plain) in OWN_NAMES:
            return nearest(plain)
    return settings.LANGUAGE_CODE


def _led(request: HttpRequest, code: str) -> HttpResponseRedirect:
    response = HttpResponseRedirect(in_language(request.get_full_path(), code))
    patch_vary_headers(response, ["Cookie", "Accept-Language"])
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def choose(request: HttpRequest, language: str) -> HttpResponseRedirect:
    """Remembers the language, and leads to the page that the visitor came from, in it.

    A GET, so that a page that is the same for all can hold the link; nothing of the register changes.
    """
    if language not in OWN_NAMES:
        raise Http404
    wanted = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) or "\\" in wanted:
        wanted = "/"
    if not wanted.startswith(STAFF):
        path = wanted.partition("?")[0]
        wanted = in_language(wanted if has_editions(path) else "/", language)
    response = HttpResponseRedirect(wanted)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=A_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
