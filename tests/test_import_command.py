"""The command as a whole: all or nothing, again and again, what it leaves and what it says."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection, transaction
from pghistory.models import Events

from certification.demo.factories import CertificationFactory, ConsentFactory, PersonFactory
from certification.exchange.comparing import TAKE_TURNS, RefusedError, lock
from certification.models import Certification, ImportRow, RegisterImport
from people.models import Consent, Organisation, Person
from tests.importing import a_row, csv_text, import_rows, summary

APRIL = [
    a_row(),
    a_row(level="gold", certified_on="2015-06-01"),
    a_row(register_no="b2", given_name="Bo", organisation="", country="", email=""),
]
JUNE = [
    a_row(),
    a_row(level="gold", certified_on="2015-06-01"),
    a_row(level="silver", certified_on="2016-05-01"),
    a_row(register_no="b2", given_name="Bo", organisation="New Office", country="SE", email=""),
    a_row(register_no="c3", given_name="Cy"),
]


def everything():
    """Each value of each record that an import may touch."""
    models = Person, Organisation, Certification, Consent, RegisterImport
    return [list(model.objects.order_by("pk").values()) for model in models]


def row_versions():
    """Where PostgreSQL keeps each row: an UPDATE moves it, even one that changes no value."""
    tables = ["people_person", "people_organisation", "certification_certification"]
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT ctid FROM {table} ORDER BY id")  # noqa: S608
            yield table, cursor.fetchall()


def test_two_exports_in_a_row_change_what_changed(tmp_path):
    summaries = [import_rows(tmp_path, rows).summary for rows in (APRIL, APRIL, JUNE, JUNE)]

    assert summaries == [
        summary((2, 0, 0), (3, 0, 0)),
        summary((0, 0, 2), (0, 0, 3)),
        summary((1, 1, 1), (2, 0, 3)),
        summary((0, 0, 3), (0, 0, 5)),
    ]


def test_an_earlier_export_empties_and_removes_nothing(tmp_path):
    import_rows(tmp_path, JUNE)

    outcome = import_rows(tmp_path, APRIL)

    assert outcome.lines == [
        "Missing from this file: 1",
        "  c3 Cy Ødegård",
        summary((0, 0, 2), (0, 0, 3)),
    ]
    assert Person.objects.get(register_no="b2").country.code == "SE"


def test_unchanged_records_are_not_written_again(tmp_path):
    import_rows(tmp_path, APRIL)
    before = list(row_versions())

    import_rows(tmp_path, APRIL)

    assert list(row_versions()) == before


def test_a_bad_row_leaves_nothing_of_the_others(tmp_path):
    PersonFactory(register_no="b2")
    before = everything()

    outcome = import_rows(tmp_path, [*JUNE, a_row(register_no="d4", level="tin")])

    assert (outcome.status, outcome.summary) == (1, summary(rejected=1))
    assert everything() == before


def test_a_dry_run_says_what_would_change_and_writes_nothing(tmp_path):
    import_rows(tmp_path, APRIL)
    before = everything(), Events.objects.count()

    outcome = import_rows(tmp_path, JUNE, "--dry-run", "--listed")

    assert (outcome.status, outcome.summary) == (0, summary((1, 1, 1), (2, 0, 3)))
    assert outcome.lines[-2] == "A dry run: this is what would change, and nothing was written."
    assert (everything(), Events.objects.count()) == before


def test_a_dry_run_of_a_bad_file_fails(tmp_path):
    outcome = import_rows(tmp_path, [a_row(level="tin")], "--dry-run")

    assert (outcome.status, outcome.summary) == (1, summary(rejected=1))


def test_an_import_is_kept_without_the_rows_of_its_file(tmp_path):
    import_rows(tmp_path, APRIL)

    (kept,) = RegisterImport.objects.all()
    assert (kept.file_name, kept.uploaded_by, kept.is_draft) == ("export.csv", None, False)
    assert kept.summary() == summary((2, 0, 0), (3, 0, 0))
    assert not ImportRow.objects.exists()


def test_people_missing_from_the_file_are_named_up_to_a_hundred_or_all(tmp_path):
    for n in range(103):
        PersonFactory(register_no=f"m{n:03}", given_name="Mo", family_name=f"Name{n:03}")

    first = import_rows(tmp_path, APRIL)
    every = import_rows(tmp_path, APRIL, "--all-missing")

    everybody = [f"  m{n:03} Mo Name{n:03}" for n in range(103)]
    assert first.lines[:-1] == [
        "Missing from this file: 103",
        *everybody[:100],
        "… and 3 more: --all-missing names them all.",
    ]
    assert every.lines[:-1] == ["Missing from this file: 103", *everybody]
    assert Person.objects.count() == 105


def test_nobody_is_listed_unless_asked_for(tmp_path):
    import_rows(tmp_path, APRIL)

    assert not Person.objects.listed().exists()


def test_listed_records_the_import_as_consent_of_those_who_have_none_recorded(tmp_path):
    withdrawn = PersonFactory(register_no="a1b2c3d4", consent=None)
    ConsentFactory(person=withdrawn, withdrawn_on=date(2014, 1, 1))
    agreed = PersonFactory(register_no="c3")

    outcome = import_rows(tmp_path, JUNE, "--listed")
    again = import_rows(tmp_path, JUNE, "--listed")

    assert outcome.lines[-4:-1] == [
        "Listed by this import: 1 person.",
        "1 person withdrew consent and stays unlisted:",
        "  a1b2c3d4 Åse Ødegård",
    ]
    assert again.lines[-4] == "Listed by this import: 0 people."
    assert {p.register_no for p in Person.objects.listed()} == {"b2", "c3"}
    assert list(Consent.objects.values_list("source", "person__register_no").order_by("pk")) == [
        ("Form of consent", withdrawn.register_no),
        ("Form of consent", agreed.register_no),
        ("Import of export.csv", "b2"),
    ]


def test_every_event_of_an_import_says_where_it_came_from(tmp_path):
    CertificationFactory(person__register_no="b2", person__consent=None)
    before = list(Events.objects.values_list("pgh_slug", flat=True))

    import_rows(tmp_path, [dict(row, sectors="ict", languages="en") for row in JUNE], "--listed")

    events = Events.objects.exclude(pgh_slug__in=before)
    found = set(
        events.values_list("pgh_model", "pgh_label", "pgh_context__command", "pgh_context__file")
    )
    assert found == {
        (model, label, "import_register", "export.csv")
        for model, label in [
            ("people.PersonEvent", "insert"),
            ("people.PersonEvent", "update"),
            ("people.OrganisationEvent", "insert"),
            ("people.ExpertiseEvent", "insert"),
            ("people.ConsentEvent", "insert"),
            ("certification.CertificationEvent", "insert"),
            ("certification.CertificationEvent", "update"),
        ]
    }


def test_a_changed_record_keeps_its_old_values_in_the_history(tmp_path):
    import_rows(tmp_path, APRIL)
    import_rows(tmp_path, JUNE)

    person = Person.objects.get(register_no="b2")
    countries = person.events.order_by("pgh_id").values_list("country", flat=True)
    assert list(countries) == ["", "SE"]


def test_an_import_that_waits_too_long_for_another_says_so():
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtext('certification.register_import'))")
        with pytest.raises(RefusedError, match="try again in a few minutes"), transaction.atomic():
            lock(TAKE_TURNS.replace("60s", "50ms"))
    finally:
        other.close()


def test_the_command_run_by_itself_prints_no_progress_bar_into_a_file(tmp_path):
    done = run_by_itself(tmp_path, a_row(level="tin"), stderr=subprocess.PIPE)

    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines()[-1] == summary(rejected=1)


def test_a_terminal_shows_how_much_of_the_file_is_read(tmp_path):
    # A new pseudo-terminal tells no size.
    reading, terminal = os.openpty()
    try:
        done = run_by_itself(tmp_path, a_row(level="tin"), stderr=terminal)
        shown = os.read(reading, 10_000).decode()
    finally:
        os.close(reading)
        os.close(terminal)

    assert (done.returncode, "0%|" in shown, "100%|" in shown) == (1, True, True)


def run_by_itself(folder, row, *, stderr):
    path = folder / "export.csv"
    path.write_text(csv_text([row]))
    return subprocess.run(
        [sys.executable, "manage.py", "import_register", path],
        cwd=Path(__file__).parents[1],
        stdout=subprocess.PIPE,
        stderr=stderr,
        text=True,
        check=False,
        env={
            "DATABASE_URL": database_url(),
            "REGISTER_MODE": "local",
            "REGISTER_DATA_DIR": str(folder),
        },
    )


def database_url() -> str:
    """The tests' own database, for another process."""
    parts = {
        key: quote(str(connection.settings_dict[key]), safe="") for key in ("USER", "PASSWORD")
    }
    host = quote(connection.settings_dict["HOST"] or "localhost", safe="")
    port = connection.settings_dict["PORT"] or 5432
    name = connection.settings_dict["NAME"]
    return f"postgres://{parts['USER']}:{parts['PASSWORD']}@{host}:{port}/{name}"
