"""What the code marks for translation is translated, in every language, and compiled."""

import re
from io import BytesIO

import pytest

from certification.translating import catalogues
from certification.translating.extracting import KEYWORDS, extract_template, extracted

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}|</?\w+[^>]*>")
UPDATE = "Run “manage.py update_translations”, and translate what it tells."


def known(catalogue):
    return {(message.id, message.context) for message in catalogue if message.id}


@pytest.fixture(scope="module")
def template():
    return extracted()


@pytest.fixture(params=catalogues.LANGUAGES)
def language(request):
    return request.param


def test_a_catalogue_holds_the_strings_of_the_code_and_no_others(template, language):
    assert known(catalogues.read(language)) == known(template), UPDATE


def test_every_string_is_translated(language):
    assert catalogues.untranslated(catalogues.read(language)) == []


def test_what_django_reads_is_what_translators_wrote(language):
    catalogue = catalogues.read(language)

    assert catalogues.source(language).read_bytes() == catalogues.written(catalogue), UPDATE
    compiled = catalogues.compiled(language).read_bytes()
    assert compiled == catalogues.machine_readable(catalogue), UPDATE


def test_a_translation_has_the_placeholders_and_tags_of_its_string(language):
    """Of a sentence about one, the number may be a word."""
    wrong = []
    for message in catalogues.read(language):
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        needed = {frozenset(PLACEHOLDER.findall(each)) for each in ids}
        if message.id and not {frozenset(PLACEHOLDER.findall(each)) for each in strings} <= needed:
            wrong.append(message.id)

    assert wrong == []


def test_what_templates_mark_is_found_whatever_stands_around_it():
    page = """{% load i18n %}
      <p title="{% translate 'A "quoted" title' %}">it's {% blocktranslate with a=b count n=c %}
      {{ n }} of {{ a }}{% plural %}
      {{ n }} of all {{ a }}{% endblocktranslate %}</p>
    {{ _("In a variable")|upper }}{% translate "May" context "month" %}
    """
    found = extract_template(BytesIO(page.encode()), list(KEYWORDS), [], {})

    assert [message for _line, _function, message, _comments in found] == [
        'A "quoted" title',
        ("\n      %(n)s of %(a)s", "\n      %(n)s of all %(a)s", None),
        "In a variable",
        ("month", "May"),
    ]
