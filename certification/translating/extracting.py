"""The strings that are marked for translation, in modules and templates."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from babel.messages import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_python
from django.conf import settings
from django.utils.translation.template import templatize

# As far as makemessages of Django knows them.
KEYWORDS: dict[str, Any] = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# Where, relative to the project, and how what is in there is read.
PLACES = {
    "certification": [("**/migrations/**", "ignore"), ("**.py", "python")],
    "people": [("**/migrations/**", "ignore"), ("**.py", "python")],
    "templates": [("**.html", "certification.translating.extracting:extract_template")],
}


def extract_template(
    file: BinaryIO, keywords: Any, comment_tags: Any, options: Any
) -> Iterator[tuple[Any, ...]]:
    """What Django's tags mark. A method of extraction, as Babel calls it."""
    source = templatize(file.read().decode())
    # No line of it begins another block, as Python would think of one that stands further in.
    lines = "\n".join(line.lstrip() for line in source.split("\n"))
    return extract_python(BytesIO(lines.encode()), keywords, comment_tags, options)


def extracted() -> Catalog:
    """A template of every catalogue: all strings, in the order of the alphabet."""
    found = Catalog(charset="utf-8")
    for place, methods in PLACES.items():
        root = Path(settings.BASE_DIR, place)
        for name, _line, message, _comments, context in extract_from_dir(
            root, methods, keywords=KEYWORDS
        ):
            found.add(message, locations=[(f"{place}/{name}", 0)], context=context)
    return found
