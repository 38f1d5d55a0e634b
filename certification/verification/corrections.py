"""What stands on a certificate and was changed after it was first recorded.

Read from the history, through the staff's connection: the role of public pages has no right to it, and
gets none, because it holds reasons and former names. No more than what was corrected, and on which day,
leaves this file. A table of corrections for that role would be a second record of the same facts.
"""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import pairwise
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.models import Certification
from people.models import Person

OF_CERTIFICATION = {
    "number": "number",
    "level_id": "level",
    "certified_on": "certified_on",
    "valid_until": "valid_until",
    "person_id": "holder",
}
OF_PERSON = {"given_name": "name", "family_name": "name"}
SENTENCES = {
    "number": _("The number was corrected on %(day)s."),
    "level": _("The level was corrected on %(day)s."),
    "certified_on": _("The first valid day was corrected on %(day)s."),
    "valid_until": _("The last valid day was corrected on %(day)s."),
    "holder": _("The holder was corrected on %(day)s."),
    "name": _("The name was corrected on %(day)s."),
}


class Correction(NamedTuple):
    # A key of SENTENCES.
    what: str
    # The last on which it was corrected.
    day: date


def corrections(certification: Certification, *, with_name: bool) -> list[Correction]:
    """In the order of the days. `with_name`: those of the holder's name too, which not everybody may know."""
    events = _events(Certification, certification.pk)
    found = dict(_changes(events, OF_CERTIFICATION))
    if with_name and events:
        recorded = events[0].pgh_created_at
        names = _changes(_events(Person, certification.person_id), OF_PERSON)
        found |= {what: moment for what, moment in names if moment > recorded}
    days = [Correction(what, timezone.localdate(moment)) for what, moment in found.items()]
    return sorted(days, key=lambda correction: (correction.day, correction.what))


def _events(model: Any, key: int) -> list[Any]:
    events = model.pgh_event_model.objects.using("default").filter(pgh_obj=key)
    fields = OF_CERTIFICATION if model is Certification else OF_PERSON
    return list(events.only("pgh_created_at", *fields).order_by("pgh_id"))


def _changes(events: list[Any], fields: dict[str, str]) -> Iterator[tuple[str, datetime]]:
    for before, after in pairwise(events):
        for field, what in fields.items():
            was = getattr(before, field)
            # A number that is given later is no correction.
            is_first_number = field == "number" and was is None
            if was != getattr(after, field) and not is_first_number:
                yield what, after.pgh_created_at
