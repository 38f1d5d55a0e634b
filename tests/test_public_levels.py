"""The page of the levels: what each entitles to, and the rule of today in words."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from certification.demo.factories import (
    CertificationFactory,
    CourseFactory,
    ExpertFactory,
    level,
    rule,
)
from certification.models import Level, LevelRule, RequiredBenchmarkings
from certification.register.rule_words import rule_of
from tests.html import text

DAY = timedelta(days=1)


def change(slug, **facts):
    LevelRule.objects.filter(level__slug=slug).update(**facts)


def told(slug, on=None):
    return rule_of(Level.objects.get(slug=slug), on or timezone.localdate())


def test_each_level_says_what_its_experts_may_do_and_how_one_becomes_one(client):
    change("silver", validity_months=36, grace_months=6)
    page = text(client.get("/levels/"))

    assert [
        words in page
        for words in [
            "Bronze Benchmarking of cluster organisations for the bronze label",
            "A course that leads to Bronze is passed (kind of course: Basic).",
            "A valid certification at level Bronze is held.",
            "This rule holds since 1 November 2010.",
            "Valid for 3 years When it ends After its last valid day an expert may not work at this level",
            "It can still be renewed for this long: 6 months. The new period then counts from the old end.",
            "Valid for Without an end. Next course",
        ]
    ] == [True] * 7


def test_the_number_of_experts_is_that_of_the_list_it_leads_to(client):
    for _ in range(3):
        ExpertFactory()
    CertificationFactory(person=ExpertFactory(), level=level("gold"))
    ExpertFactory(consent=None)
    ExpertFactory(certification__expired=True)
    ExpertFactory(certification__suspended=True)

    held = {each.slug: number for each, _, number, _ in client.get("/levels/").context["levels"]}

    assert held == {"bronze": 4, "silver": 0, "gold": 1}
    assert held == {slug: client.get(f"/experts/?level={slug}").context["total"] for slug in held}


def test_the_next_course_is_the_first_that_takes_place_and_leads_there(client):
    today = timezone.localdate()
    for days, facts in (
        (9, {"title": "Cancelled", "cancelled_on": date(2020, 1, 1)}),
        (10, {"title": "Not published", "is_published": False}),
        (20, {"title": "The next one"}),
        (30, {"title": "Later"}),
        (5, {"title": "For nothing", "level": None}),
    ):
        CourseFactory(starts_on=today + days * DAY, **facts)
    CourseFactory(title="Over", past=True)

    page = client.get("/levels/")

    courses = {each.slug: course and course.title for each, _, _, course in page.context["levels"]}
    assert courses == {"bronze": "The next one", "silver": None, "gold": None}
    assert "No course that leads to this level is announced." in text(page)


def test_benchmarkings_are_counted_in_words():
    RequiredBenchmarkings.objects.create(
        rule=rule("silver"), label=level("bronze"), number=3, mentors=2, within_months=24
    )
    RequiredBenchmarkings.objects.create(rule=rule("silver"), number=1)

    assert told("silver").needed[1:] == [
        "As a trainee, part was taken in 3 benchmarkings for the label Bronze.",
        "They were with at least 2 different mentors.",
        "They may have been this long ago at most: 2 years.",
        "As a trainee, part was taken in 1 benchmarking for any label.",
    ]


@pytest.mark.parametrize(
    ("facts", "end"),
    [
        ({"validity_months": None}, []),
        (
            {"validity_months": 12},
            ["What has expired is not renewed: the expert is certified anew."],
        ),
        (
            {"validity_months": 12, "grace_months": 1, "counts_from_old_end": False},
            [
                "It can still be renewed for this long: 1 month.",
                "The new period then begins on the day of the decision.",
                "Later the expert is certified anew.",
            ],
        ),
    ],
)
def test_what_happens_at_the_end_follows_the_rule(facts, end):
    change("bronze", **facts)

    assert told("bronze").end[1:] == end


def test_only_the_rule_of_today_is_told_and_the_day_of_the_next_one():
    today = timezone.localdate()
    LevelRule.objects.create(
        level=level("gold"), holds_from=date(2020, 1, 1), validity_months=24, lower_level=None
    )
    LevelRule.objects.create(level=level("gold"), holds_from=today + 9 * DAY, validity_months=60)

    found = told("gold")

    assert (found.since, found.validity) == (date(2020, 1, 1), "2 years")
    assert found.needed[0] == "No rule names a condition: the secretariat decides."
    assert found.needed[1].startswith("Another rule holds from ")


def test_without_a_rule_the_secretariat_decides(client):
    LevelRule.objects.all().delete()

    assert told("bronze").needed == ["No rule holds today: the secretariat decides each case."]
    assert client.get("/levels/").status_code == 200


def test_a_level_and_a_label_are_told_apart(client):
    page = text(client.get("/levels/"))

    assert "A level Who has it A person What it says Which work" in page
    assert "A label Who has it A cluster organisation What it says How well" in page


def test_the_page_is_linked_where_levels_are_named(client):
    ExpertFactory()
    addresses = ["/", "/about/", "/experts/"]

    found = ['href="/levels/' in client.get(each).content.decode() for each in addresses]

    assert found == [True] * 3
    assert "/levels/" in client.get("/sitemap-pages.xml").content.decode()


def test_it_takes_the_same_queries_for_any_number_of_levels(client, django_assert_num_queries):
    client.get("/levels/")
    Level.objects.create(slug="platinum", name="Platinum", rank=4, colour="#112233")
    LevelRule.objects.create(level=level("platinum"), holds_from=date(2020, 1, 1))

    with django_assert_num_queries(6):
        assert client.get("/levels/").status_code == 200
