"""The dictionary holds the words of people's names, and no word that nobody bears any more."""

import pytest

from certification.demo.factories import PersonFactory
from certification.models import Entry, Word
from people.erasing import erase
from people.models import Organisation, Person
from tests.misspelt import keep_words
from tests.refusal import sql


def words() -> list[str]:
    return list(Word.objects.order_by("word").values_list("word", flat=True))


def test_only_words_of_letters_are_kept():
    keep_words(
        ["berg", "e000123", "4711", "", "x" * 40, "y" * 41, "böse", "o'brien", "Berg", "berg"]
    )

    assert words() == ["berg", "x" * 40]


def test_the_words_of_people_and_of_their_organisations_are_kept():
    PersonFactory(
        given_name="Kåre",
        family_name="Ødegård",
        former_names="Li",
        nicknames="Kaffe",
        organisation=Organisation.objects.create(name="Food Cluster", country="NO"),
    )

    assert {"kare", "odegard", "li", "kaffe", "food", "cluster"} <= set(words())


def test_an_organisation_that_is_renamed_gives_up_its_words():
    organisation = Organisation.objects.create(name="Food Cluster", country="NO")
    PersonFactory(organisation=organisation)
    organisation.name = "Fish Cluster"
    organisation.save()

    kept = words()

    assert ("food" in kept, "fish" in kept, "cluster" in kept) == (False, True, True)


def test_a_word_goes_with_the_last_who_bore_it():
    first, last = PersonFactory(family_name="Zora"), PersonFactory(given_name="Zora")

    first.family_name = "Berg"
    first.save()
    after_the_first = words()
    erase(last, "A request", "Rita")

    assert ("zora" in after_the_first, "zora" in words(), "berg" in words()) == (True, False, True)


def test_a_word_passes_from_one_to_another_in_one_statement():
    left = PersonFactory(family_name="Zora", given_name="Anna")
    right = PersonFactory(family_name="Berg", given_name="Anna")
    left.family_name, right.family_name = "Berg", "Zora"
    for person in (left, right):
        person.fold_names()

    Person.objects.bulk_update([left, right], ["family_name", "search_text", "sort_key"])

    assert {"zora", "berg", "anna"} <= set(words())


def test_the_beginning_of_a_word_does_not_keep_it():
    PersonFactory(given_name="Annabel", family_name="Joanna")
    keep_words(["anna"])
    keep_words([], ["anna"])

    assert {"anna", "annabel", "joanna"} & set(words()) == {"annabel", "joanna"}


@pytest.mark.parametrize("removed", [[], ["a", "%", "_", "\\"], None])
def test_nothing_is_removed_by_signs(removed):
    keep_words(["berg"], removed)

    assert words() == ["berg"]


def test_nobody_is_asked_in_turn_for_the_bearer_of_a_word():
    people = Person.objects.bulk_create(
        PersonFactory.build(
            register_no=f"R{place}",
            slug=f"r{place}",
            search_text=" anna berg",
            sort_key="",
            organisation=None,
        )
        for place in range(500)
    )
    sql("ANALYZE certification_entry")

    keep_words([], ["anna", "berg", "zora"])

    assert (len(people), Entry.objects.count(), words()) == (500, 500, ["anna", "berg"])
