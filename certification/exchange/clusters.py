"""The import of cluster organisations: what is new is added, what changed is told, all or nothing.

What a file leaves empty stays as it is, and nobody who is missing from it is removed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import batched
from typing import IO, Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from certification.exchange.columns import UnexpectedError, Values, iso_date, short, tidy
from certification.exchange.comparing import RefusedError, lock
from certification.exchange.staging import read_header, shown
from certification.exchange.tables import Row, UnreadableError, read_table
from certification.models import ClusterOrganisation
from people.countries import country_name
from people.models import Sector

COLUMNS = ("name", "country", "sector", "bronze_label_valid_until")
FILLED = ("name", "country")
CHANGING = ["sector", "bronze_label_valid_until"]
ROWS_AT_A_TIME = 1_000

# Nobody changes what is compared until it is written. Reading goes on.
HOLD_STILL = """
    SET LOCAL lock_timeout = '60s';
    LOCK TABLE certification_clusterorganisation IN SHARE ROW EXCLUSIVE MODE
"""

Key = tuple[str, str]


@dataclass
class Outcome:
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    # Sentences: of rows that can't be taken, and of values that change.
    problems: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    rejected: set[int] = field(default_factory=set)

    def summary(self) -> str:
        """The last line of the command's output. Other programs read it, so it is not translated."""
        return (
            f"clusters created={self.created} updated={self.updated} unchanged={self.unchanged}; "
            f"rejected={len(self.rejected)}"
        )

    def refuse(self, line: int, column: str, value: str, expected: str) -> None:
        self.rejected.add(line)
        self.problems.append(
            _("Line %(line)s, column %(column)s: “%(value)s”. Expected: %(expected)s")
            % {"line": line, "column": column, "value": shown(value), "expected": expected}
        )


def import_clusters(file: IO[bytes], name: str, *, dry_run: bool = False) -> Outcome:
    """In one transaction, of which a dry run or a bad row leaves nothing.

    Raises UnreadableError and RefusedError.
    """
    reader = _Reader(file, name)
    try:
        with transaction.atomic():
            lock(HOLD_STILL)
            for rows in batched(reader.rows(), ROWS_AT_A_TIME):
                _write(dict(rows), reader.outcome)
            if dry_run or reader.outcome.rejected:
                transaction.set_rollback(True)
    except IntegrityError as error:
        raise RefusedError(
            _("The file contradicts a record that was saved at the same moment. Try again.")
        ) from error
    if not reader.read:
        raise UnreadableError(_("“%(file)s” has a header and no rows below it.") % {"file": name})
    return _without_effect(reader.outcome)


def _without_effect(outcome: Outcome) -> Outcome:
    """Where a row is rejected, nothing else happens either."""
    if outcome.rejected:
        outcome.created = outcome.updated = outcome.unchanged = 0
        outcome.changes.clear()
    return outcome


class _Reader:
    """Reads, cleans and checks the rows, each for itself and against those before it."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        self.table = read_table(file, name, set(COLUMNS))
        _line, header = next(self.table, (0, []))
        self.columns, _unknown = read_header(header, name, COLUMNS, COLUMNS)
        self.values = Values()
        self.sectors = {sector.slug: sector for sector in Sector.objects.all()}
        self.outcome = Outcome()
        self.lines: dict[Key, int] = {}
        self.read = 0

    def rows(self) -> Iterator[tuple[Key, tuple[int, ClusterOrganisation]]]:
        """The good ones, each an unsaved record with the line where it stands."""
        for row in self.table:
            self.read += 1
            cluster = self._cluster(row)
            if cluster is None:
                continue
            line, key = row[0], (cluster.search_text, str(cluster.country))
            if key in self.lines:
                expected = _("each organisation of a country once; it stands in line %(line)s too")
                self.outcome.refuse(
                    line, "name", cluster.name, expected % {"line": self.lines[key]}
                )
                continue
            self.lines[key] = line
            yield key, (line, cluster)

    def _cluster(self, row: Row) -> ClusterOrganisation | None:
        line, cells = row
        known: dict[str, Any] = {}
        for column, text in zip(self.columns, cells, strict=False):
            if not column or not text or text.isspace():
                continue
            try:
                known[column] = self._value(column, text)
            except UnexpectedError as error:
                known[column] = None
                self.outcome.refuse(line, column, text, str(error))
        for column in FILLED:
            if column not in known:
                self.outcome.refuse(line, column, "", _("a value"))
        self._refuse_surplus(line, cells)
        if line in self.outcome.rejected:
            return None
        cluster = ClusterOrganisation(**known)
        cluster.fold_names()
        return cluster

    def _value(self, column: str, text: str) -> Any:
        match column:
            case "country":
                return self.values.country(text)
            case "sector":
                slug = self.values.sector_slugs.get(tidy(text).casefold())
                if slug is None:
                    raise UnexpectedError(_("a sector by its name in the register"))
                return self.sectors[slug]
            case "bronze_label_valid_until":
                return iso_date(tidy(text))
        name = short(tidy(text), ClusterOrganisation._meta.get_field("name").max_length or 0)
        cluster = ClusterOrganisation(name=name)
        cluster.fold_names()
        if not cluster.search_text:
            raise UnexpectedError(_("a name with letters or digits"))
        return name

    def _refuse_surplus(self, line: int, cells: list[str]) -> None:
        surplus = next((cell for cell in cells[len(self.columns) :] if cell), None)
        if surplus is not None:
            expected = _("at most as many cells as the header has, %(cells)s")
            expected = expected % {"cells": len(self.columns)}
            self.outcome.refuse(line, _("(after the last)"), surplus, expected)


def _write(rows: dict[Key, tuple[int, ClusterOrganisation]], outcome: Outcome) -> None:
    registered = {
        (cluster.search_text, str(cluster.country)): cluster
        for cluster in ClusterOrganisation.objects.filter(
            search_text__in={text for text, _country in rows}
        ).select_related("sector")
    }
    new = [cluster for key, (_line, cluster) in rows.items() if key not in registered]
    changed = []
    for key, (line, cluster) in rows.items():
        if key in registered:
            changes = list(_changes(registered[key], cluster, line))
            outcome.changes += changes
            changed += [registered[key]] if changes else []
    ClusterOrganisation.objects.bulk_create(new)
    ClusterOrganisation.objects.bulk_update(changed, CHANGING)
    outcome.created += len(new)
    outcome.updated += len(changed)
    outcome.unchanged += len(rows) - len(new) - len(changed)


def _changes(old: ClusterOrganisation, new: ClusterOrganisation, line: int) -> Iterable[str]:
    """Takes over what the file knows, and tells of each value that becomes another."""
    for name in CHANGING:
        before, after = getattr(old, name), getattr(new, name)
        if after is None or after == before:
            continue
        setattr(old, name, after)
        yield _(
            "%(cluster)s (%(country)s): %(column)s is %(after)s, formerly %(before)s (line %(line)s)."
        ) % {
            "cluster": old.name,
            "country": country_name(str(old.country)),
            "column": name,
            "after": after,
            "before": before or _("not known"),
            "line": line,
        }
