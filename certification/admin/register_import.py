"""Imports in the admin: upload a file, look at the differences, then confirm or discard them."""

from typing import Any

import pghistory
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import AdminForm
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from certification.exchange.columns import OPTIONAL, REQUIRED
from certification.exchange.comparing import RefusedError
from certification.exchange.differences import described, differences
from certification.exchange.imports import confirm, discard, draft
from certification.exchange.tables import UnreadableError
from certification.models import RegisterImport
from people.admin.countries import WholeRegisterAdmin

LARGEST_UPLOAD = 20_000_000
ROWS_A_PAGE = 100


class UploadForm(forms.ModelForm):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV (UTF-8) or XLSX, at most 20 MB. Nothing is written yet."),
    )

    class Meta:
        model = RegisterImport
        fields = ["file", "is_listed"]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_UPLOAD:
            raise ValidationError(
                _("The file is larger than 20 MB: have it imported by manage.py import_register.")
            )
        return file


@admin.register(RegisterImport)
class RegisterImportAdmin(WholeRegisterAdmin, admin.ModelAdmin):
    list_display = ["file_name", "uploaded_at", "uploaded_by", "is_listed", "state", "summary"]
    list_select_related = ["uploaded_by"]

    @admin.display(description=gettext_lazy("state"))
    def state(self, register_import: RegisterImport) -> str:
        if register_import.applied_at:
            return _("Imported")
        return _("Discarded") if register_import.discarded_at else _("Not confirmed yet")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """An import writes people, and shows their e-mail addresses: who may not change them may not import."""
        return super().has_add_permission(request) and request.user.has_perm("people.change_person")  # type: ignore[union-attr]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        may_view = super().has_view_permission(request, obj)
        may_view = may_view and request.user.has_perm("people.view_person")  # type: ignore[union-attr]
        return may_view or self.has_add_permission(request)

    def get_urls(self) -> list[URLPattern]:
        def step(name: str, view: Any) -> URLPattern:
            return path(
                f"<int:pk>/{name}/",
                self.admin_site.admin_view(require_POST(view)),
                name=f"certification_registerimport_{name}",
            )

        return [step("confirm", self.confirm), step("discard", self.discard), *super().get_urls()]

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST or None, request.FILES or None)
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                made = draft(
                    file.file,
                    file.name,
                    listed=form.cleaned_data["is_listed"],
                    user=request.user,  # type: ignore[arg-type]
                )
            except (UnreadableError, RefusedError) as error:
                form.add_error("file", str(error))
            else:
                return redirect("admin:certification_registerimport_change", made.pk)
        return self._page(
            request,
            "upload",
            _("Import a file"),
            form=form,
            adminform=AdminForm(form, [(None, {"fields": ["file", "is_listed"]})], {}),
            required=REQUIRED,
            optional=OPTIONAL,
        )

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        queryset = RegisterImport.objects.select_related("uploaded_by")
        register_import = get_object_or_404(
            queryset, pk=object_id if object_id.isascii() and object_id.isdigit() else None
        )
        found = (
            register_import.problems if register_import.rejected else differences(register_import)
        )
        page = Paginator(found.all(), ROWS_A_PAGE).get_page(request.GET.get("page"))
        return self._page(
            request,
            "differences",
            str(register_import),
            register_import=register_import,
            page=page,
            rows=page.object_list if register_import.rejected else map(described, page.object_list),
            state=self.state(register_import),
            may_confirm=register_import.is_draft and self.has_add_permission(request),
        )

    def confirm(self, request: HttpRequest, pk: int) -> HttpResponse:
        register_import = self._to_decide(request, pk)
        try:
            with pghistory.context(file=register_import.file_name):
                applied = confirm(register_import, shown=request.POST.get("shown", ""))
        except RefusedError as error:
            messages.error(request, _("Nothing was imported. %(reason)s") % {"reason": error})
        else:
            if applied:
                messages.success(request, _("The file was imported."))
            else:
                messages.warning(
                    request,
                    _(
                        "Nothing was imported: the register has changed since you looked, and so have "
                        "the differences. Look at them again."
                    ),
                )
        return redirect("admin:certification_registerimport_change", pk)

    def discard(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            discard(self._to_decide(request, pk))
        except RefusedError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Discarded: nothing was imported."))
        return redirect("admin:certification_registerimport_changelist")

    def _to_decide(self, request: HttpRequest, pk: int) -> RegisterImport:
        if not self.has_add_permission(request):
            raise PermissionDenied
        return get_object_or_404(RegisterImport, pk=pk)

    def _page(
        self, request: HttpRequest, template: str, title: str, **context: Any
    ) -> TemplateResponse:
        return TemplateResponse(
            request,
            f"admin/certification/register_import/{template}.html",
            {**self.admin_site.each_context(request), "opts": self.opts, "title": title, **context},
        )
