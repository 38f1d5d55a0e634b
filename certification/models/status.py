"""What a certification is on a given day. Never stored: the calendar changes it, and nobody is asked.

`Certification.status_on` says it of one record, `status_case` of rows in a query; tests hold both
against the same table of boundary days.
"""

from datetime import date

from django.db import models
from django.db.models import Case, Exists, OuterRef, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certification.models.suspension import Suspension


class Status(models.TextChoices):
    UPCOMING = "upcoming", pgettext_lazy("certification status", "Upcoming")
    VALID = "valid", pgettext_lazy("certification status", "Valid")
    SUSPENDED = "suspended", pgettext_lazy("certification status", "Suspended")
    EXPIRED = "expired", pgettext_lazy("certification status", "Expired")
    WITHDRAWN = "withdrawn", pgettext_lazy("certification status", "Withdrawn")

    @property
    def meaning(self) -> str:
        return str(_MEANINGS[self])


_MEANINGS = {
    Status.UPCOMING: _("The first valid day is still to come."),
    Status.VALID: _("The expert may work at this level."),
    Status.SUSPENDED: _("Held back for a time: the expert may not work at this level."),
    Status.EXPIRED: _("The last valid day has passed."),
    Status.WITHDRAWN: _("Taken back for good by the certifying body."),
}


def status_case(on: date) -> Case:
    """The first that applies; its twin is Certification.status_on."""
    suspended = Suspension.objects.in_force(on).filter(certification=OuterRef("pk"))
    return Case(
        When(withdrawn_on__lte=on, then=Value(Status.WITHDRAWN)),
        When(certified_on__gt=on, then=Value(Status.UPCOMING)),
        When(valid_until__lt=on, then=Value(Status.EXPIRED)),
        When(Exists(suspended), then=Value(Status.SUSPENDED)),
        default=Value(Status.VALID),
        output_field=models.CharField(),
    )
