"""Loads generated people, batch by batch, so that memory does not grow with their number."""

from collections import Counter, deque
from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

import pghistory
from django.core.management import CommandError
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Max
from django.utils import timezone

from certification.demo import database, story
from certification.demo.generating import certifying, courses, organisations, people, trainees
from certification.demo.generating.certifying import Certified, Decider
from certification.demo.generating.copying import PEOPLE_AT_A_TIME, Copier, next_keys
from certification.models import Certification, Suspension, Traineeship
from people.models import Consent, ConsentScope, Expertise, Person, Sector

# Foreign keys are checked with each statement: millions of checks at the end would take much memory.
CHECK_AT_ONCE = "SET CONSTRAINTS ALL IMMEDIATE"
# Nobody enters a real person in the meantime.
ALONE = "LOCK TABLE people_person IN SHARE ROW EXCLUSIVE MODE"

CONSENT_COLUMNS = ["person_id", "scope", "given_on", "withdrawn_on", "source"]
SOURCES = ["Form of consent", "Form of consent", "E-mail to the secretariat"]


def generate(
    number: int, seed: int, progress: Callable[[int], object]
) -> Counter[type[models.Model]]:
    """So many people beside those generated before, or none at all. Raises CommandError."""
    try:
        with transaction.atomic(), pghistory.context(command="generate_register", seed=seed):
            with connection.cursor() as cursor:
                cursor.execute(CHECK_AT_ONCE)
                cursor.execute(ALONE)
            database.refuse_beside_real_people()
            copier = _load(number, str(seed), timezone.localdate(), progress)
            database.mark()
    except IntegrityError as error:
        raise CommandError(
            f"Nothing was generated, because the register refuses it: {str(error).strip()}"
        ) from error
    return copier.written


def _load(number: int, seed: str, today: date, progress: Callable[[int], object]) -> Copier:
    if not Person.objects.exists():
        story.prepare_rules(today)
    copier = Copier()
    batches = _Batches(number, seed, today, copier)
    first = _places_taken() + 1
    for start in range(first, first + number, PEOPLE_AT_A_TIME):
        size = min(PEOPLE_AT_A_TIME, first + number - start)
        batches.load(range(start, start + size))
        if start == first:
            # Else PostgreSQL plans all that triggers ask as if the tables were empty.
            analyze()
        progress(size)
    batches.decider.save_series()
    return copier


def _places_taken() -> int:
    generated = Person.objects.filter(register_no__regex=r"^G\d{8}$")
    last = generated.aggregate(last=Max("register_no"))["last"]
    return int(last[1:]) if last else 0


def analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


class _Batches:
    """What the batches of a run have in common."""

    def __init__(self, number: int, seed: str, today: date, copier: Copier) -> None:
        self.seed, self.today, self.copier = seed, today, copier
        self.organisations = organisations.make(number, seed, copier)
        self.sectors = list(Sector.objects.order_by("pk").values_list("pk", flat=True))
        self.decider = Decider(today)
        self.ways = certifying.ways(min(number, certifying.WAYS), today, self._random("ways"))
        # Certified for more than the first level: those that came last.
        self.mentors: deque[int] = deque(maxlen=500)

    def _random(self, subject: str | int) -> Random:
        # One for each subject: what becomes of one person must not move the names of the next.
        return Random(f"{self.seed}: {subject}")  # noqa: S311 - invention, not secrecy

    def load(self, places: range) -> None:
        certified = self._people(places)
        random = self._random(f"courses from {places.start}")
        courses.make(certified, self.mentors, self.decider, self.copier, random)
        self._certifications(certified)
        self._trainees(certified, random)

    def _people(self, places: range) -> list[Certified]:
        rows, expertise, consents, certified = [], [], [], []
        random = Random()  # noqa: S311
        for key, place in zip(next_keys(Person, len(places)), places, strict=True):
            random.seed(f"{self.seed}: {place}")
            rows.append(people.row(key, place, self.organisations, random))
            expertise += [(key, sector) for sector in people.sectors(self.sectors, random)]
            each = Certified(key, random.choice(self.ways))
            certified.append(each)
            if len(each.way) > 1:
                self.mentors.append(key)
            for given_on, withdrawn_on in people.consents(each.first_day, self.today, random):
                listing = ConsentScope.LISTING.value
                consents.append((key, listing, given_on, withdrawn_on, random.choice(SOURCES)))
        self.copier.copy(Person, people.COLUMNS, rows)
        self.copier.copy(Expertise, ["person_id", "sector_id"], expertise)
        self.copier.copy(Consent, CONSENT_COLUMNS, consents)
        return certified

    def _certifications(self, certified: list[Certified]) -> None:
        number = sum(len(periods) for each in certified for periods in each.way)
        keys = next_keys(Certification, number)
        rows = certifying.rows(certified, keys, self.decider)
        self.copier.copy(Certification, certifying.COLUMNS, rows.certifications)
        self.copier.copy(Suspension, certifying.SUSPENSION_COLUMNS, rows.suspensions)

    def _trainees(self, certified: list[Certified], random: Random) -> None:
        rows: list[list[Any]] = []
        for each in certified:
            rows += trainees.rows(each, self.mentors, self.decider, random)
        # Nearly all agree that the public may know that they are trainees now.
        consents = [
            (person, ConsentScope.TRAINEESHIP.value, started_on, None, SOURCES[0])
            for person, _level, _mentor, started_on, ended_on, *_others in rows
            if ended_on is None and random.random() < 0.9
        ]
        self.copier.copy(Traineeship, trainees.COLUMNS, rows)
        self.copier.copy(Consent, CONSENT_COLUMNS, consents)
