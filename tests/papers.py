"""What the tests of certificates on paper share."""

import io
import re

import pypdfium2
import zxingcpp

from certification.demo.factories import CertificationFactory
from certification.models import RegisterSettings
from certification.verification.paper.issuing import certificate_pdf


def numbered(number="ESCA-2026-0042", **facts):
    return CertificationFactory(number=number, **facts)


def printed(certification, **how):
    return certificate_pdf(certification, RegisterSettings.current(), **how)


def words(pdf):
    """All that a reader selects on the pages, on one line."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [document[index].get_textpage().get_text_range() for index in range(len(document))]
    return re.sub(r"\s+", " ", " ".join(pages).replace("\ufffe", "-")).strip()


def picture(pdf, *, dots_per_inch=150):
    return pypdfium2.PdfDocument(pdf)[0].render(scale=dots_per_inch / 72).to_pil()


def scanned(pdf):
    """What each QR code on the page says, as a camera sees it."""
    return [code.text for code in zxingcpp.read_barcodes(picture(pdf).convert("L"))]


def streamed(response):
    return io.BytesIO(b"".join(response.streaming_content))
