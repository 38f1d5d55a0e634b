"""How many misspelt names find whom they name."""

from typing import NamedTuple

from certification.demo.benchmark.cases import Pages, RefusedError
from certification.demo.benchmark.drawing import Drawn
from certification.demo.benchmark.floors import shown


class Found(NamedTuple):
    """Of `asked` names that are misspelt by one edit: how many find that person, or one of the same name."""

    asked: int
    person: int
    name: int
    refused: int


def found_of_misspelt(number: int, seed: int) -> Found:
    """On the first page."""
    pages, drawn = Pages(), Drawn(seed)
    people = drawn.people[:number]
    persons = names = refused = 0
    for person in people:
        try:
            found = shown(pages.experts({"q": drawn.misspelt(person.name)}))
        except RefusedError:
            refused += 1
            continue
        persons += person in found
        names += person.name in {each.name for each in found}
    return Found(len(people), persons, names, refused)
