"""The list in a frame on another site, and all else in none."""

import re
from uuid import uuid4

import pytest
from django.urls import get_resolver
from django.urls.resolvers import LocalePrefixPattern

from certification.demo.factories import CourseFactory, ExpertFactory
from certification.exporting.files import KINDS
from certification.verification.badges.views import PICTURES
from people.models.person import make_slug
from tests.exporting import fetched
from tests.html import text
from tests.public_list import experts


def framing(response):
    policy = response.get("Content-Security-Policy", "")
    found = re.search(r"frame-ancestors ([^;]*)", policy)
    return found and found[1], response.get("X-Frame-Options")


OF_A_HOLDER = ("certificate.pdf", "certificate.svg")
ANYWHERE, NOWHERE = ("*", None), ("'none'", "DENY")


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 200),
        ("?country=NO&q=a&on=2019-05-01", 200),
        ("?q=nobody", 200),
        ("?country=&q=", 302),
        ("?country=XX", 400),
    ],
)
def test_the_embedded_list_may_be_in_a_frame(client, query, status):
    response = client.get(f"/experts/embed/{query}")

    assert (response.status_code, framing(response)) == (status, ANYWHERE)


@pytest.mark.usefixtures("page_cache")
def test_it_may_still_be_when_it_is_shown_again(client):
    first, second = client.get("/experts/embed/"), client.get("/experts/embed/")

    assert (first.content, [framing(first), framing(second)]) == (second.content, [ANYWHERE] * 2)


def test_only_what_can_be_framed_is_weaker_in_its_policy(client):
    embedded = client.get("/experts/embed/")["Content-Security-Policy"]

    assert (
        embedded.replace("frame-ancestors *", "frame-ancestors 'none'")
        == (client.get("/experts/")["Content-Security-Policy"])
    )


def test_no_other_public_page_may_be_in_a_frame(client):
    expert, course = ExpertFactory().get_absolute_url(), CourseFactory().get_absolute_url()
    of_experts = [
        "/experts/",
        "/experts/suggestions/",
        expert,
        f"{expert}?on=2019-05-01",
        *(f"{expert}{file}" for file in ("photo.jpg", "card.png", "contact.vcf")),
    ]
    of_courses = ["/courses/", "/courses/calendar.ics", course, f"{course}course.ics"]
    applying = [f"{course}apply/{part}" for part in ("", "sent/", "confirmed/", "nonsense/")]
    of_machines = [
        "/robots.txt",
        "/favicon.ico",
        "/sitemap.xml",
        "/sitemap-pages.xml",
        "/sitemap-nonsense.xml",
    ]
    of_languages = ["/language/nb/", "/nb/", "/nb/experts/", "/tr/nowhere/"]
    checks = ["/verify/", "/verify/UNKNOWN/", "/verify/…/"]
    certificates = [f"/certificates/nonsense/{name}" for name in ("", *OF_A_HOLDER)]
    concerns = [f"/concerns/new/?about={course}", "/concerns/new/", "/concerns/sent/"]
    contact = [f"{expert}contact/", "/contact/sent/"]
    contact += [f"/contact/{part}/nonsense/" for part in ("confirm", "answer", "off")]
    shortlist = [f"/shortlist/{part}" for part in ("", "add/", "remove/", "ask/")]
    badge = f"/badges/{uuid4()}/"
    badges = ["/.well-known/did.json", "/verify/upload/", "/badges/status/1/", badge]
    badges += ["/badges/status/1/revocation/", "/badges/levels/bronze/"]
    badges += [f"/badges/levels/bronze.{kind}" for kind in ("svg", "png")]
    badges += [f"{badge}badge.{kind}" for kind in ("svg", "png", "jwt")]
    files = [f"/experts.{kind}" for kind in KINDS]
    addresses = [
        *("/", "/about/", "/levels/", "/card.png", "/experts/?country=XX", "/experts/nobody/", "/nowhere/", "/admin/"),
        *("/admin/login/", "/admin/style/", "/experts/embed/nobody/"),
        *("/statistics/", "/statistics/levels.csv", "/statistics/nothing.csv"),
        *of_experts, *of_courses, *applying, *checks, *certificates, *badges,
        *concerns, *contact, *shortlist, *of_languages, *of_machines, *files,
    ]  # fmt: skip

    answers = {address: framing(fetched(client, address)) for address in addresses}

    assert answers == dict.fromkeys(addresses, NOWHERE)


