"""No connection changes, deletes, evades or shadows the history, whatever it says in raw SQL."""

import pghistory
import pytest
from django.db import connection
from pghistory.core import event_models
from pghistory.models import Context

from certification.demo.factories import (
    ConcernFactory,
    ConsentFactory,
    ContactMessageFactory,
    OrganisationFactory,
    PersonFactory,
)
from certification.models import SentMail
from people.models import Erasure, Organisation, Person
from tests.refusal import refused, sql
from tests.test_history import TRACKED, save

TRIGGERS = """
    SELECT t.tgname, p.prosrc, p.proconfig FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE NOT t.tgisinternal AND t.tgrelid = to_regclass(%s)
"""


def triggers(table):
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS, [table])
        return cursor.fetchall()


def labels(record):
    events = type(record).pgh_event_model.objects.filter(pgh_obj_id=record.pk)
    return list(events.order_by("pgh_id").values_list("pgh_label", flat=True))


def one_record_of_each_model():
    for make, column, value in TRACKED.values():
        # Some records are made by migrations: a change is the first that is kept of them.
        save(make(), column, value() if callable(value) else value)
    Erasure.objects.create(person=PersonFactory(), reason="A request")
    ConcernFactory()
    ContactMessageFactory()
    SentMail.objects.create(kind="on_expiry", language="en")


TABLES = [model._meta.db_table for model in event_models()]
RECORDS = [model.pgh_tracked_model._meta.db_table for model in event_models()]
EVERYTHING_KEPT = [*TABLES, "pghistory_context", "people_erasure"]


@pytest.mark.parametrize("table", sorted({*EVERYTHING_KEPT, *RECORDS}))
def test_neither_history_nor_records_can_be_emptied(table):
    with refused("Cannot delete all rows from"):
        sql(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("table", EVERYTHING_KEPT)
@pytest.mark.parametrize("change", ["DELETE FROM {0}", "UPDATE {0} SET {1} = {1}"])
def test_not_a_row_of_history_is_changed_or_deleted(table, change):
    one_record_of_each_model()
    column = {"pghistory_context": "metadata", "people_erasure": "reason"}.get(table, "pgh_label")

    with refused("Cannot update or delete rows"):
        sql(change.format(table, column))


def test_not_even_an_unchanged_personal_value_is_written_without_an_erasure():
    person = PersonFactory()

    with refused("Cannot update or delete rows"):
        sql("UPDATE people_personevent SET email = '' WHERE pgh_obj_id = %s", person.pk)


@pytest.mark.parametrize("table", RECORDS)
def test_no_record_becomes_another_by_its_key(table):
    one_record_of_each_model()

    with refused("Cannot update (or delete )?rows"):
        sql(f"UPDATE {table} SET id = id + 100000")  # noqa: S608


@pytest.mark.parametrize("table", TABLES)
def test_nobody_invents_history(table):
    with refused("Cannot insert rows into"):
        sql(f"INSERT INTO {table} SELECT * FROM {table}")  # noqa: S608


@pytest.mark.parametrize("table", EVERYTHING_KEPT)
def test_no_setting_of_a_connection_turns_the_triggers_of_history_off(table):
    names = [name for name, _, _ in triggers(table)]
    sql("SELECT set_config('pgtrigger.ignore', %s, true)", "{" + ",".join(names) + "}")
    with refused("Cannot delete all rows from"):
        sql(f"TRUNCATE {table} CASCADE")
    one_record_of_each_model()

    with refused("Cannot update or delete rows"):
        sql(f"DELETE FROM {table}")  # noqa: S608


def test_no_setting_of_a_connection_keeps_a_change_from_being_kept():
    person = PersonFactory()
    names = [name for name, _, _ in triggers("people_person")]
    sql("SELECT set_config('pgtrigger.ignore', %s, true)", "{" + ",".join(names) + "}")

    sql("UPDATE people_person SET email = 'raw@example.org' WHERE id = %s", person.pk)
    with refused("Cannot delete rows"):
        sql("DELETE FROM people_person WHERE id = %s", person.pk)

    assert labels(person) == ["insert", "update"]


def test_a_temporary_table_of_the_same_name_does_not_catch_what_is_to_be_kept():
    organisation = OrganisationFactory()
    sql("CREATE TEMPORARY TABLE people_organisationevent (LIKE people_organisationevent)")

    sql("UPDATE people_organisation SET website = 'x' WHERE id = %s", organisation.pk)

    sql("DROP TABLE pg_temp.people_organisationevent")
    assert labels(organisation) == ["insert", "update"]


def test_a_temporary_table_of_erasures_opens_no_history():
    person = PersonFactory()
    sql("CREATE TEMPORARY TABLE people_erasure (LIKE people_erasure INCLUDING DEFAULTS)")
    sql(
        "INSERT INTO pg_temp.people_erasure (id, person_id, reason, erased_by) "
        "VALUES (1, %s, '', '')",
        person.pk,
    )

    with refused("Cannot update or delete rows"):
        sql("UPDATE people_personevent SET email = '' WHERE pgh_obj_id = %s", person.pk)


@pytest.mark.parametrize("table", EVERYTHING_KEPT)
def test_what_guards_history_looks_at_the_tables_of_the_register_alone(table):
    guards = {name: settings for name, _, settings in triggers(table)}

    assert {tuple(settings or ()) for settings in guards.values()} == {
        ("search_path=public, pg_temp",)
    }


def test_a_second_reason_is_not_that_of_what_was_done_for_the_first():
    organisation = OrganisationFactory()

    with pghistory.context(user=7, reason="A letter"):
        Organisation.objects.update(website="https://a.example.org")
        with pghistory.context(reason="A call"):
            Organisation.objects.update(website="https://b.example.org")

    events = Organisation.pgh_event_model.objects.filter(pgh_obj=organisation, pgh_label="update")
    assert list(events.order_by("pgh_id").values_list("website", "pgh_context__metadata")) == [
        ("https://a.example.org", {"user": 7, "reason": "A letter"}),
        ("https://b.example.org", {"user": 7, "reason": "A call"}),
    ]


def test_what_is_done_in_one_context_has_one_row_for_it():
    with pghistory.context(user=7, reason="A letter"):
        ConsentFactory()
        PersonFactory()

    assert Context.objects.filter(metadata={"user": 7, "reason": "A letter"}).count() == 1


def test_a_change_without_context_keeps_the_role_of_the_database():
    person = PersonFactory()

    with connection.cursor() as cursor:
        cursor.execute("SELECT session_user")
        (role,) = cursor.fetchone()
    event = Person.pgh_event_model.objects.get(pgh_obj=person)
    assert event.pgh_context.metadata == {"database_role": role}
