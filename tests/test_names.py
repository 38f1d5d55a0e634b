"""One table of names in many letters: how they are folded, and by which words they are found."""

import unicodedata

import pytest

from certification.demo.factories import OrganisationFactory, PersonFactory
from certification.models import Entry
from people import names
from people.models import Organisation, Person

# The name, what it folds to, and the other words by which it is found.
NAMES = [
    ("Bjørn", "bjorn", ["bjoern"]),
    ("Ærø Ødegård", "aero odegard", ["aeroe", "oedegaard"]),
    ("Müller", "muller", ["mueller"]),
    ("MÜLLER", "muller", ["mueller"]),
    ("Groß", "gross", []),
    ("GROẞ", "gross", []),
    ("Łukasz Żółć", "lukasz zolc", []),
    ("Đorđević", "dordevic", ["djordjevic"]),
    ("Işık", "isik", []),
    ("IŞIK", "isik", []),
    ("İnci", "inci", []),
    ("Þórður Guðmundsson", "thordur gudmundsson", []),
    ("Ștefan Țăranu", "stefan taranu", []),
    ("Ģirts Ķēniņš", "girts kenins", []),
    ("Őri Szűcs", "ori szucs", []),
    ("Núñez Gonçalves", "nunez goncalves", []),
    ("Œillet", "oeillet", []),
    ("IJzerman", "ijzerman", []),
    ("Παπαδοπούλου", "papadopoulou", []),
    ("ΠΑΠΑΔΟΠΟΥΛΟΣ", "papadopoulos", []),
    ("Ευαγγελία Μπαλτά", "evangelia balta", []),
    ("Χρήστος Αγγελίδης", "christos angelidis", []),
    ("Ευθύμιος Μαΐου", "efthymios maiou", []),
    ("Щербаков", "shcherbakov", ["shterbakov"]),
    ("Христо Първанов", "khristo parvanov", ["hristo"]),
    ("Мария", "mariya", ["maria"]),
    ("Живковић", "zhivkovic", ["zivkovic"]),
    ("Ђорђевић", "djordjevic", ["dordevic"]),
    ("Сергій Григоренко", "sergiy grigorenko", ["serhii", "hryhorenko"]),
    ("Юлія", "yuliya", ["yuliia"]),
    ("Мар’яна", "maryana", []),
    ("O'Brien", "obrien", []),
    ("O’Brien", "obrien", []),
    ("O´Brien", "obrien", []),
    ("Anna-Maria  van\tder\u00a0Berg", "anna maria van der berg", []),
    (unicodedata.normalize("NFD", "Åse Müller"), "ase muller", ["aase", "mueller"]),
    ("ﬁnn", "finn", []),
    ("Ana 😀👍🏽", "ana", []),
    ("Ana\x00B", "ana b", []),
    ("", "", []),
    ("  - ", "", []),
]


@pytest.mark.parametrize(("name", "folded"), [row[:2] for row in NAMES])
def test_a_name_folds_to_words_of_plain_letters(name, folded):
    assert names.fold(name) == folded


@pytest.mark.parametrize("name", [row[0] for row in NAMES])
def test_folding_what_is_folded_changes_nothing(name):
    folded = names.fold(name)

    assert names.fold(folded) == folded


@pytest.mark.parametrize(("name", "folded", "others"), NAMES)
def test_a_name_is_kept_with_all_its_spellings(name, folded, others):
    words = names.search_text([name]).split()

    assert [word for word in [*folded.split(), *others] if word not in words] == []


def test_search_text_names_each_word_once_behind_a_space():
    assert names.search_text(["Anna", "Åse Anna", ""]) == " anna ase aase"


def test_a_query_has_ten_words_at_most_and_each_once():
    assert names.query_words("Åse ase b c d e f g h i j k l") == ["ase", *"bcdefghij"]


def test_names_sort_by_family_name_and_then_by_given_name():
    in_order = [
        ("Åberg", "Örjan"),
        ("Æbelø", "Bo"),
        ("Ångström", "Anna"),
        ("Çelik", "Işık"),
        ("Δημητρίου", "Ελένη"),
        ("Łęcki", "Jan"),
        ("Li", "Zoë"),
        ("Li Wei", "Anna"),
        ("Lindgren", "Åke"),
        ("Öberg", "Åsa"),
        ("O’Brien", "Aoife"),
        ("Ødegård", "Bjørn"),
        ("Оленко", "Юлія"),
        ("Ștefan", "Ion"),
        ("van der Berg", "Noor"),
        ("Žukauskas", "Jonas"),
    ]
    for family_name, given_name in reversed(in_order):
        PersonFactory(family_name=family_name, given_name=given_name)

    assert [(p.family_name, p.given_name) for p in Person.objects.all()] == in_order


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("bjorn", ["Bjørn Müller"]),
        ("bjoern", ["Bjørn Müller"]),
        ("BJØRN", ["Bjørn Müller"]),
        ("müller bjørn", ["Bjørn Müller"]),
        ("mueller b", ["Bjørn Müller"]),
        ("muller", ["Bjørn Müller"]),
        ("Müller", ["Bjørn Müller"]),
        ("papadopoulou", ["Ελένη Παπαδοπούλου"]),
        ("παπαδοπουλου", ["Ελένη Παπαδοπούλου"]),
        ("shcherbakov", ["Олег Щербаков"]),
        ("щербаков олег", ["Олег Щербаков"]),
        ("o'brien", ["Aoife O’Brien"]),
        ("obrien", ["Aoife O’Brien"]),
        ("lind", ["Åsa Berg"]),
        ("assi", ["Åsa Berg"]),
        ("fjordvik", ["Åsa Berg"]),
        ("x-17", ["Åsa Berg"]),
        ("erg", []),
        ("bjorn berg", []),
    ],
)
def test_a_search_finds_words_from_their_beginning_in_any_order(query, found):
    PersonFactory(given_name="Bjørn", family_name="Müller")
    PersonFactory(given_name="Ελένη", family_name="Παπαδοπούλου")
    PersonFactory(given_name="Олег", family_name="Щербаков")
    PersonFactory(given_name="Aoife", family_name="O’Brien")
    office = OrganisationFactory(name="Klyngekontoret Fjordvik")
    facts = {"former_names": "Lindqvist", "nicknames": "Åssi; Å.", "register_no": "X-17"}
    PersonFactory(given_name="Åsa", family_name="Berg", organisation=office, **facts)

    assert [entry.person.name for entry in Entry.objects.matching(query)] == found


@pytest.mark.parametrize(("query", "count"), [("", 1), (" ", 1), ("😀", 0), ("%", 0), ("_", 0)])
def test_nobody_is_found_by_signs_and_everybody_by_nothing(query, count):
    PersonFactory(organisation=OrganisationFactory())

    assert (
        Entry.objects.matching(query).count(),
        Organisation.objects.matching(query).count(),
    ) == (
        count,
        count,
    )
