"""The demo's benchmarkings and traineeships: in which of them its experts and trainees took part.

The organisations of clusters.csv are real, from ESCA's public list, and nothing is invented about them:
those that are benchmarked here are invented.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

from certification.demo.factories import (
    BenchmarkingFactory,
    ClusterOrganisationFactory,
    ConsentFactory,
    TraineeshipFactory,
)
from certification.exchange.clusters import import_clusters
from certification.models import (
    Benchmarking,
    Certification,
    ClusterOrganisation,
    Level,
    Participation,
    Suspension,
    Traineeship,
)
from people.models import Consent, ConsentScope, Person, Sector

CLUSTERS = Path(__file__).with_name("clusters.csv")
DAYS_BACK = 5 * 365
LABELS = {"bronze": 60, "silver": 24, "gold": 16}
EXPERTS = {"bronze": 1, "silver": 1, "gold": 2}
# Of the trainees for silver: so many meet everything, and so many have not been seen for long.
READY, STALLED = 5, 4


@dataclass
class Teams:
    """The benchmarkings, and who took part, until all are written at once."""

    random: Random
    today: date
    levels: dict[str, Level]
    clusters: list[ClusterOrganisation]
    valid: dict[str, list[Certification]]
    benchmarkings: list[Benchmarking] = field(default_factory=list)
    participations: list[Participation] = field(default_factory=list)

    def hold(self, label: str, held_on: date, trainee: Person | None = None) -> None:
        """A benchmarking by experts who were certified for its label; none if there were too few."""
        able = {
            row.person
            for row in self.valid[label]
            if row.certified_on <= held_on <= (row.valid_until or held_on) and row.person != trainee
        }
        if len(able) < EXPERTS[label]:
            return
        by_number = sorted(able, key=lambda person: person.register_no)
        experts = self.random.sample(by_number, EXPERTS[label])
        decided = held_on + timedelta(days=30)
        awarded = self.random.random() < 0.85
        facts = {
            "recommendation": Benchmarking.Recommendation.AWARD,
            "decision": Benchmarking.Decision.AWARDED if awarded else Benchmarking.Decision.REFUSED,
            "decided_on": decided,
        }
        benchmarking = BenchmarkingFactory.build(
            organisation=self.clusters[len(self.benchmarkings) % len(self.clusters)],
            label=self.levels[label],
            held_on=held_on,
            is_by_video=label == "bronze" and self.random.random() < 0.4,
            **(facts if decided <= self.today else {}),
        )
        self.benchmarkings.append(benchmarking)
        self.participations += [
            Participation(benchmarking=benchmarking, person=expert) for expert in experts
        ]
        if trainee:
            role = Participation.Role.TRAINEE
            self.participations.append(
                Participation(
                    benchmarking=benchmarking, person=trainee, role=role, mentor=experts[0]
                )
            )

    def write(self) -> None:
        Benchmarking.objects.bulk_create(self.benchmarkings)
        for participation in self.participations:
            participation.benchmarking_id = participation.benchmarking.pk
        Participation.objects.bulk_create(self.participations)


def load(certifications: list[Certification], today: date, random: Random) -> None:
    """Into a register with those certifications."""
    with CLUSTERS.open("rb") as file:
        import_clusters(file, CLUSTERS.name)
    suspended = {*Suspension.objects.values_list("certification", flat=True)}
    valid = defaultdict(list)
    for row in certifications:
        # Who was suspended or lost a certification did nothing worth telling.
        if row.withdrawn_on is None and row.pk not in suspended:
            valid[row.level.slug].append(row)
    levels = {level.slug: level for level in Level.objects.all()}
    teams = Teams(random, today, levels, _clusters(), valid)
    trainees = _traineeships(certifications, today)
    for group in trainees.values():
        for place, trainee in enumerate(group):
            _train(teams, trainee, place, len(group))
    for label, count in LABELS.items():
        for _benchmarking in range(count):
            teams.hold(label, today - timedelta(days=random.randint(3, DAYS_BACK)))
    teams.write()


def _clusters() -> list[ClusterOrganisation]:
    countries = ["NO", "DE", "AT", "PL", "ES", "DK", "EE", "PT", "RO", "IE"]
    return [
        ClusterOrganisationFactory.create(
            name=f"Demo cluster {sector.name} {code}", country=code, sector=sector
        )
        for place, sector in enumerate(Sector.objects.all())
        for code in (
            countries[place % 10],
            countries[(place + 3) % 10],
            countries[(place + 7) % 10],
        )
    ]


def _train(teams: Teams, trainee: Traineeship, place: int, of: int) -> None:
    """The first took part often enough and lately, the last not for long, the others now and then."""
    if trainee.level.slug != "silver":
        times = [40, 200] if place % 2 else [40]
    elif place < READY:
        times = [30, 110, 190, 270]
    elif place >= of - STALLED:
        times = [400]
    else:
        times = [60] if place % 2 else [90, 160]
    for days in times:
        label = "silver" if trainee.level.slug == "gold" else "bronze"
        held_on = teams.today - timedelta(days=days + place)
        if held_on > trainee.started_on:
            teams.hold(label, held_on, trainee.person)


def _traineeships(certifications: list[Certification], today: date) -> dict[int, list[Traineeship]]:
    """Those that led to silver and gold, and running ones, which are returned by the level's rank."""
    held = defaultdict(set)
    for row in certifications:
        held[row.person].add(row.level.rank)
    levels = {level.rank: level for level in Level.objects.all()}
    rows = [
        TraineeshipFactory.build(
            person=row.person,
            level=row.level,
            mentor=None,
            started_on=row.certified_on - timedelta(days=300),
            ended_on=row.certified_on,
            outcome=Traineeship.Outcome.CERTIFIED,
        )
        for row in certifications
        if row.basis == Certification.Basis.TRAINEESHIP and row.certified_on <= today
    ]
    running = defaultdict(list)
    for row in _to_train(certifications, held, today):
        trainee = TraineeshipFactory.build(
            person=row.person,
            level=levels[row.level.rank + 1],
            mentor=None,
            started_on=max(row.certified_on, today - timedelta(days=600)),
        )
        running[trainee.level.rank].append(trainee)
        rows.append(trainee)
    Traineeship.objects.bulk_create(rows)
    agreed = [trainee for group in running.values() for trainee in group[::3] + group[1::3]]
    _agree(agreed, today)
    return running


def _to_train(
    certifications: list[Certification], held: dict[Person, set[int]], today: date
) -> list[Certification]:
    """Valid for long enough at the highest level that they have: every third of them."""
    able = [
        row
        for row in certifications
        if row.level.rank == max(held[row.person]) < 3
        and row.withdrawn_on is None
        and row.certified_on < today - timedelta(days=330)
        and (row.valid_until or today) >= today
    ]
    return sorted(able, key=lambda row: row.person.register_no)[::3]


def _agree(trainees: Iterable[Traineeship], today: date) -> None:
    """To be shown as a trainee, those who agreed to be listed."""
    listed = {*Person.objects.listed()}
    Consent.objects.bulk_create(
        ConsentFactory.build(
            person=trainee.person,
            scope=ConsentScope.TRAINEESHIP,
            given_on=min(trainee.started_on + timedelta(days=10), today),
            source="Form of consent for trainees",
        )
        for trainee in trainees
        if trainee.person in listed
    )
