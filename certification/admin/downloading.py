"""Experts whom staff have chosen as a file, with what the public is not told."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.admin.days import day_asked
from certification.exporting.columns import STAFF_COLUMNS
from certification.exporting.experts import Experts, Source
from certification.exporting.files import KINDS
from certification.models import Standing


class DownloadsExperts:
    """For the list of experts: its filters, its search, and the countries of who asks hold for the file."""

    def has_download_permission(self, request: HttpRequest) -> bool:
        """For what is in it beside the people."""
        return bool(request.user.has_perm("certification.view_certification"))

    @admin.action(description=_("Download as CSV"), permissions=["view", "download"])
    def download_csv(self, request: HttpRequest, queryset: QuerySet) -> HttpResponseBase:
        return _download(request, queryset, "csv")

    @admin.action(description=_("Download as Excel"), permissions=["view", "download"])
    def download_xlsx(self, request: HttpRequest, queryset: QuerySet) -> HttpResponseBase:
        return _download(request, queryset, "xlsx")


def _download(request: HttpRequest, queryset: Any, kind: str) -> HttpResponseBase:
    on = day_asked(request) or timezone.localdate()
    chosen = queryset.order_by().values("pk")
    standings = Standing.objects.using("default").on(on).filter(entry__in=chosen)
    found = Experts(Source(standings, on, for_staff=True), request.build_absolute_uri)
    name = f'attachment; filename="experts-{on}-staff.{kind}"'
    return StreamingHttpResponse(
        filter(None, KINDS[kind].write(found.batches(), STAFF_COLUMNS)),
        content_type=KINDS[kind].content_type,
        headers={"Content-Disposition": name, "Cache-Control": "no-store"},
    )
