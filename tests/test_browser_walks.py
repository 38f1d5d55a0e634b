"""From the search to a message to a person by keys alone, also at 400 %: 1280 points are 320 then."""

import pytest

from certification.demo.factories import ExpertFactory
from certification.models import ContactRequest
from certification.register import spam
from tests.browser import executable

pytestmark = [
    pytest.mark.skipif(not executable(), reason="No Chromium here (or name it with CHROME_PATH)."),
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]

SIZES = {"wide": (1280, 800), "telephone": (320, 640), "400 %": (320, 256)}
# Where the focus is: what it is called, and what is wrong with how it is seen.
STOP = """() => {
    const at = document.activeElement;
    const name = (at.labels?.[0] ?? at).textContent.trim().replace(/\\s+/g, ' ').slice(0, 60) || at.id;
    const shown = at.closest('.option') ?? at;
    const box = at.getClientRects()[0];
    const wrong = [];
    if (!box) return [name, 'has no box'];
    const {outlineStyle, outlineWidth} = getComputedStyle(at);
    if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2) wrong.push('has no ring');
    const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    if (left >= right || top >= bottom) return [name, 'is outside the window'];
    const seen = [.1, .5, .9].some(part => {
        const over = document.elementFromPoint((left + right) / 2, top + part * (bottom - top));
        return over && (shown.contains(over) || over.contains(at) && over.matches('a, label, summary'));
    });
    if (!seen) wrong.push('is hidden');
    if (document.documentElement.scrollWidth > innerWidth) wrong.push('scrolls sideways');
    return [name, wrong.join(', ')];
}"""


class Walk:
    """Presses Tab and notes each stop where the focus can't be seen."""

    def __init__(self, window):
        self.window, self.page, self.wrong = window, window.page, []

    def to(self, name):
        for _press in range(150):
            self.page.keyboard.press("Tab")
            stop, wrong = self.page.evaluate(STOP)
            if wrong:
                self.wrong.append(f"{self.page.url}: {stop} {wrong}")
            if stop.startswith(name):
                return
        pytest.fail(f"No way leads to “{name}” by the keyboard at {self.page.url}.")

    def enter(self, selector):
        self.page.keyboard.press("Enter")
        self.page.wait_for_selector(selector)


@pytest.fixture
def people(transactional_db, monkeypatch):
    monkeypatch.setattr(spam, "QUICKEST", -spam.QUICKEST)
    for number in range(30):
        ExpertFactory(family_name=f"Berg {number}", country="NO")
    return ExpertFactory(given_name="Bjørn", family_name="Ødegård", register_no="E000042")


def sized(window, size):
    width, height = SIZES[size]
    window.page.set_viewport_size({"width": width, "height": height})
    return window


def walk_to_the_profile(window):
    window.go("/")
    walk = Walk(window)
    walk.to("Skip to the content")
    walk.to("Name, number or organisation")
    walk.page.keyboard.type("Ødegård")
    walk.page.wait_for_selector(".suggestions a")
    walk.to("Bjørn Ødegård")
    walk.page.keyboard.press("Escape")
    walk.enter(".experts")
    walk.to("Bjørn Ødegård")
    walk.enter("h1:has-text('Bjørn Ødegård')")
    return walk


@pytest.mark.parametrize("size", SIZES)
def test_search_profile_and_contact_by_keys_alone(people, visit, size):
    window = sized(visit(), size)

    walk = walk_to_the_profile(window)
    walk.to("Write to Bjørn Ødegård")
    walk.enter("h1:has-text('Write to Bjørn Ødegård')")
    for field, words in (
        ("Message", "In May?"),
        ("Your name", "Wanda"),
        ("Your e-mail", "w@example.org"),
    ):
        walk.to(field)
        walk.page.keyboard.type(words)
    walk.to("Send message")
    walk.enter("[role=alert]")
    told = walk.page.evaluate("document.activeElement.getAttribute('role')")
    walk.to("Without your agreement")
    walk.page.keyboard.press("Enter")
    walk.page.keyboard.press("Space")
    walk.to("Send message")
    walk.enter("h1:has-text('Look into your mailbox')")

    assert (told, walk.wrong, window.complaints) == ("alert", [], [])
    assert ContactRequest.objects.get().recipients == [people.pk]


@pytest.mark.parametrize("size", SIZES)
def test_every_stop_of_the_list_can_be_seen(people, visit, size):
    window = sized(visit(), size)
    page = window.go("/experts/?status=valid&status=expired")
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    walk = Walk(window)

    walk.to("What the register covers")

    assert walk.wrong == []
