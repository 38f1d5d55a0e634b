"""The demo's register: some three hundred invented experts in thirty countries, and the seed's own story.

Names, numbers and public addresses are the same every time. Dates are counted from the day of loading,
so that every status is there on that day. The register's own numbers begin with E, so no new person
ever gets one of these.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Any

from certification.demo import careers, concerns, contact, invented, projects, seed, training
from certification.demo.factories import (
    CertificationFactory,
    ConsentFactory,
    PersonFactory,
    SuspensionFactory,
    level,
    rule,
)
from certification.demo.portraits import portrait
from certification.models import (
    Certification,
    Level,
    LevelRule,
    RegisterSettings,
    RequiredBenchmarkings,
    Suspension,
)
from people.models import Consent, Expertise, Person, Sector

MONTH = timedelta(days=30)


def load(today: date) -> None:
    """Into an empty register, within the caller's transaction."""
    seed.tell()
    prepare_rules(today)
    people = _people()
    ways = careers.careers()
    _random("careers").shuffle(ways)
    made = {
        person: careers.make(career, today, _random(person.register_no))
        for person, career in zip(people, ways, strict=True)
    }
    Consent.objects.bulk_create(
        consent
        for person, levels in made.items()
        for consent in _consents(person, min(levels[0][0].certified_on, today - MONTH), today)
    )
    certifications = _certify(made, today)
    training.tell_stuttgart(people)
    names = {person.name for person in people}
    strangers = invented.people(_random("candidates"))
    unknown = [
        each for each in strangers if f"{each['given_name']} {each['family_name']}" not in names
    ]
    candidates = [
        {**each, "register_no": f"D{place:06}"}
        for place, each in enumerate(unknown[:24], start=1001)
    ]
    training.announce(training.candidates(candidates), people, today)
    projects.load(certifications, today, _random("projects"))
    concerns.load(people)
    contact.load(people)
    RegisterSettings.objects.update(
        signatory_name="Signe Invented", signatory_function="Head of the secretariat"
    )


def prepare_rules(today: date) -> None:
    """The levels' rules of long ago, and those of the last years, which ask for benchmarkings too."""
    LevelRule.objects.update(validity_months=careers.MONTHS, grace_months=12)
    since = date(today.year - 2, 1, 1)
    bronze, silver, gold = (_next_rule(slug, since) for slug in ("bronze", "silver", "gold"))
    bronze.course_within_months = 24
    bronze.save()
    for newer, label, number, mentors in ((silver, None, 3, 2), (gold, level("silver"), 2, 1)):
        RequiredBenchmarkings.objects.create(
            rule=newer, label=label, number=number, within_months=36, mentors=mentors
        )


def _next_rule(slug: str, since: date) -> LevelRule:
    """The same as the one before it, from a later day on."""
    newer = rule(slug)
    newer.pk, newer.holds_from = None, since
    newer.save(force_insert=True)
    return newer


def _certify(made: dict[Person, list[list[careers.Period]]], today: date) -> list[Certification]:
    """What is decided of each person, with the courses before it and the renewals after it."""
    levels = list(Level.objects.prefetch_related("rules"))
    numbers = {level: _numbers(level) for level in levels}
    firsts = [
        (person, period.certified_on)
        for person, ways in made.items()
        for period in ways[0]
        if not period.renews
    ]
    passed = training.enrol(firsts, today)
    rounds: dict[int, list[Certification]] = defaultdict(list)
    suspensions: list[Suspension] = []
    for person, ways in made.items():
        for of_level, periods in zip(levels, ways, strict=False):
            courses = passed if of_level.rank == 1 else {}
            for place, period in enumerate(periods):
                decided_on = min(period.certified_on, today - timedelta(days=3))
                certification = CertificationFactory.build(
                    person=person,
                    level=of_level,
                    certified_on=period.certified_on,
                    valid_until=period.valid_until,
                    number=next(numbers[of_level]),
                    basis=careers.basis(of_level.rank, period),
                    decided_by="ESCA secretariat",
                    decided_on=decided_on,
                    rule=of_level.rule_on(decided_on),
                    renews=rounds[place - 1][-1] if period.renews else None,
                    enrolment=courses.get((person.pk, period.certified_on)),
                    **period.withdrawal,
                )
                rounds[place].append(certification)
                suspensions += _suspensions(certification, period)
    _write(rounds)
    Suspension.objects.bulk_create(suspensions)
    return [row for place in sorted(rounds) for row in rounds[place]]


def _suspensions(certification: Certification, period: careers.Period) -> list[Suspension]:
    if not period.suspension:
        return []
    return [SuspensionFactory.build(certification=certification, **period.suspension)]


def _write(rounds: dict[int, list[Certification]]) -> None:
    """Those first that others renew."""
    for place in sorted(rounds):
        for certification in rounds[place]:
            if certification.renews:
                certification.renews_id = certification.renews.pk
        Certification.objects.bulk_create(rounds[place])


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
