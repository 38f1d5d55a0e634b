"""Lists that tell of each badge whether its certification is suspended or withdrawn today.

A verifier reads one bit. A badge names one list, and verifiers take the purpose of the list at its word:
a revocation can't be taken back, so a badge names the list of suspensions until its certification is
withdrawn, and from then on that of revocations. In the list of suspensions, which older copies name,
what is withdrawn stays as well: it is held back, and for good.
"""

import json
from collections import OrderedDict
from datetime import UTC, datetime, time, timedelta
from threading import Lock
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.utils import timezone
from openbadgeslib.ob3.status_list import build_status_list_credential

from certification.models import Badge, Certification, Status
from certification.models.badge import CAPACITY
from certification.verification.badges import keys
from certification.verification.badges.documents import list_address
from certification.verification.badges.issuer import did
from certification.verification.badges.proof import with_proof
from people.models import public_version

# For so long others may keep a list. With it, a decision is known within a minute.
SECONDS = 60
STATUSES = {
    "suspension": [Status.SUSPENDED, Status.WITHDRAWN],
    "revocation": [Status.WITHDRAWN],
}
MOST_KEPT = 8

_kept: OrderedDict[tuple[Any, ...], str] = OrderedDict()
_lock = Lock()


def latest() -> int:
    return Badge.objects.aggregate(latest=Max("status_list"))["latest"] or 1


def signed_list(number: int, purpose: str) -> str:
    """Kept in the worker as long as no record, no badge, no key and no day is another. Raises CannotSignError."""
    key = keys.current()
    if not settings.KEEPS_ANSWERS:
        return _made(number, purpose, key)
    today = timezone.localdate()
    badges = Badge.objects.aggregate(latest=Max("pk"))["latest"]
    # Read before the records: what is kept may be newer than its version, and never older.
    state = (public_version("default"), today, badges, key.id, settings.REGISTER_URL)
    place = (number, purpose, *state)
    with _lock:
        if found := _kept.get(place):
            return found
    made = _made(number, purpose, key)
    with _lock:
        _kept[place] = made
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return made


def _made(number: int, purpose: str, key: keys.Key) -> str:
    today = timezone.localdate()
    began = timezone.make_aware(datetime.combine(today, time())).astimezone(UTC)
    unsigned = build_status_list_credential(
        did(),
        list_address(settings.REGISTER_URL, number, purpose),
        purpose,
        set_places(number, purpose),
        size_bits=CAPACITY,
        issued=began,
        # An old copy can't pass for today's for long.
        valid_until=began + timedelta(days=2),
        ttl=SECONDS * 1000,
    )
    return json.dumps(with_proof(unsigned, key), indent=2)


def set_places(number: int, purpose: str) -> list[int]:
    """In one query, whatever the size of the list."""
    held_back = Certification.objects.with_status().filter(  # type: ignore[misc]
        badge__status_list=number, status__in=STATUSES[purpose]
    )
    return list(held_back.order_by().values_list("badge__status_index", flat=True))
