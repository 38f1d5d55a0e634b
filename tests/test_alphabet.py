"""The order of letters in each language: see also test_alphabet_of_chromium.py."""

import pytest
from django.utils.translation import override

from people.alphabet import COLUMNS, alphabetical, sort_column, sort_keys

# What comes in this order, and only as the language has it.
ORDERS = {
    "en": ["Aagaard", "Ærø", "Ås", "Ask", "Ingrid", "Isik", "Ñandu", "Noll", "Ødegård", "Zorn"],
    "de": ["Äbler", "Abt", "Müller", "Mulz", "Ödegard", "Oder", "Strass", "Straße A", "Straub"],
    "nb": ["Ask", "Myhre", "Müller", "Mys", "Zorn", "Ærø", "Äs", "Økland", "Öst", "Aagaard", "Ås"],
    "es": ["Álvarez", "Arroz", "Nuño", "Nuz", "Ñandú", "Oca"],
    "tr": ["Civan", "Cuz", "Çelik", "Dağ", "Ilgaz", "ıssız", "IŞIK", "İnan", "inci", "Uz", "Ünal"],
}


@pytest.mark.parametrize("language", ORDERS)
def test_lists_are_in_the_order_of_their_language(language):
    backwards = ORDERS[language][::-1]
    with override(language):
        assert sorted(backwards, key=alphabetical) == ORDERS[language]


@pytest.mark.parametrize(
    ("language", "column"),
    [("en", "sort_key"), ("de", "sort_key"), ("nb", "sort_key_nb"), ("nb-no", "sort_key_nb")],
)
def test_each_language_has_a_column(language, column):
    with override(language):
        assert sort_column() == column


def test_a_tilde_and_a_mark_that_somebody_types_are_no_letters():
    assert {alphabetical("~a \x7fn~", language) for language in ORDERS} == {"a n"}


def test_a_letter_is_the_same_in_one_piece_and_in_two():
    assert alphabetical("N\u0303A\u030aS\u0327I\u0307", "tr") == alphabetical("ÑÅŞİ", "tr")


def test_the_keys_of_a_person_have_the_family_name_first():
    assert sort_keys("Ærø Aas", "Işık") == {
        "sort_key": "aero aas\tisik",
        "sort_key_nb": "~ar~o ~zs\tisik",
        "sort_key_es": "aero aas\tisik",
        "sort_key_tr": "aero aas\th~s~h~k",
    }
    assert [*sort_keys("", "")] == COLUMNS
