"""A profile on paper: one page, in black on white, and nothing lost with the colours."""

import re
from datetime import date

import pypdfium2
import pytest

from certification.demo.factories import (
    CertificationFactory,
    ConsentFactory,
    CourseFactory,
    EnrolmentFactory,
    ExpertFactory,
    OrganisationFactory,
    SuspensionFactory,
    TraineeshipFactory,
    level,
)
from people.models import ConsentScope, Sector
from tests.browser import executable

pytestmark = [
    pytest.mark.skipif(not executable(), reason="No Chromium here (or name it with CHROME_PATH)."),
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]

A4 = (595, 842)
LETTERS = re.compile("[^A-Za-z0-9:/.]")


@pytest.fixture
def expert(transactional_db):
    """Twelve years of a usual way: a course, three levels, renewals, a suspension, an expiry."""
    expert = ExpertFactory(
        given_name="Maria-Magdalena",
        family_name="Kiriakopoulou",
        position="Director of international relations",
        organisation=OrganisationFactory(name="Office", website="https://www.example.org/"),
        languages=["de", "el", "en"],
        sectors=Sector.objects.all()[:3],
        biography="Twenty years with clusters in five countries. " * 8,
        website="https://example.net/",
        is_available=True,
        certification__certified_on=date(2014, 1, 1),
        certification__valid_until=date(2016, 12, 31),
        certification__number="ESCA-2014-0042",
    )
    for year in (2017, 2020, 2023):
        end = date(year + 2, 12, 31)
        CertificationFactory(person=expert, certified_on=date(year, 1, 1), valid_until=end)
    silver = CertificationFactory(
        person=expert, level=level("silver"), certified_on=date(2018, 5, 1), number="ESCA-2018-0042"
    )
    SuspensionFactory(
        certification=silver, suspended_on=date(2021, 1, 1), reinstated_on=date(2021, 3, 1)
    )
    CertificationFactory(person=expert, level=level("gold"), certified_on=date(2022, 5, 1))
    course = CourseFactory(starts_on=date(2013, 9, 1))
    EnrolmentFactory(
        course=course,
        person=expert,
        state="passed",
        applied_on=date(2013, 1, 1),
        result_on=date(2013, 9, 3),
    )
    facts = {"ended_on": date(2018, 5, 1), "outcome": "certified"}
    TraineeshipFactory(person=expert, started_on=date(2016, 2, 1), **facts)
    ConsentFactory(person=expert, scope=ConsentScope.TRAINEESHIP)
    return expert


def printed(visit, expert, scheme="light"):
    page = visit().go(expert.get_absolute_url())
    page.emulate_media(color_scheme=scheme)
    return pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, print_background=True))


def words(document):
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())


def test_a_profile_is_one_page_of_paper(expert, visit):
    document = printed(visit, expert)

    assert [tuple(map(round, page.get_size())) for page in document] == [A4]


def test_the_paper_says_what_it_is_of_which_day_and_where_it_is_looked_up(expert, visit):
    window = visit()
    said = words(printed(lambda: window, expert))

    wanted = [
        *("Bronze Expired", "Silver Valid", "Gold Valid", "Silver: suspended", "Course passed"),
        *("Bronze: expired", "Traineeship for Silver: begun", "Printed from the register as of"),
    ]
    assert [each for each in wanted if each not in said] == []
    # A reader takes a hyphen at the end of a line for one that divides a word.
    address = f"{window.server.url}{expert.get_absolute_url()}"
    assert LETTERS.sub("", address) in LETTERS.sub("", said)


def test_what_is_for_pressing_is_not_on_it(expert, visit):
    said = words(printed(visit, expert))

    unwanted = [
        "Status on another day",
        "Save as a contact",
        "About the register",
        "Ask for",
        "Skip",
    ]
    assert [each for each in unwanted if each in said] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_black_on_white_whatever_the_screen_has(expert, visit, scheme):
    picture = printed(visit, expert, scheme)[0].render(scale=1).to_pil().convert("RGB")

    most = max(picture.getcolors(2**24))
    coloured = [c for _count, c in picture.getcolors(2**24) if max(c) - min(c) > 24]
    assert (most[1], coloured) == ((255, 255, 255), [])


def test_bars_and_list_are_as_wide_as_a_telephone(expert, visit):
    window = visit(320)
    page = window.go(expert.get_absolute_url())

    assert window.overflow() == 0
    assert page.locator(".periods").bounding_box()["width"] <= 288
    assert page.locator(".history li").count() == len(page.locator(".history time").all())


def test_initials_are_as_large_as_a_photo_would_be(expert, visit):
    page = visit().go(expert.get_absolute_url())
    box = page.locator(".portrait").bounding_box()

    assert (box["width"], box["height"]) == (112, 112)
