"""A misspelt name finds its person, as what that is: somebody near, and not somebody as typed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from certification.demo.factories import PersonFactory
from certification.search.reading import read
from people.models import Person
from tests.misspelt import TEXT, as_typed, near, people, shown

OTHERS = ["Quentin Zweig", "Wolfgang Unterberger"]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Anna Wu", "ana"),  # of four letters one is left out
        ("Anna Wu", "hanna"),  # added
        ("Anna Wu", "anne"),  # replaced
        ("Anna Wu", "nana"),  # swapped
        ("Giorgio Ricardi", "giorgo"),  # of seven
        ("Giorgio Ricardi", "girogio"),
        ("Giorgio Ricardi", "georgio"),
        ("Maria Sorensen", "sorennsen"),  # of eight
        ("Maria Sorensen", "sorenssenn"),  # two edits
        ("Maria Sorensen", "srensn"),
        ("Maria Sorensen", "zoremsen"),
        ("Maria Sorensen", "osrenesn"),
        ("Jennifer Null", "jenifer null"),
        ("Maria Garcia", "mraia gacria"),  # one edit in each word
        ("Maria Garcia", "mariagarcia"),  # a space left out
        ("Maria Garcia", "mar ia garcia"),  # and added
        ("Maria Garcia", "mari agarcia"),  # and swapped
        ("Maria Garcia", "mariaxgarcia"),  # and replaced
        ("Maria Garcia", "ma ia garcia"),
        ("Maria Garcia", "garciamaria"),
        ("Maria de la Cruz", "maria dela cruz"),
        ("Maria de la Cruz", "de la crux"),
        ("Ana Li", "aba li"),  # short words beside one that is right
        ("Ana Li", "ana lo"),
        ("Ana Li", "anali"),
        ("Ana Li", "anna li"),
        ("Bjørn Müller", "björn mülller"),
        ("Bjørn Müller", "bjoern mueler"),
        ("Siobhán O’Sullivan", "siobhan osulivan"),
        ("Олег Щербаков", "oleg scherbakov"),
        ("Олег Щербаков", "олег бербаков"),  # one letter for another, which Latin writes with four
        ("Живко Цанков", "шивко цанков"),
        ("Живко Цанков", "ивко цанков"),
        ("Χρυσούλα Παπαδοπούλου", "παπαδοπυλου"),
        ("Χρυσούλα Παπαδοπούλου", "papadopulou"),
        ("Jürgen Weiß", "jürgen weix"),
        ("Konstantinos Papadopoulos", "konstantinos papadopoluos"),
        ("Konstantinos Papadopoulos", "papadopoulso konsta"),  # half typed beside a misspelt one
        ("Lakshminarayanan Venkataraghavan", "venkataragavhan"),  # behind the tenth letter
    ],
)
def test_a_misspelt_name_finds_its_person_and_no_other(name, typed):
    people(name, *OTHERS)

    assert (as_typed(typed), near(typed)) == ([], [name])


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Anna Wu", "aha"),  # two edits in four letters
        ("Giorgio Ricardi", "girogo"),  # and in seven
        ("Maria Sorensen", "srnsn"),  # three in eight
        ("Ana Wu", "aba"),  # a short word alone
        ("Ana Wu", "aba wo"),  # or beside another that is wrong
        ("Maria Garcia", "maira gonzalez"),  # only one of two words
        ("Maria Garcia", ""),
        ("Maria Garcia", "  "),
        ("Maria Garcia", "%_\\"),
        ("Maria Garcia", "😀"),
        ("Maria Garcia", "' OR 1=1 --"),
        ("Maria Garcia", "<script>"),
        ("Maria Garcia", "\x00\x01"),
        ("Maria Garcia", "\u202eaicraG"),
        ("Maria Garcia", "marie" * 2000),
        ("Maria Garcia", "marai " * 2000 + "z"),
        ("Maria Garcia", " ".join(f"{letter}arie" for letter in "bcdfghjklmn")),
    ],
)
def test_what_is_too_far_from_a_name_or_no_name_finds_nobody(name, typed):
    people(name, *OTHERS)

    assert near(typed) == []


def test_a_register_number_is_never_taken_for_another():
    PersonFactory(register_no="E000123", family_name="Berg")

    assert (as_typed("e000124"), near("e000124"), near("e00012")) == ([], [], [])
    assert [near("begr e000124"), near("begr e000123"), near("begr e0001")] == [
        [],
        *[[person.name for person in Person.objects.all()]] * 2,
    ]


def test_who_is_found_as_typed_is_not_near_and_the_nearest_come_first():
    people("Maria Rossi", "Mario Rossi", "Maria Rosso", "Mario Rosso", "Mariangela Rossi")
    people("Maria Amalia Rossi")

    assert as_typed("maria rossi") == ["Maria Amalia Rossi", "Maria Rossi", "Mariangela Rossi"]
    assert near("maria rossi") == ["Mario Rossi", "Maria Rosso", "Mario Rosso"]


def test_of_those_found_as_typed_who_bears_the_whole_words_comes_first():
    people("Ana Berger", "Bo Berg", "Anna Berg", "Ana Berg")
    search = read("ana berg")
    found = Person.objects.filter(search.as_typed(TEXT))
    found = found.order_by(search.beginnings(TEXT), "sort_key")

    assert [person.name for person in found] == ["Ana Berg", "Ana Berger"]


def test_a_whole_word_is_nearer_than_the_beginning_of_one():
    people("Lina Garcia", "Li Garcia")

    assert near("li garcai") == ["Li Garcia", "Lina Garcia"]


def test_those_as_near_as_each_other_are_in_the_order_of_names():
    people("Anna Borg", "Anna Barg", "Anna Burg")

    assert near("anna berg") == ["Anna Barg", "Anna Borg", "Anna Burg"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("maira garcia", "maria garcia"),
        ("garzia mar", "garcia mar"),
        ("mariagarcia", "maria garcia"),
        ("mar ia garcia", "maria garcia"),
        ("garcai e000123", "garcia e000123"),
    ],
)
def test_it_is_told_what_was_looked_for_instead(typed, name):
    PersonFactory(given_name="Maria", family_name="Garcia", register_no="E000123")

    assert shown(typed) == name


def test_no_word_is_told_that_the_page_does_not_show():
    PersonFactory(given_name="Maria", family_name="Garcia", former_names="Lindqvist")

    assert near("maira lindqvst") == ["Maria Garcia"]
    assert read("maira lindqvst").shown_for(["maria", "garcia"]) == "maria lindqvst"


@pytest.mark.parametrize(
    "text", ["maira garcia", "a b c d e f g h i j k l", "anamariagarcialopez" * 5]
)
def test_whatever_is_typed_the_dictionary_is_asked_once(text):
    people("Maria Garcia")

    with CaptureQueriesContext(connection) as queries:
        read(text)

    assert len(queries) == (1 if len(text) <= 40 else 0)


def test_nicknames_and_former_names_are_forgiven_too():
    PersonFactory(given_name="Katharina", family_name="Gruber", nicknames="Kathi; Trinchen")

    assert near("trincen gruber") == ["Katharina Gruber"]
