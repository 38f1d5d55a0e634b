"""The role that the application has in production: it does the register's work, and can't touch history."""

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from pghistory.core import event_models

from certification.demo.factories import CertificationFactory, PersonFactory, level
from certification.models import Certification, Expert
from people.erasing import erase
from people.models import Erasure, Organisation, Person, Sector
from tests.database_role import ROLE, as_role
from tests.importing import a_row, csv_text
from tests.refusal import sql
from tests.staff import address, person_form

HISTORY = [model._meta.db_table for model in event_models()]


@pytest.fixture
def application(transactional_db):
    """A connection that logs in as the role, beside that of the tests."""
    certification = CertificationFactory()
    certification.person.sectors.set(Sector.objects.all()[:1])
    sql(f"CREATE ROLE {ROLE} LOGIN PASSWORD 'secret'")
    call_command("grant_rights", ROLE)
    known = connection.get_connection_params()
    address = {key: known[key] for key in ("host", "port", "dbname") if key in known}
    with psycopg.connect(**address, user=ROLE, password="secret", autocommit=True) as other:
        yield other
    sql(f"DROP OWNED BY {ROLE}")
    sql(f"DROP ROLE {ROLE}")


TOUCHES_HISTORY = [
    *(
        statement.format(table)
        for table in [*HISTORY, "pghistory_context", "people_erasure"]
        for statement in (
            "DELETE FROM {}",
            "TRUNCATE {} CASCADE",
            "ALTER TABLE {} DISABLE TRIGGER ALL",
            "ALTER TABLE {} DISABLE TRIGGER USER",
            "DROP TABLE {}",
            "CREATE TRIGGER mine BEFORE INSERT ON {0} EXECUTE FUNCTION suppress_redundant_updates_trigger()",
            "CREATE RULE mine AS ON INSERT TO {0} DO INSTEAD NOTHING",
        )
    ),
    *(f"UPDATE {table} SET pgh_label = 'x'" for table in HISTORY),  # noqa: S608
    "UPDATE pghistory_context SET created_at = now()",
    "UPDATE people_erasure SET reason = 'x'",
    "UPDATE people_personevent SET country = 'SE'",
    "DELETE FROM people_person",
    "TRUNCATE people_person CASCADE",
    "ALTER TABLE people_person DISABLE TRIGGER ALL",
    "SET session_replication_role = replica",
    f"SET ROLE {connection.settings_dict['USER']}",
    "DROP FUNCTION _pgh_attach_context()",
    "CREATE OR REPLACE FUNCTION _pgh_attach_context() RETURNS uuid AS 'SELECT NULL::uuid' LANGUAGE sql",
    "CREATE FUNCTION mine() RETURNS uuid AS 'SELECT NULL::uuid' LANGUAGE sql",
    "CREATE SCHEMA mine",
    "CREATE TABLE mine (id int)",
    "UPDATE django_migrations SET app = 'x'",
]


def test_the_role_can_not_touch_history_nor_what_protects_it(application):
    done = []
    for statement in TOUCHES_HISTORY:
        try:
            application.execute(statement)
            done.append(statement)
        except psycopg.errors.InsufficientPrivilege:
            pass

    assert done == []


def test_the_role_can_not_replace_or_drop_any_function_of_a_trigger(application):
    functions = application.execute(
        "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace "
        "WHERE nspname = 'public' AND (prorettype = 'trigger'::regtype OR proname LIKE '\\_pgh%')"
    ).fetchall()
    assert len(functions) > 50

    done = []
    for (function,) in functions:
        for statement in (
            f"DROP FUNCTION {function} CASCADE",
            f"ALTER FUNCTION {function} RENAME TO gone",
            f"ALTER FUNCTION {function} RESET ALL",
        ):
            try:
                application.execute(statement)
                done.append(statement)
            except psycopg.errors.InsufficientPrivilege:
                pass
    assert done == []


def test_personal_values_of_history_are_refused_by_the_trigger_outside_an_erasure(application):
    with pytest.raises(psycopg.errors.RaiseException, match="Cannot update or delete rows"):
        application.execute("UPDATE people_personevent SET email = ''")


def test_what_the_role_writes_in_raw_sql_is_kept_with_its_name(application):
    application.execute("UPDATE people_person SET country = 'SE'")

    event = Person.pgh_event_model.objects.latest("pgh_id")
    assert (event.country, event.pgh_context.metadata) == ("SE", {"database_role": ROLE})


def test_the_role_does_the_work_of_the_register(role, admin_client, tmp_path):
    as_role()
    row = {"level": level("bronze").pk, "certified_on": "2020-01-01", "basis": "other"}
    row |= {"entered_because": "Of an earlier register"}

    admin_client.post(
        address(Expert, "add"),
        person_form(
            register_no="E-1",
            consents=[{"given_on": "2020-01-01", "source": "Form"}],
            certifications=[row],
            sectors=[Sector.objects.get(slug="ict").pk],
        ),
    )
    expert = Expert.objects.get(register_no="E-1")
    certification = Certification.objects.get(person=expert)
    for decision in ("suspend", "reinstate", "withdraw"):
        page = f"{address(Certification, decision)}?ids={certification.pk}"
        admin_client.post(page, {"on": "2021-01-01", "reason": "Decided"})
    admin_client.post(address(expert, "withdraw-consent"), {"on": "2022-01-01"})
    file = tmp_path / "register.csv"
    file.write_text(csv_text([a_row()]))
    call_command("import_register", file)

    certification.refresh_from_db()
    assert certification.withdrawal_reason == "Decided"
    assert expert.consents.get().withdrawn_on is not None
    assert Person.objects.count() == 2
    assert Certification.pgh_event_model.objects.filter(pgh_obj=certification).count() == 2


def test_the_role_gives_register_numbers_and_removes_what_may_be_removed(role):
    as_role()

    person = PersonFactory(register_no="")
    Organisation.objects.create(name="Twice").delete()

    assert (person.register_no[0], Organisation.objects.count()) == ("E", 0)


def test_the_role_erases_a_persons_data(role):
    person = PersonFactory(email="asta@example.org", sectors=Sector.objects.filter(slug="ict"))
    as_role()

    erase(person, "A request", "Rita")

    emails = Person.pgh_event_model.objects.filter(pgh_obj=person).values_list("email", flat=True)
    assert (set(emails), Erasure.objects.count()) == ({""}, 1)
