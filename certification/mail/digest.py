"""The weekly digest: what waits for staff. Counts, and the first of each work list with a link."""

from collections.abc import Callable, Collection
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Exists, F, OuterRef, QuerySet

from certification.mail.contexts import of_somebody
from certification.mail.due import without_address
from certification.models import Certification, Expert, Level, SentMail, Traineeship

FIRST = 20


def recipients() -> QuerySet[User]:
    """Staff who were given the digest: being allowed everything is not to have asked for it."""
    users = User.objects.with_perm(
        "certification.receive_digest",
        include_superusers=False,
        backend="django.contrib.auth.backends.ModelBackend",
    )
    return users.filter(is_staff=True).exclude(email="").order_by("pk")


def digest(on: date, countries: Collection[str] | None = None) -> dict[str, Any]:
    """Of people in those countries; of all where none are given."""
    running_out = Certification.objects.running_out(on).select_related("person", "level")
    stalled = Traineeship.objects.stalled(on).select_related("person", "level")
    lacking = Expert.objects.filter(pk__in=without_address(on).values("person"))
    return {
        "on": on,
        "ready": [
            {"level": str(level), **_work_list(_within(ready, countries, "country"), of_somebody)}
            for level in Level.objects.prefetch_related("rules")
            for ready in [Expert.objects.ready_for(level, on)]
        ],
        "running_out": _work_list(
            _within(running_out, countries).order_by("valid_until", "person__sort_key"), _with_end
        ),
        "stalled": _work_list(_within(stalled, countries).order_by("started_on"), _with_level),
        "without_address": _work_list(_within(lacking, countries, "country"), of_somebody),
        "failed": _work_list(_within(_failing(on), countries), _with_address),
    }


def _failing(on: date) -> QuerySet[SentMail]:
    """The last that failed of each expert, unless the address was changed, or took another since."""
    later = SentMail.objects.filter(
        person=OuterRef("person"), address=OuterRef("address"), tried_at__gt=OuterRef("tried_at")
    )
    still = SentMail.objects.failed_lately(on).filter(~Exists(later), address=F("person__email"))
    return still.select_related("person").order_by("person__sort_key", "pk")


def _within(
    rows: QuerySet, countries: Collection[str] | None, country: str = "person__country"
) -> QuerySet:
    return rows if countries is None else rows.filter(**{f"{country}__in": list(countries)})


def _work_list(rows: QuerySet, described: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
    count = rows.count()
    first = [described(row) for row in rows[:FIRST]]
    return {"count": count, "people": first, "more": count - len(first)}


def _with_level(row: Any) -> dict[str, Any]:
    return {**of_somebody(row.person), "level": str(row.level)}


def _with_end(certification: Certification) -> dict[str, Any]:
    return {**_with_level(certification), "valid_until": certification.valid_until}


def _with_address(mail: Any) -> dict[str, Any]:
    return {**of_somebody(mail.person), "address": mail.address}
