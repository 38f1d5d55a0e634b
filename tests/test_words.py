"""The dictionary holds the words of people's names, and no word that nobody bears any more."""

import pytest

from certification.demo.factories import PersonFactory
from certification.models import Word
from people.erasing import erase
from people.models import Person
from tests.misspelt import keep_words
from tests.refusal import sql


def words() -> list[str]:
    return list(Word.objects.order_by("word").values_list("word", flat=True))


def test_only_words_of_letters_are_kept():
    keep_words(
        ["berg", "e000123", "4711", "", "x" * 40, "y" * 41, "böse", "o'brien", "Berg", "berg"]
    )

    assert words() == ["berg", "x" * 40]


def test_a_word_that_is_there_already_stays():
    keep_words(["berg", "anna"])
    keep_words(["berg", "li"])

    assert words() == ["anna", "berg", "li"]


def test_a_word_goes_with_the_last_who_bore_it():
    first, last = PersonFactory(family_name="Zora"), PersonFactory(given_name="Zora")
    keep_words([*first.search_text.split(), *last.search_text.split()])

    first.family_name = "Berg"
    first.save()
    keep_words(["berg"], ["zora"])
    after_the_first = words()
    erase(last, "A request", "Rita")
    keep_words([], ["zora"])

    assert ("zora" in after_the_first, "zora" in words(), "berg" in words()) == (True, False, True)


def test_the_beginning_of_a_word_does_not_keep_it():
    PersonFactory(given_name="Annabel", family_name="Joanna")
    keep_words(["anna", "annabel", "joanna"])
    keep_words([], ["anna"])

    assert words() == ["annabel", "joanna"]


def test_a_word_that_came_and_went_at_once_is_judged_by_who_bears_it():
    PersonFactory(family_name="Berg")
    keep_words(["berg", "li"], ["berg", "li"])

    assert words() == ["berg"]


@pytest.mark.parametrize("removed", [[], ["a", "%", "_", "\\"], None])
def test_nothing_is_removed_by_signs(removed):
    keep_words(["berg"], removed)

    assert words() == ["berg"]


def test_nobody_is_asked_in_turn_for_the_bearer_of_a_word():
    people = Person.objects.bulk_create(
        PersonFactory.build(
            register_no=f"R{place}", slug=f"r{place}", search_text=" anna berg", sort_key=""
        )
        for place in range(500)
    )
    keep_words(["anna", "berg"])
    sql("ANALYZE people_person")

    keep_words([], ["anna", "berg", "zora"])

    assert (len(people), words()) == (500, ["anna", "berg"])
