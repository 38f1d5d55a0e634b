"""Concerns and corrections that visitors sent: staff read them, take them on, answer and close them."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certification.admin.accounts import user_link
from certification.admin.ages import since
from certification.concerns import answer
from certification.models import Concern
from certification.models.concern import IN_ORDER, LONGEST_MESSAGE, ConcernKind, ConcernState
from people.admin.erasing import erase_record_page, may_erase
from people.admin.filters import ChoiceFilter
from people.admin.record import KEY, RecordAdmin
from people.countries import country_choices, country_name
from people.languages import language_name
from people.models.staff import visible_to

MAY_WORK = "certification.change_concern"


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Answer"),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 12, "cols": 80}),
        help_text=gettext_lazy(
            "Goes by e-mail to the address that the sender typed, within the text that is among the mail "
            "texts. Nobody has confirmed the address: write nothing that only its owner may read, and no "
            "address of the expert. An empty line begins a paragraph."
        ),
    )


class ClosingForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Close, because"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text=gettext_lazy("Kept for staff. No mail tells the sender."),
    )


class KindFilter(ChoiceFilter):
    title = gettext_lazy("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [(kind.value, str(kind.label)) for kind in ConcernKind]

    def chosen(self, queryset: Any, value: str) -> QuerySet:
        return queryset.filter(kind=value)  # type: ignore[no-any-return]


class StateFilter(ChoiceFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [(state.value, str(state.label)) for state in ConcernState]

    def chosen(self, queryset: Any, value: str) -> QuerySet:
        return queryset.in_state(ConcernState(value))  # type: ignore[no-any-return]


class OfCountryFilter(ChoiceFilter):
    """Of the person whom it is about."""

    title = gettext_lazy("country")
    parameter_name = "country"
    template = "admin/long_filter.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        seen = visible_to(request.user, Concern.objects.exclude(person=None)).order_by()
        codes = seen.values_list("person__country", flat=True).distinct()
        return country_choices(filter(None, codes))

    def chosen(self, queryset: Any, value: str) -> QuerySet:
        return queryset.filter(person__country=value)  # type: ignore[no-any-return]


@admin.register(Concern)
class ConcernAdmin(RecordAdmin):
    """What was sent stays as it was sent; what is done with it has buttons of its own."""

    change_form_template = "admin/certification/concern/change_form.html"
    list_display: Any = ["__str__", "subject", "country", "age", "state", "assigned_to"]
    list_select_related: ClassVar[Any] = [
        "person",
        "certification__person",
        "certification__level",
        "assigned_to",
    ]
    list_filter: ClassVar[Any] = [StateFilter, KindFilter, OfCountryFilter]
    search_help_text = gettext_lazy("The reference, or words of the message, names, e-mail.")
    fields: ClassVar[Any] = [
        "kind",
        "subject",
        "message",
        ("name", "email", "written_in"),
        ("received_at", "state"),
        "assignee",
        "answer",
        ("answered_at", "answerer"),
        "closing_reason",
        "closed_at",
    ]
    readonly_fields: ClassVar[Any] = [
        "subject",
        "written_in",
        "state",
        "received_at",
        "assignee",
        "answerer",
    ]

    def get_ordering(self, request: HttpRequest) -> Any:
        return IN_ORDER

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        if obj and obj.email:
            # What it says is of an empty one.
            kwargs["help_texts"] = {"email": ""}
        return super().get_form(request, obj, change, **kwargs)

    @admin.display(description=gettext_lazy("language"))
    def written_in(self, concern: Concern) -> str:
        return language_name(concern.language)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def may_work(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MAY_WORK)  # type: ignore[union-attr]

    def get_urls(self) -> list[Any]:
        views = [
            path(
                f"<int:pk>/{name}/",
                self.admin_site.admin_view(view),
                name=f"certification_concern_{name}",
            )
            for name, view in (
                ("assign", self.assign_view),
                ("answer", self.answer_view),
                ("close", self.close_view),
                ("erase", self.erase_view),
            )
        ]
        return [*views, *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        concern = context.get("original")
        if concern:
            over = concern.state in (ConcernState.CLOSED, ConcernState.ERASED)
            may_work = self.may_work(request) and not over
            context |= {
                "may_work": may_work,
                "may_answer": may_work and concern.email and not concern.answered_at,
                "may_erase": may_erase(request) and not concern.is_erased,
                "assignees": self.assignees(concern) if may_work else [],
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def assignees(self, concern: Concern) -> QuerySet:
        """Staff who may work on it: nobody of another country, who could not see it."""
        limit: Any = Q(staff_countries=None) | Q(is_superuser=True)
        if concern.person:
            limit |= Q(staff_countries__countries__contains=[str(concern.person.country)])
        users = User.objects.with_perm(
            MAY_WORK, backend="django.contrib.auth.backends.ModelBackend"
        )
        return users.filter(limit, is_staff=True).order_by("username")

    def asked_for(self, request: HttpRequest, pk: int) -> Concern:
        if not self.may_work(request):
            raise PermissionDenied
        concern = self.get_object(request, str(pk))
        if concern is None:
            raise Http404
        return concern  # type: ignore[no-any-return]

    def assign_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        concern = self.asked_for(request, pk)
        if request.method == "POST":
            key = request.POST.get("user", "")
            user = self.assignees(concern).filter(pk=key).first() if KEY.fullmatch(key) else None
            try:
                if key and user is None:
                    raise ValidationError(_("Choose somebody who may work on it."))
                concern.assign(user)
                text = _("It is assigned to %(user)s.") if user else _("It is assigned to nobody.")
                self.tell(request, concern, text % {"user": user})
            except ValidationError as error:
                for reason in error.messages:
                    messages.error(request, reason)
        return self.back(concern)

    def answer_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        concern = self.asked_for(request, pk)
        form = AnswerForm(request.POST or None)
        try:
            concern.refuse_answer()
            if form.is_valid():
                answer(concern, form.cleaned_data["text"], request.user)
                self.tell(request, concern, _("The answer is sent to the sender, and kept here."))
                return self.back(concern)
        except ValidationError as error:
            if not form.is_bound:
                messages.error(request, " ".join(error.messages))
                return self.back(concern)
            form.add_error(None, error)
        return self.page(request, concern, form, _("Answer the sender"), _("Send the answer"))

    def close_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        concern = self.asked_for(request, pk)
        form = ClosingForm(request.POST or None)
        if form.is_valid():
            try:
                concern.close(form.cleaned_data["text"])
                self.tell(request, concern, _("It is closed."))
                return self.back(concern)
            except ValidationError as error:
                form.add_error(None, ValidationError(error.messages))
        return self.page(request, concern, form, _("Close"), _("Close for good"))

    def erase_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return erase_record_page(self, request, pk)

    def page(
        self, request: HttpRequest, concern: Concern, form: forms.Form, title: str, button: str
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "concern": concern,
            "form": form,
            "button": button,
            "back": reverse("admin:certification_concern_change", args=[concern.pk]),
            "list_url": reverse("admin:certification_concern_changelist"),
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/certification/concern/work.html", context)

    def tell(self, request: HttpRequest, concern: Concern, text: str) -> None:
        self.log_change(request, concern, text)
        messages.success(request, text)

    def back(self, concern: Concern) -> HttpResponse:
        return HttpResponseRedirect(
            reverse("admin:certification_concern_change", args=[concern.pk])
        )

    @admin.display(description=gettext_lazy("about"))
    def subject(self, concern: Concern) -> str:
        if concern.certification and concern.person:
            page = reverse(
                "admin:certification_certification_change", args=[concern.certification_id]
            )
            return format_html('<a href="{}">{}</a>', page, concern.certification)
        if concern.person:
            page = reverse("admin:people_person_change", args=[concern.person_id])
            return format_html('<a href="{}">{}</a>', page, concern.person)
        if concern.about:
            return _("“%(about)s”, which the register does not know") % {"about": concern.about}
        return _("erased") if concern.is_erased else _("the register as a whole")

    @admin.display(description=gettext_lazy("assigned to"))
    def assignee(self, concern: Any) -> str:
        return user_link(concern.assigned_to, concern.seen_by)

    @admin.display(description=gettext_lazy("answered by"))
    def answerer(self, concern: Any) -> str:
        return user_link(concern.answered_by, concern.seen_by)

    @admin.display(description=gettext_lazy("country"), ordering="person__country")
    def country(self, concern: Concern) -> str:
        return country_name(str(concern.person.country)) if concern.person else ""

    @admin.display(description=gettext_lazy("received"), ordering="received_at")
    def age(self, concern: Concern) -> str:
        return since(concern.received_at)

    @admin.display(description=gettext_lazy("state"))
    def state(self, concern: Concern) -> str:
        return str(concern.state.label)
