"""What search engines are told."""

import re

from django.utils import timezone

from certification.demo.factories import CourseFactory, ExpertFactory, PersonFactory
from certification.models import Certification
from certification.register.sitemaps import ExpertSitemap


def locations(response):
    return re.findall("<loc>([^<]*)</loc>", response.content.decode())


def test_the_index_names_the_sections(client):
    ExpertFactory()

    assert locations(client.get("/sitemap.xml")) == [
        "http://testserver/sitemap-pages.xml",
        "http://testserver/sitemap-experts.xml",
        "http://testserver/sitemap-courses.xml",
    ]


def test_a_big_register_is_split(client, monkeypatch):
    monkeypatch.setattr(ExpertSitemap, "limit", 2)
    for _ in range(3):
        ExpertFactory()

    parts = [client.get(f"/sitemap-experts.xml?p={number}") for number in (1, 2)]

    assert locations(client.get("/sitemap.xml"))[1:3] == [
        "http://testserver/sitemap-experts.xml",
        "http://testserver/sitemap-experts.xml?p=2",
    ]
    assert [len(locations(part)) for part in parts] == [2, 1]


def test_only_listed_experts_are_named_lapsed_ones_too(client):
    valid = ExpertFactory()
    lapsed = ExpertFactory(certification__expired=True)
    ExpertFactory(consent=None)
    PersonFactory()

    assert locations(client.get("/sitemap-experts.xml")) == [
        f"http://testserver{expert.get_absolute_url()}" for expert in (valid, lapsed)
    ]


def test_an_expert_has_the_day_of_the_last_change(client):
    expert = ExpertFactory()
    later = timezone.localtime() + timezone.timedelta(days=400)
    Certification.objects.filter(person=expert).update(updated_at=later)

    page = client.get("/sitemap-experts.xml").content.decode()

    assert re.findall("<lastmod>([^<]*)</lastmod>", page) == [f"{later:%Y-%m-%d}"]


def test_published_courses_are_named_with_the_day_of_the_last_change(client):
    course = CourseFactory()
    CourseFactory(is_published=False)

    page = client.get("/sitemap-courses.xml")

    assert (locations(page), re.findall("<lastmod>([^<]*)</lastmod>", page.content.decode())) == (
        [f"http://testserver{course.get_absolute_url()}"],
        [f"{timezone.localdate():%Y-%m-%d}"],
    )


def test_the_index_and_a_section_take_the_same_queries_with_one_expert_and_with_many(
    client, django_assert_num_queries
):
    ExpertFactory()
    with django_assert_num_queries(7):
        client.get("/sitemap.xml"), client.get("/sitemap-experts.xml")

    for _ in range(5):
        ExpertFactory()
    with django_assert_num_queries(7):
        client.get("/sitemap.xml"), client.get("/sitemap-experts.xml")


def test_robots_are_told_of_the_sitemap(client):
    response = client.get("/robots.txt")

    assert (
        response["Content-Type"],
        "Sitemap: http://testserver/sitemap.xml" in response.content.decode(),
    ) == (
        "text/plain; charset=utf-8",
        True,
    )


def test_pages_are_named_in_each_language_with_their_editions(client):
    page = client.get("/sitemap-pages.xml")
    home = [f"http://testserver/{prefix}" for prefix in ("", "nb/", "de/", "es/", "tr/")]

    assert {*home, "http://testserver/nb/experts/"} <= {*locations(page)}
    assert 'hreflang="x-default" href="http://testserver/experts/"' in page.content.decode()
