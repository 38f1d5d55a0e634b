"""The number that a new person gets: the next free one, also for two who come at once."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from certification.demo.factories import PersonFactory
from certification.models import Level
from people.models import Person, Sector


def test_a_new_person_gets_the_next_number_that_is_free():
    last = int(PersonFactory(register_no="").register_no[1:])
    PersonFactory(register_no=f"E{last + 1:06}")
    PersonFactory(register_no=f"e{last + 2:06}")

    assert PersonFactory(register_no="").register_no == f"E{last + 3:06}"


@pytest.mark.django_db(transaction=True, databases=["default", "public"])
def test_two_people_who_are_added_at_the_same_time_get_two_numbers(rows_from_migrations):
    together, made = Barrier(2), []

    def add() -> None:
        person = PersonFactory.build(consent=None, register_no="")
        together.wait(10)
        person.save()
        made.append(person.register_no)
        connection.close()

    threads = [Thread(target=add), Thread(target=add)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    assert sorted(made) == sorted(Person.objects.values_list("register_no", flat=True))
    assert len(set(made)) == 2


@pytest.mark.django_db(transaction=True, databases=["default", "public"])
def test_tests_with_real_transactions_find_the_rows_that_migrations_make(rows_from_migrations):
    # The test above has emptied all tables.
    assert [level.slug for level in Level.objects.all()] == ["bronze", "silver", "gold"]
    assert Sector.objects.count() == 13
