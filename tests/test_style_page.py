"""The page that shows staff what pages are made of, by the templates that pages use."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.urls import reverse

from tests.axe import barriers
from tests.browser import executable


def test_only_staff_see_it(client, admin_client):
    anonymous, visitor = client.get(reverse("style")), User.objects.create_user("visitor")
    client.force_login(visitor)

    answers = [anonymous, client.get(reverse("style")), admin_client.get(reverse("style"))]
    assert [answer.status_code for answer in answers] == [302, 302, 200]


def test_every_template_that_it_names_is_one_that_it_was_made_with(admin_client):
    page = admin_client.get(reverse("style"))
    named = re.findall(r"<code>([a-z]+/_[a-z_]+\.html)</code>", page.content.decode())

    used = {template.name for template in page.templates}
    assert (len(named) > 10, {*named} - used - {"register/_held.html"}) == (True, set())
    assert Path(settings.BASE_DIR, "templates/register/_held.html").exists()


def test_it_tells_the_contrast_of_each_colour(admin_client):
    page = admin_client.get(reverse("style")).content.decode()

    assert page.count("<code>--quiet</code>") == 1
    assert " 7.17 <code>--over-wash</code>" in page


@pytest.mark.skipif(not executable(), reason="No Chromium here (or name it with CHROME_PATH).")
@pytest.mark.django_db(transaction=True, databases=["default", "public"])
@pytest.mark.parametrize("width", [320, 1280])
def test_it_has_no_barrier(width, visit):
    User.objects.create_superuser("staff", password="staff")
    window = visit(width)
    page = window.go(f"/admin/login/?next={reverse('style')}")
    page.fill("#id_username", "staff")
    page.fill("#id_password", "staff")
    page.click("input[type=submit]")
    page.wait_for_selector("h1:has-text('Style')")

    assert (barriers(page), window.complaints, window.overflow()) == ([], [], 0)
