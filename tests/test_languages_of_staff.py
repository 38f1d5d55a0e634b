"""The pages of staff are in the language that they chose: no string is left in English, Django's included."""

import re
from datetime import date

import pytest
from django.conf import settings
from django.contrib import admin
from django.utils import translation
from django.utils.translation import gettext, ngettext

from certification.demo.factories import (
    ApplicationFactory,
    BenchmarkingFactory,
    ConcernFactory,
    ContactMessageFactory,
    EnrolmentFactory,
    ExpertFactory,
    OrganisationFactory,
    TraineeshipFactory,
    level,
)
from certification.models import MailTemplate
from people.models import RegisterHistory, Sector
from tests.staff import address
from tests.test_languages_of_pages import AS_THEY_ARE, ENGLISH, Texts

READ = [
    *("Search %(name)s", "Filter by %(field_name)s", "- Select an option -", "Breadcrumbs", "Logout"),
    "Pagination %(name)s",
]  # fmt: skip


@pytest.fixture
def world():
    """A record of most kinds, without a word of a language."""
    expert = ExpertFactory(
        given_name="Qwertz", family_name="Zxcvb", organisation=OrganisationFactory(name="Asdfg"),
        certification__certified_on=date(2024, 1, 1), certification__number="ESCA-1",
        consent__source="Qwertz",
    )  # fmt: skip
    return [
        *(expert, expert.certifications.get(), expert.organisation),
        TraineeshipFactory(person=expert, level=level("gold")),
        EnrolmentFactory(person=expert, course__title="Qwertz", course__place="Asdfg"),
        *(
            ApplicationFactory(),
            BenchmarkingFactory(),
            ConcernFactory(message="Qwertz"),
            ContactMessageFactory(),
        ),
    ]


# Kept in the database in one language: names of permissions and of roles.
DATA = re.compile(r"\| (Can|Gets) |^(Course manager|Certification manager|Registrar)$")
# Lists that have the texts of records: of mails, of sectors in English, of all values.
DATA_ALONE = {MailTemplate, Sector, RegisterHistory}


def english(response, code):
    texts = Texts(code)
    texts.feed(response.content.decode())
    return [
        each
        for each in texts.found
        if ENGLISH.search(AS_THEY_ARE.sub("", each)) and not DATA.search(each)
    ]


def pages(records):
    yield from ("/admin/", "/admin/password_change/")
    for model in admin.site._registry:
        if model not in DATA_ALONE:
            yield address(model, "changelist")
        if model is not RegisterHistory:
            yield address(model, "add")
    yield from (address(record, "change") for record in records)


@pytest.mark.parametrize("code", ["de", "tr"])
def test_no_page_of_staff_has_an_english_word(admin_client, world, code):
    admin_client.cookies[settings.LANGUAGE_COOKIE_NAME] = code
    answers = {page: admin_client.get(page, follow=True) for page in pages(world)}

    # Nobody adds some kinds of records by hand.
    assert {answer.status_code for answer in answers.values()} <= {200, 403}
    left = {page: english(answer, code) for page, answer in answers.items()}
    assert {page: words for page, words in left.items() if words} == {}


@pytest.mark.parametrize("code", ["nb", "de", "es", "tr"])
def test_what_django_has_not_translated_is_translated(code):
    with translation.override(code):
        assert [each for each in READ if gettext(each) == each] == []
        assert ngettext("entry", "entries", 2) != "entries"
