"""The names of a country: some are many people's and most are few people's, as in life."""

from functools import cache
from itertools import accumulate
from random import Random
from typing import NamedTuple

from certification.demo.countries import COUNTRIES
from certification.demo.generating.family_names import FAMILY_NAMES
from certification.demo.generating.men import MEN
from certification.demo.generating.women import WOMEN
from people import names
from people.alphabet import SORT_KEYS, alphabetical


class Name(NamedTuple):
    """A given or a family name, folded once for all who bear it."""

    text: str
    folded: str
    # In each other alphabet, by the column.
    in_order: dict[str, str]
    spellings: str


class Names:
    """What people of a country are called."""

    def __init__(self, code: str) -> None:
        country = COUNTRIES[code]
        tongues = country.languages.split()
        order = Random(code)  # noqa: S311 - invention, not secrecy
        self.women = _Pool(_all(country.women, WOMEN, tongues), order)
        self.men = _Pool(_all(country.men, MEN, tongues), order)
        self.families = _Pool(_all(country.families, FAMILY_NAMES, tongues), order)

    def choose(self, random: Random) -> tuple[Name, Name, Name]:
        """Given, family and former family name; the last may be empty."""
        if random.random() < 0.5:
            given, family = self.men.choose(random), self.families.choose(random)
            return _name(given), _name(_his(family)), _name("")
        given, family = self.women.choose(random), self.families.choose(random)
        # One woman in four bears a name that she took later.
        former = _hers(self.families.choose(random)) if random.random() < 0.25 else ""
        return _name(given), _name(_hers(family)), _name("" if former == _hers(family) else former)


class _Pool:
    """Names, of which the one at place n is borne by about 1 / (n + 15) as many people as the first."""

    def __init__(self, words: list[str], order: Random) -> None:
        self.words = words
        order.shuffle(self.words)
        self.weights = list(accumulate(1 / (place + 15) for place in range(len(words))))

    def choose(self, random: Random) -> str:
        return random.choices(self.words, cum_weights=self.weights)[0]


@cache
def of_country(code: str) -> Names:
    return Names(code)


def _all(own: str, of_language: dict[str, list[str]], languages: list[str]) -> list[str]:
    """Without the ones that come twice; in the order in which they are written."""
    lines = [own, *(line for language in languages for line in of_language[language])]
    words = [word.replace("~", " ") for line in lines for word in _composed(line)]
    return list(dict.fromkeys(words))


def _composed(line: str) -> list[str]:
    """Each beginning with each ending; a slash in either makes a form for men and one for women.

    >>> _composed("Иван Петр + ов/ова"), _composed("Berg Lind")
    (['Иванов/Иванова', 'Петров/Петрова'], ['Berg', 'Lind'])
    """
    beginnings, plus, endings = line.partition(" + ")
    if not plus:
        return beginnings.split()
    return [
        _joined(beginning, ending) for beginning in beginnings.split() for ending in endings.split()
    ]


def _joined(beginning: str, ending: str) -> str:
    his, hers = _his(beginning) + _his(ending), _hers(beginning) + _hers(ending)
    return his if his == hers else f"{his}/{hers}"


def _his(name: str) -> str:
    return name.split("/")[0]


def _hers(name: str) -> str:
    return name.split("/")[-1]


@cache
def _name(text: str) -> Name:
    in_order = {column: alphabetical(text, language) for language, column in SORT_KEYS.items()}
    return Name(text, names.fold(text), in_order, names.search_text([text], of_person=True))
