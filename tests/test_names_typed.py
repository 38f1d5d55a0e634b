"""Names as people of five languages type them: in capitals, without the letters, with them written out."""

import unicodedata

import hypothesis.strategies as st
import pytest
from django.utils import timezone
from hypothesis import example, given, settings

from certification.demo.factories import ExpertFactory
from certification.search.question import Question
from people.names import WRITTEN_OUT, fold, query_words, search_text

BUT_RING = {letter: text for letter, text in WRITTEN_OUT.items() if letter != ord("å")}


def turkish_capitals(name):
    return name.replace("i", "İ").replace("ı", "I").upper()


def turkish_small_letters(name):
    return name.replace("İ", "i").replace("I", "ı").lower()


WAYS = [
    str,
    str.upper,
    str.lower,
    str.casefold,
    turkish_capitals,
    turkish_small_letters,
    fold,
    lambda name: fold(name).upper(),
    lambda name: turkish_capitals(fold(name)),
    lambda name: unicodedata.normalize("NFD", name),
    lambda name: name.lower().translate(WRITTEN_OUT),
    lambda name: name.lower().translate(WRITTEN_OUT).upper(),
    lambda name: name.lower().replace("å", "aa"),
    lambda name: name.lower().translate(BUT_RING),
    lambda name: name.replace("ß", "ẞ").replace("ss", "ß"),
]


def finds(typed, name):
    text = search_text([name], of_person=True)
    return all(f" {word}" in text for word in query_words(typed))


@settings(derandomize=True)
@given(st.text("abeghiklmnorstuyzæøåäöüßñçğıişéêABIİOUÆØÅÖÜÑÇŞ -", max_size=12))
@example("Ödegård")
@example("Işık İnan")
@example("Ali İhsan")
def test_a_name_is_found_however_it_is_typed(name):
    assert [way for way in WAYS if not finds(way(name), name)] == []


ALIKE = [
    ["İstanbul", "ISTANBUL", "istanbul", "ıstanbul", "İSTANBUL", "i̇stanbul"],
    ["Isparta", "ISPARTA", "ısparta", "İSPARTA"],
    ["Işık", "IŞIK", "ışık", "isik", "Isik", "ISIK", "İŞİK"],
    ["Weiß", "WEISS", "weiss", "WEIẞ"],
    ["Núñez", "NUÑEZ", "nunez"],
]


@pytest.mark.parametrize("names", ALIKE, ids=lambda names: names[0])
def test_all_of_these_find_each_other(names):
    assert [pair for name in names for pair in [(name, x) for x in names] if not finds(*pair)] == []


# As the person may be registered, and as others type it then.
WRITTEN = [
    ("Åse", ["Aase", "Ase", "Åse"]),
    ("Aase", ["Åse", "Ase", "AASE"]),
    ("Bjørn", ["Bjoern", "Bjorn", "BJØRN"]),
    ("Bjoern", ["Bjørn", "Bjorn", "Björn"]),
    ("Ærø", ["Aeroe", "Aero", "Ærø"]),
    ("Aeroe", ["Ærø", "Aero"]),
    ("Müller", ["Mueller", "Muller"]),
    ("Mueller", ["Müller", "Muller", "MÜLLER"]),
    ("Møller", ["Moeller", "Moller", "Möller"]),
    ("Moeller", ["Møller", "Moller", "Möller"]),
    ("Ødegård", ["Odegaard", "Oedegaard", "Odegard", "Oedegard", "Ødegaard"]),
    ("Ødegaard", ["Ødegård", "Odegard", "Oedegaard"]),
    ("Oeztuerk", ["Öztürk", "ÖZTÜRK", "Ozturk"]),
]


@pytest.mark.parametrize(("name", "typed"), WRITTEN, ids=[name for name, _typed in WRITTEN])
def test_letters_that_are_written_out_are_found_by_the_letters_and_the_other_way_round(name, typed):
    expert = ExpertFactory(given_name="Kim", family_name=name)
    ExpertFactory(given_name="Kim", family_name="Berg")

    for text in typed:
        question = Question(on=timezone.localdate(), all_levels=(), text=f"kim {text}")
        found = question.answer().values_list("entry", flat=True)
        assert (text, [*found]) == (text, [expert.pk])


@pytest.mark.parametrize("name", ["Michael", "Manuela", "Miguel", "Joel", "Samuelsen"])
def test_of_other_names_no_letters_are_taken_for_written_out(name):
    assert search_text([name], of_person=True) == f" {name.lower()}"
