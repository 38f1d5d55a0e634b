"""Facts become a page: a PDF that is tagged (PDF/UA-1) and archivable (PDF/A-2a), or a picture of it.

The same facts give the same bytes: no clock is read, and no font of the machine, but those of the
folder that CERTIFICATE_FONTS names for letters that the fonts within typst lack.
"""

import json
import re
import threading
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from certification.verification.paper.facts import Facts

PAGE = Path(__file__).with_name("certificate.typ")
STANDARDS: Any = ["ua-1", "a-2a"]
# A compiler keeps what it worked out for the page before, and makes one at a time.
_ONE_AT_A_TIME = threading.Lock()
# What the archivable kind of PDF never has: a box in place of a letter.
LETTERS = re.compile('the text `"(.+?)"` could not be displayed')


def as_pdf(facts: Facts) -> bytes:
    """Raises ValidationError if a letter is in none of the fonts."""
    day = facts.document_date
    made = _compiled(
        facts,
        format="pdf",
        pdf_standards=STANDARDS,
        timestamp=datetime(day["year"], day["month"], day["day"], tzinfo=UTC),
    )
    return bytes(made)


def as_svg(facts: Facts) -> bytes:
    return bytes(_compiled(facts, format="svg"))


def _compiled(facts: Facts, **how: Any) -> Any:
    fonts, families = further_fonts(settings.CERTIFICATE_FONTS)
    values = {**facts.as_dict(), "fonts": families}
    inputs = {"facts": json.dumps(values, ensure_ascii=False, sort_keys=True)}
    try:
        with _ONE_AT_A_TIME:
            return _compiler(fonts).compile(sys_inputs=inputs, **how)
    except typst.TypstError as error:
        letters = dict.fromkeys("".join(LETTERS.findall(error.diagnostic)))
        if not letters:
            raise
        raise ValidationError(
            _(
                "No font of the register has the letters %(letters)s, so the certificate can’t be "
                "printed. Whoever runs the register can add a font that has them (CERTIFICATE_FONTS)."
            ),
            params={"letters": " ".join(letters)},
        ) from error


@cache
def _compiler(fonts: tuple[Path, ...]) -> Any:
    return typst.Compiler(PAGE, font_paths=list(fonts), ignore_system_fonts=True)


@cache
def further_fonts(folder: str) -> tuple[tuple[Path, ...], list[str]]:
    """The folder, and the families in it, in an order that is always the same."""
    if not folder:
        return (), []
    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[Path(folder)]
    )
    return (Path(folder),), sorted(set(found.families()))
