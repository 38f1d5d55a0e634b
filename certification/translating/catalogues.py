"""What translators write (.po), and what Django reads (.mo).

Both are kept among the sources, so that nothing has to be made on a new machine.
"""

from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings

from certification.translating.extracting import extracted

LOCALE = Path(settings.BASE_DIR, "certification", "locale")
# The language of the code itself has none.
LANGUAGES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def source(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def compiled(language: str) -> Path:
    return source(language).with_suffix(".mo")


class PlainCatalog(Catalog):
    """Without the days and names that would make two catalogues of the same strings differ."""

    KEPT = ("Language", "Plural-Forms", "MIME-Version", "Content-Type", "Content-Transfer-Encoding")

    def __init__(self, language: str) -> None:
        super().__init__(
            locale=language, header_comment="# Babel writes this.", charset="utf-8", fuzzy=False
        )

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [(name, value) for name, value in super().mime_headers if name in self.KEPT]


def read(language: str) -> PlainCatalog:
    """Empty where there is none yet."""
    catalogue, path = PlainCatalog(language), source(language)
    if path.exists():
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id:
                    catalogue[message.id] = message
    return catalogue


def written(catalogue: Catalog) -> bytes:
    """Places without their lines, which would change with everything."""
    made = BytesIO()
    write_po(
        made,
        catalogue,
        width=110,
        sort_output=True,
        ignore_obsolete=True,
        include_lineno=False,
    )
    return made.getvalue()


def machine_readable(catalogue: Catalog) -> bytes:
    made = BytesIO()
    write_mo(made, catalogue)
    return made.getvalue()


def bring_up_to_date() -> dict[str, int]:
    """All catalogues hold the strings of the code, no others, and are compiled.

    Returns how many strings of each language are not translated.
    """
    template, missing = extracted(), {}
    for language in LANGUAGES:
        catalogue = read(language)
        # A guess from a string like it would be read as if somebody had translated this one.
        catalogue.update(template, no_fuzzy_matching=True)
        source(language).parent.mkdir(parents=True, exist_ok=True)
        source(language).write_bytes(written(catalogue))
        compiled(language).write_bytes(machine_readable(catalogue))
        missing[language] = len(untranslated(catalogue))
    return missing


def untranslated(catalogue: Catalog) -> list[str]:
    found = []
    for message in catalogue:
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and (message.fuzzy or not all(strings)):
            found.append(str(message.id))
    return found
