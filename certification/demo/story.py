"""The demo's register: some three hundred invented experts in thirty countries, and the seed's own story.

Names, numbers and public addresses are the same every time. Dates are counted from the day of loading,
so that every status is there on that day. The register's own numbers begin with E, so no new person
ever gets one of these.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Any

from certification.demo import benchmarkings, careers, invented, seed
from certification.demo.factories import (
    CertificationFactory,
    ConsentFactory,
    PersonFactory,
    SuspensionFactory,
)
from certification.demo.portraits import portrait
from certification.models import Certification, Level, LevelRule, Suspension
from people.models import Consent, Expertise, Person, Sector

MONTH = timedelta(days=30)


def load(today: date) -> None:
    """Into an empty register, within the caller's transaction."""
    seed.tell()
    levels = list(Level.objects.all())
    LevelRule.objects.update(validity_months=careers.MONTHS)
    people = _people()
    ways = careers.careers()
    _random("careers").shuffle(ways)
    numbers = {level: _numbers(level) for level in levels}

    consents: list[Consent] = []
    certifications: list[Certification] = []
    suspensions: list[Suspension] = []
    for person, career in zip(people, ways, strict=True):
        made = careers.make(career, today, _random(person.register_no))
        consents += _consents(person, min(made[0][0].certified_on, today - MONTH), today)
        for level, periods in zip(levels, made, strict=False):
            for period in periods:
                certification = CertificationFactory.build(
                    person=person,
                    level=level,
                    certified_on=period.certified_on,
                    valid_until=period.valid_until,
                    number=next(numbers[level]),
                    basis=careers.basis(level.rank, period),
                    decided_by="ESCA secretariat",
                    **period.withdrawal,
                )
                certifications.append(certification)
                if period.suspension:
                    suspensions.append(
                        SuspensionFactory.build(certification=certification, **period.suspension)
                    )
    Consent.objects.bulk_create(consents)
    Certification.objects.bulk_create(certifications)
    Suspension.objects.bulk_create(suspensions)
    benchmarkings.load(today, _random("benchmarkings"))


def _people() -> list[Person]:
    """Written at once, and their sectors too: two thousand single steps take five seconds."""
    sectors = list(Sector.objects.all())
    organisations = invented.organisations()
    people, expertise = [], []
    for facts in invented.people(_random("people")):
        place = facts.pop("organisation")
        chosen = facts.pop("sectors")
        person = PersonFactory.build(
            **facts,
            organisation=None if place is None else organisations[facts["country"]][place],
            consent=None,
            photo=_photo(facts["register_no"]),
        )
        person.fold_names()
        people.append(person)
        expertise += [Expertise(person=person, sector=sectors[index]) for index in chosen]
    Person.objects.bulk_create(people)
    for row in expertise:
        row.person_id = row.person.pk
    Expertise.objects.bulk_create(expertise)
    return people


def _random(subject: str) -> Random:
    # One for each subject: the dates of one expert must not move the names of the next.
    return Random(f"cluster experts: {subject}")  # noqa: S311 - invention, not secrecy


def _numbers(level: Level) -> Iterator[str | None]:
    """Like ESCA-S-0042; as in real registers, some certificates have none."""
    for number in count(1):
        yield None if number % 23 == 0 else f"ESCA-{level.name[0]}-{number:04}"


def _photo(register_no: str) -> Any:
    return portrait(_random(register_no)) if int(register_no[1:]) % 25 == 0 else ""


def _consents(person: Person, given_on: date, today: date) -> list[Consent]:
    """Most agreed to be listed; some were never asked, some changed their minds, a few did so twice."""
    place = int(person.register_no[1:])
    if place % 25 == 7:
        return []
    consent = ConsentFactory.build(
        person=person,
        given_on=given_on,
        source="Form of consent" if place % 3 else "E-mail to the secretariat",
    )
    if place % 30 != 11:
        return [consent]
    consent.withdrawn_on = today - timedelta(days=20)
    if place % 60 != 11:
        return [consent]
    noted = "Telephone call, noted by staff"
    again = ConsentFactory.build(person=person, given_on=today - timedelta(days=5), source=noted)
    return [consent, again]
