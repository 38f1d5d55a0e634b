"""Pages come at once and stand still: no script is waited for, nothing jumps, nothing is from elsewhere."""

import pytest
from django.conf import settings

from tests import page_types
from tests.browser import executable

pytestmark = [
    pytest.mark.skipif(not executable(), reason="No Chromium here (or name it with CHROME_PATH)."),
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]

SHIFTS = """
    window.shifts = [];
    new PerformanceObserver(list => list.getEntries().forEach(each => shifts.push(
        each.sources.map(({node}) => node?.outerHTML?.slice(0, 80) ?? 'text').join(' ') || 'something')))
        .observe({type: 'layout-shift', buffered: true});
"""
WITHIN = "[style], style, script:not([src]):not([type='application/ld+json'])"
WAITED_FOR = "script[src]:not([defer], [async], [type=module])"


@pytest.fixture
def addresses(transactional_db):
    page_types.fill()
    return page_types.addresses(settings.LANGUAGE_CODE)


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_jumps_and_nothing_is_within_a_page_or_from_elsewhere(
    addresses, visit, width, subtests
):
    window = visit(width)
    window.page.add_init_script(SHIFTS)
    asked = []
    window.page.on("request", lambda request: asked.append(request.url))
    for address in addresses:
        with subtests.test(address):
            asked.clear()
            page = window.go(address)
            page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
            page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))")
            elsewhere = [
                url
                for url in asked
                if url.startswith("http") and not url.startswith(window.server.url)
            ]
            within = [page.locator(each).count() for each in (WITHIN, WAITED_FOR)]
            assert (page.evaluate("shifts"), elsewhere, within) == ([], [], [0, 0])


def test_typing_into_the_search_moves_nothing(addresses, visit):
    window = visit(320)
    window.page.add_init_script(SHIFTS)
    for address, field in (("/", "#search-words"), ("/experts/", "#id_q")):
        page = window.go(address)
        before = page.evaluate("document.documentElement.scrollHeight")
        page.focus(field)
        page.keyboard.type("given", delay=20)
        page.wait_for_selector(".suggestions a")
        after = page.evaluate("document.documentElement.scrollHeight")

        assert (page.evaluate("shifts"), after) == ([], before)


def test_the_first_paint_waits_for_no_script(addresses, visit):
    window = visit()
    held = []
    window.page.route("**/*.js", lambda route: held.append(route))
    painted = """() => new Promise(done => new PerformanceObserver(
        list => done(list.getEntries().some(({name}) => name === 'first-contentful-paint')))
        .observe({type: 'paint', buffered: true}))"""
    for path in ("/", "/experts/"):
        window.page.goto(f"{window.server.url}{path}", wait_until="commit")

        assert window.page.evaluate(painted)
    assert held
    for route in held:
        route.abort()
