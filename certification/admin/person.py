"""People in the admin, with what certifications say of them: who is ready to be certified."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy

from certification.admin.benchmarking import ParticipationOfPersonInline
from certification.admin.days import DAY, day_asked, day_of, rest_of_address
from certification.admin.enrolment import EnrolmentOfPersonInline
from certification.admin.finding import FindsPeople
from certification.admin.traineeship import TraineeshipOfPersonInline
from certification.admin.training_filters import LevelFilter
from certification.models import Level
from certification.models.eligibility import ready_for
from people.admin.person import PersonAdmin
from people.models import Person


class ReadyFilter(LevelFilter):
    """Who meets everything that a level requires on the day that another filter asks for."""

    title = gettext_lazy("ready for")
    parameter_name = "ready"

    def chosen(self, queryset: Any, value: str) -> QuerySet:
        level = Level.objects.prefetch_related("rules__benchmarkings").get(slug=value)
        return queryset.filter(ready_for(level, day_asked(self.request) or timezone.localdate()))


class ReadyOnDayFilter(ReadyFilter):
    """The same where no other filter asks for a day."""

    template = "admin/certification/ready_filter.html"

    def __init__(self, request: HttpRequest, params: Any, model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        params.pop(DAY, None)
        self.day = day_of(request)

    def expected_parameters(self) -> list[str | None]:
        return [*super().expected_parameters(), DAY]

    def choices(self, changelist: Any) -> Any:
        self.kept = rest_of_address(changelist, [DAY])
        return super().choices(changelist)


# How somebody came to a certification, or is coming: to read, on the pages of people and of experts.
WAY_TO_CERTIFICATION = [
    EnrolmentOfPersonInline,
    TraineeshipOfPersonInline,
    ParticipationOfPersonInline,
]

admin.site.unregister(Person)


@admin.register(Person)
class RegisterPersonAdmin(PersonAdmin, FindsPeople):
    list_filter: ClassVar[list[Any]] = [ReadyOnDayFilter, *PersonAdmin.list_filter]
    inlines: ClassVar[list[Any]] = [*WAY_TO_CERTIFICATION, *PersonAdmin.inlines]
