"""The pages of the work lists: all with their counts, and one by pages."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from certification.admin.days import day_of, on_day
from certification.admin.waiting import work_lists

ROWS = 50


def overview(model_admin: Any, request: HttpRequest) -> HttpResponse:
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    on = day_of(request)
    lists = [(each, each.rows.count()) for each in work_lists(request, on)]
    context = {**_context(model_admin, request, on), "lists": lists, "title": _("Work lists")}
    return TemplateResponse(request, "admin/certification/worklists.html", context)


def work_list_page(model_admin: Any, request: HttpRequest, name: str) -> HttpResponse:
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    on = day_of(request)
    chosen = next((each for each in work_lists(request, on) if each.name == name), None)
    if chosen is None:
        raise Http404
    page: Page = Paginator(chosen.rows, ROWS).get_page(request.GET.get("page"))
    rows = list(page)
    context = {
        **_context(model_admin, request, on),
        "list": chosen,
        "title": chosen.title,
        "page": page,
        "rows": [chosen.cells(row) for row in rows],
        "button": chosen.button(rows),
    }
    return TemplateResponse(request, "admin/certification/worklist.html", context)


def _context(model_admin: Any, request: HttpRequest, on: date) -> dict[str, Any]:
    return {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "on": on,
        "on_day": on_day(on),
        "media": model_admin.media,
    }
