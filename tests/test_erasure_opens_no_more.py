"""What an erasure opens: the personal values of one person, to become blank, in one transaction."""

import pytest
from django.core.management import CommandError, call_command

from certification.demo.factories import ExpertFactory, PersonFactory
from people.erasing import erase
from people.models import Erasure, Person
from tests.importing import a_row, csv_text
from tests.refusal import refused, sql

REASON = "Request of 3 March"


@pytest.fixture
def asta():
    return Person.objects.get(pk=ExpertFactory(register_no="E-77").pk)


@pytest.mark.parametrize(
    "change",
    [
        "email = 'forged@example.org'",  # another value in place of the erased one
        "country = 'SE'",  # not personal
        "pgh_label = 'delete'",
        "pgh_created_at = '2001-01-01'",
        "pgh_context_id = NULL",
        "pgh_obj_id = 0",
    ],
)
def test_an_erasure_changes_nothing_in_the_history_but_to_blank(asta, change):
    sql("INSERT INTO people_erasure (person_id, reason, erased_by) VALUES (%s, 'x', '')", asta.pk)

    with refused("Cannot update or delete rows"):
        sql(f"UPDATE people_personevent SET {change} WHERE pgh_obj_id = %s", asta.pk)  # noqa: S608
    with refused("Cannot update or delete rows"):
        sql("DELETE FROM people_personevent WHERE pgh_obj_id = %s", asta.pk)


def test_an_erasure_opens_no_history_of_anybody_else(asta):
    other = PersonFactory()
    erase(asta, REASON, "Rita")

    with refused("Cannot update or delete rows"):
        sql("UPDATE people_personevent SET email = '' WHERE pgh_obj_id = %s", other.pk)
    with refused("Cannot update or delete rows"):
        sql("UPDATE people_consentevent SET source = '' WHERE person_id = %s", other.pk)
    with refused("Cannot update rows"):
        sql("UPDATE people_person SET slug = 'x' WHERE id = %s", other.pk)


def test_an_erasure_is_recorded_when_it_happens_whatever_is_claimed(asta):
    sql(
        "INSERT INTO people_erasure (person_id, reason, erased_by, erased_at, transaction_id) "
        "VALUES (%s, 'x', '', '2001-01-01', 7)",
        asta.pk,
    )

    erasure = Erasure.objects.get()
    assert erasure.erased_at.year >= 2026
    assert erasure.transaction_id != 7


@pytest.mark.django_db(transaction=True, databases=["default", "public"])
def test_after_the_transaction_of_the_erasure_everything_is_closed_again(transactional_db):
    person = PersonFactory()
    erase(person, REASON, "Rita")

    with refused("Cannot update or delete rows"):
        sql("UPDATE people_personevent SET email = '' WHERE pgh_obj_id = %s", person.pk)
    with refused("Cannot update rows"):
        sql("UPDATE people_person SET slug = 'asta' WHERE id = %s", person.pk)
    with refused("the data of person .* are erased"):
        sql("UPDATE people_person SET email = 'a@example.org' WHERE id = %s", person.pk)
    with refused("the data of person .* are erased"):
        Person.objects.filter(pk=person.pk).update(given_name="Asta")
    with refused("the data of person .* are erased"):
        Person.objects.filter(pk=person.pk).update(nicknames="Asti")


@pytest.mark.django_db(transaction=True, databases=["default", "public"])
def test_an_import_of_an_old_file_does_not_bring_the_data_back(transactional_db, tmp_path):
    person = PersonFactory(register_no="E-77")
    erase(person, REASON, "Rita")
    file = tmp_path / "old.csv"
    file.write_text(csv_text([a_row(register_no="other"), a_row(register_no="e-77")]))

    with pytest.raises(CommandError) as refusal:
        call_command("import_register", file)

    assert str(refusal.value) == (
        "Nothing was imported. The data of the person with the register number E-77 are erased: "
        "remove the row from the file."
    )
    assert [str(person) for person in Person.objects.all()] == ["Erased person E-77"]
