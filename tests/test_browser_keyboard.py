"""The public pages without a mouse, and without scripts."""

import pytest

from certification.demo.factories import CourseFactory, ExpertFactory
from certification.models import Application
from certification.register import spam
from tests.applying import link
from tests.browser import executable

pytestmark = [
    pytest.mark.skipif(not executable(), reason="No Chromium here (or name it with CHROME_PATH)."),
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]


@pytest.fixture
def people(transactional_db):
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

    assert (first, focused(page)) == ("Skip to the content", "Skip to the results")


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


def fill_in(page, **answers):
    """Field by field with the keyboard alone, from wherever the focus is."""
    for name, answer in answers.items():
        for _press in range(50):
            if page.evaluate("document.activeElement.name") == name:
                break
            page.keyboard.press("Tab")
        else:
            pytest.fail(f"No way leads to {name} by the keyboard.")
        page.keyboard.press(answer) if name == "consent" else page.keyboard.type(answer)


def test_one_applies_and_confirms_without_a_mouse_and_without_scripts(people, visit, monkeypatch):
    monkeypatch.setattr("certification.register.spam.QUICKEST", -spam.QUICKEST)
    course = CourseFactory()
    window = visit(320, scripts=False)
    page = window.go(f"{course.get_absolute_url()}apply/")

    fill_in(page, given_name="Kari", family_name="Berg", email="k", country="Norw", consent="Space")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=alert]")
    page.keyboard.press("Tab")
    told = focused(page)
    page.keyboard.press("Enter")
    page.keyboard.press("End")
    page.keyboard.type("ari@example.org")
    page.keyboard.press("Enter")
    page.wait_for_url("**/apply/sent/")
    page = window.go(link())
    page.get_by_role("button", name="Confirm").press("Enter")
    page.wait_for_selector("h1:has-text('You have applied')")

    application = Application.objects.get()
    assert (told, application.email, application.country, window.complaints) == (
        *("Write the e-mail address like name@example.org.", "kari@example.org", "NO", []),
    )
