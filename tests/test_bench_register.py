"""`bench_register`: how long pages take, measured in scratch databases."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections

from certification.demo.benchmark import scratch
from tests.refusal import sql

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "public"])

CASES = [
    *("First page", "Page in the middle", "Last page", "Country and level"),
    *("Search: full name", "Search: prefix", "Search: two words, any order", "Search: former name"),
    *("Search: organisation", "Search: register number", "Search: certificate number"),
    *("Search: misspelt name", "Status on a past day", "Profile", "Facets alone"),
    "Misspelt name alone",
]


@pytest.fixture(autouse=True)
def public(transactional_db):
    """A connection of its own, which the command leads elsewhere."""
    shared = connections["public"]
    del connections["public"]
    yield
    connections["public"].close()
    connections["public"] = shared


def databases() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database ORDER BY 1")
        return [name for (name,) in cursor]


def test_each_case_has_a_row_and_big_tables_read_whole_are_told(capsys, monkeypatch):
    before = databases()
    fill = scratch._fill

    def fill_without_index(people):
        fill(people)
        sql("DROP INDEX entry_in_order")

    monkeypatch.setattr(scratch, "_fill", fill_without_index)
    with pytest.raises(CommandError, match="Seq Scan on certification_entry"):
        call_command("bench_register", people=[300], misspelt=5, big=100)
    rows = [line.split(" | ")[0] for line in capsys.readouterr().out.splitlines()]
    assert [row.removeprefix("| ") for row in rows if row.startswith("| ")][2:] == CASES
    assert databases() == before
