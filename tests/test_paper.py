"""A certificate on paper: what it says, in which letters, and that a scanner finds the check page."""

from datetime import date
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pypdfium2
import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from certification.demo.factories import CertificationFactory, level
from certification.models import RegisterSettings
from certification.models.check_code import written_check_code
from certification.models.number import number_key
from people.erasing import erase
from tests.papers import numbered, picture, printed, scanned, words

NAMES = [
    ("Åse", "Ødegård-Müller"),
    ("İpek", "Şahin Çelik"),
    ("Željko", "Łukaszewičius"),
    ("Ελένη", "Παπαδοπούλου"),
    ("Мария", "Стојановић-Щербакова"),
]


def test_the_certificate_says_who_is_certified_for_what_from_when_and_until_when():
    RegisterSettings.objects.update(
        signatory_name="Kari Nordmann", signatory_function="Head of the secretariat"
    )
    certification = numbered(
        person__given_name="Åse",
        person__family_name="Ødegård",
        level=level("silver"),
        certified_on=date(2026, 4, 1),
        valid_until=date(2029, 3, 31),
        decided_on=date(2026, 3, 30),
        decided_by="The decision committee",
    )
    certification.refresh_from_db()

    found = words(printed(certification))

    expected = [
        "This is to certify that Åse Ødegård is a certified cluster expert at the level Silver",
        level("silver").entitles_to,
        "ESCA-2026-0042",
        "1 April 2026",
        "31 March 2029",
        "30 March 2026",
        "The decision committee",
        "Kari Nordmann",
        "Head of the secretariat",
        written_check_code(certification.check_code),
        "http://127.0.0.1:8000/verify/",
    ]
    assert [each for each in expected if each not in found] == []


@pytest.mark.parametrize(("given", "family"), NAMES)
def test_the_name_is_found_in_the_text_of_the_page(given, family):
    certification = numbered(person__given_name=given, person__family_name=family)

    assert f"{given} {family}" in words(printed(certification))


@pytest.mark.parametrize("slug", ["bronze", "silver", "gold"])
def test_a_scanner_reads_the_address_of_the_check_page(slug, settings):
    settings.REGISTER_URL = "https://register.example.org"
    certification = numbered("ESCA 2026/0042", level=level(slug))
    certification.refresh_from_db()

    (address,) = scanned(printed(certification))

    parts = urlsplit(address)
    assert (parts.scheme, parts.netloc) == ("https", "register.example.org")
    assert parse_qs(parts.query) == {"code": [written_check_code(certification.check_code)]}
    verify, number = parts.path.strip("/").split("/")
    assert (verify, number_key(number)) == ("verify", number_key("ESCA 2026/0042"))


