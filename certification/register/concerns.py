"""Reporting a concern and asking for a correction: one public form, reached from profiles and check pages."""

import re
from datetime import timedelta
from typing import Any

from django.core.exceptions import BadRequest, ValidationError
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from certification import limits
from certification.concerns import receive, subject_for_visitors
from certification.models import Concern, RegisterSettings
from certification.models.check_code import (
    ALPHABET,
    LENGTH_OF_CHECK_CODE,
    read_check_code,
    written_check_code,
)
from certification.models.concern import ConcernKind
from certification.register.application_form import one_line
from certification.register.concern_form import ConcernForm

OF_NETWORK = limits.Limit("concerns of a network", 10, timedelta(hours=1))
# Of everybody together, so that staff are not flooded from many networks at once.
OF_ALL = limits.Limit("concerns", 200, timedelta(hours=1))
WHILE_MANY_COME = OF_NETWORK._replace(number=1)
LONGEST_ABOUT = Concern._meta.get_field("about").max_length or 0
REFERENCE = re.compile(f"[{ALPHABET}]{{{LENGTH_OF_CHECK_CODE}}}")


class NewConcern(FormView):
    template_name = "concerns/new.html"
    form_class = ConcernForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.about = _about(request.GET.get("about", ""))
        self.kind = _kind(request.GET.get("kind", ""))
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {"kind": self.kind}

    def form_invalid(self, form: Any, status: int = 400) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=status)

    def form_valid(self, form: Any) -> HttpResponse:
        if not _may_send(self.request):
            return self.too_many(
                form, _("Too many messages came from your network. Try again in an hour.")
            )
        sent = {name: form.cleaned_data[name] for name in ("message", "name", "email")}
        concern = receive(form.cleaned_data["kind"], self.about, **sent)
        query = {"reference": concern.written_reference}
        return HttpResponseRedirect(reverse("concern-sent", query=query))

    def too_many(self, form: Any, text: str) -> HttpResponse:
        form.add_error(None, text)
        return self.form_invalid(form, status=429)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            subject=subject_for_visitors(self.about) if self.about else None,
            is_correction=self.kind == ConcernKind.CORRECTION,
            days=RegisterSettings.objects.using("public").get().concerns_kept_days,
            **kwargs,
        )


class ConcernSent(TemplateView):
    """Asks for no record: whoever tries references learns nothing."""

    template_name = "concerns/sent.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reference = read_check_code(self.request.GET.get("reference", ""))
        if not REFERENCE.fullmatch(reference):
            raise BadRequest(_("This is not the reference of a message to the register."))
        return super().get_context_data(reference=written_check_code(reference), **kwargs)


def _may_send(request: HttpRequest) -> bool:
    network = limits.network_of(request)
    return bool(limits.counted_among_all(network, OF_NETWORK, OF_ALL, WHILE_MANY_COME))


def _about(given: str) -> str:
    """Nothing is looked for yet: that is the matter of the page, and of what is sent."""
    about = " ".join(given.split())
    try:
        one_line(about)
        MaxLengthValidator(LONGEST_ABOUT)(about)
    except ValidationError:
        text = _(
            "What the message is about can’t be read in this address. Begin from the page of the "
            "person or of the certificate."
        )
        raise BadRequest(text) from None
    return about


def _kind(given: str) -> str:
    if given and given not in ConcernKind.values:
        text = _(
            "The address asks for a message of no known kind: it is a concern or a correction."
        )
        raise BadRequest(text)
    return given or ConcernKind.CONCERN
