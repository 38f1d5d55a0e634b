"""Each kind of public page once, in any language, of a small register with long and awkward texts."""

from datetime import date

from django.urls import reverse
from django.utils import translation

from certification.demo.factories import (
    CertificationFactory,
    CourseFactory,
    EnrolmentFactory,
    ExpertFactory,
    OrganisationFactory,
    level,
)
from people.models import Sector
from tests.axe import barriers

SLUG = "maria-magdalena-kiriakopoulou-e000042"
OTHER = "given-a-family-a-e000043"
COURSE = "donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft-2090-01"
CANCELLED = "basic-2090-02"
TYPES = [
    ("home", {}, ""),
    ("about", {}, ""),
    ("experts", {}, ""),
    ("experts", {}, "?q=given&country=NO&level=bronze&on=2019-05-01"),
    ("experts", {}, "?status=expired&status=suspended&status=withdrawn&status=upcoming"),
    ("experts", {}, "?q=nobody"),
    ("experts-embed", {}, "?country=NO"),
    ("expert", {"slug": SLUG}, ""),
    ("expert", {"slug": "nobody"}, ""),
    ("courses", {}, ""),
    ("course", {"slug": COURSE}, ""),
    ("course-apply", {"slug": COURSE}, ""),
    ("verify", {}, ""),
    ("verify-upload", {}, ""),
    ("verify-certificate", {"number": "ESCA-2016-0042"}, ""),
    ("verify-certificate", {"number": "UNKNOWN"}, ""),
    ("concern", {}, f"?kind=correction&about={SLUG}"),
    ("levels", {}, ""),
    ("statistics", {}, ""),
    ("shortlist", {}, ""),
    ("shortlist", {}, f"?expert={SLUG}&expert={OTHER}"),
    ("contact", {"slug": SLUG}, ""),
]


def addresses(language):
    """Where the kinds of pages are in a language."""
    found = []
    with translation.override(language):
        for name, parts, query in TYPES:
            found.append(reverse(name, kwargs=parts) + query)
    return found


def faults(window, address, looks):
    """What axe, the console and the width hold against a page, which is loaded once for all `looks`.

    Each is a width, a theme and what axe is to look for.
    """
    window.complaints.clear()
    window.go(address)
    found = []
    for width, theme, options in looks:
        window.page.set_viewport_size({"width": width, "height": 800})
        window.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        seen = [
            *barriers(window.page, options),
            *([window.overflow()] if window.overflow() else []),
        ]
        found += [(width, theme, each) for each in seen]
    return [*found, *window.complaints]


def fill():
    """Makes the register of which the pages are, and returns the expert of `SLUG`."""
    office = OrganisationFactory(
        name="Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
        website="https://www.example.org/",
    )
    for country in ["NO", "DE", "GR", "AT"] * 7:
        ExpertFactory(country=country, organisation=office, is_available=True)
    expert = _expert(office)
    lapsed = ExpertFactory(
        family_name="Lapsed", certification__expired=True, certification__number="ESCA-2015-0043"
    )
    CertificationFactory(
        person=lapsed,
        certified_on=date(2018, 1, 1),
        valid_until=date(2018, 12, 31),
        number="ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMN",
    )
    ExpertFactory(given_name="Given-A", family_name="Family-A", register_no="E000043")
    ExpertFactory(certification__upcoming=True)
    ExpertFactory(given_name="Щ" * 60, family_name="Ω" * 60, certification__withdrawn=True)
    _courses(expert)
    return expert


def _expert(office):
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
    return expert


def _courses(expert):
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
