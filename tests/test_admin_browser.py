"""The staff side in a real browser, under the strict content security policy."""

import pytest
from django.contrib.auth.models import User

from certification.demo.factories import CertificationFactory, ExpertFactory, level
from certification.models import Certification, Expert
from tests.browser import executable
from tests.staff import address

pytestmark = [
    pytest.mark.skipif(not executable(), reason="No Chromium here (or name it with CHROME_PATH)."),
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]


@pytest.fixture
def expert(transactional_db):
    User.objects.create_superuser("staff", password="staff")
    expert = ExpertFactory(given_name="Bjørn", family_name="Ærø", languages=["en"])
    CertificationFactory(person=expert, level=level("gold"), suspended=True)
    return expert


def log_in(window):
    page = window.go("/admin/login/?next=/admin/")
    page.fill("#id_username", "staff")
    page.fill("#id_password", "staff")
    page.click("input[type=submit]")
    return window


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_of_the_staff_side_has_anything_to_complain_of(width, visit, expert):
    window = log_in(visit(width))
    bronze = expert.certifications.last()
    pages = ["/admin/", address(Expert, "changelist"), address(expert, "change")]
    pages += [address(Expert, "add"), address(Certification, "changelist")]
    pages += [address(bronze, "change"), address(expert, "withdraw-consent")]
    pages += [f"{address(Certification, 'suspend')}?ids={bronze.pk}"]

    wider = {}
    for page in pages:
        window.go(page)
        wider[page] = window.overflow()

    assert (window.complaints, wider) == ([], dict.fromkeys(pages, 0))


def test_a_certification_is_added_by_autocomplete_and_the_picker_of_days(visit, expert):
    window = log_in(visit())
    page = window.go(address(Certification, "add"))
    focused = page.evaluate("document.activeElement.closest('.form-row')?.className")

    page.click(".field-person .select2-selection")
    page.fill(".select2-search__field", "aero bjo")
    page.click(".select2-results__option:has-text('Ærø, Bjørn')")
    page.select_option("#id_level", label="Silver")
    page.click(".field-certified_on .datetimeshortcuts a:has-text('Today')")
    page.fill("#id_entered_because", "Decided before the register")
    page.click("input[name=_save] >> nth=0")

    silver = Certification.objects.get(level__slug="silver")
    assert (silver.person_id, window.complaints) == (expert.pk, [])
    assert focused == "form-row field-person"


def test_languages_are_moved_from_one_box_to_the_other(visit, expert):
    window = log_in(visit())
    page = window.go(address(expert, "change"))

    page.select_option("#id_languages_from", label="Norwegian")
    page.click(".field-languages .selector-add")
    page.click("input[name=_save] >> nth=0")
    page.wait_for_selector(".messagelist .success")

    assert sorted(Expert.objects.get().languages) == ["en", "no"]
    assert window.complaints == []


def test_a_certification_is_suspended_from_the_experts_form_by_keyboard(visit, expert):
    window = log_in(visit())
    page = window.go(address(expert, "change"))

    page.focus("a.decision:has-text('Suspend')")
    page.keyboard.press("Enter")
    page.wait_for_selector("#id_reason")
    page.focus("#id_reason")
    page.keyboard.type("Complaint under review")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".messagelist .success")

    bronze = expert.certifications.get(level__slug="bronze")
    assert (bronze.status_on(), window.complaints) == ("suspended", [])


def test_the_filter_by_level_and_day_works_without_scripts(visit, expert):
    window = log_in(visit(scripts=False))
    page = window.go(f"{address(Expert, 'changelist')}?country=NO")

    page.check("input[name=status][value=suspended]")
    page.fill("input[name=on]", "2019-12-31")
    page.click(".standing-filter button")

    assert page.locator("#result_list tbody tr").count() == 0
    assert page.url.endswith("?country=NO&status=suspended&on=2019-12-31")
