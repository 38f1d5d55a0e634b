"""Maps of tiles: each country is one square, so that a small one is as easy to see as a big one."""

from collections.abc import Iterable
from itertools import batched, pairwise
from typing import NamedTuple

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import ngettext

from certification.register import choices
from certification.register.numbers import DIGITS, short

# Laid out like Europe, with its neighbours in the south-east.
EUROPE = [
    line.split()
    for line in (
        "IS .. .. .. NO SE FI .. .. .. ..",
        ".. .. .. .. .. .. EE .. .. .. ..",
        ".. IE GB .. DK .. LV RU .. .. ..",
        ".. .. .. NL DE PL LT BY .. .. ..",
        ".. .. BE LU CZ SK UA .. .. .. ..",
        ".. FR CH LI AT HU RO MD .. .. ..",
        "PT ES AD MC SI HR RS BG .. GE ..",
        ".. .. .. IT SM BA XK MK TR AM AZ",
        ".. .. .. VA .. ME AL GR .. .. ..",
        ".. .. .. MT .. .. .. .. CY .. ..",
    )
]
NOTHING = ".."
# Of the map of all other countries, which stands beside it.
WORLD_COLUMNS = 6
# From one tile to the next, and how much of that is between them; register/_tiles.html draws the rest.
PITCH, GAP = 40, 3
# The colours that register.css has for tiles, the least first.
STEPS = 5


class Tile(NamedTuple):
    code: str
    name: str
    x: int
    y: int
    experts: int
    # Which colour; 0 for a country without experts.
    step: int

    @property
    def written(self) -> str:
        """Short enough for a tile: 120K."""
        return short(self.experts)

    @property
    def is_long(self) -> bool:
        return len(self.written) > DIGITS

    @property
    def label(self) -> str:
        text = ngettext(
            "%(country)s: %(count)s expert", "%(country)s: %(count)s experts", self.experts
        )
        return text % {"country": self.name, "count": intcomma(self.experts)}


class Step(NamedTuple):
    """How many experts the tiles of a colour stand for."""

    number: int
    least: int
    most: int


class TileMap(NamedTuple):
    tiles: list[Tile]
    width: int
    height: int


class Places(NamedTuple):
    """Where experts are; `unplaced` are those of whom no country is known."""

    europe: TileMap
    elsewhere: TileMap
    unplaced: Tile | None
    steps: list[Step]


def places(counts: dict[str, int]) -> Places:
    """`counts` are by the codes that stand in addresses."""
    steps = steps_of(count for code, count in counts.items() if code != choices.NO_COUNTRY)
    known = {code for row in EUROPE for code in row} | {choices.NO_COUNTRY}
    others = [code for code, _name in choices.country_choices({*counts} - known)]
    unplaced = _tile(choices.NO_COUNTRY, 0, 0, counts, [])
    return Places(
        europe=_map(EUROPE, counts, steps),
        elsewhere=_map(batched(others, WORLD_COLUMNS, strict=False), counts, steps),
        unplaced=unplaced if unplaced.experts else None,
        steps=steps,
    )


def steps_of(counts: Iterable[int]) -> list[Step]:
    """About as many countries in each, so that no map is all of one colour."""
    ordered = sorted(counts)
    if not ordered:
        return []
    later = (ordered[len(ordered) * step // STEPS] for step in range(1, STEPS))
    begin = sorted({1, *map(_rounded, later)})
    ends = [following - 1 for _begin, following in pairwise(begin)]
    return [
        Step(number, least, last)
        for number, (least, last) in enumerate(
            zip(begin, [*ends, ordered[-1]], strict=True), start=1
        )
    ]


def _rounded(number: int) -> int:
    """Down to two digits that are not zero."""
    power: int = 10 ** max(len(str(number)) - 2, 0)
    return number // power * power


def _map(rows: Iterable[Iterable[str]], counts: dict[str, int], steps: list[Step]) -> TileMap:
    tiles = [
        _tile(code, column * PITCH, row * PITCH, counts, steps)
        for row, codes in enumerate(rows)
        for column, code in enumerate(codes)
        if code != NOTHING
    ]
    right = max((tile.x for tile in tiles), default=0)
    bottom = max((tile.y for tile in tiles), default=0)
    return TileMap(tiles, right + PITCH - GAP, bottom + PITCH - GAP)


def _tile(code: str, x: int, y: int, counts: dict[str, int], steps: list[Step]) -> Tile:
    count = counts.get(code, 0)
    step = sum(step.least <= count for step in steps)
    return Tile(code, choices.country_name(code), x, y, count, step)
