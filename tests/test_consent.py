"""Nobody is listed without a consent in force: one table of boundary days for rows and for a record."""

from datetime import date, timedelta

import pytest

from certification.demo.factories import ConsentFactory, PersonFactory
from people.models import Consent, ConsentScope, Person
from tests.refusal import WAYS_TO_WRITE, messages, refused

DAY = timedelta(days=1)
GIVEN, WITHDRAWN, AGAIN = date(2019, 3, 1), date(2020, 5, 10), date(2021, 7, 20)
NEVER: list[dict] = []
STILL = [{"given_on": GIVEN}]
ONCE = [{"given_on": GIVEN, "withdrawn_on": WITHDRAWN}]
TWICE = [*ONCE, {"given_on": AGAIN}]
AT_ONCE_AGAIN = [*ONCE, {"given_on": WITHDRAWN}]

BOUNDARY_DAYS = [
    ("never asked", NEVER, GIVEN, False),
    ("the day before", STILL, GIVEN - DAY, False),
    ("the day it is given", STILL, GIVEN, True),
    ("long after", STILL, date(2999, 1, 1), True),
    ("the day before withdrawal", ONCE, WITHDRAWN - DAY, True),
    ("the day of withdrawal", ONCE, WITHDRAWN, False),
    ("after withdrawal", ONCE, WITHDRAWN + DAY, False),
    ("before it is given again", TWICE, AGAIN - DAY, False),
    ("the day it is given again", TWICE, AGAIN, True),
    ("given again at once", AT_ONCE_AGAIN, WITHDRAWN, True),
    ("withdrawn at once", [{"given_on": GIVEN, "withdrawn_on": GIVEN}], GIVEN, False),
]


@pytest.mark.parametrize(
    ("consents", "day", "listed"),
    [row[1:] for row in BOUNDARY_DAYS],
    ids=[row[0] for row in BOUNDARY_DAYS],
)
def test_a_person_is_listed_today_by_consent_alone(time_machine_at, consents, day, listed):
    person = PersonFactory(consent=None)
    for consent in consents:
        ConsentFactory(person=person, **consent)
    # Somebody else's consent is no help.
    other = PersonFactory()
    Consent.objects.filter(person=other).update(given_on=date(2000, 1, 1))

    time_machine_at(f"{day}T12:00:00+02:00")

    people = Person.objects.exclude(pk=other.pk)
    assert {
        "record": person.is_listed(),
        "listed rows": people.listed().exists(),
        "unlisted rows": not people.unlisted().exists(),
        "consents": people.filter(consents__in=Consent.objects.in_force()).exists(),
    } == dict.fromkeys(["record", "listed rows", "unlisted rows", "consents"], listed)


def test_the_day_of_withdrawal_begins_at_midnight_in_the_registers_time_zone(time_machine_at):
    person = PersonFactory(consent=None)
    ConsentFactory(person=person, **ONCE[0])

    time_machine_at(f"{WITHDRAWN - DAY}T21:59:59Z")
    before = person.is_listed()
    time_machine_at(f"{WITHDRAWN - DAY}T22:00:00Z")

    assert (before, person.is_listed()) == (True, False)


@pytest.mark.parametrize(
    ("consents", "day", "in_force"),
    [row[1:] for row in BOUNDARY_DAYS],
    ids=[row[0] for row in BOUNDARY_DAYS],
)
def test_consent_to_one_thing_is_none_to_another(consents, day, in_force):
    person = PersonFactory(consent=None)
    scope = ConsentScope.TRAINEESHIP
    for consent in consents:
        ConsentFactory(person=person, scope=scope, **consent)

    rows = person.consents.all()
    assert {
        "rows": Consent.objects.in_force(day, scope=scope).exists(),
        "records": any(row.is_in_force(day, scope=scope) for row in rows),
    } == {"rows": in_force, "records": in_force}
    assert not Consent.objects.in_force(day).exists()
    assert not any(row.is_in_force(day) for row in rows)
    assert not person.is_listed()


@pytest.mark.parametrize("write", WAYS_TO_WRITE.values(), ids=WAYS_TO_WRITE.keys())
@pytest.mark.parametrize(
    ("facts", "constraint", "message"),
    [
        (
            {"given_on": GIVEN, "withdrawn_on": GIVEN - DAY},
            "consent_is_withdrawn_after_it_was_given",
            "Consent can't be withdrawn before it was given.",
        ),
        (
            {"given_on": AGAIN},
            "one_consent_in_force_for_a_person",
            "This consent is recorded already.",
        ),
    ],
    ids=["withdrawn before it was given", "given while it is in force"],
)
def test_the_database_refuses_a_consent_and_staff_read_why(write, facts, constraint, message):
    consent = ConsentFactory.build(person=ConsentFactory().person, **facts)

    assert messages(consent) == [message]
    with refused(constraint):
        write(consent)
