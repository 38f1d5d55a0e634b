"""Writing to an expert, or to several at once: the public form. What its link does: contact_confirm.py."""

import logging
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from certification import limits
from certification.contact import relaying
from certification.contact.keeping import remove_unconfirmed
from certification.contact.links import LINK_HOLDS
from certification.models import Expert, RegisterSettings, SentMail
from certification.models.contact_message import MOST_RECIPIENTS
from certification.models.sent_form import KEPT
from certification.register.contact_form import ContactForm
from certification.register.shortlist import refused, too_many
from certification.register.shortlisted import SLUG, in_order

log = logging.getLogger(__name__)

OF_NETWORK = limits.Limit("contacts of a network", 10, timedelta(hours=1))
OF_ALL = limits.Limit("contacts", 200, timedelta(hours=1))
WHILE_MANY_COME = OF_NETWORK._replace(number=1)
OF_EMAIL = limits.Limit("e-mail of a contact", 5, KEPT)


class Contact(FormView):
    template_name = "contact/new.html"
    form_class = ContactForm
    section = "experts"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.chosen = self.choose()
        if problem := self.problem():
            return refused(request, problem)
        self.experts = [expert for expert in self.chosen if expert.is_reachable]
        return super().dispatch(request, *args, **kwargs)

    def choose(self) -> list[Expert]:
        """Who takes no messages has no such page, as somebody who never was has none."""
        experts = Expert.objects.using("public").published().reachable()
        return [get_object_or_404(experts, slug=self.kwargs["slug"])]

    def problem(self) -> str:
        """Why those who were chosen can't be asked together."""
        return ""

    def form_invalid(self, form: Any, status: int = 400) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=status)

    def form_valid(self, form: Any) -> HttpResponse:
        if not self.experts:
            return self.form_invalid(form)
        remove_unconfirmed()
        network = limits.network_of(self.request)
        counted = limits.counted_among_all(network, OF_NETWORK, OF_ALL, WHILE_MANY_COME)
        if not counted:
            text = _("Too many messages came from your network. Try again in an hour.")
            form.add_error(None, text)
            return self.form_invalid(form, status=429)
        of_email = limits.counted(OF_EMAIL, form.cleaned_data["email"].lower())
        # Whoever sent the form may not learn that others were sent with this address.
        if of_email is None:
            return redirect("contact-sent")
        asked = form.save(commit=False)
        asked.recipients = [expert.pk for expert in self.experts]
        mail = relaying.ask_to_confirm(asked, [expert.name for expert in self.experts])
        if mail.error:
            for each in (*counted, of_email):
                each.delete()
            return self.not_sent(form, mail)
        return redirect("contact-sent")

    def not_sent(self, form: Any, mail: SentMail) -> HttpResponse:
        # What the server answered may hold the address, so it is told in the record alone.
        log.error("The link of a message to an expert could not be sent: sent mail %s.", mail.pk)
        text = _(
            "The mail with the link could not be sent, so nothing was kept. Look at the e-mail "
            "address, or try again later."
        )
        form.add_error(None, text)
        return self.form_invalid(form, status=503)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        settings = RegisterSettings.objects.using("public").get()
        return super().get_context_data(
            section=self.section,
            experts=self.experts,
            without=[expert for expert in self.chosen if not expert.is_reachable],
            days=LINK_HOLDS.days,
            days_kept=settings.contact_messages_kept_days,
            **kwargs,
        )


class AskSeveral(Contact):
    """Those of a shortlist who were chosen, by their public addresses."""

    section = "shortlist"

    def choose(self) -> list[Expert]:
        slugs = [*dict.fromkeys(self.request.GET.getlist("chosen"))][: MOST_RECIPIENTS + 1]
        self.are_too_many = len(slugs) > MOST_RECIPIENTS
        readable = [slug for slug in slugs if SLUG.fullmatch(slug)]
        experts = Expert.objects.using("public").published().filter(slug__in=readable)
        found = in_order(experts, readable)
        self.missing = len(slugs) - len(found)
        return found

    def problem(self) -> str:
        if self.are_too_many:
            return too_many()
        if not self.chosen:
            text = _("Choose from your shortlist one to %(most)d people to write to.")
            return text % {"most": MOST_RECIPIENTS}
        return ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(several=True, missing=self.missing, **kwargs)


class Sent(TemplateView):
    """The same for everybody who sent the form, whatever became of it."""

    template_name = "contact/sent.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            section="experts", days=LINK_HOLDS.days, limit=OF_EMAIL.number, **kwargs
        )
