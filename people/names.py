"""How names are folded, so that they are found and sorted alike however they are spelt.

`fold` is the one definition. What it yields is stored beside the names (Person.sort_key,
Person.search_text, Organisation.search_text) and what a user types is folded the same way. After a
change here run `manage.py refold_names`. Lists of a language whose alphabet has letters of its own are
in the order of people/alphabet.py.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import takewhile

from anyascii import anyascii

# Greek pairs of letters by ELOT 743, the standard of Greek passports; anyascii goes letter by letter.
GREEK_PAIRS = {"ου": "ou", "γγ": "ng", "γξ": "nx", "γχ": "nch", "ντ": "nt", "γκ": "gk"}
# Υ after α, ε, η: f before a voiceless consonant and at the end, else v.
_UPSILON_AS_F = re.compile("(?<=[αεη])υ(?=[θκξπσςτφχψ]|\\b(?!\u0308))")
_UPSILON_AS_V = re.compile("(?<=[αεη])υ(?!\u0308)")
# How those who lack the letter write it out: Müller, Mueller; Bjørn, Bjoern; Åse, Aase.
WRITTEN_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae", "đ": "dj"}
)
# The same the other way round, where somebody is registered so: Mueller is looked for as Müller. In
# Miguel, Manuel or Michaela no letter is written out; and ae may be æ, which folds to ae.
_WRITTEN_OUT = re.compile(r"(?<![gq])([aou])e(?!l[ae]?\b|ls)|(a)a")
_WRITTEN_OUT_BUT_AE = re.compile(r"(?<![gq])([ou])e(?!l[ae]?\b|ls)|(a)a")
# Cyrillic has no one Latin spelling: fold goes by the letter, passports and Latin-writing Serbs do not.
_CYRILLIC = re.compile("[\u0400-\u04ff]")
SERBIAN = str.maketrans(
    {"ж": "ž", "ш": "š", "ч": "č", "ц": "c", "х": "h", "ђ": "đ", "џ": "dž", "ј": "j", "й": "j"}
)
BULGARIAN = str.maketrans({"х": "h", "щ": "sht"})
_BULGARIAN_ENDING = re.compile(r"ия\b")
UKRAINIAN = str.maketrans(
    {"г": "h", "ґ": "g", "и": "y", "ї": "i", "й": "i", "є": "ie", "ю": "iu", "я": "ia", "ь": ""}
)
_UKRAINIAN_BEGINNINGS = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_UKRAINIAN_BEGINNING = re.compile(r"\b[єїйюя]")
_APOSTROPHES = re.compile("['`´’‘ʼʻ′]")
# Stands behind a letter that an alphabet puts after its namesakes: people/alphabet.py. No name has it.
MARK = "\x7f"
_NOT_WORD = re.compile(f"[^a-z0-9{MARK}]+")


def fold(text: str) -> str:
    """Lower-case words of a-z and 0-9, one space between them.

    >>> fold("Bjørn Ærø-Łukasz O’Brien")
    'bjorn aero lukasz obrien'
    >>> fold("Παπαδόπουλος"), fold("Щербаков"), fold("Weiß"), fold("Işık")
    ('papadopoulos', 'shcherbakov', 'weiss', 'isik')
    """
    return fold_marked(text.replace(MARK, " "))


def fold_marked(text: str) -> str:
    """The same, and each MARK stays."""
    if not text.isascii():
        # Apostrophes first: NFKC makes a space of the acute that some type in O´Brien.
        text = unicodedata.normalize("NFKC", _APOSTROPHES.sub("", text)).casefold()
        # The hard sign is a vowel in Bulgarian names (Първанов), and rare in others.
        text = anyascii(_greek_by_pairs(_without_symbols(text)).replace("ъ", "a"))
    return _NOT_WORD.sub(" ", _APOSTROPHES.sub("", text.lower())).strip()


def sort_key(family_name: str, given_name: str) -> str:
    """Family name first; the tab sorts before every letter, so Li comes before Lindgren."""
    return f"{fold(family_name)}\t{fold(given_name)}"


# Letters that join their neighbours, as in Arabic, would make a word of two initials.
NON_JOINER = "\u200c"
_PARTS = re.compile(r"[\s\-'’`´.]+")


def initials(given_name: str, family_name: str) -> str:
    """Two letters in place of a photo; a name is known by what is written large in it.

    >>> initials("Anna", "van der Berg"), initials("Jean-Luc", "d’Artagnan"), initials("ბექა", "ლომიძე")
    ('AB', 'JA', 'ბლ')
    """
    both = [_initial(given_name), _initial(family_name)]
    joins = any("\u0600" <= letter <= "\u08ff" for letter in "".join(both))
    return (NON_JOINER if joins else "").join(filter(None, both))


def _initial(name: str) -> str:
    parts = [
        part for part in _PARTS.split(unicodedata.normalize("NFC", name)) if part[0:1].isalpha()
    ]
    large = next((part for part in parts if not part[0].islower()), (parts or [name.strip()])[0])
    # With the marks that belong to the letter, such as the vowels of Devanagari.
    marks = takewhile(lambda letter: unicodedata.category(letter).startswith("M"), large[1:])
    return (large[:1] + "".join(marks)).title()


def search_text(texts: Iterable[str], *, of_person: bool = False) -> str:
    """All words of the texts, each behind a space, in all spellings where there are several.

    A word that begins with "bjo" is then found by looking for " bjo". The words of a person's name are
    found as well by the letters that are written out in it.

    >>> search_text(["Bjørn"]), search_text(["Щерев"])
    (' bjorn bjoern', ' shcherev shterev')
    >>> search_text(["Bjoern"], of_person=True)
    ' bjoern bjorn'
    """
    words: dict[str, None] = {}
    for text in texts:
        spellings = [*_spellings(text), *(_rarer_spellings(text) if of_person else ())]
        for spelling in spellings:
            words |= dict.fromkeys(fold(spelling).split())
    return "".join(f" {word}" for word in words)


def query_words(text: str) -> list[str]:
    """The words that a user looks for. At most ten: nobody's name has more."""
    return list(dict.fromkeys(fold(text).split()))[:10]


