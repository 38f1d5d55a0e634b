"""A text and the facts of a case become a mail: a subject, plain text, and HTML made from that text."""

import re
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join, urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from certification.mail.kinds import Paragraphs, register_context
from certification.mail.texts import ENGINE

# A tag alone on its line leaves no empty line in the mail.
_LONE_TAG = re.compile(r"^[ \t]*(\{%[^%\n]*%\})[ \t]*\n", re.MULTILINE)
_BULLET = "- "
# Names may be long.
LONGEST_SUBJECT = 250


@dataclass(frozen=True)
class Mail:
    language: str
    subject: str
    text: str
    html: str


def render(
    language: str, subject: str, body: str, context: dict[str, Any], *, nonce: str = ""
) -> Mail:
    """`nonce` is for the preview, where the browser runs no style without it."""
    values = Context(_written({**register_context(), **context}, language), autoescape=False)
    # Whatever counts as the end of a line would end the header.
    line = " ".join(Template(subject, engine=ENGINE).render(values).split())
    line = Truncator(line).chars(LONGEST_SUBJECT)
    filled = Template(_LONE_TAG.sub(r"\1", body), engine=ENGINE).render(values)
    text = re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", filled)).strip() + "\n"
    locale = _locale(language)
    html = render_to_string(
        "mail/frame.html",
        {
            "language": language,
            "direction": "rtl" if locale and locale.character_order == "right-to-left" else "ltr",
            "subject": line,
            "body": as_html(text),
            "nonce": nonce,
        },
    )
    return Mail(language, line, text, html)


def as_html(text: str) -> SafeString:
    """Paragraphs, lists of lines that begin with a hyphen, and links."""
    blocks = []
    for paragraph in re.split(r"\n{2,}", text.strip()):
        for is_list, lines in groupby(paragraph.split("\n"), lambda line: line.startswith(_BULLET)):
            linked = [
                mark_safe(urlize(line.removeprefix(_BULLET), autoescape=True))  # noqa: S308
                for line in lines
            ]
            if is_list:
                items = format_html_join("\n", "<li>{}</li>", ((line,) for line in linked))
                blocks.append(format_html("<ul>\n{}\n</ul>", items))
            else:
                blocks.append(format_html("<p>{}</p>", mark_safe("<br>\n".join(linked))))  # noqa: S308
    return mark_safe("\n".join(blocks))  # noqa: S308


def _written(value: Any, language: str) -> Any:
    """Days are written out in that language; no value has more than one line, but for paragraphs."""
    if isinstance(value, dict):
        return {name: _written(part, language) for name, part in value.items()}
    if isinstance(value, list):
        return [_written(row, language) for row in value]
    if isinstance(value, date):
        locale = _locale(language)
        return format_date(value, "long", locale=locale) if locale else value.isoformat()
    if isinstance(value, Paragraphs):
        return value.strip()
    return value if isinstance(value, int) else " ".join(str(value).split())


def _locale(language: str) -> Locale | None:
    try:
        # The day before the month, as on public pages.
        return Locale.parse("en_GB" if language == "en" else language)
    except (UnknownLocaleError, ValueError):
        return None
