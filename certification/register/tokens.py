"""The design tokens of register.css, and the contrast of the colours that stand on one another."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

STYLESHEET = Path(__file__).parent.parent / "static/register/register.css"
THEMES = {"light": r"^:root {", "dark": r"^@media screen and \(prefers-color-scheme: dark\) {"}
# WCAG 2.2: 1.4.6 for text, 1.4.11 for what tells a field or a focus.
OF_TEXT, OF_SHAPES = 7, 3
GROUNDS = ("paper", "wash", "sunk")
WASHES = ("good-wash", "warn-wash", "bad-wash", "news-wash", "over-wash")
PAIRS = [
    *product(("ink", "quiet", "accent", "accent-strong"), (*GROUNDS, *WASHES), [OF_TEXT]),
    *product(("good", "warn", "bad", "news", "over"), GROUNDS, [OF_TEXT]),
    *((wash.removesuffix("-wash"), wash, OF_TEXT) for wash in WASHES),
    *product(("hero-ink", "hero-quiet"), ["hero"], [OF_TEXT]),
    *product(["hero"], ("hero-ink", "hero-quiet"), [OF_TEXT]),
    *product(["on-accent"], ("accent", "accent-strong"), [OF_TEXT]),
    *product(("edge", "focus"), (*GROUNDS, *WASHES), [OF_SHAPES]),
    ("hero-focus", "hero", OF_SHAPES),
]


@dataclass(frozen=True)
class Pair:
    """A colour on its ground, as a theme has them."""

    theme: str
    colour: str
    ground: str
    colour_value: str
    ground_value: str
    wanted: int

    @property
    def ratio(self) -> float:
        return contrast(self.colour_value, self.ground_value)


@cache
def tokens(theme: str = "light") -> dict[str, str]:
    """Every token by its name. The dark theme names only those that are others."""
    written = STYLESHEET.read_text()
    begin = re.search(THEMES[theme], written, re.MULTILINE)
    assert begin, f"No {theme} theme"  # noqa: S101
    block = written[begin.end() : written.index("\n}", begin.end())]
    own = dict(re.findall(r"--([\w-]+): ([^;]+);", block))
    return own if theme == "light" else tokens() | own


def pairs() -> list[Pair]:
    return [
        Pair(theme, colour, ground, found[colour], found[ground], wanted)
        for theme in THEMES
        for found in [tokens(theme)]
        for colour, ground, wanted in PAIRS
    ]


def contrast(one: str, other: str) -> float:
    """Of two colours like #fff or #16242a: WCAG 2.2, “contrast ratio”."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return round((light + 0.05) / (dark + 0.05), 2)


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
