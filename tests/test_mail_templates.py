"""The texts of mails: what they may name, what they become, and what is refused."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from certification.mail import texts
from certification.mail.kinds import Kind, explained, sample_context
from certification.mail.render import as_html, render
from certification.models import MailTemplate
from tests.refusal import messages, refused, sql

NAMED = sample_context(Kind.ON_EXPIRY)


def told(text: str, kind: str = Kind.ON_EXPIRY) -> list[str]:
    """What is said of a text that is refused."""
    with pytest.raises(ValidationError) as refusal:
        texts.check(kind, text)
    return refusal.value.messages


def text_of(body: str, **context) -> str:
    return render("en", "Subject", body, {**NAMED, **context}).text


@pytest.mark.parametrize("kind", Kind)
def test_each_mail_has_a_text_in_english_that_can_be_sent(kind):
    template = MailTemplate.objects.get(kind=kind, language="en")

    assert messages(template) == []
    assert render("en", template.subject, template.body, sample_context(kind)).text


def test_the_mails_to_experts_and_visitors_are_there_in_german_too():
    texts_there = MailTemplate.objects.filter(language="de")

    assert [messages(template) for template in texts_there] == [[]] * 8
    assert [template.kind for template in texts_there] == [
        Kind.BEFORE_EXPIRY,
        Kind.CERTIFICATE,
        Kind.CONTACT_ANSWER,
        Kind.CONTACT_CONFIRM,
        Kind.CONTACT_DECLINED,
        Kind.CONTACT_MESSAGE,
        Kind.COURSE_APPLICATION,
        Kind.ON_EXPIRY,
    ]


def test_the_text_of_the_language_is_taken_and_else_the_english_one():
    in_language = MailTemplate.objects.in_language

    assert [in_language(Kind.ON_EXPIRY, code).language for code in ("de", "fr", "en")] == [
        "de",
        "en",
        "en",
    ]


@pytest.mark.parametrize("kind", Kind)
def test_every_placeholder_that_staff_are_told_of_can_be_used(kind):
    names = tuple(sample_context(kind))

    for placeholder, _meaning in explained(kind):
        if placeholder.removeprefix("{{ ").startswith(names):
            texts.check(kind, placeholder)


@pytest.mark.parametrize(
    "text",
    [
        "{{ name }} {{ profile_url }} {{ contact }}",
        "{% if profile_url %}{{ name }}{% elif name == 'A' or not contact %}B{% else %}C{% endif %}",
        "{% for row in certifications %}{{ row.level }}{% if not forloop.last %}, {% endif %}{% endfor %}",
        "{% for row in certifications %}{{ name }}{% empty %}None{% endfor %}",
    ],
)
def test_a_text_of_placeholders_conditions_and_lists_is_accepted(text):
    texts.check(Kind.ON_EXPIRY, text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Dear {{ nmae }}", "“nmae” is no placeholder of this mail."),
        ("{{ name.upper }}", "“name.upper” is no placeholder of this mail."),
        ("{{ settings.SECRET_KEY }}", "“settings.SECRET_KEY” is no placeholder of this mail."),
        ("{{ row.level }}", "“row.level” is no placeholder of this mail."),
        ("{% if a and not name %}{% endif %}", "“a” is no placeholder of this mail."),
        ("{{ course }}", "“course” is no placeholder of this mail."),
        ("{{ certifications }}", "“certifications” has parts: name one of them."),
        ("{% for x in name %}{% endfor %}", "“name” is no list of this mail."),
        (
            "{% for row in certifications %}{{ row.person }}{% endfor %}",
            "“row.person” is no placeholder of this mail.",
        ),
        (
            "{% for a in certifications %}{% for b in certifications %}{% for c in certifications %}"
            "{% endfor %}{% endfor %}{% endfor %}",
            "A list can't be within more than one other, and has rows of one name.",
        ),
        (
            "{% for a, b in certifications %}{% endfor %}",
            "A list can't be within more than one other, and has rows of one name.",
        ),
    ],
)
def test_what_a_mail_does_not_have_is_named_with_what_it_has(text, sentence):
    first, hint = told(text)

    assert first == sentence
    assert hint.startswith("What this mail may have: {{ name }}, {{ given_name }}, ")


@pytest.mark.parametrize(
    "text",
    [
        "{% load static %}",
        '{% include "base.html" %}',
        "{% debug %}",
        "{% url 'home' %}",
        "{% now 'Y' %}",
        "{{ name|upper }}",
        "{% if name %}",
        "{{ }}",
        "{{ name._secret }}",
        "{% endif %}",
    ],
)
def test_what_is_no_text_of_a_mail_is_refused(text):
    (sentence,) = told(text)

    assert sentence.startswith("This can't be read as the text of a mail: ")


def test_braces_that_are_not_closed_are_text():
    texts.check(Kind.ON_EXPIRY, "{{ name")

    assert text_of("{{ name") == "{{ name\n"


@pytest.mark.parametrize("deep", [9, 300, 3000])
def test_conditions_without_end_are_refused(deep):
    text = "{% if name %}" * deep + "{% endif %}" * deep

    assert told(text)[0] == "This has too many conditions within each other."


def test_a_subject_has_one_line():
    template = MailTemplate(
        kind=Kind.ON_EXPIRY, language="fr", subject="A\r\nBcc: all@example.org", body="B"
    )

    assert messages(template) == ["The subject has one line."]


def test_a_subject_has_no_list():
    subject = "{% if name %}{% for row in certifications %}{{ row.level }}{% endfor %}{% endif %}"
    template = MailTemplate(kind=Kind.ON_EXPIRY, language="fr", subject=subject, body=subject)

    assert messages(template)[0] == "A subject can't have a list."
    template.subject = "{{ name }}"
    assert messages(template) == []


def test_a_long_subject_is_cut():
    assert render("en", "{{ name }}", "B", {"name": "x" * 300}).subject == "x" * 249 + "…"


def test_a_name_can_not_end_the_subject():
    mail = render("en", "For {{ name }}", "B", {"name": "Åse\r\nBcc: all@example.org\x85\u2028X"})

    assert mail.subject == "For Åse Bcc: all@example.org X"


def test_lines_that_hold_a_tag_alone_are_none():
    body = "A\n\n{% for row in certifications %}\n- {{ row.level }}\n{% endfor %}\n\nB\r\n"

    assert text_of(
        body.replace("\r", ""), certifications=[{"level": "Silver"}, {"level": "Gold"}]
    ) == ("A\n\n- Silver\n- Gold\n\nB\n")


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("en", "31 March 2026"),
        ("de", "31. März 2026"),
        ("tlh", "2026-03-31"),
        ("zz", "2026-03-31"),
    ],
)
def test_a_day_is_written_out_in_the_language_of_the_text(language, day):
    mail = render(language, "S", "{{ on }}", {"on": date(2026, 3, 31)})

    assert mail.text == f"{day}\n"
    assert f'<html lang="{language}" dir="ltr">' in mail.html


def test_a_text_in_arabic_runs_from_right_to_left():
    assert '<html lang="ar" dir="rtl">' in render("ar", "S", "B", {}).html


def test_html_has_paragraphs_lists_and_links_and_nothing_of_a_name_is_code():
    text = (
        "Dear <b>Åse</b>,\nsee https://example.org/?a=1&b=2\n\nHeld:\n- A & B\n- me@example.org\n"
    )

    assert as_html(text) == (
        "<p>Dear &lt;b&gt;Åse&lt;/b&gt;,<br>\n"
        'see <a href="https://example.org/?a=1&amp;b=2">https://example.org/?a=1&amp;b=2</a></p>\n'
        "<p>Held:</p>\n"
        '<ul>\n<li>A &amp; B</li>\n<li><a href="mailto:me@example.org">me@example.org</a></li>\n</ul>'
    )


def test_a_text_is_never_deleted_nor_given_to_another_mail():
    with refused("Cannot delete rows"):
        sql("DELETE FROM certification_mailtemplate")
    with refused("Cannot update rows"):
        sql("UPDATE certification_mailtemplate SET language = 'fr' WHERE language = 'de'")
    with refused("a_mail_has_one_text_in_a_language"):
        MailTemplate.objects.create(kind=Kind.ON_EXPIRY, language="en", subject="S", body="B")
