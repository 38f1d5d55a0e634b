"""The dictionary against a plain look at every word of it, and rows against one record."""

from random import Random

import pytest

from certification.models import Entry, Word
from certification.search.dictionary import EDIT, Dictionary, by_letter, edits_forgiven
from certification.search.reading import read
from tests.misspelt import keep_words, people


def plain_distance(a: str, b: str) -> int:
    """Edits between two words: a letter added, left out or replaced, or two neighbours swapped."""
    rows = [list(range(len(b) + 1))]
    for i, left in enumerate(a, start=1):
        row = [i]
        for j, right in enumerate(b, start=1):
            best = min(row[-1] + 1, rows[-1][j] + 1, rows[-1][j - 1] + (left != right))
            if i > 1 and j > 1 and a[i - 2 : i] == right + b[j - 2]:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def plainly_near(typed: str, words: list[str]) -> dict[str, int]:
    found = {}
    for word in words:
        pairs = [(typed, word), (by_letter(typed), by_letter(word))]
        edits = [
            plain_distance(a, b) for a, b in pairs if plain_distance(a, b) <= edits_forgiven(b)
        ]
        if edits and not word.startswith(typed):
            found[word] = EDIT * min(edits)
    return found


def random_word(random: Random, letters: str) -> str:
    return "".join(
        random.choice(letters) for _ in range(random.choice([1, 2, 3, 4, 6, 7, 8, 9, 14]))
    )


def edited(word: str, random: Random, letters: str) -> str:
    for _ in range(random.choice([1, 2, 2])):
        place = random.randrange(len(word) + 1)
        rest = word[place:]
        changed = random.choice(
            [
                random.choice(letters) + rest,
                rest[1:],
                random.choice(letters) + rest[1:],
                rest[1::-1] + rest[2:],
            ]
        )
        word = word[:place] + changed
    return word


# Few letters, so that much is near; and those of which some stand for one.
@pytest.mark.parametrize("letters", ["ab", "abcde", "shcztyu"])
@pytest.mark.parametrize("seed", range(3))
def test_the_words_near_a_word_are_those_that_a_look_at_each_finds(letters, seed):
    random = Random(seed)  # noqa: S311
    words = sorted({random_word(random, letters) for _ in range(300)})
    keep_words(words)
    typed = {edited(random.choice(words), random, letters) for _ in range(150)}
    typed = {word for word in typed if len(word) > 1}

    found = Dictionary.asked(typed, [], "default")

    near = {
        word: {other: cost for other, cost in found.meant.get(word, {}).items() if cost >= EDIT}
        for word in typed
    }
    assert near == {word: plainly_near(word, words) for word in typed}
    assert any(near.values())


def test_both_definitions_of_a_letter_are_the_same():
    words = ["shcherbakov", "dzhevad", "tsshchch", "kostsyushko", "sschie", "daeou", "anna"]
    keep_words(words)

    kept = dict(Word.objects.values_list("word", "deletes"))

    assert {word: by_letter(word)[:10] in kept[word] for word in words} == dict.fromkeys(
        words, True
    )


NAMES = [
    "Anna Berg",
    "Ana Berg",
    "Hanna Bergen",
    "Anne Borg",
    "Annaberg Li",
    "Nana Gerb",
    "An Na Berg",
]


@pytest.mark.parametrize(
    "typed",
    [
        "anna berg",
        "ana beg",
        "annaberg",
        "an naberg",
        "hana bergn",
        "berg e1",
        "anna ber",
        "li anaberg",
    ],
)
def test_the_rank_of_rows_is_what_a_record_costs(typed):
    people(*NAMES)
    search = read(typed)

    ranks = Entry.objects.filter(search.near()).annotate(rank=search.rank())

    found = {entry.pk: (entry.rank, entry.search_text.split()) for entry in ranks}
    assert {name: rank for name, (rank, _words) in found.items()} == {
        name: min(reading.in_words(words)[0] for reading in search.readings)
        for name, (_rank, words) in found.items()
    }
