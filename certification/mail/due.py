"""What is due on a day: which experts are to be told of which certifications, and which week's digest."""

from collections.abc import Callable
from datetime import date, timedelta

from django.db.models import Case, Exists, IntegerField, OuterRef, Value, When

from certification.mail.kinds import Kind
from certification.models import Certification, Occasion, RegisterSettings
from certification.models.certification import CertificationQuerySet


def ending(on: date) -> CertificationQuerySet:
    """Valid on that day, and within the days before the last one at which experts are reminded.

    `days` is the distance that it has reached: of 90 and 30, it is 30 from the 30th day before.
    """
    steps = sorted(RegisterSettings.current().reminder_days)
    reached = [When(valid_until__lte=on + timedelta(days=step), then=Value(step)) for step in steps]
    farthest = on + timedelta(days=steps[-1]) if steps else date.min
    return (
        Certification.objects.renewable(on)
        .filter(valid_until__gte=on, valid_until__lte=farthest)
        .annotate(days=Case(*reached, output_field=IntegerField()))
    )


def ended(on: date) -> CertificationQuerySet:
    """Expired on that day, not long ago. One that was suspended at its end is not spoken of."""
    since = on - timedelta(days=RegisterSettings.current().expiry_notice_days)
    late = Certification.objects.renewable(on).filter(valid_until__lt=on, valid_until__gte=since)
    return late.annotate(days=Value(0))


CASES: dict[Kind, Callable[[date], CertificationQuerySet]] = {
    Kind.BEFORE_EXPIRY: ending,
    Kind.ON_EXPIRY: ended,
}


def due(kind: Kind, on: date) -> CertificationQuerySet:
    """Those whose expert has an address and was not told yet, at this distance or at a nearer one."""
    told = Occasion.objects.filter(
        kind=kind,
        certification=OuterRef("pk"),
        last_day=OuterRef("valid_until"),
        days__lte=OuterRef("days"),
    ).settled(OuterRef("person__email"))
    return (
        CASES[kind](on)
        .exclude(person__email="")
        .filter(~Exists(told))
        .order_by("person__sort_key", "person", "valid_until", "pk")
    )


def without_address(on: date) -> CertificationQuerySet:
    """Those whose expert would be told of them, if there were an address."""
    both = ending(on).values("pk").union(ended(on).values("pk"))
    return Certification.objects.filter(pk__in=both, person__email="")


def monday(day: date) -> date:
    return day - timedelta(days=day.isoweekday() - 1)


def digest_week(on: date) -> date:
    """The Monday of the week whose digest was due last. Who got one in that week or later has it."""
    weekday = RegisterSettings.current().digest_weekday
    return monday(on - timedelta(days=(on.isoweekday() - weekday) % 7))
