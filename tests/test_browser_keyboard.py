"""The public pages without a mouse, and without scripts."""

import pytest

from certification.demo.factories import ExpertFactory
from tests.browser import executable

pytestmark = [
    pytest.mark.skipif(not executable(), reason="No Chromium here (or name it with CHROME_PATH)."),
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]


@pytest.fixture
def people(rows_from_migrations):
    ExpertFactory(given_name="Bjørn", family_name="Ødegård", country="NO")
    ExpertFactory(given_name="Eleni", family_name="Papadopoulou", country="GR")
    ExpertFactory(given_name="Lapsed", family_name="Ödmann", certification__expired=True)


def focused(page):
    return page.evaluate("document.activeElement.textContent.trim() || document.activeElement.id")


def names(page):
    return page.locator(".expert h3").all_text_contents()


def test_the_first_key_leads_past_the_head_of_the_page(people, visit):
    page = visit().go("/experts/")

    page.keyboard.press("Tab")
    first = focused(page)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert (first, focused(page)) == ("Skip to the content", "id_q")


def test_enter_searches(people, visit):
    page = visit(scripts=False).go("/")

    page.get_by_role("searchbox").fill("bjorn")
    page.keyboard.press("Enter")
    page.wait_for_url("**/experts/?q=bjorn")

    assert (names(page), page.title()) == (
        ["Bjørn Ødegård"],
        "Results for “bjorn” – Experts – Cluster Expert Register",
    )


def test_filters_work_on_a_telephone_without_scripts(people, visit):
    page = visit(320, scripts=False).go("/experts/?q=od")

    page.locator("summary", has_text="Filters").click()
    page.get_by_label("Expired").check()
    page.get_by_role("button", name="Apply filters").click()
    page.wait_for_url("**status=expired")

    assert (names(page), page.url.partition("?")[2]) == (
        ["Bjørn Ødegård", "Lapsed Ödmann"],
        "q=od&status=valid&status=expired",
    )


def test_filters_stand_open_in_a_wide_window(people, visit):
    page = visit(1280, scripts=False).go("/experts/")

    assert page.get_by_label("Expired").is_visible()


def test_a_filter_is_removed_by_its_link(people, visit):
    page = visit().go("/experts/?country=GR&q=papa")

    page.get_by_role("link", name="Greece").click()

    assert page.url.partition("?")[2] == "q=papa"
