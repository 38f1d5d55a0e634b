"""The list of experts for a frame on somebody else's site, such as a national secretariat's."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.decorators import method_decorator
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override

from certification.register import address
from certification.register.errors import NoSuchPage
from certification.register.listing import ExpertList

# Nothing in a frame sends anything but a search, so nobody can be led to press what they don't see.
in_frames = csp_override({**settings.SECURE_CSP, "frame-ancestors": ["*"]})


@method_decorator([xframe_options_exempt, in_frames], name="dispatch")
class EmbeddedList(ExpertList):
    template_name = "register/embedded.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().get(request, *args, **kwargs)
        except NoSuchPage:
            # No page of an error may stand in a frame.
            first = address.tidied(request.GET, without=("after", "before"))
            return HttpResponseRedirect(f"{request.path}?{first.urlencode()}".rstrip("?"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if "query" in context:
            # What the site has chosen stays chosen at a search.
            kept = [(name, values) for name, values in context["query"].lists() if name != "q"]
            context["kept"] = [(name, value) for name, values in kept for value in values]
        return context
