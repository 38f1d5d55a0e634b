import secrets
import uuid
from collections.abc import Collection
from typing import Any, Self

import pgtrigger
from django.db import models
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from certification.models.certification import Certification
from people.history import keep_history, never_deleted
from people.triggers import FirmProtect

# The least that the specification of status lists asks for, so that nobody is known by an index.
CAPACITY = 131_072
# A list is full when so many places in a row, drawn by chance, are taken: most of them are then.
DRAWS = 8


class BadgeQuerySet(models.QuerySet):
    def of_countries(self, codes: Collection[str]) -> Self:
        """For staff who are limited to these."""
        return self.filter(certification__person__country__in=codes)

    def of(self, certification: Certification) -> "Badge":
        """Made at first need, with a place in a status list that no other badge has, drawn by chance."""
        if found := self._found(certification):
            return found
        number = self.aggregate(latest=Max("status_list"))["latest"] or 1
        while True:
            for _draw in range(DRAWS):
                if found := self._drawn(certification, number):
                    return found
            number += 1

    def _drawn(self, certification: Certification, number: int) -> "Badge | None":
        """None, if the place is taken. Whoever else makes the same badge meanwhile, it is made once."""
        place = secrets.randbelow(CAPACITY)
        drawn = self.model(certification=certification, status_list=number, status_index=place)
        self.bulk_create([drawn], ignore_conflicts=True)
        return self._found(certification)

    def _found(self, certification: Certification) -> "Badge | None":
        found: Any = self.filter(certification=certification).first()
        if found:
            # With the person and the level that are read already.
            found.certification = certification
        return found


# The documents hold the name, if it was agreed, and hashes of the e-mail address.
@keep_history(
    private=True, personal=["document", "token", "digest"], person=["certification__person"]
)
class Badge(models.Model):
    """The Open Badge of a certification. What was signed is stored, and served as it is stored.

    How it is signed: certification/verification/badges/.
    """

    certification = models.OneToOneField(
        Certification, models.PROTECT, related_name="badge", verbose_name=_("certification")
    )
    # Its public address: whoever is given it may see the badge.
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    status_list = models.PositiveIntegerField(_("status list"))
    status_index = models.PositiveIntegerField(_("place in the status list"))
    # Empty until it is signed.
    document = models.TextField(_("signed document"), blank=True, editable=False)
    token = models.TextField(_("signed token"), blank=True, editable=False)
    # Of the facts that were signed: while it is the same, nothing is signed anew.
    digest = models.CharField(_("digest"), max_length=64, blank=True, editable=False)
    key = models.CharField(_("key"), max_length=40, blank=True)
    signed_at = models.DateTimeField(_("signed"), null=True)

    objects = BadgeQuerySet.as_manager()

    class Meta:
        verbose_name = _("badge")
        verbose_name_plural = _("badges")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["status_list", "status_index"],
                name="a_place_in_a_status_list_is_of_one_badge",
                violation_error_message=_("This place in the status list is taken."),
            ),
            models.CheckConstraint(
                condition=Q(status_list__gte=1, status_index__lt=CAPACITY),
                name="a_place_is_in_a_status_list",
                violation_error_message=_("There is no such place in a status list."),
            ),
        ]
        triggers = [
            never_deleted(),
            # They stand in what was signed and given away.
            FirmProtect(
                name="a_badge_keeps_its_place",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "certification", "uuid", "status_list", "status_index"
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)
