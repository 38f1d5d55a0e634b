"""What was certified in each year, and what runs out in the months to come."""

from collections import defaultdict
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import connections
from django.db.models import Count, Exists, F, Min, OuterRef
from django.db.models.functions import TruncMonth

from certification.models import Certification, Entry, Status
from certification.register.statistics.held import ByLevel
from certification.register.statistics.spans import spans

# How far ahead the page looks, with this month.
MONTHS_AHEAD = 24
FIRST_DAYS = "SELECT date_part('year', day)::int, level, count(*) FROM ({days}) _ GROUP BY 1, 2"


def ending(today: date) -> dict[date, ByLevel]:
    """By the first day of the month: what is valid and runs out, unless it is decided what comes after it."""
    months = [today.replace(day=1) + relativedelta(months=ahead) for ahead in range(MONTHS_AHEAD)]
    last = months[-1] + relativedelta(months=1, days=-1)
    # What follows a valid one is still to come: CertificationQuerySet.unfollowed would look at the past too.
    following = Certification.objects.ever_in_force().filter(
        certified_on__gt=today, person=OuterRef("person"), level=OuterRef("level")
    )
    rows = (
        Certification.objects.using("public")
        .filter(valid_until__range=(today, last), person__in=_listed())
        .with_status(today)
        .filter(~Exists(following), status=Status.VALID)  # type: ignore[misc]
        .order_by()
        .values_list(TruncMonth("valid_until"), "level")
        .annotate(number=Count("*"))
    )
    found: dict[date, ByLevel] = {month: defaultdict(int) for month in months}
    for span in spans("person"):
        for month, level, number in rows.filter(**span):
            found[month][level] += number
    return found


def reached(today: date) -> dict[int, ByLevel]:
    """By the year: a person counts once at each level, in the year in which it was reached."""
    days = (
        Certification.objects.using("public")
        .ever_in_force()
        .filter(certified_on__lte=today, person__in=_listed())
        .order_by()
        .values("person")
        .annotate(level=F("level_id"), day=Min("certified_on"))
    )
    found: dict[int, ByLevel] = defaultdict(lambda: defaultdict(int))
    with connections["public"].cursor() as cursor:
        for span in spans("person"):
            sql, params = days.filter(**span).query.sql_with_params()
            cursor.execute(FIRST_DAYS.format(days=sql), params)
            for year, level, people in cursor.fetchall():
                found[year][level] += people
    return found


def _listed() -> Any:
    return Entry.objects.listed().values("pk")
