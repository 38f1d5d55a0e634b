"""`bench_register`: how long pages take, measured in scratch databases."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections

from certification.demo.benchmark import floors, plans, report, scratch
from certification.demo.benchmark.cases import Pages
from certification.demo.benchmark.files import KINDS
from certification.demo.benchmark.measuring import Measured, measure
from certification.demo.benchmark.misspelling import Found
from certification.demo.benchmark.report import Register
from certification.demo.factories import ExpertFactory
from certification.management.commands import bench_register
from tests.refusal import sql

PAGES = [
    *("First page of a new worker", "First page", "Page in the middle", "Last page"),
    *("First page, order: Country", "First page, order: Highest level"),
    *("First page, order: Most recently certified", "First page, order: Running out first"),
    *("Country and level", "Search: one word", "Search: two words", "Search: two words, turned"),
    *("Search: prefix", "Search: organisation", "Search: register number"),
    *("Search: certificate number", "Search: former name", "Search: nickname"),
    *("Search: transliterated", "Search: misspelt word", "Search: misspelt full name"),
    *("Status on a past day", "Profile", "Suggestions", "Facets alone"),
    *("Misspelt full name alone", "First page after a change"),
]


@pytest.fixture
def scratch_databases(transactional_db):
    """A connection of its own for `public`, which the command leads elsewhere. Gives the names of all databases."""
    shared = connections["public"]
    del connections["public"]
    yield databases
    connections["public"].close()
    connections["public"] = shared


def databases() -> list[str]:
    """Those of benchmarks: other processes of the tests make theirs meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, 'register_bench') ORDER BY 1"
        )
        return [name for (name,) in cursor]


@pytest.mark.django_db(transaction=True, databases=["default", "public"])
def test_each_question_has_a_row_and_a_big_table_read_whole_fails_the_run(
    scratch_databases, capsys, monkeypatch
):
    before = scratch_databases()
    fill = scratch._fill

    def fill_without_index(people):
        fill(people)
        sql("DROP INDEX entry_in_order")

    monkeypatch.setattr(scratch, "_fill", fill_without_index)
    with pytest.raises(CommandError, match=r"(?s)reads all of certification_entry.*Seq Scan on"):
        call_command("bench_register", people=[300], repeat=2, misspelt=5, files=100, big=100)

    lines = capsys.readouterr().out.splitlines()
    rows = [line.split(" | ")[0].removeprefix("| ") for line in lines if line.startswith("| ")]
    files = [f"{kind} of 300" for kind in KINDS]
    assert rows == ["People", "---", *PAGES, "File", "---", *files]
    assert len([line for line in lines if line.startswith("- ")]) == 7
    assert scratch_databases() == before


def test_a_page_that_is_refused_is_a_row_and_fails_the_run_at_its_end():
    ExpertFactory()
    pages = Pages()
    refused = measure(pages.case("Page", [{}, {"before": "nonsense"}, {}]), 0, plans.BIG)
    register = Register({"Page": refused, "Other": Measured([1], [1], [1], [1], [1], 2)}, [], FOUND)

    assert refused.refused == "404"
    assert list(report.table_of_pages({300: register}))[2:] == [
        "| Page | refused (404) | – | – | – | yes |",
        "| Other | 1.0 / 1.0 | 1.0 | 1.0 : 1.0 = 1.0 | 2 | yes |",
    ]
    assert list(bench_register._refused({300: register})) == [
        "Refused among 300 people: Page (404)."
    ]


FOUND = Found(asked=5, person=5, name=5, refused=0)


def test_counting_everybody_may_read_a_big_table_whole():
    ExpertFactory()
    sql("ANALYZE certification_entry")
    people = "(SELECT * FROM certification_entry) SELECT count(*) FROM people"
    everybody = f"{plans.COUNTING} {people}"
    queries = {everybody: None, f"{everybody} WHERE search_text = ''": None}

    assert [
        (scan.tables, scan.is_right) for scan in plans.scans(queries, big=1)
    ] == [(["certification_entry"], True), (["certification_entry"], False)]  # fmt: skip


def test_the_floor_fetches_the_people_that_a_page_shows():
    anna, bela = ExpertFactory(), ExpertFactory()
    page = Pages().experts({})

    assert {slug for slug, *_ in floors.rows(page)()} == {anna.slug, bela.slug}
