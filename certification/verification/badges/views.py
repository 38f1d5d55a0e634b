"""Badges as other people's software fetches them: any site's scripts may read them, too."""

import json
from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from certification.models import Badge, Level
from certification.verification.badges import baking, keys, pictures, status_lists
from certification.verification.badges.documents import achievement_of
from certification.verification.badges.issuer import did_document
from certification.verification.badges.signing import ErasedError, up_to_date

PICTURES: dict[str, tuple[Callable[[Level], bytes], Callable[[bytes, str], bytes], str]] = {
    "svg": (pictures.svg, baking.into_svg, "image/svg+xml"),
    "png": (pictures.png, baking.into_png, "image/png"),
}
type View = Callable[..., HttpResponse]


def for_everybody(seconds: int) -> Callable[[View], View]:
    """Decorator: may be read from other sites, and be kept for so long."""

    def decorate(view: View) -> View:
        @require_safe
        @wraps(view)
        def answer(request: HttpRequest, **kwargs: object) -> HttpResponse:
            try:
                response = view(request, **kwargs)
            except ErasedError:
                response = _told(
                    _(
                        "This badge is no longer shown: the personal data of its holder were erased."
                    ),
                    410,
                )
            except keys.CannotSignError:
                response = _told(_("Badges can't be signed just now. Try again later."), 503)
            response["Access-Control-Allow-Origin"] = "*"
            response["X-Robots-Tag"] = "noindex"
            if response.status_code == 200 and seconds:
                patch_cache_control(response, public=True, max_age=seconds)
            else:
                patch_cache_control(response, no_cache=True)
            return response

        return answer

    return decorate


# Not kept for a minute: what a new key signs is there at once.
@for_everybody(0)
def did(request: HttpRequest) -> HttpResponse:
    text = json.dumps(did_document(keys.published() or [keys.current()]), indent=2)
    return HttpResponse(text, "application/did+json")


@for_everybody(status_lists.SECONDS)
def status_list(request: HttpRequest, number: int, purpose: str) -> HttpResponse:
    if not 1 <= number <= status_lists.latest():
        raise Http404
    return _credential(request, status_lists.signed_list(number, purpose))


@for_everybody(0)
def badge(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Of what is withdrawn as well: its status list says so."""
    return _credential(request, _signed(uuid).document)


@for_everybody(0)
def token(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return HttpResponse(_signed(uuid).token, "application/vc+jwt")


@for_everybody(0)
def baked(request: HttpRequest, uuid: UUID, kind: str) -> HttpResponse:
    found = _signed(uuid)
    draw, bake, content_type = PICTURES[kind]
    return HttpResponse(bake(draw(found.certification.level), found.document), content_type)


@for_everybody(3600)
def level_picture(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    draw, _bake, content_type = PICTURES[kind]
    return HttpResponse(
        draw(get_object_or_404(Level.objects.using("public"), slug=slug)), content_type
    )


@for_everybody(3600)
def achievement(request: HttpRequest, slug: str) -> HttpResponse:
    level = get_object_or_404(Level.objects.using("public"), slug=slug)
    return HttpResponse(json.dumps(achievement_of(level), indent=2), "application/ld+json")


def _signed(uuid: UUID) -> Badge:
    badges = Badge.objects.select_related("certification__person", "certification__level")
    return up_to_date(get_object_or_404(badges, uuid=uuid))


def _credential(request: HttpRequest, text: str) -> HttpResponse:
    """Its own media type for those who name it; others know it as JSON."""
    own = "application/vc"
    accepted = request.headers.get("Accept", "")
    response = HttpResponse(text, own if own in accepted.split(",") else "application/ld+json")
    patch_vary_headers(response, ["Accept"])
    return response


def _told(sentence: str, status: int) -> HttpResponse:
    return HttpResponse(f"{sentence}\n", "text/plain; charset=utf-8", status=status)
