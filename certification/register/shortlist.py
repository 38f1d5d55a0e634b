"""A visitor's shortlist: shown, shared as an address, compared side by side.

Pages of people are the same for all visitors, so they hold no token against forged requests. What changes
the list asks the browser instead where the request comes from (Sec-Fetch-Site, or Origin from browsers
without it), and a request that does not say so is refused. No page of another site can then fill a
visitor's list, and the cookie is of the register alone (SameSite).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from django.views.generic import TemplateView

from certification.models import Expert
from certification.models.contact_message import MOST_RECIPIENTS
from certification.register.comparing import compared, levels_of
from certification.register.shortlisted import MOST, SLUG, keep, listed, numbers_of

SIDE_BY_SIDE = MOST_RECIPIENTS


class Shortlist(TemplateView):
    template_name = "shortlist/shortlist.html"
    # Why those who were chosen can't be asked.
    problem = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        context = self.get_context_data(**kwargs)
        return self.render_to_response(context, status=400 if context["problem"] else 200)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shared = [*dict.fromkeys(self.request.GET.getlist("expert"))]
        if len(shared) > MOST:
            raise BadRequest(_full())
        numbers = [] if shared else numbers_of(self.request)
        readable = [slug for slug in shared if SLUG.fullmatch(slug)]
        people: list[Any] = listed(compared(timezone.localdate()), numbers, readable)
        asked = {*self.request.GET.getlist("chosen")}
        chosen = [each for each in people if each.slug in asked]
        beside = (chosen or people)[:SIDE_BY_SIDE]
        added = [] if shared else self.request.GET.getlist("added")
        address = reverse("shortlist", query={"expert": [each.slug for each in people]})
        return super().get_context_data(
            section="shortlist",
            people=people,
            beside=beside,
            ticked=chosen if chosen or self.problem else beside,
            added=[each for each in people if each.slug in added],
            levels=levels_of(beside),
            is_shared=bool(shared),
            missing=len(shared or numbers) - len(people),
            problem=self.problem or (too_many() if len(chosen) > SIDE_BY_SIDE else ""),
            most=SIDE_BY_SIDE,
            address=self.request.build_absolute_uri(address),
            **kwargs,
        )


def _change(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """By a button of ours. Whoever types the address, or opens its tab again, is shown the list as it is."""

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def changed(request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return redirect("shortlist")
        _refuse_other_sites(request)
        return view(request)

    return changed


@_change
def add(request: HttpRequest) -> HttpResponse:
    """Also several at once: those of a list that somebody shared."""
    slugs = [slug for slug in request.POST.getlist("expert")[: MOST + 1] if SLUG.fullmatch(slug)]
    experts = listed(Expert.objects.using("public").published(), numbers_of(request), slugs)
    added = [expert.slug for expert in experts if expert.slug in slugs]
    if not added:
        raise Http404
    if len(experts) > MOST:
        raise BadRequest(_full())
    return keep(redirect(reverse("shortlist", query={"added": added})), experts)


@_change
def remove(request: HttpRequest) -> HttpResponse:
    if "all" in request.POST:
        return keep(redirect("shortlist"), [])
    gone = {*request.POST.getlist("expert")}
    experts = listed(Expert.objects.using("public").published(), numbers_of(request), [])
    return keep(redirect("shortlist"), [each for each in experts if each.slug not in gone])


def refused(request: HttpRequest, problem: str) -> HttpResponse:
    """The list with what was chosen of it, to choose anew. Also for a form that was sent to them."""
    view = Shortlist(problem=problem)
    view.setup(request)
    return view.get(request)


def too_many() -> str:
    return _("Choose at most %(most)s people.") % {"most": SIDE_BY_SIDE}


def _refuse_other_sites(request: HttpRequest) -> None:
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    ours = f"{request.scheme}://{request.get_host()}"
    if site != "same-origin" if site else origin != ours:
        raise BadRequest(_("A shortlist is changed by the buttons on pages of the register alone."))


def _full() -> str:
    # Never a single one, so it has no other form.
    return _("A shortlist holds at most %(most)d people. Take somebody off it first.") % {
        "most": MOST
    }
