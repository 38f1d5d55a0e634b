"""Facts become a PNG of 1200 by 630 points. The same facts make the same bytes, and are drawn once.

No font of the machine is used, but those within typst and of the folder that CERTIFICATE_FONTS names.
"""

import hashlib
import json
import threading
from dataclasses import asdict, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst
from anyascii import anyascii
from django.conf import settings

from certification.verification.paper.printing import further_fonts

if TYPE_CHECKING:
    from certification.register.card.facts import Facts

WIDTH, HEIGHT = 1200, 630
PAGE = Path(__file__).with_name("card.typ")
DESIGN = hashlib.sha256(PAGE.read_bytes()).hexdigest()
# A compiler makes one at a time.
_ONE_AT_A_TIME = threading.Lock()
# The letters before these, Latin, Greek and Cyrillic, are all in the fonts within typst.
_PERHAPS_MISSING = "\u0530"


@lru_cache(maxsize=100)
def png(facts: "Facts") -> bytes:
    """About 75 KB each."""
    texts = (facts.name, facts.organisation)
    if any(letter >= _PERHAPS_MISSING for text in texts for letter in text) and not _has_letters(
        facts
    ):
        # A picture with boxes for letters helps nobody; this at least can be read aloud.
        facts = replace(facts, name=anyascii(facts.name), organisation=anyascii(facts.organisation))
    return _compiled(facts, format="png", ppi=96.0)


def _has_letters(facts: "Facts") -> bool:
    """A kind of PDF that never has a box in place of a letter says so."""
    try:
        _compiled(facts, format="pdf", pdf_standards=["a-2u"])
    except typst.TypstError as error:
        if "could not be displayed" not in error.diagnostic:
            raise
        return False
    return True


def _compiled(facts: "Facts", **how: Any) -> bytes:
    fonts, families = further_fonts(settings.CERTIFICATE_FONTS)
    values = json.dumps({**asdict(facts), "fonts": families}, ensure_ascii=False, sort_keys=True)
    with _ONE_AT_A_TIME:
        return bytes(_compiler(fonts).compile(sys_inputs={"facts": values}, **how))


@cache
def _compiler(fonts: tuple[Path, ...]) -> Any:
    return typst.Compiler(PAGE, font_paths=list(fonts), ignore_system_fonts=True)
