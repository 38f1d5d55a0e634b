"""Renew: one page that says of each certification what will be, or why not, and then does it for all."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from certification.admin.badges import status_badge
from certification.admin.days import day_of, on_day, shown_first
from certification.admin.decisions import MOST_AT_ONCE
from certification.admin.permissions import may_certify
from certification.certifying import plan_renewal, renew
from certification.models import Certification, NumberSeries
from people.admin.record import KEY


@dataclass
class Row:
    certification: Certification
    badge: str
    first: date | None = None
    last: date | None = None
    errors: list[str] = field(default_factory=list)


def may_renew(user: Any) -> bool:
    return may_certify(user)


def can_be_renewed(certification: Certification, on: date) -> bool:
    try:
        plan_renewal(certification, on)
    except ValidationError:
        return False
    return True


def renew_url(ids: Any, on: date | None = None) -> str:
    url = reverse("admin:certification_certification_renew")
    day = on_day(on).replace("?", "&") if on else ""
    return f"{url}?ids={','.join(map(str, ids))}{day}"


def renew_link(certification: Certification, user: Any) -> str:
    if not may_renew(user) or not can_be_renewed(certification, timezone.localdate()):
        return ""
    return format_html(
        '<a class="decision" href="{}">{}</a> ', renew_url([certification.pk]), _("Renew")
    )


def line_of(certification: Certification) -> str:
    """The certification with all that it renews and that renew it, as one line."""
    first = certification
    while first.renews:
        first = first.renews
    line = [first, *Certification.objects.following([first])[first.pk]]
    rows = [
        (
            reverse("admin:certification_certification_change", args=[each.pk]),
            f"{each.certified_on:%Y-%m-%d} – {each.valid_until or _('without end')}",
        )
        for each in line
    ]
    return format_html_join(" → ", '<a href="{}">{}</a>', rows)


def renew_page(model_admin: Any, request: HttpRequest) -> HttpResponse:
    if not (model_admin.has_view_permission(request) and may_renew(request.user)):
        raise PermissionDenied
    list_url = reverse("admin:certification_certification_changelist")
    ids = request.GET.get("ids", "").split(",")
    chosen = _chosen(model_admin.get_queryset(request), ids)
    if not chosen or len(chosen) != len(set(ids)):
        text = _("Choose certifications in this list first, at most %(most)d.")
        model_admin.message_user(request, text % {"most": MOST_AT_ONCE}, messages.WARNING)
        return HttpResponseRedirect(list_url)
    on = day_of(request)
    if other := shown_first(request, on=on.isoformat()):
        return other
    rows = [_plan(certification, on) for certification in chosen]
    if request.method == "POST" and not any(row.errors for row in rows):
        renewals = _renew(rows, on)
        if renewals:
            _tell(model_admin, request, renewals)
            return HttpResponseRedirect(_back(chosen, list_url))
    possible = [row.certification.pk for row in rows if not row.errors]
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Renew certifications"),
        "opts": model_admin.opts,
        "rows": rows,
        "refused": len(rows) - len(possible),
        "without_refused": renew_url(possible, on) if 0 < len(possible) < len(rows) else "",
        "on": on,
        "was_sent": request.method == "POST",
        "button": _("Renew certifications"),
        "back": _back(chosen, list_url),
        "list_url": list_url,
        "media": model_admin.media,
    }
    return TemplateResponse(request, "admin/certification/renew.html", context)


def _chosen(certifications: QuerySet, ids: list[str]) -> list[Certification]:
    if len(ids) > MOST_AT_ONCE or not all(KEY.fullmatch(pk) for pk in ids):
        return []
    found = certifications.filter(pk__in=ids).select_related("person", "level")
    found = found.prefetch_related(
        "suspensions", "level__rules", "person__certifications", "person__erasures"
    )
    return list(found.order_by("person__sort_key", "pk"))


def _plan(certification: Certification, on: date) -> Row:
    row = Row(certification, status_badge(certification.status_on()))
    try:
        rule, row.first = plan_renewal(certification, on)
        row.last = rule.last_valid_day(row.first)
    except ValidationError as error:
        row.errors = error.messages
    return row


def _renew(rows: list[Row], on: date) -> list[Certification]:
    """All or none: a row that is refused after all says why."""
    made = []
    with transaction.atomic():
        # First of all, as in each decision by itself: whoever decides in that year waits until all are renewed.
        NumberSeries.locked(on)
        for row in rows:
            try:
                with transaction.atomic():
                    made.append(renew(row.certification, on))
            except ValidationError as error:
                row.errors = error.messages
        if len(made) < len(rows):
            transaction.set_rollback(True)
            return []
    return made


def _tell(model_admin: Any, request: HttpRequest, renewals: list[Certification]) -> None:
    for renewal in renewals:
        last = renewal.valid_until.isoformat() if renewal.valid_until else _("without end")
        text = _("Renewed from %(first)s on, valid until: %(last)s. Number: %(number)s.") % {
            "first": renewal.certified_on.isoformat(),
            "last": last,
            "number": renewal.number,
        }
        model_admin.log_addition(request, renewal, text)
        model_admin.message_user(
            request, f"{renewal.person}, {renewal.level}: {text}", messages.SUCCESS
        )


def _back(chosen: list[Certification], list_url: str) -> str:
    if len(chosen) > 1:
        return list_url
    return reverse("admin:certification_expert_change", args=[chosen[0].person_id])
