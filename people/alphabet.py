"""The order of letters in each language: lists that people read are in that of their page.

English and German sort by the letters without their marks, as names.fold() has them. In the other
alphabets some letters are letters of their own, by Unicode's CLDR. What is stored is compared byte by
byte (the collation "C"), so such a letter is written with a tilde, which comes after z: behind another
letter it comes after all words with that one, and in front of one after all letters. After a change
here run `manage.py refold_names`.
"""

import re
import unicodedata
from functools import cache

from django.utils.translation import get_language

from people import names

TILDE = "~"


def _both_cases(letters: dict[str, str]) -> dict[int, str]:
    return str.maketrans(letters | {letter.upper(): place for letter, place in letters.items()})


# In place of the letters that no other language puts there.
LETTERS = {
    "es": _both_cases({"ñ": "n~"}),
    # By the standard ü is a kind of y, and aa (below) an å.
    "nb": _both_cases(
        {
            **dict.fromkeys("æä", "~a"),
            **dict.fromkeys("øöőœ", "~o"),
            "å": "~z",
            **dict.fromkeys("üű", "y"),
        }
    ),
    # A capital I is a dotless one.
    "tr": _both_cases({"ç": "c~", "ğ": "g~", "ı": "h~", "ö": "o~", "ş": "s~", "ü": "u~"})
    | {ord("İ"): "i"},
}
_DOUBLE_A = re.compile("aa", re.IGNORECASE)

# The columns of Person and Entry that have the names in order, by the language.
PLAIN = "sort_key"
SORT_KEYS = {language: f"{PLAIN}_{language}" for language in ("nb", "es", "tr")}
COLUMNS = [PLAIN, *SORT_KEYS.values()]


def alphabetical(text: str, language: str | None = None) -> str:
    """A key that sorts texts as the language does: without one, that of the page.

    >>> sorted(["Ås", "Zorn", "Ærø", "Aagaard", "Økland", "Ask"], key=lambda text: alphabetical(text, "nb"))
    ['Ask', 'Zorn', 'Ærø', 'Økland', 'Aagaard', 'Ås']
    """
    return _alphabetical(text, _of(language or get_language()))


def sort_column(language: str | None = None) -> str:
    """Which of COLUMNS has the names in the order of the language: without one, that of the page."""
    return SORT_KEYS.get(_of(language or get_language()), PLAIN)


def sort_keys(family_name: str, given_name: str) -> dict[str, str]:
    """Of each of COLUMNS: family name first, and the tab sorts before every letter."""
    keys = {PLAIN: names.sort_key(family_name, given_name)}
    for language, column in SORT_KEYS.items():
        keys[column] = "\t".join(
            _alphabetical(name, language) for name in (family_name, given_name)
        )
    return keys


@cache
def _of(language: str | None) -> str:
    """The same for nb and nb-no; nothing where no letter is special."""
    code = (language or "").split("-")[0]
    return code if code in LETTERS else ""


def _alphabetical(text: str, language: str) -> str:
    if not language:
        return names.fold(text)
    text = unicodedata.normalize("NFC", text).replace(names.MARK, " ").replace(TILDE, " ")
    if language == "nb":
        text = _DOUBLE_A.sub("å", text)
    marked = text.translate(LETTERS[language]).replace(TILDE, names.MARK)
    return names.fold_marked(marked).replace(names.MARK, TILDE)
