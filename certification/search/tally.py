"""Who counts for what today, as sets in memory: counting by them takes milliseconds among a million.

A query brings them up to date, by the snapshots of the database: whom a transaction changed that the last
query did not see is read again. How everybody stood on another day is read when it is asked for.
"""

from collections import OrderedDict
from datetime import date
from threading import Lock
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import Error, connections
from pyroaring import BitMap

from certification.models import Entry
from certification.search.counting import Counts
from certification.search.question import Question
from certification.search.sets import Sets, counts_of
from people.models import Version

# Of how many other days it is remembered how everybody stood: up to 2 MB each among a million.
MOST_DAYS = 8
# The keys that a query of the first reading spans: it stays far below the limit of public questions.
SPAN = 20_000
# More are read anew together with all others.
MOST_CHANGED = 2_000

# The sets, and of which values: a query for each row of `people`.
VALUES = {
    "everybody": "SELECT 0",
    "country": "SELECT country",
    "state": "SELECT unnest(states)",
    "language": "SELECT unnest(languages)",
    "sector": "SELECT unnest(sectors)",
    "available": "SELECT 'yes' WHERE is_available",
    "trainee": "SELECT unnest(trainee_for)",
    "shown_as_trainee": "SELECT 0 WHERE shown_as_trainee @> %(day)s::date",
    "by_level": "SELECT by_level",
    "by_latest": "SELECT by_latest",
    "by_end": "SELECT by_end",
}
TEXTS = {"country", "language", "available"}
SET = (
    "UNION ALL SELECT '{name}', value::text, array_agg(person_id) "
    "FROM people, LATERAL ({values}) _ (value) GROUP BY value"
)
# Who is listed: the rule of StandingQuerySet.listed.
READ = f"""
    WITH changed AS MATERIALIZED ({{changed}}), people AS MATERIALIZED (
        SELECT * FROM certification_entry e JOIN certification_standing s USING (person_id)
        WHERE e.person_id {{chosen}} AND s.person_id {{chosen}}
        AND listed @> %(day)s::date AND starts <= %(day)s AND ends >= %(day)s
    )
    SELECT 'changed', pg_current_snapshot()::text, array_agg(person_id) FROM changed
    {" ".join(SET.format(name=name, values=values) for name, values in VALUES.items())}
"""  # noqa: S608
READ_SPAN = READ.format(
    changed="SELECT 0 AS person_id WHERE false", chosen="BETWEEN %(first)s AND %(last)s"
)
READ_CHANGED = READ.format(
    changed="""
        SELECT DISTINCT person_id FROM certification_entrychange
        WHERE transaction_id >= pg_snapshot_xmin(%(since)s::pg_snapshot)::text::bigint
        AND NOT pg_visible_in_snapshot(transaction_id::text::xid8, %(since)s::pg_snapshot)
        LIMIT %(most)s + 1
    """,
    chosen="= ANY(ARRAY(SELECT person_id FROM changed))",
)
# The rest is the same on any day, since consent is asked for as of today.
OF_A_DAY = ("state", "trainee", "by_level", "by_latest", "by_end")
READ_DAY = """
    SELECT states, trainee_for, by_level, array_agg(person_id) FROM certification_standing
    WHERE starts <= %(day)s AND ends >= %(day)s {chosen} GROUP BY states, trainee_for, by_level
"""
KEYS = "SELECT coalesce(min(person_id), 0), coalesce(max(person_id), 0) FROM certification_entry"


class OutgrownError(Exception):
    """More has changed than is worth following."""


class OtherDay:
    """How everybody stands on another day than today, of whom `today` says all else. Empty until it is read."""

    def __init__(self, day: date, today: Sets) -> None:
        self.day = day
        self.sets = Sets(today)
        self.sets.name(*OF_A_DAY)
        # Who has changed since they were read; None as long as nobody is read.
        self.outdated: BitMap | None = None

    def read(self, people: BitMap | None) -> None:
        """These anew, or everybody. One query."""
        chosen = "" if people is None else "AND person_id = ANY(%(people)s)"
        if people:
            self.sets.remove(people)
        with connections["public"].cursor() as cursor:
            values: dict[str, Any] = {"day": self.day, "people": list(people or [])}
            cursor.execute(READ_DAY.format(chosen=chosen), values)
            for states, trainee_for, by_level, keys in cursor:
                those = BitMap(keys)
                for name, its in ("state", states), ("trainee", trainee_for):
                    for value in its:
                        self.sets.add((name, value), those)
                self.sets.add(("by_level", by_level), those)


class Tally:
    """All who are listed on the day. Made by as many queries as they fill spans; raises django.db.Error."""

    def __init__(self, day: date) -> None:
        self.day = day
        self._sets = Sets()
        self._version: Version | None = None
        self._others: OrderedDict[date, OtherDay] = OrderedDict()
        self._lock, self._lock_of_others = Lock(), Lock()
        with connections["public"].cursor() as cursor:
            cursor.execute(KEYS)
            first, last = cursor.fetchone()
        read = [
            self._read(READ_SPAN, first=start, last=start + SPAN - 1)
            for start in range(first, last + 1, SPAN)
        ]
        # What changed while the others were read is read again by the first follow().
        self._since = read[0]

    def follow(self, version: Version) -> None:
        """Holds what that version shows, or a later one. One query, if it is another. Raises OutgrownError."""
        with self._lock:
            if version != self._version:
                self._since = self._read(READ_CHANGED, since=self._since, most=MOST_CHANGED)
                self._version = version

    def count(self, question: Question) -> Counts:
        """The same as counted_there; of another day without some last places. One query, if it has a text.

        And one, if that other day was not asked for lately, or somebody changed since.
        """
        named = _named(question) if question.has_text else None
        if question.on == self.day:
            with self._lock:
                return counts_of(self._sets, question, named)
        # Questions of today do not wait until the other day is read.
        with self._lock_of_others:
            sets = self._of_other_day(question.on)
            with self._lock:
                return counts_of(sets, question, named)

    def _of_other_day(self, day: date) -> Sets:
        with self._lock:
            # Among the others before it is read: whoever changes meanwhile is read again.
            other = self._others.pop(day, None) or OtherDay(day, self._sets)
            self._others[day] = other
            if len(self._others) > MOST_DAYS:
                self._others.popitem(last=False)
            outdated, other.outdated = other.outdated, BitMap()
        if outdated is None or outdated:
            try:
                other.read(outdated)
            except Error:
                del self._others[day]
                raise
        return other.sets

    def _read(self, query: str, **values: int | str) -> str:
        """Returns the snapshot of what was read."""
        with connections["public"].cursor() as cursor:
            cursor.execute(query, {"day": self.day, **values})
            (_name, snapshot, changed), *rows = cursor.fetchall()
        if changed:
            if None in changed or len(changed) > MOST_CHANGED:
                raise OutgrownError
            self._sets.remove(changed)
            for other in self._others.values():
                if other.outdated is not None:
                    other.outdated.update(changed)
        for name, value, people in rows:
            self._sets.add((name, value if name in TEXTS else int(value)), people)
        return str(snapshot)


def _named(question: Question) -> BitMap:
    """Whoever fits the text, listed or not."""
    entries = Entry.objects.using("public").filter(question.fits_text("search_text"))
    return BitMap(entries.aggregate(people=ArrayAgg("pk", default=[]))["people"])
