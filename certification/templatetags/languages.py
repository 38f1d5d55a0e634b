"""The same page in the other languages."""

from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import get_language

from certification.languages import Edition, editions
from people.translated import translated

register = template.Library()


@register.simple_tag
def in_each_language(path: str, query: str = "") -> list[Edition]:
    """`query` with its question mark, as the tag querystring makes it."""
    return list(editions(f"{path}{query}"))


@register.filter
def is_of_this_language(edition: Edition) -> bool:
    return edition.code == get_language()


@register.filter
def untranslated(record: Any, field: str) -> bool:
    """Whether the text stands in the language of the site on a page in another: its element says so."""
    language = get_language()
    return language != settings.LANGUAGE_CODE and not getattr(record, f"{field}_{language}", "")


@register.filter(name="translated")
def in_this_language(record: Any, field: str) -> str:
    """A text that staff translate: people/translated.py."""
    return translated(record, field)
