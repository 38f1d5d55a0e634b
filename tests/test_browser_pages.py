"""Every kind of page in a real browser: accessible, quiet, and no wider than a telephone."""

import pytest
from django.conf import settings

from tests import page_types
from tests.axe import ALL, COLOURS
from tests.browser import executable
from tests.page_types import CANCELLED, COURSE, SLUG

pytestmark = [
    pytest.mark.skipif(not executable(), reason="No Chromium here (or name it with CHROME_PATH)."),
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]

# What else a page can be, beside its kind.
STATES = [
    "/experts/?order=level&page=2",
    "/experts/?q=lapsed",
    "/experts/?country=XX&q=%00&on=2019-13-45",
    "/experts/?page=99",
    f"/experts/{SLUG}/?on=2019-05-20",
    f"/experts/{SLUG}/?on=never",
    "/courses/?country=online&kind=refresher",
    "/courses/?kind=x",
    "/courses/?page=2",
    f"/courses/{COURSE}/apply/sent/",
    f"/courses/{COURSE}/apply/x/",
    f"/courses/{CANCELLED}/",
    f"/courses/{CANCELLED}/apply/",
    "/contact/sent/",
    "/contact/answer/x/",
    f"/shortlist/?expert={SLUG}&expert=given-e1&expert=nobody-e2",
    f"/shortlist/ask/?chosen={SLUG}&chosen=nobody-e2",
    "/verify/?number=",
    "/verify/ESCA-2015-0042/",
    "/verify/ESCA-2015-0042/?on=2014-12-31",
    "/verify/ESCA-2018-0042/",
    "/verify/ESCA-2015-0043/?on=2017-01-01",
    "/verify/UNKNOWN/?code=7K3QF-0XW9M",
    "/verify/ESCA-2015-0042/?on=never",
]


@pytest.fixture
def register(transactional_db):
    return page_types.fill()


def test_no_page_has_a_barrier_a_complaint_or_a_sideways_scroll(register, visit, subtests):
    """In English; in the other languages: test_browser_languages.py."""
    looks = [(w, *look) for w in (1280, 320) for look in (("light", ALL), ("dark", COLOURS))]
    window = visit()
    for address in [*page_types.addresses(settings.LANGUAGE_CODE), *STATES]:
        with subtests.test(address):
            assert page_types.faults(window, address, looks) == []


def test_nothing_to_press_is_smaller_than_44_points(register, visit, subtests):
    window = visit(320)
    for address in [*page_types.addresses(settings.LANGUAGE_CODE), *STATES]:
        with subtests.test(address):
            page = window.go(address)
            page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
            small = page.evaluate(
                """() => [...document.querySelectorAll(
                    "a, button, summary, .option, select, textarea, input:not([type=hidden])")]
                // Tiles of the map are as big as a telephone lets them be: the table has the same links.
                .filter(each => !each.closest(
                    ".tiles, .skip, .visually-hidden, .reasons, p:not(.back):has(> a:not(.onward, .button))"))
                .map(each => [each.closest(".option") ?? each, each])
                .map(([target, each]) => [each.outerHTML.slice(0, 90), target.getBoundingClientRect()])
                .filter(([_, box]) => box.height > 0 && (box.height < 43.9 || box.width < 43.9))
                .map(([html, box]) => `${box.width}x${box.height} ${html}`)"""
            )
            assert small == []


def test_badges_differ_by_more_than_colour(register, visit):
    page = visit(1280).go("/")

    marks = page.eval_on_selector_all(
        ".badge-mark", "all => all.map(each => each.getAttribute('d'))"
    )

    assert len(set(marks)) == 3
