"""Names suggested in a real browser: by keys alone, on a telephone too, and without a complaint."""

import pytest

from certification.demo.factories import ExpertFactory
from tests.browser import executable
from tests.test_browser_pages import barriers

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
