"""The file is what PDF/UA-1 and PDF/A-2a ask of it, as far as its structure shows."""

import io

import pikepdf
import pytest

from tests.papers import numbered, printed


@pytest.fixture
def pdf():
    certification = numbered(person__given_name="Ελένη", person__family_name="Ж")
    with pikepdf.open(io.BytesIO(printed(certification))) as opened:
        yield opened


def test_it_is_tagged_in_its_language_and_shows_its_title(pdf):
    assert bool(pdf.Root.MarkInfo.Marked) is True
    assert str(pdf.Root.Lang).split("-")[0] == "en"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle) is True
    assert str(pdf.docinfo.Title) == "Certificate ESCA-2026-0042: Ελένη Ж"


def test_it_says_which_standards_it_keeps(pdf):
    with pdf.open_metadata() as metadata:
        said = {
            name: metadata.get(name)
            for name in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")
        }

    assert said == {"pdfaid:part": "2", "pdfaid:conformance": "A", "pdfuaid:part": "1"}


def structure(element):
    """Each element of the tree that readers follow: its role, and the words in place of a picture."""
    if not isinstance(element, pikepdf.Dictionary):
        return
    if "/S" in element:
        yield str(element.S), str(element.get("/Alt", ""))
    children = element.get("/K", [])
    children = children if isinstance(children, pikepdf.Array) else [children]
    for child in children:
        yield from structure(child)


def test_it_has_one_heading_and_words_for_each_picture(pdf):
    elements = list(structure(pdf.Root.StructTreeRoot))

    assert [role for role, _words in elements if role == "/H1"] == ["/H1"]
    assert [words for role, words in elements if role == "/Figure"] == [
        "Badge of the level Bronze",
        "QR code that leads to the page where this certificate is checked",
    ]


def test_colours_and_fonts_are_within(pdf):
    fonts = [
        font
        for font in pdf.objects
        if isinstance(font, pikepdf.Dictionary) and font.get("/Type") == "/FontDescriptor"
    ]
    embedded = [{"/FontFile", "/FontFile2", "/FontFile3"} & set(font.keys()) for font in fonts]

    assert pdf.Root.OutputIntents[0].S in ("/GTS_PDFA1", "/GTS_PDFA2")
    assert (len(fonts) > 0, all(embedded)) == (True, True)


def test_it_runs_nothing_and_fetches_nothing(pdf):
    assert {"/OpenAction", "/AA", "/AcroForm", "/Names"} & set(pdf.Root.keys()) <= {"/Names"}
    assert "/JavaScript" not in pdf.Root.get("/Names", {})
    links = [str(link.A.URI) for link in pdf.pages[0].get("/Annots", [])]
    assert [link.split("?")[0] for link in links] == [
        "http://127.0.0.1:8000/verify/ESCA-2026-0042/"
    ]
