"""The version of what the public can see: another one after each change, whoever makes it and however."""

import re

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from certification.demo.factories import CourseFactory, ExpertFactory, OrganisationFactory
from people.models import Organisation, Sector, public_version
from tests.database_role import ROLE, as_role
from tests.exporting import fetched
from tests.public_version import later
from tests.refusal import WAYS_TO_WRITE, sql
from tests.test_history import TRACKED, WAYS_TO_CHANGE
from tests.test_public_connection import ADDRESSES

GUARDED = """
    SELECT relname FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid
    WHERE tgname LIKE 'pgtrigger_changes_public_version%' AND tgenabled = 'O'
    -- After each statement that inserts (4), deletes (8) or updates (16).
    AND tgtype = 4 + 8 + 16
"""


def state():
    return public_version("default").state


def state_in_a_later_transaction():
    later()
    return state()


@pytest.mark.parametrize("change", WAYS_TO_CHANGE.values(), ids=WAYS_TO_CHANGE)
@pytest.mark.parametrize("name", TRACKED)
def test_a_change_of_what_is_public_makes_another_version_and_of_the_rest_none(change, name):
    make, column, value = TRACKED[name]
    record, value = make(), value() if callable(value) else value
    before = state_in_a_later_transaction()

    change(record, column, value)

    assert (state() != before) is not apps.get_model(name).kept.private


@pytest.mark.parametrize("write", WAYS_TO_WRITE.values(), ids=WAYS_TO_WRITE)
def test_a_new_record_makes_another_version(write):
    organisation = OrganisationFactory.build()
    organisation.fold_names()
    before = state_in_a_later_transaction()

    write(organisation)

    assert state() != before


@pytest.mark.parametrize(
    "delete",
    [
        lambda record: record.delete(),
        lambda record: Organisation.objects.filter(pk=record.pk).delete(),
        lambda record: sql("DELETE FROM people_organisation WHERE id = %s", record.pk),
    ],
    ids=["delete", "queryset.delete", "raw SQL"],
)
def test_a_deleted_record_makes_another_version(delete):
    organisation = OrganisationFactory()
    before = state_in_a_later_transaction()

    delete(organisation)

    assert state() != before


def test_a_sector_that_a_person_gets_makes_another_version():
    expert = ExpertFactory()
    before = state_in_a_later_transaction()

    expert.sectors.set(Sector.objects.all()[:1])

    assert state() != before


def test_every_table_that_a_public_page_reads_has_the_trigger(client):
    expert = ExpertFactory(sectors=Sector.objects.all()[:1])
    profile, course = expert.get_absolute_url(), CourseFactory(trainers=[expert])
    page = course.get_absolute_url()
    pages = [profile, f"{profile}photo.jpg", f"{profile}?on=2019-05-01", page, f"{page}course.ics"]
    pages += [f"{page}apply/sent/", f"{page}apply/confirmed/"]

    with CaptureQueriesContext(connection) as captured:
        for address in [*ADDRESSES, *pages]:
            fetched(client, address)

    named = {name for query in captured for name in re.findall(r"\w+", query["sql"])}
    read = named & set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        cursor.execute(GUARDED)
        guarded = {table for (table,) in cursor.fetchall()}
    assert {"people_consent", "certification_certification"} <= read <= guarded


def test_what_is_rolled_back_makes_no_other_version():
    organisation = OrganisationFactory()
    before = state_in_a_later_transaction()

    with transaction.atomic():
        Organisation.objects.filter(pk=organisation.pk).update(website="https://example.org")
        within = state()
        transaction.set_rollback(True)

    assert (within != before, state()) == (True, before)


def test_a_second_change_of_a_transaction_writes_no_second_version():
    OrganisationFactory.create_batch(3)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_publicversion")
        assert cursor.fetchone() == (1,)


@pytest.mark.django_db(transaction=True, databases=["default", "public"])
@pytest.mark.parametrize("first_to_end", [0, 1])
def test_two_open_transactions_wait_for_none_and_each_end_makes_another_version(first_to_end):
    slugs = Sector.objects.values_list("slug", flat=True)[:2]
    two = [connection.copy(), connection.copy()]
    seen = [state()]

    for other, slug in zip(two, slugs, strict=True):
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SET lock_timeout = '2s'")
            cursor.execute("UPDATE people_sector SET name = name || '!' WHERE slug = %s", [slug])
        assert state() == seen[0]
    for other in (two[first_to_end], two[not first_to_end]):
        other.commit()
        other.close()
        seen.append(state())

    assert len({*seen}) == 3


def test_the_role_of_the_application_changes_the_version_by_what_it_changes_alone(role):
    organisation = OrganisationFactory()
    before = state_in_a_later_transaction()
    as_role()

    organisation.save()
    assert state() != before
    for statement in (
        "UPDATE people_publicversion SET transaction_id = 0",
        "INSERT INTO people_publicversion VALUES (9, 9, now())",
        "DELETE FROM people_publicversion",
    ):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            sql(statement)


def test_the_role_of_public_pages_reads_the_version():
    OrganisationFactory()
    sql(f"CREATE ROLE {ROLE}")
    call_command("grant_rights", ROLE, "--read-only")
    version = state()
    as_role()

    assert state() == version


def test_a_temporary_table_of_the_same_name_does_not_catch_the_version():
    organisation = OrganisationFactory()
    before = state_in_a_later_transaction()
    sql("CREATE TEMPORARY TABLE people_publicversion (LIKE public.people_publicversion)")

    organisation.save()

    sql("DROP TABLE pg_temp.people_publicversion")
    assert state() != before
