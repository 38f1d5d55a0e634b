"""Loads generated people, batch by batch, so that memory does not grow with their number."""

from collections import Counter, deque
from collections.abc import Callable
from contextlib import nullcontext
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
from certification.demo.generating.copying import PEOPLE_AT_A_TIME, Keys, Rows, ahead, copy
from certification.demo.generating.deriving import derive, derived_later, indexed_later
from certification.models import Certification, Course, Enrolment, Traineeship
from people.models import Consent, ConsentScope, Expertise, Organisation, Person, Sector

# Foreign keys are checked with each statement: millions of checks at the end would take much memory.
CHECK_AT_ONCE = "SET CONSTRAINTS ALL IMMEDIATE"

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
            keys = Keys([Person, Organisation, Course, Enrolment, Certification])
            database.refuse_beside_real_people()
            first = nullcontext() if Person.objects.exists() else indexed_later()
            with derived_later(), first:
                written = _load(number, str(seed), keys, progress)
            keys.save()
            database.mark()
    except IntegrityError as error:
        raise CommandError(
            f"Nothing was generated, because the register refuses it: {str(error).strip()}"
        ) from error
    return written


def analyze() -> None:
    """So that PostgreSQL knows what there is. Outside a transaction, also who sees it: that saves reading."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.in_atomic_block else "VACUUM ANALYZE")


def _load(
    number: int, seed: str, keys: Keys, progress: Callable[[int], object]
) -> Counter[type[models.Model]]:
    today = timezone.localdate()
    if not Person.objects.exists():
        story.prepare_rules(today)
    written: Counter[type[models.Model]] = Counter()
    employers, new = organisations.make(number, seed, keys)
    copy(new, written)
    batches = _Batches(number, seed, today, keys, employers)
    first, last = (count := _places_taken()) + 1, count + number
    spans = [
        range(start, min(start + PEOPLE_AT_A_TIME, last + 1))
        for start in range(first, last + 1, PEOPLE_AT_A_TIME)
    ]
    for span, parts in zip(spans, ahead(map(batches.make, spans)), strict=True):
        for part in parts:
            copy(part, written)
        derive(row[0] for part in parts if part.model is Person for row in part.rows)
        if span == spans[0]:
            # Else PostgreSQL plans all that triggers ask as if the tables were empty.
            analyze()
        progress(len(span))
    batches.decider.save_series()
    return written


def _places_taken() -> int:
    generated = Person.objects.filter(register_no__regex=r"^G\d{8}$")
    last = generated.aggregate(last=Max("register_no"))["last"]
    return int(last[1:]) if last else 0


class _Batches:
    """What the batches of a run have in common. Makes them without the database."""

    def __init__(
        self, number: int, seed: str, today: date, keys: Keys, employers: dict[str, list[int]]
    ) -> None:
        self.seed, self.today, self.keys, self.employers = seed, today, keys, employers
        self.sectors = list(Sector.objects.order_by("pk").values_list("pk", flat=True))
        self.decider = Decider(today)
        self.ways = certifying.ways(min(number, certifying.WAYS), today, self._random("ways"))
        # Certified for more than the first level: those that came last.
        self.mentors: deque[int] = deque(maxlen=500)

    def _random(self, subject: str) -> Random:
        # One for each subject: what becomes of one person must not move the names of the next.
        return Random(f"{self.seed}: {subject}")  # noqa: S311 - invention, not secrecy

    def make(self, places: range) -> list[Rows]:
        """In the order in which they are to be written."""
        random = self._random(f"courses from {places.start}")
        certified: list[Certified] = []
        parts = self._people(places, certified)
        parts += courses.make(certified, self.mentors, self.decider, self.keys, random)
        parts += certifying.make(certified, self.decider, self.keys)
        return parts + self._trainees(certified, random)

    def _people(self, places: range, certified: list[Certified]) -> list[Rows]:
        rows, expertise, consents = [], [], []
        random = Random()  # noqa: S311
        for key, place in zip(self.keys.take(Person, len(places)), places, strict=True):
            random.seed(f"{self.seed}: {place}")
            rows.append(people.row(key, place, self.employers, random))
            expertise += [(key, sector) for sector in people.sectors(self.sectors, random)]
            each = Certified(key, random.choice(self.ways))
            certified.append(each)
            if len(each.way) > 1:
                self.mentors.append(key)
            for given_on, withdrawn_on in people.consents(each.first_day, self.today, random):
                listing = ConsentScope.LISTING.value
                consents.append((key, listing, given_on, withdrawn_on, random.choice(SOURCES)))
        return [
            Rows(Person, people.COLUMNS, rows),
            Rows(Expertise, ["person_id", "sector_id"], expertise),
            Rows(Consent, CONSENT_COLUMNS, consents),
        ]

    def _trainees(self, certified: list[Certified], random: Random) -> list[Rows]:
        rows: list[list[Any]] = []
        for each in certified:
            rows += trainees.rows(each, self.mentors, self.decider, random)
        # Nearly all agree that the public may know that they are trainees now.
        consents = [
            (person, ConsentScope.TRAINEESHIP.value, started_on, None, SOURCES[0])
            for person, _level, _mentor, started_on, ended_on, *_others in rows
            if ended_on is None and random.random() < 0.9
        ]
        return [
            Rows(Traineeship, trainees.COLUMNS, rows),
            Rows(Consent, CONSENT_COLUMNS, consents),
        ]
