from collections.abc import Collection
from datetime import date
from typing import Self

from django.db.models import Exists, OuterRef, Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.models.certification import Certification
from certification.models.level import Level
from certification.models.status import Status
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
        certifications = Certification.objects.filter(person=OuterRef("pk"))
        if levels:
            certifications = certifications.filter(level__in=levels)
        if statuses:
            certifications = (
                certifications.standing(on).with_status(on).filter(status__in=list(statuses))  # type: ignore[misc]
            )
        return self.filter(Exists(certifications))

    def valid(self, on: date | None = None) -> Self:
        return self.certified(on, statuses=[Status.VALID])

    def running_out(self, on: date | None = None, *, levels: Collection[Level] = ()) -> Self:
        """People with a certification, at one of the levels if any are given, that runs out soon."""
        certifications = Certification.objects.running_out(on).filter(person=OuterRef("pk"))
        if levels:
            certifications = certifications.filter(level__in=levels)
        return self.filter(Exists(certifications))

    def with_standing(self, on: date | None = None) -> Self:
        """Adds `standing`: a certification per level, lowest first, each with its `status` that day."""
        certifications = (
            Certification.objects.standing(on)
            .with_status(on)
            .select_related("level")
            .order_by("level__rank")
        )
        return self.prefetch_related(
            Prefetch("certifications", queryset=certifications, to_attr="standing")
        )


class Expert(Person):
    """A person with a certification. The same rows as Person, with what certifications say about them."""

    objects = ExpertQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        proxy = True
        verbose_name = _("registered expert")
        verbose_name_plural = _("registered experts")

    def get_absolute_url(self) -> str:
        return reverse("expert", args=[self.slug])
