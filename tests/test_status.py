"""One table of boundary days, held against the rule for one record and the rule for rows."""

from datetime import date, timedelta

import pytest

from certification.demo.factories import (
    CertificationFactory,
    ExpertFactory,
    SuspensionFactory,
    level,
)
from certification.models import Certification, Expert, Status

FIRST, LAST = date(2018, 3, 1), date(2021, 2, 28)
DAY = timedelta(days=1)
SUSPENDED, REINSTATED = date(2019, 5, 1), date(2019, 8, 1)
WITHDRAWN = date(2020, 6, 15)

PERIOD = {"certified_on": FIRST, "valid_until": LAST}
OPEN = {"certified_on": FIRST, "valid_until": None}
TAKEN_BACK = {"withdrawn_on": WITHDRAWN, "withdrawal_reason": "Misconduct"}
SUSPENSION = {"suspended_on": SUSPENDED, "reinstated_on": REINSTATED}
SUSPENSION_WITHOUT_END = {"suspended_on": SUSPENDED, "reinstated_on": None}

BOUNDARY_DAYS = [
    ("period: the day before", PERIOD, None, FIRST - DAY, Status.UPCOMING),
    ("period: the first day", PERIOD, None, FIRST, Status.VALID),
    ("period: the last day", PERIOD, None, LAST, Status.VALID),
    ("period: the day after", PERIOD, None, LAST + DAY, Status.EXPIRED),
    ("without end", OPEN, None, date(2999, 12, 31), Status.VALID),
    ("one day only", {"certified_on": FIRST, "valid_until": FIRST}, None, FIRST, Status.VALID),
    ("suspended: the day before", PERIOD, SUSPENSION, SUSPENDED - DAY, Status.VALID),
    ("suspended: the first day", PERIOD, SUSPENSION, SUSPENDED, Status.SUSPENDED),
    ("suspended: the last day", PERIOD, SUSPENSION, REINSTATED - DAY, Status.SUSPENDED),
    ("suspended: reinstated", PERIOD, SUSPENSION, REINSTATED, Status.VALID),
    ("suspended for good: the last day", PERIOD, SUSPENSION_WITHOUT_END, LAST, Status.SUSPENDED),
    ("suspended for good: after", PERIOD, SUSPENSION_WITHOUT_END, LAST + DAY, Status.EXPIRED),
    ("withdrawn: the day before", PERIOD | TAKEN_BACK, None, WITHDRAWN - DAY, Status.VALID),
    ("withdrawn: the first day", PERIOD | TAKEN_BACK, None, WITHDRAWN, Status.WITHDRAWN),
    ("withdrawn: after the last day", PERIOD | TAKEN_BACK, None, LAST + DAY, Status.WITHDRAWN),
    ("withdrawn: before it began", PERIOD | TAKEN_BACK, None, FIRST - DAY, Status.UPCOMING),
    (
        "withdrawn while suspended",
        PERIOD | TAKEN_BACK,
        SUSPENSION_WITHOUT_END,
        WITHDRAWN,
        Status.WITHDRAWN,
    ),
    (
        "withdrawn on the first day",
        PERIOD | TAKEN_BACK | {"withdrawn_on": FIRST},
        None,
        FIRST,
        Status.WITHDRAWN,
    ),
]


@pytest.mark.parametrize(
    ("dates", "suspension", "day", "expected"),
    [row[1:] for row in BOUNDARY_DAYS],
    ids=[row[0] for row in BOUNDARY_DAYS],
)
def test_status_on_a_boundary_day_is_the_same_for_a_record_and_for_rows(
    dates, suspension, day, expected
):
    certification = CertificationFactory(**dates)
    if suspension:
        SuspensionFactory(certification=certification, **suspension)

    in_rows = Certification.objects.with_status(day).get().status

    assert (certification.status_on(day), in_rows) == (expected, expected)


def test_status_is_as_of_today_in_the_registers_time_zone(time_machine_at):
    certification = CertificationFactory(**PERIOD)

    # 23:30 UTC on the last day is past midnight in Berlin.
    time_machine_at(f"{LAST}T23:30:00Z")

    assert certification.status_on() == Status.EXPIRED


@pytest.mark.parametrize(
    ("day", "first_days"),
    [
        (date(2011, 1, 1), [date(2012, 1, 1)]),
        (date(2012, 1, 1), [date(2012, 1, 1)]),
        (date(2014, 12, 31), [date(2012, 1, 1)]),
        (date(2015, 1, 1), [date(2015, 1, 1)]),
        (date(2019, 1, 1), [date(2015, 1, 1)]),
        (date(2030, 1, 1), [date(2020, 1, 1)]),
    ],
)
def test_standing_is_the_latest_that_has_begun_and_before_that_the_first_to_come(day, first_days):
    expert = ExpertFactory(
        certification__certified_on=date(2012, 1, 1), certification__valid_until=date(2014, 12, 31)
    )
    renewed = {"person": expert, "valid_until": date(2017, 12, 31)}
    CertificationFactory(certified_on=date(2015, 1, 1), **renewed)
    CertificationFactory(person=expert, certified_on=date(2020, 1, 1))

    standing = Certification.objects.standing(day).order_by("certified_on")

    assert [certification.certified_on for certification in standing] == first_days


def test_an_expert_who_renewed_does_not_count_as_expired():
    expert = ExpertFactory(certification__expired=True)
    CertificationFactory(person=expert, certified_on=date(2018, 1, 1))
    lapsed = ExpertFactory(certification__expired=True)

    assert list(Expert.objects.certified(statuses=[Status.EXPIRED])) == [lapsed]


def test_certified_asks_for_level_and_status_of_the_same_certification():
    expert = ExpertFactory(certification__expired=True)
    CertificationFactory(person=expert, level=level("silver"))
    silver, bronze = [level("silver")], [level("bronze")]

    found = {
        "silver valid": list(Expert.objects.certified(levels=silver, statuses=[Status.VALID])),
        "bronze valid": list(Expert.objects.certified(levels=bronze, statuses=[Status.VALID])),
    }

    assert found == {"silver valid": [expert], "bronze valid": []}
