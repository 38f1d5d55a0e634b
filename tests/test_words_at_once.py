"""A word that one takes while another, its last bearer, gives it up."""

import pytest
from django.db import transaction

from certification.demo.factories import PersonFactory
from certification.models import Word
from people.models import Person
from tests.at_once import at_once
from tests.refusal import sql

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "public"])


def rename(person, new):
    with transaction.atomic():
        Person.objects.filter(pk=person.pk).update(search_text=f" {new}")
        sql("SELECT pg_sleep(0.2)")


def test_the_word_stays(transactional_db):
    left, right = PersonFactory(), PersonFactory()
    for round_ in range(4):
        Person.objects.filter(pk=left.pk).update(search_text=" zora")
        Person.objects.filter(pk=right.pk).update(search_text=" berg")

        came_to = at_once(lambda: rename(left, "li"), lambda: rename(right, "zora"))

        assert (round_, came_to) == (round_, [None, None])
        assert "zora" in Word.objects.values_list("word", flat=True)


def test_the_word_goes_with_two_who_give_it_up(transactional_db):
    left = PersonFactory(organisation=None)
    right = PersonFactory(organisation=None)
    Person.objects.update(search_text=" zora")

    at_once(lambda: rename(left, "li"), lambda: rename(right, "berg"))

    assert set(Word.objects.values_list("word", flat=True)) == {"li", "berg"}


def test_a_word_that_goes_while_another_waits_for_it_is_made_again(transactional_db):
    person = PersonFactory(organisation=None)
    Person.objects.update(search_text=" zora")
    other = PersonFactory(organisation=None)

    def give_up():
        with transaction.atomic():
            sql("SELECT FROM certification_word WHERE word = 'zora' FOR UPDATE")
            sql("SELECT pg_sleep(1)")
            Person.objects.filter(pk=person.pk).update(search_text=" li")

    def take():
        sql("SELECT pg_sleep(0.3)")
        Person.objects.filter(pk=other.pk).update(search_text=" zora")

    assert at_once(give_up, take) == [None, None]
    assert "zora" in Word.objects.values_list("word", flat=True)
