"""The one definition of what a search finds: what was typed, and what may have been meant.

It reads a column `search_text`, whose words names.search_text() has folded. Lists ask for those `as_typed`
first. Those `near` are others, to be shown below them and marked as similar, the nearest first.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db.models import BooleanField, F, Field, Func, IntegerField, Q

from certification.search.dictionary import BEGINNING, EDIT, Dictionary, array, may_be_name
from people.names import query_words

# More than what any name that is found may cost.
UNMEANT = 1_000
MOST_READINGS = 10


_DIGIT = re.compile(r"\d")

# The words of a search_text, as the index `searched_words` has them.
WORDS = "string_to_array(btrim({column}), ' ')"

# A piece of SQL about a {column}, and its parameters.
type Piece = tuple[str, tuple[Any, ...]]


class Formula(Func):
    """A piece of SQL about a search_text. Put together from expressions it would take thrice as long."""

    def __init__(self, path: str, piece: Piece, output_field: Field) -> None:
        super().__init__(F(path), output_field=output_field)
        self.piece = piece

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **extra: Any) -> Any:
        column, _none = compiler.compile(self.source_expressions[0])
        sql, parameters = self.piece
        return f"({sql.format(column=column)})", parameters


@dataclass(frozen=True)
class Wanted:
    """A word that was typed, and the words of names that may be meant by it, each with its cost."""

    typed: str
    # None, if it can be no misspelt name: then it is looked for as it is.
    meant: dict[str, int] | None

    @property
    def furthest(self) -> int:
        return max((self.meant or {}).values(), default=0)

    def condition(self) -> Piece:
        return _begins_word(self.typed) if self.meant is None else _any(self.meant)

    def cost(self) -> Piece:
        if self.meant is None:
            return "0", ()
        one_edit = [word for word, cost in self.meant.items() if cost == EDIT]
        cases = [(_any([self.typed]), 0), (_begins_word(self.typed), BEGINNING)]
        cases += [(_any(one_edit), EDIT)] if self.furthest > EDIT else []
        return _case(cases, self.furthest)

    def in_words(self, words: Collection[str]) -> tuple[int, str]:
        """The same for one record: what it costs to find it, and by which of its words."""
        if self.meant is None:
            begun = any(word.startswith(self.typed) for word in words)
            return (0 if begun else UNMEANT), self.typed
        return min(((self._cost_of(word), word) for word in words), default=(UNMEANT, ""))

    def _cost_of(self, word: str) -> int:
        if word == self.typed:
            return 0
        if word.startswith(self.typed):
            return BEGINNING
        return (self.meant or {}).get(word, UNMEANT)


@dataclass(frozen=True)
class Reading:
    """One way to read a text: its words as they stand, or with a space less or one more."""

    wanted: tuple[Wanted, ...]
    spaces: int = 0

    def condition(self) -> Piece:
        return _joined(" AND ", [wanted.condition() for wanted in self.wanted])

    def cost(self) -> Piece:
        spaces = str(EDIT * self.spaces), ()
        return _joined(" + ", [spaces, *(wanted.cost() for wanted in self.wanted)])

    def in_words(self, words: Collection[str]) -> tuple[int, str]:
        """The same for one record: the cost, and the name that it is taken for."""
        found = [wanted.in_words(words) for wanted in self.wanted]
        shown = [
            word if cost >= EDIT and cost < UNMEANT else wanted.typed
            for wanted, (cost, word) in zip(self.wanted, found, strict=True)
        ]
        return sum(cost for cost, _word in found) + EDIT * self.spaces, " ".join(shown)


@dataclass(frozen=True)
class Search:
    """What a text asks for. `path` leads to the search_text.

    `ways` are its words, and then the same with numbers as one word each, as entries hold them.
    """

    ways: tuple[tuple[str, ...], ...]
    readings: tuple[Reading, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        return self.ways[0]

    def as_typed(self, path: str = "search_text") -> Q:
        """Each word begins a word, in any order. Nobody is found by no words at all."""
        return _condition(path, self._as_typed()) if self.words else Q(pk__in=[])

    def beginnings(self, path: str = "search_text") -> Formula:
        """Of those found as typed: how many words only begin one of theirs. Order by this first."""
        ways = [
            _joined(" + ", [_case([(_any([word]), 0)], 1) for word in words])
            for words in self.ways
            if words
        ]
        sql, parameters = _joined(", ", ways or [("0", ())])
        return Formula(path, (f"least({sql})", parameters), IntegerField())

    def in_whole_words(self, path: str = "search_text") -> Q:
        """Those of them of whom no word is only begun."""
        ways = [_joined(" AND ", [_any([word]) for word in words]) for words in self.ways if words]
        return _condition(path, _joined(" OR ", ways)) if ways else Q(pk__in=[])

    def near(self, path: str = "search_text") -> Q:
        """Others, whose names may be meant."""
        if not self.readings:
            return Q(pk__in=[])
        found = _joined(" OR ", [reading.condition() for reading in self.readings])
        sql, parameters = self._as_typed()
        return _condition(path, _joined(" AND ", [found, (f"NOT ({sql})", parameters)]))

    def rank(self, path: str = "search_text") -> Formula:
        """How far those who are near are from what was typed: order by this, and then by name."""
        costs = [
            _case([(reading.condition(), reading.cost())], UNMEANT) for reading in self.readings
        ]
        sql, parameters = _joined(", ", costs or [("0", ())])
        return Formula(path, (f"least({sql})", parameters), IntegerField())

    def _as_typed(self) -> Piece:
        ways = [_joined(" AND ", [_begins_word(word) for word in words]) for words in self.ways]
        return _joined(" OR ", ways)

    def shown_for(self, words: Collection[str]) -> str:
        """“Showing results for …”: as which name that of the first who was found is taken.

        Give it the words which the page shows of that person: no other is betrayed.
        """
        named = [reading.in_words(words) for reading in self.readings]
        return min(named)[1] if named else " ".join(self.words)


def typed(text: str) -> Search:
    """What that text asks for as it stands, without what may be meant by it. No query."""
    as_one = [_compact(part) if _DIGIT.search(part) else part for part in text.split()]
    texts = [text, " ".join(as_one), _compact(text) if _DIGIT.search(text) else text]
    return Search(tuple(dict.fromkeys(tuple(query_words(each)) for each in texts)))


def _compact(text: str) -> str:
    return "".join(query_words(text))


def read(text: str, using: str = "public") -> Search:
    """The same, and what may be meant by it. One query, whatever is typed; none without letters."""
    ways, words = typed(text).ways, query_words(text)
    joined = [a + b for a, b in _neighbours(words)]
    parts = {part for word in words for halves in _halves(word) for part in halves}
    if not any(map(may_be_name, words)):
        return Search(ways)
    dictionary = Dictionary.asked([*words, *joined], parts, using)
    readings = [_reading(words, dictionary)]
    readings += [_reading(others, dictionary, spaces=1) for others in _respaced(words, dictionary)]
    likely = [each for each in readings if all(wanted.meant != {} for wanted in each.wanted)]
    return Search(ways, tuple(likely[:MOST_READINGS]))


def _reading(words: list[str], dictionary: Dictionary, *, spaces: int = 0) -> Reading:
    known = {word for word in words if dictionary.as_typed(word)}
    return Reading(
        tuple(
            Wanted(word, dictionary.meant_by(word, short=bool(known - {word})))
            if may_be_name(word)
            else Wanted(word, None)
            for word in words
        ),
        spaces,
    )


def _respaced(words: list[str], dictionary: Dictionary) -> Iterator[list[str]]:
    """Without one space, or with one more where that makes two words of names."""
    for place, (a, b) in enumerate(_neighbours(words)):
        yield [*words[:place], a + b, *words[place + 2 :]]
    for place, word in enumerate(words):
        for halves in _halves(word):
            if dictionary.parts.issuperset(halves):
                yield [*words[:place], *halves, *words[place + 1 :]]


def _neighbours(words: list[str]) -> Iterator[tuple[str, str]]:
    return pairwise(words)


def _halves(word: str) -> Iterator[tuple[str, str]]:
    """Of a word with a space missing, or with a letter in its place."""
    if may_be_name(word):
        for gap in 0, 1:
            for place in range(1, len(word) - gap):
                yield word[:place], word[place + gap :]


def _condition(path: str, piece: Piece) -> Q:
    return Q(Formula(path, piece, BooleanField()))


def _begins_word(word: str) -> Piece:
    return "{column} LIKE %s", (f"% {word}%",)


def _any(words: Collection[str]) -> Piece:
    """One parameter, whatever their number."""
    return f"{WORDS} && %s::text[]", (array(words),)


def _case(cases: Sequence[tuple[Piece, Piece | int]], otherwise: int) -> Piece:
    sql, parameters = "CASE", list[Any]()
    for (condition, its), value in cases:
        then, those = (str(value), ()) if isinstance(value, int) else value
        sql += f" WHEN {condition} THEN {then}"
        parameters += [*its, *those]
    return f"{sql} ELSE {otherwise} END", tuple(parameters)


def _joined(sign: str, pieces: Collection[Piece]) -> Piece:
    sql = sign.join(f"({sql})" for sql, _parameters in pieces)
    return sql, tuple(each for _sql, parameters in pieces for each in parameters)
