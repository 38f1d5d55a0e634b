from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

import pghistory
from django.contrib import admin, messages
from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certification.admin.badges import status_badge
from certification.admin.days import day_asked
from certification.admin.decisions import (
    DECISIONS,
    MOST_AT_ONCE,
    decide,
    decision_links,
    decision_url,
)
from certification.admin.filters import CertificationStandingFilter
from certification.admin.finding import FindsPeople
from certification.admin.forms import CorrectionForm, NewCertificationForm
from certification.admin.paper import (
    MOST_IN_A_ZIP,
    check_link,
    numbered,
    paper,
    paper_links,
    send_page,
    send_url,
    zip_of,
)
from certification.admin.permissions import may_take_over
from certification.admin.renewing import line_of, may_renew, renew_link, renew_page, renew_url
from certification.admin.suspension import correct_suspension
from certification.admin.withdrawal import correct_withdrawal
from certification.models import Certification, Suspension
from certification.models.deciding import WITHDRAWAL


def status_column(request: HttpRequest) -> Any:
    """The status on the day that is asked for: the head of the column names the day."""
    day = day_asked(request)
    label = _("Status on %(day)s") % {"day": day.isoformat()} if day else _("Status today")

    @admin.display(description=label)
    def status(certification: Any) -> str:
        return status_badge(certification.status)

    return status


