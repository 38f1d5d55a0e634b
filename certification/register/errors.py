"""The pages for requests that fail. None of them asks the database."""

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.template import loader
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

uncached = cache_control(no_cache=True)


class NoSuchPage(Http404):
    """A 404 whose message the visitor may read. Plain Http404 tells nobody why: see not_found."""


def _page(template: str, status: int, message: str = "") -> HttpResponse:
    # Without the request: its host may be what is wrong, and its session may need the database.
    context = {"register_contact": settings.REGISTER_CONTACT, "message": message}
    return HttpResponse(loader.get_template(template).render(context), status=status)


@uncached
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    # Messages of Django's own are for its log.
    message = str(exception) if type(exception) is BadRequest else ""
    return _page("400.html", 400, message)


@uncached
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page("403.html", 403)


@uncached
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same for a name that was never here and for a person who is not listed."""
    return _page("404.html", 404, str(exception) if isinstance(exception, NoSuchPage) else "")


def too_slow() -> HttpResponse:
    response = _page("503.html", 503)
    response["Retry-After"], response["Cache-Control"] = "60", "no-cache"
    return response


@uncached
def server_error(request: HttpRequest) -> HttpResponse:
    try:
        return _page("500.html", 500)
    except Exception:  # such as static files that were never collected: then words alone
        return HttpResponse(
            _("Something went wrong on our side."), "text/plain; charset=utf-8", status=500
        )
