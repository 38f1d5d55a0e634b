"""What search and lists ask, against the records that it is derived from."""

import random
from datetime import timedelta

import pytest
from django.db import connection

from certification.demo.factories import (
    CertificationFactory,
    ExpertFactory,
    OrganisationFactory,
    PersonFactory,
    SuspensionFactory,
    TraineeshipFactory,
    level,
)
from certification.models import (
    Certification,
    Entry,
    Level,
    Standing,
    Status,
    Suspension,
    Traineeship,
    state,
)
from people.alphabet import COLUMNS
from people.models import Consent, Organisation, Person, Sector
from tests.at_once import at_once
from tests.database_role import as_role
from tests.random_people import random_expert
from tests.refusal import refused, sql

DAY = timedelta(days=1)


def turns():
    """The days on which something changes for somebody, and their neighbours."""
    days = set()
    for model, columns in (
        (Certification, ["certified_on", "valid_until", "withdrawn_on"]),
        (Suspension, ["suspended_on", "reinstated_on"]),
        (Traineeship, ["started_on", "ended_on"]),
    ):
        for row in model.objects.values_list(*columns):
            days |= {day + step * DAY for day in row if day for step in (-1, 0, 1)}
    return sorted(days)


def as_records_say(on):
    found = {}
    for each in Certification.objects.standing(on).with_status(on).order_by("level__rank"):
        states, keys = found.setdefault(each.person_id, ([], []))
        states.append(state(each.level_id, Status(each.status)))
        keys.append(each.pk)
    return found


def derived():
    """Every row of both tables."""
    return list(Entry.objects.order_by("pk").values()), list(
        Standing.objects.order_by("entry_id", "starts").values()
    )


def derive_anew():
    for derived in ("entries", "standings"):
        sql(f"SELECT certification_refresh_{derived}(array_agg(id)) FROM people_person")  # noqa: S608


def versions():
    """Another text for rows that were written anew."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT array_agg(ctid::text) FROM certification_standing")
        return cursor.fetchone()


@pytest.mark.parametrize("seed", range(2))
def test_on_each_day_people_stand_as_their_records_say(seed):
    chance = random.Random(seed)  # noqa: S311
    for _ in range(15):
        random_expert(chance, list(Sector.objects.all()[:4]))

    days = turns()
    said = [
        {each.entry_id: (each.states, each.certifications) for each in Standing.objects.on(day)}
        for day in days
    ]

    assert said == [as_records_say(day) for day in days]
    assert len(days) > 100


def test_of_two_from_one_day_the_one_that_was_in_force_counts():
    expert = ExpertFactory()
    first = expert.certifications.get()
    Certification.objects.update(withdrawn_on=first.certified_on, withdrawal_reason="Mistake")
    second = CertificationFactory(person=expert, level=first.level, certified_on=first.certified_on)

    assert Standing.objects.on(first.certified_on).get().certifications == [second.pk]


def test_a_person_without_certification_has_an_entry_and_stands_nowhere():
    PersonFactory(given_name="Åse", family_name="Bø", country="NO")

    entry = Entry.objects.get()

    assert (entry.sort_key, entry.country, Standing.objects.count()) == ("bo\tase", "NO", 0)


CHANGES = {
    "another person": ExpertFactory,
    "renamed": lambda: Person.objects.update(sort_key="nova\ta", search_text=" nova a"),
    **{
        f"another key of {column}": lambda column=column: Person.objects.update(**{column: "a"})
        for column in COLUMNS
    },
    "moved": lambda: Person.objects.update(country="SE"),
    "language": lambda: Person.objects.update(languages=["sv"]),
    "available": lambda: Person.objects.update(is_available=True),
    "sector": lambda: Person.objects.get().sectors.add(Sector.objects.last()),
    "no sector": lambda: Person.objects.get().sectors.clear(),
    "consent": lambda: Consent.objects.update(withdrawn_on="2030-01-01"),
    "organisation": lambda: Person.objects.update(organisation=OrganisationFactory(name="Klynge")),
    "its name": lambda: Organisation.objects.update(search_text=" ny"),
    "certified": lambda: CertificationFactory(person=Person.objects.get(), level=level("silver")),
    "number": lambda: Certification.objects.update(number="C-77/b"),
    "withdrawn": lambda: Certification.objects.update(
        withdrawn_on="2030-01-01", withdrawal_reason="Decision"
    ),
    "corrected": lambda: Certification.objects.update(valid_until="2030-01-01"),
    "suspended": lambda: SuspensionFactory(certification=Certification.objects.get()),
    "trainee": lambda: TraineeshipFactory(person=Person.objects.get()),
    "ranked": lambda: Level.objects.filter(slug="bronze").update(rank=12),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_seen_at_once(change):
    ExpertFactory(organisation=OrganisationFactory(), sectors=[Sector.objects.first()])
    before = derived()

    change()
    after = derived()
    derive_anew()

    assert (after == derived(), after == before) == (True, False)


def test_a_change_that_no_list_shows_writes_nothing():
    ExpertFactory()
    before = versions()

    Person.objects.update(biography="New", email="new@example.org")
    unchanged = versions()
    Person.objects.update(country="IS")

    assert (unchanged == before, versions() == before) == (True, False)


def test_the_application_writes_neither_table_but_its_changes_reach_them(role):
    expert = ExpertFactory()
    as_role()

    Person.objects.update(country="IS")

    assert Entry.objects.get().country == "IS"
    with refused("permission denied"):
        sql("UPDATE certification_entry SET country = 'SE'")
    with refused("permission denied"):
        sql("DELETE FROM certification_standing")
    with refused("permission denied"):
        sql(f"SELECT certification_refresh_entries(ARRAY[{expert.pk}])")


@pytest.mark.django_db(transaction=True, databases=["default", "public"])
def test_two_changes_of_a_person_at_the_same_moment_are_both_seen():
    expert = ExpertFactory()

    outcomes = at_once(
        lambda: CertificationFactory(person=expert, level=level("silver")),
        lambda: CertificationFactory(person=expert, level=level("gold")),
    )
    after = derived()
    derive_anew()

    assert (len(outcomes), after == derived(), len(after[1][-1]["states"])) == (2, True, 3)
