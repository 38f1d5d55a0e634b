"""Certificates on paper for staff: one as a PDF, those chosen as a ZIP, and the link for its holder."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from certification.admin.badges import status_badge
from certification.admin.decisions import MOST_AT_ONCE
from certification.models import Certification, RegisterSettings
from certification.verification.addresses import check_address
from certification.verification.paper.facts import refuse_without_paper
from certification.verification.paper.issuing import certificate_pdf, file_name
from certification.verification.paper.links import refuse_to_send, send_link
from certification.verification.paper.zipped import zipped
from people.admin.record import KEY

MAY_SEND = "certification.change_certification"
# It takes half a minute to make so many, and meanwhile a thread of the server.
MOST_IN_A_ZIP = 1000
# Of certifications that are read while a file is sent.
AT_A_TIME = 100


def paper(model_admin: admin.ModelAdmin, request: HttpRequest, pk: int) -> HttpResponseBase:
    """What was issued, also if it is suspended, withdrawn or expired since: it says so of no day."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    certification = model_admin.get_object(request, str(pk))
    if certification is None:
        raise Http404
    try:
        page = certificate_pdf(certification, RegisterSettings.current())
    except ValidationError as error:
        messages.error(request, f"{certification}: {' '.join(error.messages)}")
        return HttpResponseRedirect(
            reverse("admin:certification_certification_change", args=[certification.pk])
        )
    return _file(page, "application/pdf", file_name(certification))


def paper_links(certification: Certification, user: Any) -> str:
    """To the PDF, and to the page that sends it; or why there is none."""
    try:
        refuse_without_paper(certification)
    except ValidationError as error:
        return " ".join(error.messages)
    url = reverse("admin:certification_certification_paper", args=[certification.pk])
    download = format_html('<a class="decision" href="{}">{}</a>', url, _("Download (PDF)"))
    if not user.has_perm(MAY_SEND):
        return download
    send = format_html(
        '<a class="decision" href="{}">{}</a>', send_url([certification.pk]), _("Send by e-mail")
    )
    return format_html("{} {}", download, send)


def check_link(certification: Certification) -> str:
    """To the page where the public checks it: also once the data of its person are erased."""
    if not certification.number:
        return ""
    url = check_address(certification.number)
    return format_html('<a class="decision" href="{}">{}</a>', url, _("Public check page"))


def numbered(certifications: QuerySet) -> QuerySet:
    """Those that have a certificate, in the order of names."""
    with_number = certifications.filter(number__isnull=False)
    return with_number.select_related("person", "level").order_by("person__sort_key", "pk")


def zip_of(certifications: QuerySet, name: str) -> HttpResponseBase:
    rows = numbered(certifications)
    pieces = zipped(rows.iterator(chunk_size=AT_A_TIME), rows.count(), RegisterSettings.current())
    return _file(filter(None, pieces), "application/zip", name)


def _file(content: bytes | Iterator[bytes], kind: str, name: str) -> HttpResponseBase:
    answer = HttpResponse if isinstance(content, bytes) else StreamingHttpResponse
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store, private",
    }
    return answer(content, content_type=kind, headers=headers)


def send_url(ids: Any) -> str:
    url = reverse("admin:certification_certification_send")
    return f"{url}?ids={','.join(map(str, ids))}"


def send_page(model_admin: admin.ModelAdmin, request: HttpRequest) -> HttpResponse:
    """Says who gets a link and at which address, and who gets none and why; then sends."""
    may_send = request.user.has_perm(MAY_SEND)  # type: ignore[union-attr]
    if not (may_send and model_admin.has_view_permission(request)):
        raise PermissionDenied
    list_url = reverse("admin:certification_certification_changelist")
    ids = request.GET.get("ids", "").split(",")
    chosen = _chosen(model_admin.get_queryset(request), ids)
    if not chosen or len(chosen) != len(set(ids)):
        text = _("Choose certifications in this list first, at most %(most)d.")
        messages.warning(request, text % {"most": MOST_AT_ONCE})
        return HttpResponseRedirect(list_url)
    rows = [(each, status_badge(each.status_on()), _refusal(each)) for each in chosen]
    back = list_url
    if len(chosen) == 1:
        back = reverse("admin:certification_certification_change", args=[chosen[0].pk])
    if request.method == "POST":
        for certification, _status, refusal in rows:
            if not refusal:
                _send(model_admin, request, certification)
        return HttpResponseRedirect(back)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Send certificates"),
        "opts": model_admin.opts,
        "rows": rows,
        "days": RegisterSettings.current().certificate_link_days,
        "sends": not all(refusal for _each, _status, refusal in rows),
        "button": _("Send"),
        "back": back,
        "list_url": list_url,
        "media": model_admin.media,
    }
    return TemplateResponse(request, "admin/certification/send_certificates.html", context)


def _chosen(seen: QuerySet, ids: list[str]) -> list[Certification]:
    if len(ids) > MOST_AT_ONCE or not all(KEY.fullmatch(pk) for pk in ids):
        return []
    found = seen.filter(pk__in=ids).select_related("person", "level")
    return list(found.prefetch_related("suspensions").order_by("person__sort_key", "pk"))


def _refusal(certification: Certification) -> str:
    try:
        refuse_to_send(certification)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _send(model_admin: Any, request: HttpRequest, certification: Certification) -> None:
    sent = send_link(certification)
    told = {"certification": certification, "reason": sent.error}
    if sent.error:
        text = _("%(certification)s: the mail could not be sent: %(reason)s")
        messages.error(request, text % told)
        return
    model_admin.log_change(request, certification, _("The link to the certificate was sent."))
    text = _("%(certification)s: the link to the certificate is on its way.")
    messages.success(request, text % told)
