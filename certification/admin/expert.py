from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _

from certification.admin.badges import level_badges
from certification.admin.certifying import certify_page
from certification.admin.days import day_asked
from certification.admin.downloading import DownloadsExperts
from certification.admin.eligibility import eligibility_page
from certification.admin.filters import ExpertStandingFilter
from certification.admin.finding import FindsPeople
from certification.admin.inlines import CertificationInline, NewCertificationInline
from certification.admin.person import WAY_TO_CERTIFICATION, ReadyFilter
from certification.admin.worklists import overview, work_list_page
from certification.models import Expert
from people.admin.consent import ConsentInline, NewConsentInline
from people.admin.person import PersonAdmin


def levels_column(request: HttpRequest) -> Any:
    """The levels on the day that is asked for: the head of the column names the day."""
    day = day_asked(request)
    label = _("Levels on %(day)s") % {"day": day.isoformat()} if day else _("Levels today")

    @admin.display(description=label)
    def levels(expert: Any) -> str:
        return level_badges(expert.standing)

    return levels


@admin.register(Expert)
class ExpertAdmin(DownloadsExperts, PersonAdmin, FindsPeople):
    """People with a certification, of whatever status."""

    actions = ["download_csv", "download_xlsx"]
    list_filter = [ExpertStandingFilter, ReadyFilter, *PersonAdmin.list_filter]
    inlines = [
        CertificationInline,
        NewCertificationInline,
        *WAY_TO_CERTIFICATION,
        ConsentInline,
        NewConsentInline,
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return self.people(request).certified()  # type: ignore[attr-defined]

    def people(self, request: HttpRequest) -> QuerySet:
        """Those without a certification too: who is to be certified is no expert yet."""
        return super().get_queryset(request)

    def get_list_display(self, request: HttpRequest) -> Any:
        before, after = self.list_display[:5], self.list_display[5:]
        return [*before, levels_column(request), *after]

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        # Of somebody new there is nothing to read yet.
        new = [NewCertificationInline, NewConsentInline]
        return self.inlines if obj else new

    def get_urls(self) -> list[Any]:
        own: list[tuple[str, Any, str]] = [
            ("work-lists/", overview, "worklists"),
            ("work-lists/<slug:name>/", work_list_page, "worklist"),
            ("<int:pk>/eligibility/", eligibility_page, "eligibility"),
            ("<int:pk>/certify/<slug:level>/", certify_page, "certify"),
        ]
        return [
            path(
                route,
                self.admin_site.admin_view(partial(page, self)),
                name=f"certification_expert_{name}",
            )
            for route, page, name in own
        ] + super().get_urls()

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        if obj.certifications.exists():
            return super().response_add(request, obj, post_url_continue)
        text = _("%(person)s is in the register now, and an expert once certified for a level.")
        self.message_user(request, text % {"person": obj}, messages.SUCCESS)
        return HttpResponseRedirect(
            reverse("admin:certification_expert_eligibility", args=[obj.pk])
        )

    def view_on_site(self, expert: Expert) -> str | None:
        return expert.get_absolute_url() if expert.is_listed() else None
