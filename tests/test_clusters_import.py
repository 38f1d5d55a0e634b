"""The import of cluster organisations: all or nothing, again and again, and what it says."""

import io
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pghistory.models import Events

from certification import demo
from certification.demo.factories import ClusterOrganisationFactory
from certification.models import ClusterOrganisation

SAMPLE = Path(demo.__file__).parent / "clusters.csv"
HEADER = "name,country,sector,bronze_label_valid_until\n"


@pytest.fixture
def run(tmp_path):
    """Imports a text, or the file at a path; returns the exit status and the lines of the output."""

    def run(source, *options):
        path = source if isinstance(source, Path) else tmp_path / "clusters.csv"
        if isinstance(source, str):
            path.write_text(source, encoding="utf-8")
        elif isinstance(source, bytes):
            path.write_bytes(source)
        out = io.StringIO()
        try:
            call_command("import_clusters", str(path), *options, stdout=out)
        except SystemExit as exit_:
            return exit_.code, out.getvalue().splitlines()
        except CommandError as error:
            return error.returncode, [*out.getvalue().splitlines(), *str(error).splitlines()]
        return 0, out.getvalue().splitlines()

    return run


def summary(created=0, updated=0, unchanged=0, rejected=0):
    return (
        f"clusters created={created} updated={updated} unchanged={unchanged}; rejected={rejected}"
    )


def everything():
    return list(ClusterOrganisation.objects.order_by("pk").values())


def test_the_published_list_is_imported_and_a_second_time_changes_nothing(run):
    first = run(SAMPLE)
    before = everything(), Events.objects.count()
    second = run(SAMPLE)

    assert (first, second) == ((0, [summary(created=40)]), (0, [summary(unchanged=40)]))
    assert (everything(), Events.objects.count()) == before


def test_names_with_commas_keep_them(run):
    run(SAMPLE)

    arena = ClusterOrganisation.objects.get(name="Arena Leisure boat manufacturers")
    censec = ClusterOrganisation.objects.get(name__startswith="CenSec")
    assert (arena.sector.name, arena.country.code, arena.bronze_label_valid_until) == (
        "Sports, Leisure and Tourism",
        "NO",
        date(2013, 1, 25),
    )
    assert censec.name == "CenSec - Center for Defence, Space and Security"


def test_semicolons_tell_cells_apart_as_well(run):
    status, lines = run(
        "\ufeffname;country;sector;bronze_label_valid_until\n"
        "Ærø;Denmark;Maritime technologies, water resources;2018-09-27\n"
    )

    assert (status, lines) == (0, [summary(created=1)])
    assert str(ClusterOrganisation.objects.get().sector) == "Maritime technologies, water resources"


def test_a_changed_day_is_told_and_an_empty_one_changes_nothing(run):
    run(f"{HEADER}Arena Eyde,NO,ICT,2013-03-03\nAERTIC,ES,,\n")

    outcome = run(f"{HEADER}ARENA EYDE,NO,,2019-03-03\nAertic,ES,ICT,\n")

    assert outcome == (
        0,
        [
            "Arena Eyde (Norway): bronze_label_valid_until is 2019-03-03, formerly 2013-03-03 (line 2).",
            "AERTIC (Spain): sector is ICT, formerly not known (line 3).",
            summary(updated=2),
        ],
    )
    assert [str(cluster.sector) for cluster in ClusterOrganisation.objects.all()] == ["ICT", "ICT"]


def test_a_dry_run_says_what_would_change_and_writes_nothing(run):
    ClusterOrganisationFactory(name="Arena Eyde", bronze_label_valid_until=date(2013, 3, 3))
    before = everything(), Events.objects.count()

    outcome = run(f"{HEADER}Arena Eyde,NO,,2019-03-03\nAERTIC,ES,,\n", "--dry-run")

    assert outcome == (
        0,
        [
            "Arena Eyde (Norway): bronze_label_valid_until is 2019-03-03, formerly 2013-03-03 (line 2).",
            "A dry run: this is what would change, and nothing was written.",
            summary(created=1, updated=1),
        ],
    )
    assert (everything(), Events.objects.count()) == before


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (",NO,,", "name: “”. Expected: a value"),
        ("---,NO,,", "name: “---”. Expected: a name with letters or digits"),
        ("New,,,", "country: “”. Expected: a value"),
        (
            "New,Nowhere,,",
            "country: “Nowhere”. Expected: a country by its two-letter code of ISO 3166, such as NO, "
            "or its English name",
        ),
        ("New,NO,Alchemy,", "sector: “Alchemy”. Expected: a sector by its name in the register"),
        (
            "New,NO,,2019-02-30",
            "bronze_label_valid_until: “2019-02-30”. Expected: a day of the calendar as YYYY-MM-DD, "
            "such as 2016-04-30",
        ),
        (
            "New,NO,,,x",
            "(after the last): “x”. Expected: at most as many cells as the header has, 4",
        ),
        (
            "GOOD,NO,,",
            "name: “GOOD”. Expected: each organisation of a country once; it stands in line 2 too",
        ),
        (f"{'x' * 201},NO,,", f"name: “{'x' * 120}…”. Expected: at most 200 characters"),
    ],
)
def test_a_bad_row_is_told_and_leaves_nothing_of_the_others(run, row, problem):
    ClusterOrganisationFactory(name="Old")
    before = everything()

    outcome = run(f"{HEADER}Good,NO,,\nOld,NO,ICT,\n{row}\n")

    assert outcome == (
        1,
        [
            f"Line 4, column {problem}",
            "Nothing was imported: correct these rows and import the file again.",
            summary(rejected=1),
        ],
    )
    assert everything() == before


def test_the_same_name_in_another_country_is_another_organisation(run):
    assert run(f"{HEADER}Agri,NO,,\nAgri,DK,,\n") == (0, [summary(created=2)])


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "“clusters.csv” is empty."),
        (HEADER.encode(), "“clusters.csv” has a header and no rows below it."),
        (
            b"name,country,sector\nA,NO,\n",
            "“clusters.csv” lacks the column bronze_label_valid_until.",
        ),
        (
            b"name,name,country,sector,bronze_label_valid_until\n",
            "“clusters.csv” has the column name twice.",
        ),
        (
            HEADER.encode() + b"\xe6,NO,,\n",
            "“clusters.csv”, line 2: this is not UTF-8. Save it as “CSV UTF-8”.",
        ),
    ],
)
def test_a_file_that_cant_be_read_is_a_sentence(run, content, sentence):
    status, lines = run(content)

    assert (status, lines, everything()) == (1, [summary(), sentence], [])


def test_a_file_that_is_not_there_is_a_sentence(run, tmp_path):
    status, lines = run(tmp_path / "none.csv")

    assert (status, lines[0], "can't be read" in lines[1]) == (1, summary(), True)


def test_a_hundred_times_as_many_rows_take_no_more_queries(run, django_assert_max_num_queries):
    rows = "".join(f"Cluster {number},NO,ICT,2020-01-01\n" for number in range(900))

    with django_assert_max_num_queries(30):
        assert run(HEADER + rows) == (0, [summary(created=900)])