def test_every_public_address_was_asked_about_frames():
    """A new one is to be added to the test before this one."""
    outside = get_resolver().url_patterns
    in_each_language = next(
        each for each in outside if isinstance(each.pattern, LocalePrefixPattern)
    )
    patterns = [*outside, *in_each_language.url_patterns]
    names = {each.name for each in patterns if getattr(each, "name", None)}

    assert names == {
        *("statistics", "statistics-csv", "style"),
        *("home", "about", "favicon", "robots", "sitemap", "django.contrib.sitemaps.views.sitemap"),
        *("experts", "suggestions", "experts-embed", *(f"experts-{kind}" for kind in KINDS)),
        *("expert", "expert-photo", "expert-card", "expert-vcard", "card", "levels"),
        *("courses", "courses-calendar", "course", "course-calendar"),
        *("course-apply", "course-apply-sent", "course-apply-confirmed", "course-apply-confirm"),
        *("verify", "verify-certificate", "concern", "concern-sent", "contact", "contact-sent"),
        *(f"contact-{link}" for link in ("confirm", "answer", "off")),
        *("shortlist", *(f"shortlist-{part}" for part in ("add", "remove", "ask"))),
        *("verify-upload", "did", "status-list", "revocation-list", "badge", "badge-jwt"),
        *(
            "achievement",
            *(f"{of}-picture-{kind}" for of in ("badge", "level") for kind in PICTURES),
        ),
        *("certificate", "certificate-pdf", "certificate-picture", "language"),
    }


def test_it_shows_those_of_the_list_with_the_same_filters(client):
    ExpertFactory(family_name="Norwegian", country="NO")
    ExpertFactory(family_name="German", country="DE")
    ExpertFactory(family_name="Unlisted", country="NO", consent=None)
    shown = client.get("/experts/embed/?country=NO")

    assert [expert.family_name for expert in experts(shown)] == ["Norwegian"]
    assert "1 expert with a valid certification" in text(shown)


def test_a_search_in_the_frame_keeps_what_the_site_has_chosen(client):
    page = client.get("/experts/embed/?country=NO&level=bronze&q=a").content.decode()

    assert re.findall(r'<input type="hidden" name="(\w+)" value="(\w+)">', page) == [
        ("country", "NO"),
        ("level", "bronze"),
    ]
    assert re.findall('<form[^>]* action="([^"]*)"[^>]* target="([^"]*)"', page) == [
        ("/experts/embed/", "_self")
    ]


def test_links_lead_out_of_the_frame_and_paging_stays_in_it(client):
    ExpertFactory.create_batch(60, country="NO")
    page = client.get("/experts/embed/?country=NO").content.decode()
    (following,) = re.findall(r'<a target="_self" rel="next" href="([^"]*)"', page)
    second = client.get(following.replace("&amp;", "&")).content.decode()

    assert '<base target="_blank">' in page
    assert following.startswith("/experts/embed/?country=NO&amp;after=")
    assert second.count('<a target="_self"') == 4


def test_what_cannot_be_searched_for_is_told_in_the_frame(client):
    shown = text(client.get("/experts/embed/?on=yesterday"))

    assert "Write the day as year-month-day, such as 2019-05-01." in shown


@pytest.mark.parametrize("names", [("Embed", "Embed"), ("E", ""), ("", "Embed")])
def test_nobody_has_the_address_of_the_embedded_list(names):
    assert make_slug(*names, "embed") != "embed"


def test_the_about_page_says_how_to_embed_the_list_and_what_a_file_says(client):
    page = client.get("/about/").content.decode()

    assert '&lt;iframe src="http://testserver/experts/embed/?country=NO"' in page
    assert "<code>register_no</code>" in page


def test_who_is_only_near_the_text_is_not_said_to_be_found(client):
    ExpertFactory(given_name="Bjørn", family_name="Ødegård")

    said = text(client.get("/experts/embed/?q=Bjorn Odegrad"))

    assert "Nobody is found for “Bjorn Odegrad”. Showing results for “Bjørn Ødegård”" in said


def test_the_frame_says_what_it_was_asked_for(client):
    said = text(client.get("/experts/embed/?country=NO&level=gold"))

    assert "Norway Gold" in said


@pytest.mark.parametrize("key", ["after=nonsense", "before=a.b.1", "after=zz.z.99999"])
def test_a_page_that_does_not_exist_leads_to_the_first(client, key):
    ExpertFactory(country="NO")

    response = client.get(f"/experts/embed/?country=NO&{key}")

    assert (response.status_code, response["Location"]) == (302, "/experts/embed/?country=NO")
    assert framing(response) == ANYWHERE
