"""What a person meets of what each level requires, on a day. Of people without a certification too."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from certification.admin.badges import status_badge
from certification.admin.days import day_of, on_day
from certification.admin.forms import AGAINST_RULES
from certification.admin.renewing import can_be_renewed, may_renew, renew_url
from certification.models import Certification, Expert, Level, Status
from certification.models.eligibility import Eligibility, eligibility

ADD = "certification.add_certification"


@dataclass(frozen=True)
class Panel:
    """A level: what its rule asks, how the person stands at it, and what can be decided."""

    asked: Eligibility
    held: Certification | None
    badge: str
    links: list[tuple[str, str]]


def eligibility_page(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    on = day_of(request)
    person = person_asked(model_admin.people(request).with_standing(on), pk)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("What each level requires"),
        "subtitle": f"{person} ({person.register_no})",
        "opts": model_admin.opts,
        "person": person,
        "person_url": person_url(person),
        "on": on,
        "panels": [_panel(request, person, level, on) for level in levels_with_rules()],
        "media": model_admin.media,
    }
    return TemplateResponse(request, "admin/certification/eligibility.html", context)


def person_asked(people: QuerySet, pk: int) -> Any:
    """One of the people that this member of staff may see."""
    person = people.filter(pk=pk).first()
    if person is None:
        raise Http404
    return person


def person_url(person: Expert) -> str:
    """The form of an expert, or of a person who has no certification yet. Reads `standing`."""
    model = "certification_expert" if person.standing else "people_person"  # type: ignore[attr-defined]
    return reverse(f"admin:{model}_change", args=[person.pk])


def levels_with_rules() -> QuerySet[Level]:
    return Level.objects.prefetch_related("rules__lower_level", "rules__benchmarkings__label")


def certify_url(person_pk: int, level: Level, on: date) -> str:
    url = reverse("admin:certification_expert_certify", args=[person_pk, level.slug])
    return f"{url}{on_day(on)}"


def _panel(request: HttpRequest, person: Any, level: Level, on: date) -> Panel:
    held = next((each for each in person.standing if each.level_id == level.pk), None)
    asked = eligibility(person, level, on)
    badge = status_badge(held.status) if held else ""
    return Panel(asked, held, badge, _links(request, asked, held))


def _links(
    request: HttpRequest, asked: Eligibility, held: Certification | None
) -> list[tuple[str, str]]:
    """What can be decided; on a day to come, nothing."""
    links: list[tuple[str, str]] = []
    if asked.on > timezone.localdate():
        return links
    if held and can_be_renewed(held, asked.on) and may_renew(request.user):
        links.append((renew_url([held.pk], asked.on), _("Renew …")))
    url = certify_url(asked.person.pk, asked.level, asked.on)
    if asked.is_met and request.user.has_perm(ADD):  # type: ignore[union-attr]
        links.append((url, _("Certify for %(level)s …") % {"level": asked.level}))
    elif asked.rule and not _is_held(held) and request.user.has_perms([ADD, AGAINST_RULES]):  # type: ignore[union-attr]
        links.append((url, _("Certify against the rules …")))
    return links


def _is_held(held: Any) -> bool:
    """Nothing is decided anew beside what is valid, held back or to come."""
    return held is not None and held.status not in {Status.EXPIRED, Status.WITHDRAWN}