def _spellings(text: str) -> Iterator[str]:
    yield text
    if text.isascii():
        return
    lower = unicodedata.normalize("NFC", text).lower()
    yield lower.translate(WRITTEN_OUT)
    if _CYRILLIC.search(lower):
        yield lower.translate(SERBIAN)
        yield _BULGARIAN_ENDING.sub("ia", lower).translate(BULGARIAN)
        beginnings = _UKRAINIAN_BEGINNING.sub(lambda m: _UKRAINIAN_BEGINNINGS[m[0]], lower)
        yield beginnings.translate(UKRAINIAN)


def _rarer_spellings(text: str) -> Iterator[str]:
    """As others may write a name: Ødegaard or Oedegard for Ødegård, Müller for Mueller, Ærø for Aeroe."""
    lower = unicodedata.normalize("NFC", text).lower()
    if "å" in lower:
        yield lower.replace("å", "aa")
        yield lower.replace("å", "a").translate(WRITTEN_OUT)
    for written_out in _WRITTEN_OUT_BUT_AE, _WRITTEN_OUT:
        if written_out.search(lower):
            yield written_out.sub(lambda found: found[1] or found[2], lower)


def _without_symbols(text: str) -> str:
    """Emoji are no part of a name: anyascii would write them out (":grinning:")."""
    return "".join(
        " " if unicodedata.category(letter) in {"So", "Sk"} else letter for letter in text
    )


def _greek_by_pairs(text: str) -> str:
    """Accents off, then the pairs; a dieresis (Μαΐου) marks letters that are no pair."""
    if not any("\u0370" <= letter <= "\u03ff" or "\u1f00" <= letter <= "\u1fff" for letter in text):
        return text
    decomposed = unicodedata.normalize("NFD", text)
    without_accents = "".join(
        letter for letter in decomposed if letter == "\u0308" or not unicodedata.combining(letter)
    )
    for pair, letters in GREEK_PAIRS.items():
        without_accents = without_accents.replace(pair, letters)
    without_accents = re.sub(r"\bμπ", "b", without_accents)
    paired = _UPSILON_AS_V.sub("v", _UPSILON_AS_F.sub("f", without_accents))
    return unicodedata.normalize("NFC", paired)