@pytest.mark.parametrize(("slug", "chevrons"), [("bronze", 1), ("silver", 2), ("gold", 3)])
def test_the_badge_tells_the_level_without_colour(slug, chevrons):
    """As a copier sees it: dark, and white lines where it is crossed from its top to its foot."""
    page = picture(printed(numbered(level=level(slug)))).convert("L")
    width, height = page.size
    # Left of the level's name, and within the frame.
    part = page.crop((int(width * 0.08), int(height * 0.44), width // 2, int(height * 0.62)))
    dark = part.point(lambda dot: 255 if dot < 190 else 0)
    middle = dark.getbbox()[0] + int(16 * 0.88 / 25.4 * 150)
    column = [dark.getpixel((middle, y)) for y in range(dark.height)]

    lines = sum(1 for above, below in pairwise(column) if above and not below)

    # The ring within its edge is crossed twice, and the last is the page below it.
    assert lines - 3 == chevrons


def test_the_same_certificate_has_the_same_bytes():
    certification = numbered()

    assert printed(certification) == printed(certification)


def test_no_moment_of_printing_is_in_the_file(time_machine_at):
    certification = numbered()
    time_machine_at("2026-11-23T12:00+00:00")
    before = printed(certification)
    time_machine_at("2031-01-01T00:00+00:00")

    assert printed(certification) == before


@pytest.mark.parametrize(
    ("given", "family"),
    [
        ("Maximiliana Theodora Alexandra", "von und zu Hohenlohe-Schillingsfürst de la Fontaine"),
        ("W" * 100, "W" * 100),
        ("i" * 100, "Ж" * 100),
        (" ".join(["Ana"] * 25), " ".join(["Οικονόμου"] * 10)),
    ],
)
def test_a_long_name_stays_on_the_one_page_and_whole(given, family):
    certification = numbered(person__given_name=given, person__family_name=family)

    pdf = printed(certification)

    document = pypdfium2.PdfDocument(pdf)
    page = document[0].get_textpage()
    boxes = [page.get_charbox(index) for index in range(page.count_chars())]
    width, height = document[0].get_size()
    inside = [
        left >= 20 and right <= width - 20 and bottom >= 20 and top <= height - 20
        for left, bottom, right, top in boxes
    ]
    assert (len(document), all(inside)) == (1, True)
    assert f"{given}{family}".replace(" ", "") in words(pdf).replace(" ", "")


@pytest.mark.parametrize(
    ("name", "letters"), [("王小明", "王 小 明"), ("Aᚠ", "ᚠ"), ("นภา", "น ภ า")]
)
def test_letters_that_no_font_has_are_refused_by_name_and_never_printed_as_boxes(name, letters):
    certification = numbered(person__given_name=name)

    with pytest.raises(ValidationError) as refusal:
        printed(certification)

    assert f"No font of the register has the letters {letters}, so" in refusal.value.messages[0]


@pytest.mark.parametrize("name", ["გიორგი", "Արամ"])
def test_some_other_letters_are_printed_in_the_font_that_has_them(name):
    assert name in words(printed(numbered(person__given_name=name)))


@pytest.mark.parametrize(
    "name", ['#panic("x")', "$x^2$ *bold* _it_", "@ref <label>", "\\ // /* `raw`", '"}{', "</svg>"]
)
def test_no_name_is_read_as_markup(name):
    certification = numbered(person__given_name=name, person__family_name="Lie")

    assert f"{name} Lie" in words(printed(certification))


def test_what_has_no_number_has_no_certificate():
    with pytest.raises(ValidationError, match="no number"):
        printed(CertificationFactory(number=None))


def test_of_a_person_whose_data_are_erased_nothing_is_printed():
    certification = numbered()
    erase(certification.person, "She asked for it", "Kari")

    with pytest.raises(ValidationError, match="erased"):
        printed(certification)


def test_without_an_address_of_the_register_nothing_is_printed(settings):
    settings.REGISTER_URL = ""

    with pytest.raises(ValidationError, match="REGISTER_URL"):
        printed(numbered())


def test_a_withdrawn_one_is_the_same_paper_as_before():
    """What was issued: it tells dates, and where its status is told."""
    certification = numbered()
    before = printed(certification)
    type(certification).objects.filter(pk=certification.pk).update(
        withdrawn_on=date(2020, 1, 1), withdrawal_reason="Fraud"
    )
    certification.refresh_from_db()

    assert printed(certification) == before


@pytest.mark.parametrize(
    ("language", "title", "day"),
    [
        ("nb", "Sertifikat", "1. april 2026"),
        ("de", "Zertifikat", "1. April 2026"),
        ("es", "Certificado", "1 de abril de 2026"),
        ("tr", "Sertifika", "1 Nisan 2026"),
    ],
)
def test_a_certificate_is_in_the_language_of_its_holder(language, title, day):
    certification = numbered(
        certified_on=date(2026, 4, 1),
        person__correspondence_language=language,
        level=level("silver"),
    )
    said = words(printed(certification))

    assert title in said
    assert day in said
    assert level("silver").name not in said
    assert f"{settings.REGISTER_URL}/verify/" in said


def test_the_code_on_it_leads_to_the_same_address_in_every_language():
    certification = numbered()
    codes = {scanned(printed(certification, language=code))[0] for code in ("en", "nb", "tr")}

    assert len(codes) == 1
    assert urlsplit(codes.pop()).path == "/verify/ESCA-2026-0042/"


def test_whoever_prefers_a_language_that_the_site_has_not_gets_it_in_english():
    certification = numbered(person__correspondence_language="fr")

    assert "Certificate" in words(printed(certification))
