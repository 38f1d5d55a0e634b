"""An expert as a contact: vCard 3.0, which more telephones and mail programs read than 4.0.

Written by the package icalendar: content lines, their folding and escaping are those of RFC 5545.
"""

from datetime import UTC
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Component, vAdr, vDatetime, vN, vOrg, vText, vUri

from certification.languages import in_language
from certification.models import Expert
from certification.templatetags.register import (
    dates_of_status,
    language_names,
    status_word,
    written,
)


class VCard(Component):
    name = "VCARD"
    canonical_order = ("VERSION", "FN", "N")  # type: ignore[assignment]


@require_safe
def vcard(request: HttpRequest, slug: str) -> HttpResponse:
    today = timezone.localdate()
    experts = Expert.objects.using("public").published().with_standing(today).with_last_change()
    expert = get_object_or_404(experts.select_related("organisation"), slug=slug)
    card = _card(expert, request)
    name = f'attachment; filename="{slug}.vcf"'
    return HttpResponse(
        card.to_ical(),
        content_type="text/vcard; charset=utf-8",
        headers={"Content-Disposition": name},
    )


def _card(expert: Any, request: HttpRequest) -> VCard:
    """No more than the profile says: e-mail and telephone are nobody's but the register's."""
    address = request.build_absolute_uri(expert.get_absolute_url())
    card = VCard()
    card.add("VERSION", vText("3.0"))
    card.add("PRODID", vText("-//Cluster Expert Register//EN"))
    card.add("FN", vText(expert.name))
    card.add("N", vN((expert.family_name, expert.given_name, "", "", "")))
    if expert.organisation:
        card.add("ORG", vOrg((expert.organisation.name,)))
    if expert.position:
        card.add("TITLE", vText(expert.position))
    if expert.country:
        country = str(expert.country.name)
        card.add("ADR", vAdr(("", "", "", "", "", "", country), params={"TYPE": "WORK"}))
    if expert.photo:
        # Its address, and not the picture: it is gone once the consent is.
        photo = request.build_absolute_uri(reverse("expert-photo", args=[expert.slug]))
        card.add("PHOTO", vUri(photo, params={"VALUE": "uri"}))
    card.add("URL", vUri(address))
    # The same person, in whatever language the card was taken.
    card.add("UID", vUri(request.build_absolute_uri(in_language(expert.get_absolute_url(), "en"))))
    card.add("NOTE", vText(_note(expert)))
    card.add("REV", vDatetime(expert.changed_at.astimezone(UTC)))
    return card


def _note(expert: Any) -> str:
    """A copy is not told of changes, so it says of which day it is."""
    lines = [_("Levels on %(day)s:") % {"day": written(timezone.localdate())}]
    for each in expert.standing:
        facts = {
            "level": str(each.level),
            "status": status_word(each.status),
            "dates": dates_of_status(each),
        }
        lines.append(_("%(level)s, %(status)s: %(dates)s") % facts)
    if expert.languages:
        names = ", ".join(language_names(expert.languages))
        lines.append(_("Languages: %(languages)s") % {"languages": names})
    return "\n".join(lines)
