"""Every kind of page in a real browser, in the languages beside English: see test_browser_pages.py."""

import pytest

from certification.translating.catalogues import LANGUAGES
from tests import page_types
from tests.axe import ALL, COLOURS
from tests.browser import executable

pytestmark = [
    pytest.mark.skipif(not executable(), reason="No Chromium here (or name it with CHROME_PATH)."),
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]
# Words are what differs: all is looked for where there is least room for them, and the colours in both themes.
LOOKS = [(320, "light", ALL), (1280, "dark", COLOURS)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_has_a_barrier_a_complaint_or_a_sideways_scroll(
    transactional_db, visit, language, subtests
):
    page_types.fill()
    window = visit()
    for address in page_types.addresses(language):
        with subtests.test(address):
            assert page_types.faults(window, address, LOOKS) == []
