"""What the dictionary of names knows of the words that somebody typed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from string import ascii_uppercase
from typing import Any, Self

from django.db import connections
from rapidfuzz.distance import OSA

# What it costs to take a word for another: the sum over the words of a name puts who is found in order.
BEGINNING, EDIT = 1, 2

# No more words than that begin with one that was typed, and no more are near it.
MOST_BEGINNING, MOST_NEAR = 25, 50
LONGEST_WORD = 40

# Letters of other scripts that fold to several: an edit of one is no more than an edit of another.
SEVERAL = ["shch", "dzh", "zh", "kh", "ts", "ch", "sh", "yu", "ya", "dj", "dz", "lj", "nj", "ie"]
SEVERAL += ["th", "ps", "ou", "ae", "ss"]
ONE_LETTER = dict(zip(SEVERAL, ascii_uppercase, strict=False))

# In the collation C the brace is behind every letter, so this is the end of the words that begin so.
BEHIND = "{"
QUESTION = """
    SELECT t.typed, w.word FROM unnest(%(typed)s::text[]) AS t (typed), LATERAL (
        SELECT word FROM certification_word
        WHERE word >= t.typed AND word < t.typed || %(behind)s ORDER BY word LIMIT %(most)s
    ) w
    UNION ALL SELECT t.typed, w.word FROM unnest(%(mended)s::text[]) AS t (typed)
    JOIN certification_word w ON w.deletes && word_deletes(t.typed)
    UNION ALL SELECT NULL, word FROM certification_word WHERE word = ANY (%(parts)s::text[])
"""


@dataclass
class Dictionary:
    """Of each typed word which words of names may be meant, and at what cost. And which parts are words."""

    meant: dict[str, dict[str, int]] = field(default_factory=dict)
    parts: set[str] = field(default_factory=set)

    @classmethod
    def asked(cls, typed: Collection[str], parts: Collection[str], using: str) -> Self:
        """In one query. Of words that no name can hold, such as a number, nothing is known."""
        asked = [word for word in typed if may_be_name(word)]
        parameters: dict[str, Any] = {
            "typed": array(asked),
            "mended": array(word for word in asked if len(word) > 1),
            "parts": array(parts),
            "behind": BEHIND,
            "most": MOST_BEGINNING,
        }
        found = cls()
        with connections[using].cursor() as cursor:
            cursor.execute(QUESTION, parameters)
            for typed_word, word in cursor:
                if typed_word is None:
                    found.parts.add(word)
                elif (cost := _cost(typed_word, word)) is not None:
                    found.meant.setdefault(typed_word, {})[word] = cost
        return found

    def as_typed(self, word: str) -> bool:
        """Whether a word of a name is this one or begins with it."""
        return any(cost <= BEGINNING for cost in self.meant.get(word, {}).values())

    def meant_by(self, typed: str, *, short: bool) -> dict[str, int]:
        """The likeliest words; those of less than four letters are near a typed one only if `short`."""
        meant = self.meant.get(typed) or ({typed: 0} if typed in self.parts else {})
        near = sorted(
            (cost, abs(len(word) - len(typed)), word)
            for word, cost in meant.items()
            if cost >= EDIT and (short or len(word) >= 4)
        )
        begun = {word: cost for word, cost in meant.items() if cost <= BEGINNING}
        return begun | {word: cost for cost, _longer, word in near[:MOST_NEAR]}


def array(words: Iterable[str]) -> str:
    """As PostgreSQL reads it. Of folded words, which hold no sign; quoted, for one may be “null”."""
    return "{" + ",".join(f'"{word}"' for word in words) + "}"


def may_be_name(word: str) -> bool:
    """Numbers are no misspelt names, and nobody's name is that long."""
    return word.isalpha() and len(word) <= LONGEST_WORD


def edits_forgiven(word: str) -> int:
    """In a word of a name."""
    return 2 if len(word) >= 8 else 1


def _cost(typed: str, word: str) -> int | None:
    """None, if nobody who types the one means the other."""
    if word == typed:
        return 0
    if word.startswith(typed):
        return BEGINNING
    edits = [_edits(typed, word), _edits(by_letter(typed), by_letter(word))]
    return min((EDIT * count for count in edits if count is not None), default=None)


def _edits(typed: str, word: str) -> int | None:
    most = edits_forgiven(word)
    edits = OSA.distance(typed, word, score_cutoff=most)
    return edits if edits <= most else None


def by_letter(word: str) -> str:
    """As long as it may have been before it was folded: жук is three letters, and zhuk is four."""
    for several, one in ONE_LETTER.items():
        word = word.replace(several, one)
    return word
