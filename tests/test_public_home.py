"""The front page: what the register is, and how many experts each country has."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from certification.demo.factories import CertificationFactory, CourseFactory, ExpertFactory, level
from certification.models import Level
from tests.html import text


def test_counts_are_those_of_listed_people_with_a_valid_certification(client):
    ExpertFactory(country="NO")
    both = ExpertFactory(country="NO")
    CertificationFactory(person=both, level=level("gold"))
    ExpertFactory(country="DE")
    ExpertFactory(country="")
    ExpertFactory(country="NO", consent=None)
    ExpertFactory(country="SE", certification__expired=True)
    ExpertFactory(country="NO", certification__suspended=True)

    context = client.get("/").context

    assert (context["expert_count"], context["country_count"], context["countries"]) == (
        4,
        2,
        [("DE", "Germany", 1), ("NO", "Norway", 2), ("none", "Country not recorded", 1)],
    )


def test_each_count_is_that_of_the_list_it_leads_to(client):
    for country, number in (("NO", 3), ("AT", 1), ("", 2)):
        for _ in range(number):
            ExpertFactory(country=country)
        ExpertFactory(country=country, certification__withdrawn=True)

    page = client.get("/")
    counts = {code: count for code, _name, count in page.context["countries"]}
    lists = {code: client.get(f"/experts/?country={code}").context["total"] for code in counts}

    assert lists == counts == {"NO": 3, "AT": 1, "none": 2}
    assert [f'href="/experts/?country={code}"' in page.content.decode() for code in counts] == [
        True
    ] * 3


def test_an_empty_register_says_so(client):
    assert "Nobody with a valid certification is listed yet." in text(client.get("/"))


def test_levels_are_explained_with_the_words_that_staff_gave(client):
    Level.objects.filter(slug="gold").update(name="Platinum", entitles_to="May do <i>all</i>.")

    pages = [text(client.get(reverse(name))) for name in ("home", "about")]

    assert ["Platinum May do <i>all</i>." in page for page in pages] == [True, True]


def test_the_front_page_takes_the_same_queries_with_one_expert_and_with_many(
    client, django_assert_num_queries
):
    ExpertFactory()
    with django_assert_num_queries(3):
        client.get("/")

    for country in ("DE", "FR", "IT", "SE"):
        ExpertFactory(country=country)
        CourseFactory()
    with django_assert_num_queries(3):
        client.get("/")


def test_the_next_three_courses_that_take_place_are_named(client):
    for days in (4, 1, 3, 2):
        CourseFactory(title=f"In {days} days", starts_on=timezone.localdate() + timedelta(days))
    CourseFactory(title="Cancelled", starts_on=timezone.localdate(), cancelled_on=date(2020, 1, 1))
    CourseFactory(title="Hidden", starts_on=timezone.localdate(), is_published=False)
    CourseFactory(title="Over", past=True)

    courses = client.get("/").context["courses"]

    assert [course.title for course in courses] == ["In 1 days", "In 2 days", "In 3 days"]


def test_the_help_page_says_since_when(client):
    ExpertFactory(certification__certified_on=date(2014, 4, 26))
    ExpertFactory(certification__certified_on=date(2012, 4, 26))
    ExpertFactory(certification__certified_on=date(2011, 1, 1), consent=None)

    assert "began on 26 April 2012." in text(client.get("/about/"))
