"""Traineeships: when they run, stall and end, and what PostgreSQL refuses."""

from datetime import date, timedelta

import pytest

from certification.demo.factories import (
    BenchmarkingFactory,
    PersonFactory,
    TraineeshipFactory,
    level,
)
from certification.models import RegisterSettings, Traineeship
from tests.refusal import WAYS_TO_WRITE, messages, refused

DAY = timedelta(days=1)
BEGUN, ENDED = date(2019, 1, 1), date(2021, 1, 1)
STOPPED = {"ended_on": ENDED, "outcome": "stopped"}

BOUNDARY_DAYS = [
    ("the day before", {}, BEGUN - DAY, "coming"),
    ("the first day", {}, BEGUN, "running"),
    ("long after", {}, date(2999, 1, 1), "running"),
    ("the day before its end", STOPPED, ENDED - DAY, "running"),
    ("the day of its end", STOPPED, ENDED, "ended"),
    ("ended at once", STOPPED | {"ended_on": BEGUN}, BEGUN, "ended"),
]


@pytest.mark.parametrize(
    ("facts", "day", "state"),
    [row[1:] for row in BOUNDARY_DAYS],
    ids=[row[0] for row in BOUNDARY_DAYS],
)
def test_a_traineeship_runs_for_rows_as_for_a_record(facts, day, state):
    traineeship = TraineeshipFactory(**facts)

    assert {
        "rows running": Traineeship.objects.running(day).exists(),
        "record running": traineeship.is_running(day),
        "rows ended": Traineeship.objects.ended(day).exists(),
    } == {
        "rows running": state == "running",
        "record running": state == "running",
        "rows ended": state == "ended",
    }


@pytest.mark.parametrize(
    ("benchmarked", "day", "stalled"),
    [
        (None, date(2020, 1, 1) - DAY, False),
        (None, date(2020, 1, 1), True),
        (date(2019, 6, 1), date(2020, 6, 1) - DAY, False),
        (date(2019, 6, 1), date(2020, 6, 1), True),
        # What comes later is no help on an earlier day.
        (date(2020, 6, 1), date(2020, 1, 1), True),
    ],
)
def test_a_traineeship_without_a_benchmarking_for_long_has_stalled(benchmarked, day, stalled):
    RegisterSettings.objects.update(stalled_after_months=12)
    trainee = TraineeshipFactory(started_on=BEGUN).person
    # Somebody else's, and one as an expert, don't count.
    other = BenchmarkingFactory(held_on=day, trainees=[PersonFactory()])
    if benchmarked:
        BenchmarkingFactory(held_on=benchmarked, trainees=[trainee])

    assert other.participations.count() == 2
    assert Traineeship.objects.stalled(day).exists() == stalled


def test_a_traineeship_that_ended_has_not_stalled():
    TraineeshipFactory(stopped=True)

    assert not Traineeship.objects.stalled().exists()


def test_benchmarkings_during_the_traineeship_are_counted():
    trainee = TraineeshipFactory(started_on=BEGUN, **STOPPED).person
    silver = TraineeshipFactory(person=trainee, level=level("gold"), started_on=ENDED)
    for held_on in (BEGUN - DAY, BEGUN, date(2020, 2, 2), ENDED, ENDED + DAY):
        BenchmarkingFactory(held_on=held_on, trainees=[trainee])
    TraineeshipFactory()

    def counted(on=None):
        rows = Traineeship.objects.with_benchmarkings(on).order_by("pk")
        return [(row.benchmarked, row.last_benchmarked_on) for row in rows]

    assert silver.pk
    assert counted() == [(3, ENDED), (2, ENDED + DAY), (0, None)]
    assert counted(date(2020, 2, 1)) == [(1, BEGUN), (0, None), (0, None)]


@pytest.mark.parametrize("write", WAYS_TO_WRITE.values(), ids=WAYS_TO_WRITE.keys())
@pytest.mark.parametrize(
    ("facts", "constraint", "message"),
    [
        (
            {"mentor": "herself"},
            "nobody_is_their_own_mentor",
            "Nobody can be their own mentor.",
        ),
        (
            {"started_on": ENDED},
            "one_traineeship_for_a_level_at_a_time",
            "This person is a trainee for this level at that time already: end that traineeship first.",
        ),
        (
            {"started_on": BEGUN - DAY, **STOPPED},
            "one_traineeship_for_a_level_at_a_time",
            "This person is a trainee for this level at that time already: end that traineeship first.",
        ),
        (
            {"level": "gold", **STOPPED, "ended_on": BEGUN - DAY},
            "traineeship_ends_after_it_begins",
            "A traineeship can't end before it begins.",
        ),
        (
            {"level": "gold", "ended_on": ENDED},
            "a_traineeship_that_ended_has_an_outcome",
            "Give the day on which it ended and its outcome, or neither.",
        ),
        (
            {"level": "gold", "outcome": "certified"},
            "a_traineeship_that_ended_has_an_outcome",
            "Give the day on which it ended and its outcome, or neither.",
        ),
    ],
    ids=["own mentor", "two at a time", "overlapping", "ends before", "no outcome", "no end"],
)
def test_the_database_refuses_a_traineeship_and_staff_read_why(write, facts, constraint, message):
    trainee = TraineeshipFactory(started_on=BEGUN).person
    facts = {"started_on": BEGUN, "level": level(facts.get("level", "silver"))} | {
        name: trainee if value == "herself" else value
        for name, value in facts.items()
        if name != "level"
    }
    facts.setdefault("mentor", None)
    traineeship = TraineeshipFactory.build(person=trainee, **facts)
    if constraint == "nobody_is_their_own_mentor":
        traineeship.level = level("gold")

    assert messages(traineeship) == [message]
    with refused(constraint):
        write(traineeship)


def test_a_traineeship_for_the_same_level_may_begin_when_the_last_has_ended():
    first = TraineeshipFactory(started_on=BEGUN, **STOPPED)

    TraineeshipFactory(person=first.person, started_on=ENDED)

    assert Traineeship.objects.running(ENDED).count() == 1


def test_an_end_that_has_not_come_is_refused():
    traineeship = TraineeshipFactory.build(
        person=PersonFactory(),
        level=level("silver"),
        mentor=None,
        ended_on=date(2999, 1, 1),
        outcome="stopped",
    )

    assert messages(traineeship) == ["This day has not come yet."]
