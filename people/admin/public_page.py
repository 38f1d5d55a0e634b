"""The way from a record in the admin to its public page, for those who may look at the record.

Django's own redirects any member of staff to the address of any record: that of a person holds the name.
"""

from django.contrib import admin
from django.contrib.admin.exceptions import NotRegistered
from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404


def public_page(request: HttpRequest, content_type_id: int, object_id: str) -> HttpResponse:
    kind = get_object_or_404(ContentType, pk=content_type_id)
    try:
        model_admin = admin.site.get_model_admin(kind.model_class())  # type: ignore[arg-type]
    except NotRegistered as error:
        raise Http404 from error
    record = model_admin.get_object(request, object_id)
    if record is None or not model_admin.has_view_permission(request, record):
        raise Http404
    offered = model_admin.view_on_site
    if callable(offered):
        address = offered(record)
    else:
        address = (
            record.get_absolute_url() if offered and hasattr(record, "get_absolute_url") else None
        )
    if not address:
        raise Http404
    return HttpResponseRedirect(address)
