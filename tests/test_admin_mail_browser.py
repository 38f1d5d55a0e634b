"""The preview of a mail in a real browser: its HTML in a frame, without scripts."""

import pytest
from django.contrib.auth.models import User

from certification.mail.kinds import Kind
from certification.models import MailTemplate
from tests.browser import executable
from tests.staff import address
from tests.test_admin_browser import log_in

pytestmark = [
    pytest.mark.skipif(not executable(), reason="No Chromium here (or name it with CHROME_PATH)."),
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]


@pytest.fixture
def template(transactional_db):
    User.objects.create_superuser("staff", password="staff")
    return MailTemplate.objects.get(kind=Kind.BEFORE_EXPIRY, language="en")


@pytest.mark.parametrize("width", [320, 1280])
def test_a_text_is_previewed_corrected_and_saved(width, visit, template):
    window = log_in(visit(width, scripts=False))
    page = window.go(address(template, "change"))
    wider = [window.overflow()]

    page.fill("#id_body", "Dear {{ name }},\n\n- {{ contact }}")
    page.click("input[value=Preview]")
    frame = page.frame_locator("iframe")
    shown = frame.locator("body").inner_text(), frame.locator("li a").get_attribute("href")
    page.fill("#id_body", "Hello {{ name }}")
    wider.append(window.overflow())
    page.click("input[value=Save]")
    page.wait_for_selector(".messagelist .success")

    assert shown == ("Dear Åse Ødegård,\n\nregister@example.org", "mailto:register@example.org")
    assert MailTemplate.objects.get(pk=template.pk).body == "Hello {{ name }}"
    assert (wider, window.complaints) == ([0, 0], [])
