"""People who are added to a course on its page: new rows only, so that an old form undoes nothing."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certification.models import Enrolment
from certification.models.enrolment import TAKES_A_PLACE
from people.admin.choosing import RecordFields
from people.admin.forms import RecordForm

BEGUN = gettext_lazy(
    "The course has begun: what became of the person can be chosen at once, without accepting first."
)


class NewEnrolmentForm(RecordForm):
    # The page says which course it is.
    known = {"course"}

    class Meta:
        model = Enrolment
        fields = ["person", "state", "applied_on", "result_on", "remark"]


class NewEnrolmentFormSet(forms.BaseInlineFormSet):
    """Several at once: together they may need more places than there are."""

    def clean(self) -> None:
        super().clean()
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data.get("person")]
        needed = sum(row.get("state") in TAKES_A_PLACE for row in rows)
        free = self.instance.places_free() if self.instance.pk else self.instance.capacity
        if free is not None and needed > free:
            text = _("Places needed: %(needed)d. Places free: %(free)d. Choose fewer people.")
            raise ValidationError(text % {"needed": needed, "free": free})


class NewEnrolmentInline(RecordFields, admin.StackedInline):
    model = Enrolment
    form = NewEnrolmentForm
    formset = NewEnrolmentFormSet
    extra = 0
    can_delete = False
    fields = [("person", "state"), ("applied_on", "result_on"), "remark"]
    autocomplete_fields = ["person"]
    verbose_name = gettext_lazy("person")
    verbose_name_plural = gettext_lazy("new people on the course")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        if obj:
            # Of a course of the past people are recorded who applied before it.
            day = min(obj.starts_on, timezone.localdate())
            formset.form.base_fields["applied_on"].initial = day
            if obj.starts_on <= timezone.localdate():
                formset.form.base_fields["state"].help_text = BEGUN
        return formset

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).none()

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
