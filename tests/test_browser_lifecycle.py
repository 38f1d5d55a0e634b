"""The whole way of one expert, clicked through in a real browser by a registrar who also keeps courses."""

import re

import pytest
from django.contrib.auth.models import Group, User

from certification import roles
from certification.demo.factories import (
    CertificationFactory,
    ClusterOrganisationFactory,
    PersonFactory,
    level,
    rule,
)
from certification.models import Certification, Course, Expert, LevelRule, RequiredBenchmarkings
from tests.browser import executable

pytestmark = [
    pytest.mark.skipif(not executable(), reason="No Chromium here (or name it with CHROME_PATH)."),
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]


@pytest.fixture
def rules(transactional_db):
    """Three years each; two benchmarkings as a trainee for silver, and one for gold."""
    LevelRule.objects.update(validity_months=36, grace_months=12)
    for slug, number in (("silver", 2), ("gold", 1)):
        RequiredBenchmarkings.objects.create(rule=rule(slug), number=number)


@pytest.fixture
def nina(rules):
    for slug in ("bronze", "silver"):
        mentor = PersonFactory(given_name="Mentor", family_name=slug.title())
        CertificationFactory(person=mentor, level=level(slug))
    ClusterOrganisationFactory(name="Arena Eyde")
    return PersonFactory(given_name="Nina K.", family_name="Bellika", register_no="N1")


class Registrar:
    """What somebody at the keys does, by what stands on the page."""

    def __init__(self, window):
        user = User.objects.create_user("registrar", password="registrar", is_staff=True)
        user.groups.set(Group.objects.filter(name__in=[roles.REGISTRAR, roles.COURSE_MANAGER]))
        self.window = window
        self.page = window.go("/admin/login/?next=/admin/")
        self.fill(username="registrar", password="registrar")
        self.page.click("input[type=submit]")

    def go(self, records, *links):
        """To the list of such records on the front page, and on from there."""
        self.window.go("/admin/")
        self.page.locator("th").get_by_role("link", name=records, exact=True).click()
        self.click(*links)

    def click(self, *names):
        for name in names:
            self.page.get_by_role("link", name=name, exact=True).first.click()

    def press(self, name):
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def fill(self, **fields):
        for name, value in fields.items():
            self.page.locator(f"[name='{name}']").first.fill(value)

    def choose(self, **fields):
        for name, label in fields.items():
            self.page.select_option(f"[name='{name}']", label=label)

    def look_up(self, field, word, name):
        self.page.click(f"select[name={field}] + .select2")
        # What is offered before the word is looked up goes away under a click.
        with self.page.expect_response(lambda answer: f"term={word}" in answer.url):
            self.page.fill(".select2-dropdown .select2-search__field", word)
        self.page.click(f".select2-results__option:has-text('{name}')")

    def add_row(self):
        self.page.locator(".add-row a").last.click()

    def told(self):
        return self.page.locator(".messagelist").inner_text()


def test_from_the_course_in_stuttgart_to_gold_that_expired_and_is_renewed(visit, nina):
    registrar = Registrar(visit(1280))

    hold_the_course(registrar)
    train(registrar, "bronze", "Silver", ["2018-03-01", "2018-06-01"])
    certify(registrar, nina, "Silver", "2019-05-01")
    train(registrar, "silver", "Gold", ["2019-09-01"])
    certify(registrar, nina, "Gold", "2020-03-01")
    on_the_profile = public_profile(registrar, nina)
    renew_gold(registrar, nina)

    ends = Certification.objects.filter(person=nina).order_by("certified_on", "pk")
    assert [str(row.valid_until) for row in ends[:3]] == ["2020-09-24", "2022-04-30", "2023-02-28"]
    assert (ends[3].renews, ends[3].status_on()) == (ends[2], "valid")
    assert re.findall("(Bronze|Silver|Gold)\\s+(Expired|Valid)", on_the_profile) == [
        ("Bronze", "Expired"),
        ("Silver", "Expired"),
        ("Gold", "Expired"),
    ]
    assert ("Gold", "Valid") in re.findall(
        "(Bronze|Silver|Gold)\\s+(Expired|Valid)", public_profile(registrar, nina)
    )
    assert registrar.window.complaints == []


def hold_the_course(registrar):
    registrar.go("Courses", "Add course")
    registrar.fill(title="Training of benchmarking experts", place="Stuttgart")
    registrar.choose(level="Bronze", country="Germany")
    registrar.fill(starts_on="2017-09-19", ends_on="2017-09-21")
    registrar.press("Save and continue editing")
    registrar.add_row()
    registrar.look_up("enrolments-0-person", "bellika", "Nina")
    registrar.press("Save and continue editing")
    for step in ("Accept …", "Record: attended …", "Record: passed …"):
        registrar.page.get_by_role("checkbox", name="Nina K. Bellika").check()
        registrar.press(step)
        if step == "Record: passed …":
            registrar.fill(on="2017-09-21")
        registrar.page.locator(".submit-row input[type=submit]").click()
    registrar.click("Certify all who passed …")
    registrar.fill(on="2017-09-25")
    registrar.press("Show for this day")
    registrar.page.locator(".submit-row input[type=submit]").click()
    assert Course.objects.get().enrolments.get().certification.level.slug == "bronze"


def train(registrar, label, target, days):
    registrar.go("Traineeships", "Add traineeship")
    registrar.look_up("person", "bellika", "Nina")
    registrar.choose(level=target)
    registrar.look_up("mentor", label, "Mentor")
    registrar.fill(started_on=days[0])
    registrar.press("Save")
    assert "was added" in registrar.told()
    for day in days:
        registrar.go("Benchmarkings", "Add benchmarking")
        registrar.look_up("organisation", "eyde", "Arena Eyde")
        registrar.choose(label=label.title())
        registrar.fill(held_on=day)
        registrar.look_up("participations-0-person", label, "Mentor")
        registrar.look_up("participations-1-person", "bellika", "Nina")
        registrar.choose(**{"participations-1-role": "Trainee"})
        registrar.look_up("participations-1-mentor", label, "Mentor")
        registrar.press("Save")
        assert "was added" in registrar.told()


def certify(registrar, nina, name, day):
    registrar.go("People")
    registrar.fill(q="bellika")
    registrar.page.keyboard.press("Enter")
    registrar.click("Bellika, Nina K.", "Ready for which level? Certify …")
    registrar.fill(on=day)
    registrar.press("Show")
    registrar.click(f"Certify for {name} …")
    registrar.page.locator(".submit-row input[type=submit]").click()
    assert nina.certifications.filter(level__name=name).count() == 1


def renew_gold(registrar, nina):
    registrar.go("Registered experts", "Bellika, Nina K.")
    registrar.page.locator("tr", has_text="Gold").get_by_role("link", name="Renew").click()
    registrar.page.locator(".submit-row input[type=submit]").click()
    assert "Gold" in registrar.told()


def public_profile(registrar, nina):
    expert = Expert.objects.get(pk=nina.pk)
    return registrar.window.go(expert.get_absolute_url()).locator("main").inner_text()
