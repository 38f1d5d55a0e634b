"""The map of tiles on the front page: how many experts each country has, to be pressed."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from certification.demo.factories import ExpertFactory
from certification.exchange.columns import countries_by_word
from certification.register.tiles import EUROPE, NOTHING, Step, places, steps_of
from tests.browser import executable
from tests.html import text


def links(response):
    """Of the tiles: their names and where they lead."""
    found = re.findall(
        r'<a class="tile [^"]*" href="([^"]*)" aria-label="([^"]*)"', response.content.decode()
    )
    return {unescape(name): address for address, name in found}


def test_each_tile_with_experts_leads_to_the_list_of_as_many(client):
    for country, number in (("NO", 3), ("TR", 1), ("BR", 2), ("", 2)):
        ExpertFactory.create_batch(number, country=country)
        ExpertFactory(country=country, certification__expired=True)
        ExpertFactory(country=country, consent=None)

    page = client.get("/")
    totals = {name: client.get(address).context["total"] for name, address in links(page).items()}

    assert totals == {"Norway: 3 experts": 3, "Türkiye: 1 expert": 1, "Brazil: 2 experts": 2}
    assert (
        '<a class="onward" href="/experts/?country=none">Country not recorded: 2 experts</a>'
        in (page.content.decode())
    )


def test_countries_elsewhere_stand_beside_europe_by_name(client):
    for country in ("US", "BR", "NO", "JP"):
        ExpertFactory(country=country)

    beside = client.get("/").context["map"].elsewhere

    assert [(tile.code, tile.x) for tile in beside.tiles] == [("BR", 0), ("JP", 40), ("US", 80)]


def test_a_country_without_experts_is_quiet(client):
    ExpertFactory(country="NO")

    page = client.get("/").content.decode()

    assert '<g class="tile tile-0" aria-hidden="true"><rect' in page
    assert page.count('<a class="tile') == 1


def test_nobody_elsewhere_and_nobody_without_a_country_leave_no_gap(client):
    ExpertFactory(country="NO")

    said = text(client.get("/"))

    assert ["Rest of the world" in said, "Country not recorded" in said] == [False, False]


def test_the_table_has_the_same_numbers(client):
    for country, number in (("NO", 3), ("AT", 1), ("", 2)):
        ExpertFactory.create_batch(number, country=country)

    table = client.get("/").content.decode().partition("<tbody>")[2].partition("</tbody>")[0]

    assert re.findall(r'href="([^"]*)">([^<]*)</a></th><td>([^<]*)</td>', table) == [
        ("/experts/?country=AT", "Austria", "1"),
        ("/experts/?country=NO", "Norway", "3"),
        ("/experts/?country=none", "Country not recorded", "2"),
    ]


def test_no_country_has_two_tiles():
    codes = [code for row in EUROPE for code in row if code != NOTHING]

    assert (len(codes), len({*codes}), {len(row) for row in EUROPE}) == (50, 50, {11})


def test_each_tile_has_a_name():
    assert [tile.code for tile in places({}).europe.tiles if not tile.name] == []


def test_the_country_that_no_list_of_iso_has_is_known_everywhere(client):
    ExpertFactory(country="XK")
    words = countries_by_word()

    assert links(client.get("/")) == {"Kosovo: 1 expert": "/experts/?country=XK"}
    assert [words.get(word) for word in ("kosovo", "xk", "xkx", "")] == ["XK", "XK", "XK", None]


@pytest.mark.parametrize(
    ("counts", "steps"),
    [
        ([], []),
        ([3], [Step(1, 1, 2), Step(2, 3, 3)]),
        ([1, 1, 1], [Step(1, 1, 1)]),
        ([1, 2, 3, 4, 5], [Step(n, n, n) for n in range(1, 6)]),
        (
            [1, 5, 129, 1299, 12999],
            [
                Step(1, 1, 4),
                Step(2, 5, 119),
                Step(3, 120, 1199),
                Step(4, 1200, 11_999),
                Step(5, 12_000, 12_999),
            ],
        ),
    ],
)
def test_steps_part_the_countries_evenly(counts, steps):
    assert steps_of(counts) == steps


def test_a_number_that_is_too_long_for_a_tile_is_shortened():
    (tile,) = [tile for tile in places({"NO": 123_456}).europe.tiles if tile.experts]

    assert (tile.written, tile.label) == ("123K", "Norway: 123,456 experts")


def luminance(colour):
    digits = colour * 2 if len(colour) == 3 else colour
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [0, 1])
def test_letters_on_tiles_stand_out_and_steps_go_from_light_to_dark_or_back(theme):
    sheet = Path(finders.find("register/register.css")).read_text()

    def token(name):
        return luminance(re.findall(rf"{name}: #(\w+);", sheet)[theme])

    letters = ["low", "low", "mid", "high", "high"]
    steps = [token(f"--scale-{number}") for number in range(1, 6)]
    pairs = [
        sorted([step, token(f"--on-scale-{each}")])
        for step, each in zip(steps, letters, strict=True)
    ]

    assert [(light + 0.05) / (dark + 0.05) >= 7 for dark, light in pairs] == [True] * 5
    assert steps == sorted(steps, reverse=theme == 0)


@pytest.mark.skipif(not executable(), reason="No Chromium here (or name it with CHROME_PATH).")
@pytest.mark.django_db(transaction=True, databases=["default", "public"])
def test_tiles_are_big_enough_and_are_reached_by_keyboard(visit):
    for country in ("IS", "NO", "AZ", "BR"):
        ExpertFactory(country=country)
    window = visit(320)
    page = window.go("/")

    boxes = page.eval_on_selector_all(
        "a.tile",
        "all => all.map(each => each.getBoundingClientRect()).map(b => [b.width, b.height])",
    )
    page.locator("h2#countries").scroll_into_view_if_needed()
    page.locator("a.tile").first.focus()
    reached = []
    for _ in range(4):
        reached.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
        page.keyboard.press("Tab")
    page.locator("a.tile").nth(1).press("Enter")
    page.wait_for_url("**/experts/?country=NO")

    assert (len(boxes), [box for box in boxes if min(box) < 24]) == (4, [])
    assert reached == [
        f"{name}: 1 expert" for name in ("Iceland", "Norway", "Azerbaijan", "Brazil")
    ]
    assert window.complaints == []
