"""Who of the generated people works towards a level, or did, as rows for COPY."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from certification.demo.generating.certifying import Certified, Decider
from certification.models import Traineeship

COLUMNS = ["person_id", "level_id", "mentor_id", "started_on", "ended_on", "outcome", "remark"]

Outcome = Traineeship.Outcome


def rows(
    each: Certified, mentors: Sequence[int], decider: Decider, random: Random
) -> Iterator[list[Any]]:
    """Those that led to a certification, as far as they are recorded, and one that goes on or was stopped."""
    today, mentor = decider.today, random.choice(mentors) if mentors else None
    if mentor == each.person:
        mentor = None
    for level, periods in list(zip(decider.levels, each.way, strict=False))[1:]:
        certified_on = periods[0].certified_on
        if decider.is_taken_over(periods[0]) or random.random() < 0.6:
            continue
        ended_on = min(certified_on, today - timedelta(days=3))
        started_on = certified_on - timedelta(days=random.randint(70, 115))
        yield [each.person, level.pk, mentor, started_on, ended_on, Outcome.CERTIFIED.value, ""]
    chance = random.random()
    if chance > 0.08 or len(each.way) == len(decider.levels) or not _works(each, today):
        return
    level, since = decider.levels[len(each.way)], each.way[-1][-1].certified_on
    started_on = since + timedelta(days=random.randint(10, max((today - since).days - 10, 10)))
    stopped = chance > 0.06
    yield [
        *(each.person, level.pk, mentor, started_on, today if stopped else None),
        *(Outcome.STOPPED.value if stopped else "", ""),
    ]


def _works(each: Certified, today: date) -> bool:
    """Certified for some weeks, and still."""
    last = each.way[-1][-1]
    return (
        last.certified_on < today - timedelta(days=30)
        and last.valid_until >= today
        and not last.withdrawal
        and not last.suspension
    )
