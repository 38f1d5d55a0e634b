"""The one stylesheet: its colours can be read, and nothing in it is unused or written twice."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from certification.register.tokens import STYLESHEET, THEMES, contrast, pairs, tokens
from tests import icons

# Made from a status or a stage: templates/register/_status.html, courses/_stage.html, _verdict.html.
MADE = re.compile(r"(status|verdict|stage|fact|period|series|tile)-[a-z0-9-]+")


def css():
    return re.sub(r"/\*.*?\*/", "", STYLESHEET.read_text(), flags=re.DOTALL)


def blocks():
    """Each rule: the @media that it stands in, its selector and its declarations."""
    stack, text = [], ""
    for letter in css():
        if letter == "{":
            stack.append(" ".join(text.split()))
            text = ""
        elif letter == "}":
            if text.strip():
                yield tuple(stack[:-1]), stack[-1], " ".join(text.split())
            stack.pop()
            text = ""
        else:
            text += letter


def test_every_colour_can_be_read_on_every_ground_it_stands_on():
    assert [pair for pair in pairs() if pair.ratio < pair.wanted] == []


def test_contrast_is_measured_as_wcag_does():
    assert (contrast("#000", "#fff"), contrast("#767676", "#ffffff")) == (21, 4.54)


def test_the_dark_theme_has_each_colour_again():
    light, dark = ({n for n, v in tokens(theme).items() if "#" in v} for theme in THEMES)

    assert light == dark


def test_no_rule_stands_there_twice():
    found = Counter((within, selector) for within, selector, _body in blocks())

    assert [rule for rule, times in found.items() if times > 1] == []


def test_no_token_and_no_class_is_there_that_nothing_uses():
    used = "".join(
        path.read_text()
        for folder, suffix in (
            *(("templates", "*.html"), ("certification", "*.py")),
            ("certification/static/register", "*.js"),
        )
        for path in Path(settings.BASE_DIR, folder).rglob(suffix)
    )
    selectors = " ".join(selector for _within, selector, _body in blocks())
    classes = {name for name in re.findall(r"\.([a-z][\w-]*)", selectors) if not MADE.match(name)}
    unused = [name for name in sorted(classes) if not re.search(rf"\b{name}\b", used)]

    assert unused == []
    assert [name for name in tokens() if f"var(--{name})" not in css()] == []


@pytest.mark.parametrize("literal", [r"#[0-9a-f]{3,8}\b", r"rgb\("])
def test_no_colour_stands_outside_the_tokens(literal):
    """White and black for what is printed or printed on are no part of a theme."""
    bodies = [
        f"{selector} {body}"
        for within, selector, body in blocks()
        if selector != ":root" and not (within and "print" in within[0])
    ]
    found = [body for body in bodies if re.search(literal, body)]

    assert [body for body in found if not body.startswith((".badge", ".certificate-page"))] == []


def test_the_icons_of_pixels_are_drawn_from_the_one_of_lines():
    kept = [(icons.FOLDER / name).read_bytes() for name in ("favicon.ico", "touch-icon.png")]

    assert kept == [icons.favicon(), icons.touch_icon()]


def test_the_icon_is_found_where_browsers_ask_for_it(client):
    answer = client.get("/favicon.ico")

    assert (answer.status_code, answer.url) == (302, "/static/register/favicon.ico")
