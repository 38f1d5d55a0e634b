"""The orders of the list, and the places in them, which addresses of its pages name."""

import re
from typing import NamedTuple

from people.alphabet import PLAIN, SORT_KEYS, sort_column

# The columns of each order, of which one index has all, in an alphabet: {key} is one of its columns.
BY_NAME = ("entry__{key}", "entry__person_id")
COLUMNS = {
    "name": BY_NAME,
    # How far somebody is from the text: see Question.distance.
    "best": ("distance", *BY_NAME),
    "country": ("entry__country", *BY_NAME),
    "level": ("by_level", "{key}", "entry_id"),
    "latest": ("by_latest", "{key}", "entry_id"),
    "end": ("by_end", "{key}", "entry_id"),
}
_PLACE = re.compile(
    r"(?:([A-Z]{0,2}|-?\d{1,10})\.)?([a-z0-9~-]{1,500}\.[a-z0-9~-]{0,500})\.(\d{1,18})"
    rf"(?:\.({'|'.join(SORT_KEYS)}))?"
)


def columns(order: str, key: str = "") -> tuple[str, ...]:
    """In the alphabet of the page, or in that of a column."""
    return tuple(column.format(key=key or sort_column()) for column in COLUMNS[order])


class Place(NamedTuple):
    """Where somebody stands in an order. Written, it is a part of addresses.

    >>> str(Place("NO", "aero\\tbjorn erik", 7)), str(Place(-3, "~aro\\tbj~orn", 7, "sort_key_nb"))
    ('NO.aero.bjorn-erik.7', '-3.~aro.bj~orn.7.nb')
    """

    lead: str | int | None
    sort_key: str
    person: int
    # The alphabet of the key.
    column: str = PLAIN

    def __str__(self) -> str:
        name = self.sort_key.replace("\t", ".").replace(" ", "-")
        parts = [] if self.lead is None else [str(self.lead)]
        alphabet = [language for language, key in SORT_KEYS.items() if key == self.column]
        return ".".join([*parts, name, str(self.person), *alphabet])

    @property
    def by_name(self) -> tuple[str, int]:
        return self.sort_key, self.person


def read_place(text: str, order: str) -> Place:
    """Raises ValueError for what no page of that order was called."""
    found = _PLACE.fullmatch(text)
    if not found:
        raise ValueError(text)
    lead, name, person, alphabet = found.groups()
    if (lead is None) != (order == "name"):
        raise ValueError(text)
    if lead is not None and (order == "country") == bool(re.search(r"\d", lead)):
        raise ValueError(text)
    known = lead if order in {"name", "country"} else int(lead)
    key = name.replace(".", "\t").replace("-", " ")
    return Place(known, key, int(person), SORT_KEYS.get(alphabet, PLAIN))
