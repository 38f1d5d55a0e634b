"""Where the parts of a picture lie. templates/statistics/ draws them; the stylesheet says how they look.

All pictures are as wide as each other, in units that grow with the page; letters do not grow with it, so on
a telephone they take twice as many of these.
"""

from collections.abc import Iterable
from typing import NamedTuple

from django.contrib.humanize.templatetags.humanize import intcomma

from certification.register.numbers import short

WIDTH, HEIGHT = 400, 250
# Around the plot: of letters above and below, and of a digit at its left.
TOP, BOTTOM, DIGIT, RIGHT = 30, 46, 9, 18
# Of a bar: with its words above it, and alone.
ROW, BAR = 40, 12
# The stylesheet has so many colours of series.
COLOURS = 5


class Label(NamedTuple):
    x: float
    y: float
    text: str


class Shape(NamedTuple):
    """A series, or a part of one: 0 is one alone. `points` are an outline as SVG writes it."""

    series: int
    points: str
    # Where its name has room.
    label: Label | None = None


class Bar(NamedTuple):
    y: int
    width: float
    name: str
    number: int

    @property
    def words(self) -> int:
        """The line that its words stand on."""
        return self.y + ROW - BAR - 9


class Picture(NamedTuple):
    """`left` is where the plot begins, `bottom` the line of zero."""

    template: str
    width: int
    height: int
    left: float = 0
    right: float = 0
    bottom: float = 0
    lines: list[Label] = []
    ticks: list[Label] = []
    shapes: list[Shape] = []
    bars: list[Bar] = []


class Plot:
    """Numbers from zero up, and places from left to right between 0 and 1."""

    def __init__(self, most: int) -> None:
        self.marks = marks(most)
        longest = max(len(short(mark)) for mark in self.marks)
        self.left, self.right, self.bottom = longest * DIGIT + 10, WIDTH - RIGHT, HEIGHT - BOTTOM

    def x(self, place: float) -> float:
        return round(self.left + place * (self.right - self.left), 1)

    def y(self, number: int) -> float:
        return round(self.bottom - number / self.marks[-1] * (self.bottom - TOP), 1)

    def picture(self, shapes: list[Shape], ticks: list[tuple[float, str]]) -> Picture:
        return Picture(
            "statistics/_plot.html",
            WIDTH,
            HEIGHT,
            self.left,
            self.right,
            self.bottom,
            lines=[Label(self.left - 6, self.y(mark), short(mark)) for mark in self.marks],
            ticks=[Label(self.x(place), self.bottom, text) for place, text in self._thinned(ticks)],
            shapes=shapes,
        )

    def _thinned(self, ticks: list[tuple[float, str]]) -> list[tuple[float, str]]:
        """As many as have room, with the same way between them; the last is the last."""
        longest = max((len(text) for _place, text in ticks), default=1)
        room = (self.right - self.left) // ((longest + 1) * DIGIT)
        every = max(-(-len(ticks) // room), 1)
        return ticks[::-1][::every][::-1]


def areas(
    places: list[float], series: list[tuple[str, list[int]]], ticks: list[tuple[float, str]]
) -> Picture:
    """Stacked, the first at the bottom. Each number belongs to the place of the same index."""
    plot = Plot(max(map(sum, zip(*(numbers for _name, numbers in series), strict=True))))
    below, shapes = [0] * len(places), []
    for index, (name, numbers) in enumerate(series):
        above = [base + number for base, number in zip(below, numbers, strict=True)]
        edge = [(plot.x(place), plot.y(top)) for place, top in zip(places, above, strict=True)]
        base = [(plot.x(place), plot.y(low)) for place, low in zip(places, below, strict=True)]
        shapes.append(Shape(_colour(index), _points(edge + base[::-1]), _name(name, edge, base)))
        below = above
    return plot.picture(shapes, ticks)


def columns(names: list[str], series: list[list[int]]) -> Picture:
    """One for each name; stacked, the first at the bottom."""
    plot = Plot(max(map(sum, zip(*series, strict=True))))
    shapes, below, share = [], [0] * len(names), 1 / len(names)
    for index, numbers in enumerate(series):
        colour = _colour(index) if len(series) > 1 else 0
        for place, number in enumerate(numbers):
            if number:
                left, right = plot.x((place + 0.12) * share), plot.x((place + 0.88) * share)
                low, top = plot.y(below[place]), plot.y(below[place] + number)
                outline = [(left, low), (left, top), (right, top), (right, low)]
                shapes.append(Shape(colour, _points(outline)))
                below[place] += number
    ticks = [((place + 0.5) * share, name) for place, name in enumerate(names)]
    return plot.picture(shapes, ticks)


def bars(rows: list[tuple[str, int]]) -> Picture:
    """One below the other, as long as the number."""
    most = max(number for _name, number in rows)
    drawn = [
        Bar(place * ROW, round(number / most * WIDTH, 1), name, number)
        for place, (name, number) in enumerate(rows)
    ]
    return Picture("statistics/_bars.html", WIDTH, len(rows) * ROW, bars=drawn)


def marks(most: int) -> list[int]:
    """From zero to what is not below `most`, in steps that people count in: at most five."""
    step = next(
        step
        for power in range(12)
        for step in (10**power, 2 * 10**power, 5 * 10**power)
        if step * 5 >= most
    )
    return list(range(0, max(most, 1) + step, step))[: -(-max(most, 1) // step) + 1]


def written_number(number: int) -> str:
    return str(intcomma(number))


def _colour(index: int) -> int:
    return index % COLOURS + 1


def _points(outline: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in outline)


def _name(
    name: str, edge: list[tuple[float, float]], base: list[tuple[float, float]]
) -> Label | None:
    """At the right where the series is high enough for letters, else nowhere: the legend has it too."""
    x, top, low = max(
        ((x, top, low) for (x, top), (_x, low) in zip(edge[1:-1], base[1:-1], strict=True)),
        key=lambda place: (min(place[2] - place[1], 28), place[0]),
        default=(0, 0, 0),
    )
    return Label(x, round((top + low) / 2, 1), name) if low - top >= 24 else None
