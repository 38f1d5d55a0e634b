"""Every kind of page in a real browser: accessible, quiet, and no wider than a telephone."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import DEFAULT_OPTIONS, Axe

from certification.demo.factories import (
    CertificationFactory,
    CourseFactory,
    EnrolmentFactory,
    ExpertFactory,
    OrganisationFactory,
    level,
)
from people.models import Sector
from tests.browser import executable

pytestmark = [
    pytest.mark.skipif(not executable(), reason="No Chromium here (or name it with CHROME_PATH)."),
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]

SLUG = "maria-magdalena-kiriakopoulou-e000042"
COURSE = "donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft-2090-01"
CANCELLED = "basic-2090-02"
PAGES = [
    "/",
    "/about/",
    "/experts/",
    "/experts/?q=given&country=NO&level=bronze&on=2019-05-01",
    "/experts/?order=level&page=2",
    "/experts/?status=expired&status=suspended&status=withdrawn&status=upcoming",
    "/experts/?q=nobody",
    "/experts/?q=lapsed",
    "/experts/?country=XX&q=%00&on=2019-13-45",
    "/experts/?page=99",
    f"/experts/{SLUG}/",
    f"/experts/{SLUG}/?on=2019-05-20",
    "/experts/nobody/",
    "/courses/",
    "/courses/?country=online&kind=refresher",
    "/courses/?kind=x",
    "/courses/?page=2",
    f"/courses/{COURSE}/",
    f"/courses/{COURSE}/apply/",
    f"/courses/{COURSE}/apply/sent/",
    f"/courses/{COURSE}/apply/x/",
    f"/courses/{CANCELLED}/",
    f"/courses/{CANCELLED}/apply/",
    f"/experts/{SLUG}/?on=never",
    f"/experts/{SLUG}/contact/",
    "/contact/sent/",
    "/contact/answer/x/",
    "/shortlist/",
    f"/shortlist/?expert={SLUG}&expert=given-e1&expert=nobody-e2",
    f"/shortlist/ask/?chosen={SLUG}&chosen=nobody-e2",
    "/verify/",
    "/verify/?number=",
    "/verify/ESCA-2015-0042/",
    "/verify/ESCA-2015-0042/?on=2014-12-31",
    "/verify/ESCA-2016-0042/",
    "/verify/ESCA-2018-0042/",
    "/verify/ESCA-2015-0043/?on=2017-01-01",
    "/verify/UNKNOWN/?code=7K3QF-0XW9M",
    "/verify/ESCA-2015-0042/?on=never",
]
# What another colour scheme can change.
CONTRAST = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}


def barriers(page, options=DEFAULT_OPTIONS):
    found = Axe().run(page, options=options).response["violations"]
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]


@pytest.fixture
def register(transactional_db):
    office = OrganisationFactory(
        name="Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
        website="https://www.example.org/",
    )
    for country in ["NO", "DE", "GR", "AT"] * 7:
        ExpertFactory(country=country, organisation=office, is_available=True)
    expert = ExpertFactory(
        given_name="Maria-Magdalena",
        family_name="Kiriakopoulou",
        register_no="E000042",
        position="Director of international relations",
        organisation=office,
        languages=["de", "el", "en"],
        sectors=Sector.objects.all()[:3],
        biography="Twenty years with clusters.\n\nhttps://example.org/" + "x" * 200,
        website="https://example.net/",
        is_available=False,
        certification__number="ESCA-2015-0042",
    )
    CertificationFactory(
        person=expert, level=level("silver"), suspended=True, number="ESCA-2016-0042"
    )
    CertificationFactory(
        person=expert,
        level=level("gold"),
        certified_on=date(2018, 1, 1),
        withdrawn=True,
        withdrawal_public_reason="x" * 500,
        number="ESCA-2018-0042",
    )
    lapsed = ExpertFactory(
        family_name="Lapsed", certification__expired=True, certification__number="ESCA-2015-0043"
    )
    CertificationFactory(
        person=lapsed,
        certified_on=date(2018, 1, 1),
        valid_until=date(2018, 12, 31),
        number="ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMN",
    )
    ExpertFactory(certification__upcoming=True)
    ExpertFactory(given_name="Щ" * 60, family_name="Ω" * 60, certification__withdrawn=True)
    courses(expert)
    return expert


def courses(expert):
    for _ in range(26):
        CourseFactory(past=True)
    CourseFactory(online=True, kind="refresher", level=None)
    CourseFactory(title="Basic", starts_on=date(2090, 2, 1), cancelled_on=date(2020, 1, 1))
    course = CourseFactory(
        title="Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
        place="Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
        starts_on=date(2090, 1, 31),
        trainers=[expert],
        capacity=1,
        description="Three days.\n\nhttps://example.org/" + "x" * 200,
    )
    EnrolmentFactory(course=course, person=expert, state="accepted")


@pytest.mark.parametrize("width", [1280, 320])
def test_no_page_has_a_barrier_a_complaint_or_a_sideways_scroll(register, visit, width, subtests):
    window = visit(width)
    for address in PAGES:
        with subtests.test(address):
            window.complaints.clear()
            page = window.go(address)
            in_light = barriers(page)
            page.emulate_media(color_scheme="dark")
            in_dark = barriers(page, CONTRAST)
            page.emulate_media(color_scheme="light")
            assert (in_light, in_dark, window.complaints, window.overflow()) == ([], [], [], 0)


def test_nothing_to_press_is_smaller_than_44_points(register, visit, subtests):
    window = visit(320)
    for address in PAGES:
        with subtests.test(address):
            page = window.go(address)
            page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
            small = page.evaluate(
                """() => [...document.querySelectorAll(
                    "a, button, summary, .option, select, textarea, input:not([type=hidden])")]
                .filter(each => !each.closest(
                    ".skip, .visually-hidden, .reasons, p:not(.back):has(> a:not(.onward, .button))"))
                .map(each => [each.closest(".option") ?? each, each])
                .map(([target, each]) => [each.outerHTML.slice(0, 90), target.getBoundingClientRect()])
                .filter(([_, box]) => box.height > 0 && (box.height < 43.9 || box.width < 43.9))
                .map(([html, box]) => `${box.width}x${box.height} ${html}`)"""
            )
            assert small == []


def test_badges_differ_by_more_than_colour(register, visit):
    page = visit(1280).go("/")

    marks = page.eval_on_selector_all(
        ".badge-mark", "all => all.map(each => each.getAttribute('d'))"
    )

    assert len(set(marks)) == 3
