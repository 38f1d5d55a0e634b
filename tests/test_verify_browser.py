"""Checking a certificate in a real browser, with and without scripts."""

import json
from datetime import date

import pytest

from certification.demo.factories import CertificationFactory
from certification.models.check_code import written_check_code
from tests.axe import barriers
from tests.browser import executable

pytestmark = [
    pytest.mark.skipif(not executable(), reason="No Chromium here (or name it with CHROME_PATH)."),
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]


@pytest.fixture
def certification(transactional_db):
    return CertificationFactory(
        number="ESCA-2015-0001",
        person__family_name="</script><b>Lie",
        decided_by="<!--<script>",
        valid_until=date(2018, 12, 31),
    )


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_from_the_home_page_to_the_day_of_a_report(certification, visit, scripts):
    window = visit(320, scripts=scripts)
    page = window.go("/")
    page.locator("summary", has_text="Menu").click()
    page.get_by_role("link", name="Check a certificate").click()
    page.get_by_label("Certificate number").fill("esca 2015 0001")
    page.get_by_role("button", name="Check", exact=True).click()

    assert page.locator(".verdict-line").inner_text() == (
        "Expired: it was valid until 31 December 2018"
    )
    page.get_by_label("Day", exact=True).fill("2016-05-01")
    page.get_by_role("button", name="Show").click()
    assert page.locator(".verdict-line").inner_text() == "Valid on 1 May 2016"
    assert page.url.endswith("/verify/esca-2015-0001/?on=2016-05-01")
    page.get_by_role("link", name="Show today").click()
    assert "Expired" in page.locator(".verdict-line").inner_text()
    assert (window.complaints, window.overflow()) == ([], 0)


def test_whoever_is_not_listed_needs_the_code_and_keeps_it_for_another_day(certification, visit):
    certification.person.consents.update(withdrawn_on=date(2020, 1, 1))
    window = visit(1280)
    page = window.go("/verify/ESCA-2015-0001/")
    assert page.locator("h1").inner_text() == "No certificate can be shown for ESCA-2015-0001"
    assert barriers(page) == []

    page.get_by_label("Check code").fill(written_check_code(certification.check_code).lower())
    page.get_by_role("button", name="Check", exact=True).click()
    assert page.locator(".verdict-line").inner_text().startswith("Expired")
    page.get_by_label("Day", exact=True).fill("2016-05-01")
    page.get_by_role("button", name="Show").click()
    assert page.locator(".verdict-line").inner_text() == "Valid on 1 May 2016"
    assert (barriers(page), window.complaints, window.overflow()) == ([], [], 0)


def test_data_for_search_engines_is_read_whole_and_the_policy_does_not_complain(
    certification, visit
):
    window = visit(1280)
    for address in ("/verify/ESCA-2015-0001/", f"/experts/{certification.person.slug}/"):
        page = window.go(address)
        data = json.loads(page.locator("script[type='application/ld+json']").inner_text())

        person = data.get("about", data)
        assert person["name"] == certification.person.name
        assert page.locator("b", has_text="Lie").count() == 0
    assert window.complaints == []
