"""History, erasure and corrections in a real browser: nothing to complain of, wide and narrow."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from certification.demo.factories import ExpertFactory
from people.models import Person, RegisterHistory
from tests.browser import executable
from tests.staff import address
from tests.test_admin_browser import log_in

pytestmark = [
    pytest.mark.skipif(not executable(), reason="No Chromium here (or name it with CHROME_PATH)."),
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_about_history_has_anything_to_complain_of(width, visit, transactional_db):
    User.objects.create_superuser("staff", password="staff")
    expert = ExpertFactory(
        given_name="Bjørn", email=f"{'b' * 60}@example.org", certification__suspended=True
    )
    Person.objects.filter(pk=expert.pk).update(biography="Wide " * 100, website="https://a.example")
    certification = expert.certifications.get()
    suspension = certification.suspensions.get()
    pages = [
        address(expert, "history"),
        address(certification, "history"),
        address(RegisterHistory, "changelist"),
        f"{address(RegisterHistory, 'changelist')}?since=x&person=nobody",
        address(expert, "erase"),
        reverse("admin:certification_suspension_correct", args=[suspension.pk]),
    ]
    window = log_in(visit(width))

    wider = {}
    for page in pages:
        window.go(page)
        wider[page] = window.overflow()

    assert (window.complaints, wider) == ([], dict.fromkeys(pages, 0))
