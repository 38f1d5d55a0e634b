"""Cluster organisations, trainees and benchmarkings of the demo.

The organisations of clusters.csv are real, from ESCA's public list: nothing is invented about them.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

from certification.demo import seed
from certification.demo.factories import (
    ClusterOrganisationFactory,
    ConsentFactory,
    TraineeshipFactory,
)
from certification.exchange.clusters import import_clusters
from certification.models import (
    Benchmarking,
    Certification,
    ClusterOrganisation,
    Expert,
    Level,
    Participation,
    Status,
    Traineeship,
)
from people.models import Consent, ConsentScope, Person

CLUSTERS = Path(__file__).with_name("clusters.csv")
COUNTRIES = ["NO", "DK", "PL", "ES", "DE"]
# Trainees for silver and for gold: of those who are validly certified for the level below and not for this.
TRAINEES = [("bronze", "silver", 24), ("silver", "gold", 8)]


def load(today: date, random: Random) -> None:
    """Needs the experts. Within the caller's transaction."""
    with CLUSTERS.open("rb") as file:
        import_clusters(file, CLUSTERS.name)
    clusters = ClusterOrganisationFactory.build_batch(15)
    for place, cluster in enumerate(clusters):
        cluster.name, cluster.country = f"Example Cluster {place + 1}", COUNTRIES[place % 5]
        cluster.fold_names()
    ClusterOrganisation.objects.bulk_create(clusters)
    traineeships = list(_traineeships(today, random))
    Traineeship.objects.bulk_create(traineeships)
    Consent.objects.bulk_create(_consents(traineeships))
    team = _team(_days(traineeships, today, random), clusters, today, random)
    unsaved = {id(each.benchmarking): each.benchmarking for each in team}
    Benchmarking.objects.bulk_create(unsaved.values())
    for participation in team:
        participation.benchmarking_id = participation.benchmarking.pk
    Participation.objects.bulk_create(team)


def _traineeships(today: date, random: Random) -> Iterator[Traineeship]:
    for lower, slug, count in TRAINEES:
        level = Level.objects.get(slug=slug)
        mentors = list(Expert.objects.certified(today, levels=[level], statuses=[Status.VALID]))
        # Only those who are listed were asked for the other consent.
        people = (
            Expert.objects.listed()
            .certified(today, levels=[Level.objects.get(slug=lower)], statuses=[Status.VALID])
            .exclude(certifications__level=level)
        )
        # Of the story that a report tells nothing is invented.
        for person in people.exclude(register_no=seed.NINA)[:count]:
            started_on = today - timedelta(days=random.randint(30, 900))
            ended = {"ended_on": today - timedelta(days=20), "outcome": "stopped"}
            yield TraineeshipFactory.build(
                person=person,
                level=level,
                mentor=random.choice(mentors),
                started_on=started_on,
                **(ended if random.random() < 0.1 else {}),
            )


def _consents(traineeships: list[Traineeship]) -> list[Consent]:
    """Two of three agreed that it be shown."""
    return [
        ConsentFactory.build(
            person=traineeship.person,
            scope=ConsentScope.TRAINEESHIP,
            given_on=traineeship.started_on,
        )
        for place, traineeship in enumerate(traineeships)
        if place % 3
    ]


def _days(
    traineeships: list[Traineeship], today: date, random: Random
) -> Iterator[tuple[date, Traineeship | None]]:
    """The days of the benchmarkings: those of each trainee, and some without one."""
    for traineeship in traineeships:
        last = traineeship.ended_on or today
        for _benchmarking in range(random.randint(0, 4)):
            days = (last - traineeship.started_on).days
            yield traineeship.started_on + timedelta(days=random.randint(0, days)), traineeship
    for _benchmarking in range(30):
        yield today - timedelta(days=random.randint(1, 1200)), None


def _team(
    days: Iterator[tuple[date, Traineeship | None]],
    clusters: list[ClusterOrganisation],
    today: date,
    random: Random,
) -> list[Participation]:
    """Each benchmarking with as many experts as its label takes, all of them certified on the day."""
    certifications = list(
        Certification.objects.select_related("person", "level").prefetch_related("suspensions")
    )
    levels = list(Level.objects.prefetch_related("rules"))
    taken: set[tuple[ClusterOrganisation, Level, date]] = set()
    team: list[Participation] = []
    for held_on, traineeship in days:
        label, cluster = random.choices(levels, [6, 3, 2])[0], random.choice(clusters)
        benchmarking = _benchmarking(cluster, label, held_on, today, random)
        trainee = traineeship.person if traineeship else None
        experts = [
            each.person
            for each in certifications
            if each.level == label
            and each.person != trainee
            and each.status_on(held_on) == Status.VALID
        ]
        needed = benchmarking.experts_needed()
        if len(experts) < needed or (cluster, label, held_on) in taken:
            continue
        taken.add((cluster, label, held_on))
        team += _participations(benchmarking, random.sample(experts, needed), trainee)
    return team


def _participations(
    benchmarking: Benchmarking, experts: list[Person], trainee: Person | None
) -> Iterator[Participation]:
    for expert in experts:
        yield Participation(benchmarking=benchmarking, person=expert)
    if trainee:
        role = Participation.Role.TRAINEE
        yield Participation(benchmarking=benchmarking, person=trainee, role=role, mentor=experts[0])


def _benchmarking(
    cluster: ClusterOrganisation, label: Level, held_on: date, today: date, random: Random
) -> Benchmarking:
    recommended, decided = random.choices([("award", "awarded"), ("refuse", "refused")], [8, 1])[0]
    decided_on = held_on + timedelta(days=random.randint(20, 60))
    decision = {"decision": decided, "decided_on": decided_on} if decided_on <= today else {}
    return Benchmarking(
        organisation=cluster,
        label=label,
        held_on=held_on,
        is_by_video=label.rank == 1 and random.random() < 0.4,
        recommendation=recommended,
        **decision,
    )
