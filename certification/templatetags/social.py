"""What social networks read in the head of a page."""

import re
from typing import Any

from babel.core import get_global
from django import template
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.safestring import SafeString, mark_safe

from people.languages import babel_locale

register = template.Library()


@register.simple_tag(takes_context=True)
def said_in_block(context: Any, name: str) -> SafeString:
    """The text of a block of the page once more: its title, for instance."""
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block(name)
    return mark_safe(str(block.render(context)).strip())  # noqa: S308 - as escaped as the block is


@register.filter
def address_of_link(link: str) -> SafeString:
    """What a <link> of ours leads to; it is escaped there."""
    found = re.search('href="([^"]*)"', link)
    return mark_safe(found[1] if found else "")  # noqa: S308


@register.simple_tag
def locale_of_language() -> str:
    """Language and country, such as nb_NO: networks know no language without one."""
    language = babel_locale()
    if "_" in language:
        return language
    likely = get_global("likely_subtags").get(language, f"{language}_{language.upper()}")
    return f"{language}_{likely.rpartition('_')[2]}"
