from collections.abc import Collection
from datetime import date
from typing import Self

from django.db.models import (
    Exists,
    Max,
    OuterRef,
    Prefetch,
    Subquery,
)
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.models.certification import Certification
from certification.models.certification_rows import CertificationQuerySet
from certification.models.eligibility import ready_for
from certification.models.enrolment import Enrolment
from certification.models.level import Level
from certification.models.status import Status
from certification.models.suspension import Suspension
from certification.models.traineeship import Traineeship
from people.models import Person
from people.models.person import PersonQuerySet


class ExpertQuerySet(PersonQuerySet):
    def certified(
        self,
        on: date | None = None,
        *,
        levels: Collection[Level] = (),
        statuses: Collection[str] = (),
    ) -> Self:
        """People who stand, on that day, at one of the levels with one of the statuses (none given: any)."""
        on = on or timezone.localdate()
        certifications = _with_status(on, statuses) if statuses else Certification.objects.all()
        if levels:
            certifications = certifications.filter(level__in=levels)
        return self.filter(Exists(certifications.filter(person=OuterRef("pk"))))

    def valid(self, on: date | None = None) -> Self:
        return self.certified(on, statuses=[Status.VALID])

    def running_out(self, on: date | None = None, *, levels: Collection[Level] = ()) -> Self:
        """People with a certification, at one of the levels if any are given, that runs out soon."""
        certifications = Certification.objects.running_out(on).filter(person=OuterRef("pk"))
        if levels:
            certifications = certifications.filter(level__in=levels)
        return self.filter(Exists(certifications))

    def ready_for(self, level: Level, on: date | None = None) -> Self:
        """People who meet every requirement of the level on that day; they need no certification yet."""
        return self.filter(ready_for(level, on or timezone.localdate()))

    def published(self) -> Self:
        """Those who have a public page: they agreed to be listed, and a level was decided for them."""
        return self.listed().certified()

    def with_standing(self, on: date | None = None) -> Self:
        """Adds `standing`: a certification per level, lowest first, each with its `status` that day.

        And `suspended_since`, for one that is suspended on that day.
        """
        on = on or timezone.localdate()
        suspensions = Suspension.objects.in_force(on).filter(certification=OuterRef("pk"))
        certifications = (
            Certification.objects.standing(on)
            .with_status(on)
            .annotate(suspended_since=Subquery(suspensions.values("suspended_on")[:1]))
            .select_related("level")
            .order_by("level__rank")
        )
        return self.prefetch_related(
            Prefetch("certifications", queryset=certifications, to_attr="standing")
        )

    def with_way(self) -> Self:
        """Adds what the profile tells: all certifications, `courses_passed`, and `traineeships_told`.

        Of courses the published ones alone; of traineeships those that the public may know of.
        """
        certifications = Certification.objects.select_related("level")
        passed = Enrolment.objects.filter(state=Enrolment.State.PASSED, course__is_published=True)
        traineeships = Traineeship.objects.agreed().select_related("level").order_by("level__rank")
        return self.prefetch_related(
            Prefetch("certifications", certifications.prefetch_related("suspensions")),
            Prefetch(
                "enrolments",
                passed.select_related("course__level").defer("remark"),
                to_attr="courses_passed",
            ),
            Prefetch(
                "traineeships",
                # The mentor has not agreed to anything.
                traineeships.defer("mentor", "remark"),
                to_attr="traineeships_told",
            ),
        )

    def with_traineeships(self, on: date | None = None) -> Self:
        """Adds `shown_traineeships`: those that run on that day and that the public may know of."""
        traineeships = Traineeship.objects.shown(on).select_related("level")
        return self.prefetch_related(
            Prefetch(
                "traineeships",
                # The mentor has not agreed to anything.
                queryset=traineeships.defer("mentor", "remark").order_by("level__rank"),
                to_attr="shown_traineeships",
            )
        )

    def with_last_change(self) -> Self:
        """Adds `changed_at`: when the person, a certification or a suspension was last changed."""
        changes = (
            Certification.objects.filter(person=OuterRef("pk"))
            .order_by()
            .values("person")
            # GREATEST passes over the NULL of a certification that was never suspended.
            .annotate(latest=Max(Greatest("updated_at", "suspensions__updated_at")))
            .values("latest")
        )
        return self.annotate(changed_at=Greatest("updated_at", Subquery(changes)))


def _with_status(on: date, statuses: Collection[str]) -> CertificationQuerySet:
    """The certifications by which people stand on that day with one of the statuses."""
    certifications = Certification.objects.with_status(on).filter(status__in=list(statuses))  # type: ignore[misc]
    # What is valid or suspended on a day stands on that day: periods don't overlap. So do not ask.
    if {*statuses} <= {Status.VALID, Status.SUSPENDED}:
        return certifications
    return certifications.standing(on)


class Expert(Person):
    """A person with a certification. The same rows as Person, with what certifications say about them."""

    objects = ExpertQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        proxy = True
        verbose_name = _("registered expert")
        verbose_name_plural = _("registered experts")

    def get_absolute_url(self) -> str:
        return reverse("expert", args=[self.slug])