@admin.register(Certification)
class CertificationAdmin(FindsPeople):
    person = "person"
    list_display = ["person_name", "level", "certified_on", "last_valid_day", "number", "basis"]
    list_select_related = ["person", "level"]
    list_filter = [CertificationStandingFilter, "basis"]
    date_hierarchy = "certified_on"
    search_help_text = gettext_lazy(
        "Names, register number or organisation of the person, or the number of the certificate."
    )
    autocomplete_fields = ["person"]
    actions = ["renew", "suspend", "reinstate", "withdraw"]
    actions += ["download_certificates", "send_certificates"]
    entered: ClassVar[list[Any]] = [
        ("level", "basis"),
        ("certified_on", "valid_until"),
        ("number", "decided_by", "decided_on"),
    ]
    decided = ["line", "rule_link", "enrolment", "against_rules_reason"]
    derived = ["person_link", "status_today", "on_paper", *WITHDRAWAL, "held_back", *decided]

    def best_first(self, text: str) -> list[Any]:
        """The one with that number before the others of its person."""
        numbered = Certification.objects.numbered(text).values("pk")
        has_number = Case(When(pk__in=numbered, then=Value(0)), default=Value(1))
        return [has_number, *super().best_first(text)]

    def get_list_display(self, request: HttpRequest) -> Any:
        before, after = self.list_display[:4], self.list_display[4:]
        return [*before, status_column(request), *after]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        kwargs["form"] = CorrectionForm if change else NewCertificationForm
        return super().get_form(request, obj, change, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return [(None, {"fields": ["person", *self.entered, "entered_because"]})]
        reason = ["correction_reason"] if self.has_change_permission(request, obj) else []
        ended = ["held_back", *WITHDRAWAL]
        return [
            (None, {"fields": [("person_link", "status_today", "decisions"), "on_paper"]}),
            (_("Correct a typing error"), {"fields": [*self.entered, *reason]}),
            (_("How it was decided"), {"fields": self.decided}),
            (_("Suspensions and withdrawal"), {"fields": ended}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [*self.derived, "decisions"] if obj else []

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may_take_over(request.user)

    def has_renew_permission(self, request: HttpRequest) -> bool:
        return may_renew(request.user)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            super().save_model(request, obj, form, change)
        elif form.has_changed():
            with pghistory.context(reason=form.cleaned_data["correction_reason"]):
                super().save_model(request, obj, form, change)

    def get_urls(self) -> list[Any]:
        pages: dict[str, Any] = {"renew": renew_page, "send": send_page}
        pages |= {each.name: partial(decide, decision=each) for each in DECISIONS}
        own = [
            path(
                f"{name}/",
                self.admin_site.admin_view(partial(page, self)),
                name=f"certification_certification_{name}",
            )
            for name, page in pages.items()
        ]
        correcting = path(
            "suspension/<int:pk>/correct/",
            self.admin_site.admin_view(partial(correct_suspension, self)),
            name="certification_suspension_correct",
        )
        withdrawal = path(
            "<int:pk>/withdrawal/correct/",
            self.admin_site.admin_view(partial(correct_withdrawal, self)),
            name="certification_certification_correct_withdrawal",
        )
        on_paper = path(
            "<int:pk>/certificate.pdf",
            self.admin_site.admin_view(partial(paper, self)),
            name="certification_certification_paper",
        )
        return [*own, correcting, withdrawal, on_paper, *super().get_urls()]

    def to_page(
        self, request: HttpRequest, chosen: QuerySet, page: Callable[[list[int]], str]
    ) -> HttpResponse | None:
        ids = list(chosen.values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
        if len(ids) > MOST_AT_ONCE:
            text = _("Choose at most %(most)d certifications at once: nothing has been changed.")
            self.message_user(request, text % {"most": MOST_AT_ONCE}, messages.WARNING)
            return None
        return HttpResponseRedirect(page(ids))

    @admin.action(permissions=["renew"], description=gettext_lazy("Renew …"))
    def renew(self, request: HttpRequest, chosen: QuerySet) -> HttpResponse | None:
        return self.to_page(request, chosen, renew_url)

    @admin.action(permissions=["change"], description=gettext_lazy("Suspend …"))
    def suspend(self, request: HttpRequest, chosen: QuerySet) -> HttpResponse | None:
        return self.to_page(request, chosen, partial(decision_url, DECISIONS[0]))

    @admin.action(permissions=["change"], description=gettext_lazy("Reinstate …"))
    def reinstate(self, request: HttpRequest, chosen: QuerySet) -> HttpResponse | None:
        return self.to_page(request, chosen, partial(decision_url, DECISIONS[1]))

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(DECISIONS[2].permission)  # type: ignore[union-attr]

    @admin.action(permissions=["withdraw"], description=gettext_lazy("Withdraw …"))
    def withdraw(self, request: HttpRequest, chosen: QuerySet) -> HttpResponse | None:
        return self.to_page(request, chosen, partial(decision_url, DECISIONS[2]))

    @admin.action(permissions=["view"], description=gettext_lazy("Download certificates (ZIP)"))
    def download_certificates(
        self, request: HttpRequest, chosen: QuerySet
    ) -> HttpResponseBase | None:
        number = numbered(chosen).count()
        if 0 < number <= MOST_IN_A_ZIP:
            return zip_of(chosen, f"certificates-{timezone.localdate()}.zip")
        text = _("None of them has a number, so there are no certificates.")
        if number:
            text = _("Choose at most %(most)d: they are made one by one, while you wait.")
        self.message_user(request, text % {"most": MOST_IN_A_ZIP}, messages.WARNING)
        return None

    @admin.action(permissions=["change"], description=gettext_lazy("Send the certificate …"))
    def send_certificates(self, request: HttpRequest, chosen: QuerySet) -> HttpResponse | None:
        return self.to_page(request, chosen, send_url)

    @admin.display(description=gettext_lazy("certificate"))
    def on_paper(self, certification: Certification) -> str:
        links = paper_links(certification, certification.seen_by)  # type: ignore[attr-defined]
        return format_html("{} {}", links, check_link(certification))

    @admin.display(description=gettext_lazy("person"), ordering="person__sort_key")
    def person_name(self, certification: Certification) -> str:
        return certification.person.name_in_order

    @admin.display(description=gettext_lazy("valid until"), ordering="valid_until")
    def last_valid_day(self, certification: Certification) -> str:
        last = certification.valid_until
        return last.isoformat() if last else _("without end")

    @admin.display(description=gettext_lazy("person"))
    def person_link(self, certification: Certification) -> str:
        url = reverse("admin:certification_expert_change", args=[certification.person_id])
        return format_html('<a href="{}">{}</a>', url, certification.person)

    @admin.display(description=gettext_lazy("status today"))
    def status_today(self, certification: Certification) -> str:
        return status_badge(certification.status_on())

    @admin.display(description=gettext_lazy("suspensions"))
    def held_back(self, certification: Any) -> str:
        may_correct = certification.seen_by.has_perm("certification.change_certification")
        rows = [
            (_held_back(suspension), _correct_link(suspension) if may_correct else "")
            for suspension in certification.suspensions.all()
        ]
        return format_html_join("", "<div>{} {}</div>", rows) or _("None")

    @admin.display(description=gettext_lazy("decisions"))
    def decisions(self, certification: Certification) -> str:
        return format_html(
            "{}{}",
            renew_link(certification, certification.seen_by),  # type: ignore[attr-defined]
            decision_links(certification, certification.seen_by),  # type: ignore[attr-defined]
        )

    @admin.display(description=gettext_lazy("renewals"))
    def line(self, certification: Certification) -> str:
        return line_of(certification)

    @admin.display(description=gettext_lazy("rule"))
    def rule_link(self, certification: Certification) -> str:
        if certification.rule is None:
            return _("None: it was not decided by the rules of this register.")
        url = reverse("admin:certification_levelrule_change", args=[certification.rule_id])
        return format_html('<a href="{}">{}</a>', url, certification.rule)


def _correct_link(suspension: Suspension) -> str:
    url = reverse("admin:certification_suspension_correct", args=[suspension.pk])
    return format_html('<a class="decision" href="{}">{}</a>', url, _("Correct"))


def _held_back(suspension: Suspension) -> str:
    begun = {"day": suspension.suspended_on.isoformat(), "reason": suspension.reason}
    if suspension.reinstated_on is None:
        return _("From %(day)s on, because: %(reason)s") % begun
    return _(
        "From %(day)s on, because: %(reason)s. Reinstated on %(end)s, because: %(end_reason)s"
    ) % {
        **begun,
        "end": suspension.reinstated_on.isoformat(),
        "end_reason": suspension.reinstatement_reason,
    }
