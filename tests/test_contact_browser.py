"""From a profile to a message that is passed on, in a real browser by the keyboard alone, without scripts."""

import pytest

from certification.models import ContactMessage
from certification.register import spam
from tests.axe import barriers
from tests.browser import executable
from tests.contacting import VISITOR, expert, link
from tests.test_browser_keyboard import fill_in, focused

pytestmark = [
    pytest.mark.skipif(not executable(), reason="No Chromium here (or name it with CHROME_PATH)."),
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]


def test_one_writes_to_an_expert_and_the_expert_answers(visit, monkeypatch):
    monkeypatch.setattr("certification.register.spam.QUICKEST", -spam.QUICKEST)
    window = visit(320, scripts=False)
    page = window.go(expert().get_absolute_url())
    page.get_by_role("link", name="Write to Åse Ødegård").press("Enter")
    page.wait_for_url("**/contact/")

    fill_in(page, message="In May?", name="Wanda", email="zyx", consent="Space")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=alert]")
    page.keyboard.press("Tab")
    told = focused(page)
    page.keyboard.press("Enter")
    page.keyboard.press("End")
    page.keyboard.type("wanda@example.org")
    page.keyboard.press("Enter")
    page.wait_for_url("**/contact/sent/")
    page = window.go(link("confirm"))
    page.get_by_role("button", name="Send message").press("Enter")
    page.wait_for_selector("h1:has-text('Your message is passed on')")
    page = window.go(link("answer"))
    wide = window.overflow()
    page.get_by_label("Your answer").fill("Yes")
    page.get_by_role("button", name="Answer, and give my address").press("Enter")
    page.wait_for_selector("h2:has-text('Your answer is sent')")

    message = ContactMessage.objects.get()
    assert (told, message.email, message.state, wide, window.complaints) == (
        *("Write the e-mail address like name@example.org.", VISITOR, "answered", 0, []),
    )


def test_one_fills_a_shortlist_compares_and_takes_people_off(visit):
    window = visit(320)
    for name in ("Åse", "Bo"):
        page = window.go(expert(given_name=name).get_absolute_url())
        page.get_by_role("button", name="Add to shortlist").press("Enter")
        page.wait_for_url("**/shortlist/?added=*")
    region = page.get_by_role("region", name="Side by side")
    region.focus()
    page.keyboard.press("End")
    columns = page.locator("th[scope=col]").all_inner_texts()
    found = barriers(page)
    wide = window.overflow()

    page.get_by_role("button", name="Remove Åse Ødegård").press("Enter")
    page.wait_for_selector("h2:has-text('1 person on the list')")

    assert (columns, found, wide) == (["Åse Ødegård", "Bo Ødegård"], [], 0)
    assert page.locator("th[scope=col]").all_inner_texts() == ["Bo Ødegård"]
    assert window.complaints == []
