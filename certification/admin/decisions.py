"""Suspend, reinstate, withdraw: one page that says what will happen, asks why, and then does it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pghistory
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certification.admin.badges import status_badge
from certification.admin.withdrawal import MAY_WITHDRAW
from certification.at_once import nobody_else_at_once
from certification.far_ahead import not_far_ahead
from certification.models import Benchmarking, Certification, Participation, Status

MOST_AT_ONCE = 200


@dataclass(frozen=True)
class Decision:
    name: str
    make: Callable[..., object]
    # What staff read: the link, the page's title, what will happen, what has happened.
    link: Any
    title: Any
    effect: Any
    done: Any
    # Where the link is offered, and to whom.
    statuses: frozenset[Status]
    permission: str


DECISIONS = [
    Decision(
        "suspend",
        Certification.suspend,
        gettext_lazy("Suspend"),
        gettext_lazy("Suspend certifications"),
        gettext_lazy(
            "These certifications will be held back from the day you give on, until they are "
            "reinstated: the experts may not work at these levels, and public pages say so. What "
            "renews them is held back with them."
        ),
        gettext_lazy("Suspended from %(day)s on. Reason: %(reason)s"),
        frozenset({Status.VALID, Status.UPCOMING}),
        "certification.change_certification",
    ),
    Decision(
        "reinstate",
        Certification.reinstate,
        gettext_lazy("Reinstate"),
        gettext_lazy("Reinstate certifications"),
        gettext_lazy(
            "The suspension of these certifications will end: from the day you give on they are "
            "valid again, up to their last valid day. So does that of what renews them."
        ),
        gettext_lazy("Reinstated from %(day)s on. Reason: %(reason)s"),
        frozenset({Status.SUSPENDED}),
        "certification.change_certification",
    ),
    Decision(
        "withdraw",
        Certification.withdraw,
        gettext_lazy("Withdraw"),
        gettext_lazy("Withdraw certifications"),
        gettext_lazy(
            "These certifications will be taken back for good from the day you give on. This can't "
            "be undone: to certify the expert again, add a new certification. What renews them is "
            "taken back with them."
        ),
        gettext_lazy("Withdrawn from %(day)s on. Reason: %(reason)s"),
        frozenset({Status.VALID, Status.UPCOMING, Status.SUSPENDED, Status.EXPIRED}),
        "certification.withdraw_certification",
    ),
]


class DecisionForm(forms.Form):
    on = forms.DateField(
        label=gettext_lazy("From this day on"), initial=timezone.localdate, widget=AdminDateWidget
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text=gettext_lazy("Kept for staff, on each of these certifications."),
    )

    public_reason = forms.CharField(
        label=gettext_lazy("Public reason"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 60}),
        help_text=gettext_lazy(
            "Whoever checks one of these certificates reads it. Empty: no reason is told."
        ),
    )

    # The day for which benchmarkings since then have been shown: asked once more, it is decided.
    noticed = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, first_days: set[date], has_public_reason: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.first_days = first_days
        if not has_public_reason:
            del self.fields["public_reason"]

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        return day if day in self.first_days else not_far_ahead(day)


def decision_url(decision: Decision, ids: Any) -> str:
    url = reverse(f"admin:certification_certification_{decision.name}")
    return f"{url}?ids={','.join(map(str, ids))}"


def decision_links(certification: Certification, user: Any) -> str:
    """What can be decided on it today, by this user."""
    status = certification.status_on()
    if status == Status.WITHDRAWN and not user.has_perm(MAY_WITHDRAW):
        return _("None: it is withdrawn for good.")
    links: list[tuple[str, Any]] = [
        (decision_url(decision, [certification.pk]), decision.link)
        for decision in DECISIONS
        if status in decision.statuses and user.has_perm(decision.permission)
    ]
    if certification.withdrawn_on and user.has_perm(MAY_WITHDRAW):
        name = "admin:certification_certification_correct_withdrawal"
        links.append((reverse(name, args=[certification.pk]), _("Correct the withdrawal")))
    return format_html_join(" ", '<a class="decision" href="{}">{}</a>', links)


def decide(model_admin: admin.ModelAdmin, request: HttpRequest, decision: Decision) -> HttpResponse:
    may_decide = request.user.has_perm(decision.permission)  # type: ignore[union-attr]
    if not (may_decide and model_admin.has_view_permission(request)):
        raise PermissionDenied
    list_url = reverse("admin:certification_certification_changelist")
    ids = request.GET.get("ids", "").split(",")
    seen = model_admin.get_queryset(request)
    certifications = _chosen(seen, ids)
    if not certifications or len(certifications) != len(set(ids)):
        text = _("Choose certifications in this list first, at most %(most)d.")
        model_admin.message_user(request, text % {"most": MOST_AT_ONCE}, messages.WARNING)
        return HttpResponseRedirect(list_url)

    back = list_url
    if len(certifications) == 1:
        back = reverse("admin:certification_expert_change", args=[certifications[0].person_id])
    # What never should have been is withdrawn from its first day on, however far ahead that is.
    withdraws = decision.name == "withdraw"
    first_days = {row.certified_on for row in certifications if withdraws}
    form = DecisionForm(request.POST or None, first_days=first_days, has_public_reason=withdraws)
    following = Certification.objects.following(certifications)
    refused: dict[int, list[str]] = {}
    led: list[Benchmarking] = []
    if request.method == "POST" and form.is_valid():
        every = _with_following(certifications, following)
        led = _led_since(request, decision, every, form)
        if not led:
            refused = _make(decision, seen, ids, form)
        if not led and not refused and form.is_valid():
            on, reason = form.cleaned_data["on"], form.cleaned_data["reason"]
            _tell(model_admin, request, decision, every, on, reason)
            return HttpResponseRedirect(back)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": decision.title,
        "opts": model_admin.opts,
        "decision": decision,
        "rows": [
            (row, status_badge(row.status_on()), following[row.pk], refused.get(row.pk, []))
            for row in certifications
        ],
        "refused": refused,
        "led": led,
        "form": form,
        "button": decision.title,
        "back": back,
        "list_url": list_url,
        "media": model_admin.media + form.media,
    }
    return TemplateResponse(request, "admin/certification/decide.html", context)


def _chosen(seen: QuerySet, ids: list[str], *, lock: bool = False) -> list[Certification]:
    if len(ids) > MOST_AT_ONCE or not all(pk.isascii() and pk.isdigit() for pk in ids):
        return []
    certifications = seen.filter(pk__in=ids).order_by("person__sort_key", "pk")
    if lock:
        certifications = certifications.select_for_update(of=("self",), no_key=True)
    return list(certifications.select_related("person", "level").prefetch_related("suspensions"))


def _with_following(
    certifications: list[Certification], following: dict[int, list[Certification]]
) -> list[Certification]:
    """Each once: what follows one of them may have been chosen too."""
    every = {row.pk: row for each in certifications for row in [each, *following[each.pk]]}
    return list(every.values())


def _led_since(
    request: HttpRequest, decision: Decision, every: list[Certification], form: DecisionForm
) -> list[Benchmarking]:
    """By these experts for these levels, since a day in the past: to be looked at before it is decided."""
    on = form.cleaned_data["on"]
    if decision.name == "reinstate" or form.cleaned_data["noticed"] == on.isoformat():
        return []
    own = admin.site.get_model_admin(Benchmarking).get_queryset(request)
    pairs = Q(pk__in=[])
    for each in every:
        as_expert = Participation.objects.filter(role=Participation.Role.EXPERT, person=each.person)
        pairs |= Q(label=each.level_id, pk__in=as_expert.values("benchmarking"))
    until = timezone.localdate()
    rows = own.filter(pairs, held_on__gte=on, held_on__lte=until).select_related("organisation")
    led = list(rows.order_by("held_on", "pk"))
    if led:
        form.data = {**request.POST.dict(), "noticed": on.isoformat()}
    return led


def _make(
    decision: Decision, seen: QuerySet, ids: list[str], form: DecisionForm
) -> dict[int, list[str]]:
    """All or nothing. Says which are refused, and why."""
    names = ("on", "reason", "public_reason")
    what = {name: form.cleaned_data[name] for name in names if name in form.fields}
    reason, refused = what["reason"], dict[int, list[str]]()
    try:
        with (
            pghistory.context(decision=decision.name, reason=reason),
            nobody_else_at_once(decision.title),
        ):
            for certification in _first_of_lines(_chosen(seen, ids, lock=True)):
                try:
                    with nobody_else_at_once(certification):
                        decision.make(certification, **what)
                except ValidationError as error:
                    refused[certification.pk] = error.messages
            if refused:
                transaction.set_rollback(True)
    except ValidationError as error:
        form.add_error(None, error)
    return refused


def _first_of_lines(chosen: list[Certification]) -> list[Certification]:
    """What follows another of them is decided on with it."""
    following = Certification.objects.following(chosen)
    with_another = {row.pk for rows in following.values() for row in rows}
    return [each for each in chosen if each.pk not in with_another]


def _tell(
    model_admin: admin.ModelAdmin,
    request: HttpRequest,
    decision: Decision,
    certifications: list[Certification],
    on: date,
    reason: str,
) -> None:
    for certification in certifications:
        day = max(on, certification.certified_on)
        text = decision.done % {"day": day.isoformat(), "reason": reason}
        model_admin.log_change(request, certification, text)
        model_admin.message_user(request, f"{certification}: {text}", messages.SUCCESS)
