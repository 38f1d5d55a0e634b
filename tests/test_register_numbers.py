"""The number that a new person gets: the next free one, also for two who come at once."""

import pytest

from certification.demo.factories import PersonFactory
from certification.models import Level
from people.models import Person, Sector
from tests.at_once import at_once


def test_a_new_person_gets_the_next_number_that_is_free():
    last = int(PersonFactory(register_no="").register_no[1:])
    PersonFactory(register_no=f"E{last + 1:06}")
    PersonFactory(register_no=f"e{last + 2:06}")

    assert PersonFactory(register_no="").register_no == f"E{last + 3:06}"


@pytest.mark.django_db(transaction=True, databases=["default", "public"])
def test_two_people_who_are_added_at_the_same_time_get_two_numbers(transactional_db):
    def add() -> str:
        person = PersonFactory.build(consent=None, register_no="")
        person.save()
        return person.register_no

    made = at_once(add, add)

    assert sorted(made) == sorted(Person.objects.values_list("register_no", flat=True))
    assert len(set(made)) == 2


@pytest.mark.django_db(transaction=True, databases=["default", "public"])
def test_tests_with_real_transactions_find_the_rows_that_migrations_make(transactional_db):
    # The test above has emptied all tables.
    assert [level.slug for level in Level.objects.all()] == ["bronze", "silver", "gold"]
    assert Sector.objects.count() == 13
