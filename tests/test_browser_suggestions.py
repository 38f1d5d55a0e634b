"""Names suggested in a real browser: by keys alone, on a telephone too, and without a complaint."""

import re

import pytest

from certification.demo.factories import ExpertFactory
from certification.register.tokens import contrast
from tests.axe import barriers
from tests.browser import executable

pytestmark = [
    pytest.mark.skipif(not executable(), reason="No Chromium here (or name it with CHROME_PATH)."),
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]


@pytest.mark.parametrize(
    ("address", "field"), [("/", "#search-words"), ("/experts/?level=bronze", "#id_q")]
)
def test_a_suggestion_is_reached_by_keys_and_leads_to_the_person(visit, address, field):
    ExpertFactory(given_name="Bjørn", family_name="Ødegård")
    ExpertFactory(given_name="Quentin", family_name="Zweig")
    visitor = visit(375)
    page = visitor.go(address)

    page.focus(field)
    page.keyboard.type("odegrad", delay=20)
    page.wait_for_selector(".suggestions a")
    announced = page.text_content("#suggested")
    overflow, found = visitor.overflow(), barriers(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Bjørn Ødegård')")

    assert "1 person with a similar name" in announced
    assert (visitor.complaints, overflow, found) == ([], 0, [])


def test_arrow_keys_move_among_the_suggestions_and_escape_closes_them(visit):
    ExpertFactory(given_name="Anna", family_name="Ødegård")
    ExpertFactory(given_name="Bjørn", family_name="Ødegård")
    page = visit(1280).go("/")

    def where():
        return page.evaluate("document.activeElement.innerText.split('\\n')[0].slice(0, 5)")

    page.focus("#search-words")
    page.keyboard.type("odegard", delay=20)
    page.wait_for_selector(".suggestions a")
    at = []
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "Escape"):
        page.keyboard.press(key)
        at.append(where())

    assert at == ["Anna ", "Bjørn", "", "Bjørn", "Anna ", ""]
    assert page.locator(".suggestions a").count() == 0
    assert page.input_value("#search-words") == "odegard"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_suggestions_can_be_read_on_the_front_page(visit, scheme):
    ExpertFactory(given_name="Anna", family_name="Ødegård")
    visitor = visit(375)
    visitor.page.emulate_media(color_scheme=scheme)
    page = visitor.go("/")

    page.focus("#search-words")
    page.keyboard.type("odegard", delay=20)
    page.wait_for_selector(".suggestions a")
    colour = "getComputedStyle(document.querySelector('.suggestions a b')).color"
    paper = "getComputedStyle(document.querySelector('.suggestions-box')).backgroundColor"

    assert contrast(hexadecimal(page.evaluate(colour)), hexadecimal(page.evaluate(paper))) >= 7


def hexadecimal(colour):
    """What a browser tells as rgb(22, 36, 42)."""
    return "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", colour)[:3])


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("leaving", ["Tab", "a click"])
def test_suggestions_lie_over_the_page_until_one_leaves_them(visit, width, leaving):
    ExpertFactory(given_name="Anna", family_name="Ødegård", certification__expired=True)
    page = visit(width).go("/experts/?status=expired")
    height = "document.documentElement.scrollHeight"
    heights = [page.evaluate(height)]

    page.focus("#id_q")
    page.keyboard.type("odegard", delay=20)
    page.wait_for_selector(".suggestions a")
    heights.append(page.evaluate(height))
    shown = page.inner_text(".suggestions a")
    if leaving == "Tab":
        for _stop in range(3):
            page.keyboard.press("Tab")
    else:
        page.click("h1")

    assert (heights[0], page.locator(".suggestions a").count()) == (heights[1], 0)
    assert "No valid certification today" in shown
