"""Experts for a file, by name: each with the levels at which the person stands on a day.

Read some people at a time, in one query that begins behind the last person of the one before. So memory
stays flat, and no transaction or connection is held while a slow client takes what it got. All that is
said of a person is of one moment, and of two people it need not be: who withdraws the consent while a
file is made is not in what is still to come.
"""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from django.db import connections
from django.db.models import F, Func, IntegerField, Sum
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan
from django.urls import reverse
from django.utils import timezone

from certification.models import Level, Status, Suspension
from certification.models.entry import StandingQuerySet
from certification.search.places import columns
from people.alphabet import PLAIN
from people.models import Sector

PEOPLE_AT_A_TIME = 500
# Files are in English, whatever language staff read the admin in.
BY_NAME = columns("name", PLAIN)

STATUSES = list(Status)

# What stands in a file of one person: the names are those of columns.py.
type Expert = dict[str, Any]


class Source(NamedTuple):
    """Whom a file is about: the people of these standings, which are those of one day."""

    standings: StandingQuerySet
    on: date
    for_staff: bool = False


class Found(NamedTuple):
    """What the database has of a person and a level. `states` are those of all levels of the person."""

    person: int
    sort_key: str
    slug: str
    register_no: str
    given_name: str
    family_name: str
    country: str
    organisation: str
    position: str
    languages: list[str]
    sectors: list[int]
    is_available: bool | None
    states: list[int]
    trainee_for: list[int]
    state: int
    certified_on: date
    valid_until: date | None
    suspended_on: date | None
    withdrawn_on: date | None
    # The public's question does not ask for these.
    number: str | None = None
    email: str = ""
    telephone: str = ""
    is_listed: bool = True


FOUND = """
    WITH stands (person, states, certifications, trainee_for) AS MATERIALIZED ({people})
    SELECT e.person_id, e.sort_key, p.slug, p.register_no, p.given_name, p.family_name, p.country,
        COALESCE(o.name, ''), p.position, p.languages, e.sectors, p.is_available, s.states,
        {of_whom}
    FROM stands s
    JOIN certification_entry e ON e.person_id = s.person
    JOIN people_person p ON p.id = s.person
    LEFT JOIN people_organisation o ON o.id = p.organisation_id
    CROSS JOIN LATERAL unnest(s.states, s.certifications)
        WITH ORDINALITY AS held (state, certification, place)
    JOIN certification_certification c ON c.id = held.certification
    LEFT JOIN ({suspended}) u ON u.certification_id = c.id
    ORDER BY e.sort_key, e.person_id, held.place
"""
CERTIFICATION = "held.state, c.certified_on, c.valid_until, u.suspended_on, c.withdrawn_on"
# Each asks once about today.
FOR_PUBLIC = f"""
    CASE WHEN e.shown_as_trainee @> %s::date THEN s.trainee_for ELSE '{{}}' END, {CERTIFICATION}
"""
FOR_STAFF = f"""
    s.trainee_for, {CERTIFICATION}, c.number, p.email, p.telephone, e.listed @> %s::date
"""


class Experts:
    def __init__(self, source: Source, address: Callable[[str], str]) -> None:
        """`address` makes a whole address of a path."""
        self.source, self.using = source, source.standings.db
        self.levels = dict(Level.objects.using(self.using).values_list("pk", "slug"))
        self.sectors = dict(Sector.objects.using(self.using).values_list("pk", "slug"))
        # Made once: to ask for the address of each would take longer than all the rest.
        self.page = address(reverse("expert", args=["SLUG"]))

    def batches(self) -> Iterator[list[Expert]]:
        standings = self.source.standings
        known = standings.order_by().values_list("entry_id")[: PEOPLE_AT_A_TIME + 1]
        if len(known) <= PEOPLE_AT_A_TIME:
            # No limit: with one the database might walk through everybody in order to find so few.
            yield self._people(self._found(standings))
            return
        in_order = rest = standings.order_by(*BY_NAME)
        while found := self._found(rest[:PEOPLE_AT_A_TIME]):
            yield self._people(found)
            rest = _behind(found[-1], in_order)

    def row_count(self) -> int:
        """Of the rows of a table, which has one for each certification."""
        levels = Func(F("states"), function="cardinality", output_field=IntegerField())
        counted: int | None = self.source.standings.aggregate(rows=Sum(levels))["rows"]
        return counted or 0

    def _found(self, standings: StandingQuerySet) -> list[Found]:
        """Gives the connection back to the pool."""
        suspended = Suspension.objects.in_force(self.source.on).order_by()
        people, those = standings.values_list(
            "entry_id", "states", "certifications", "trainee_for"
        ).query.sql_with_params()
        suspensions, then = suspended.values_list(
            "certification_id", "suspended_on"
        ).query.sql_with_params()
        of_whom = FOR_STAFF if self.source.for_staff else FOR_PUBLIC
        sql = FOUND.format(people=people, of_whom=of_whom, suspended=suspensions)
        connection = connections[self.using]
        with connection.cursor() as cursor:
            cursor.execute(sql, (*those, timezone.localdate(), *then))
            found = [Found(*row) for row in cursor.fetchall()]
        if not connection.in_atomic_block:
            connection.close()
        return found

    def _people(self, found: list[Found]) -> list[Expert]:
        return [self._person(list(rows)) for _key, rows in groupby(found, lambda row: row.person)]

    def _person(self, rows: list[Found]) -> Expert:
        row = rows[0]
        is_valid = any(_status(state) == Status.VALID for state in row.states)
        person = {
            "register_no": row.register_no,
            "given_name": row.given_name,
            "family_name": row.family_name,
            "country": row.country,
            "organisation": row.organisation,
            "position": row.position,
            "languages": row.languages,
            "sectors": sorted(self.sectors[key] for key in row.sectors if key in self.sectors),
            "available": row.is_available if is_valid else None,
            "trainee_for": [self.levels[key] for key in row.trainee_for],
            "certifications": [self._certification(row) for row in rows],
            "url": self.page.replace("SLUG", row.slug),
            "on": self.source.on,
        }
        if self.source.for_staff:
            person |= {"email": row.email, "telephone": row.telephone, "listed": row.is_listed}
        return person

    def _certification(self, row: Found) -> Expert:
        """A suspension and a withdrawal are told from their day on."""
        status = _status(row.state)
        certification = {
            "level": self.levels[row.state // 8],
            "status": status.value,
            "certified_on": row.certified_on,
            "valid_until": row.valid_until,
            "suspended_on": row.suspended_on if status == Status.SUSPENDED else None,
            "withdrawn_on": row.withdrawn_on if status == Status.WITHDRAWN else None,
        }
        if self.source.for_staff:
            certification["number"] = row.number or ""
        return certification


def _status(state: int) -> Status:
    return STATUSES[state % 8]


def _behind(last: Found, standings: StandingQuerySet) -> StandingQuerySet:
    place = TupleGreaterThan(Tuple(*map(F, BY_NAME)), (last.sort_key, last.person))
    # The names once more: of the place one half is a column of another table, where no index begins.
    return standings.filter(place, entry__sort_key__gte=last.sort_key)
