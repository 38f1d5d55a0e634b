"""A page is in one language: no string is left in English, and none was never marked for translation."""

import re
from datetime import date, timedelta
from html.parser import HTMLParser

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from certification.demo.factories import (
    CertificationFactory,
    CourseFactory,
    EnrolmentFactory,
    ExpertFactory,
    OrganisationFactory,
    SuspensionFactory,
    TraineeshipFactory,
    level,
)
from certification.languages import OWN_NAMES
from certification.models import Enrolment
from people.countries import country_names
from people.models import Sector

OTHERS = [code for code in OWN_NAMES if code != "en"]
# None of them is a word of another language of the site.
ENGLISH = re.compile(
    r"\b(the|and|of|with|are|this|which|from|who|has|been|your|only|page|about|what|when|until|"
    r"since|certified|course|courses|experts|search|nobody|people)\b",
    re.IGNORECASE,
)
# Names that are the same in each language, or in one.
AS_THEY_ARE = re.compile(r"If-Modified-Since|If-None-Match|«not modified»|Isle of Man|http\S+")
READ = {"description", "og:title", "og:description", "og:site_name", "og:image:alt"}
READ_OUT = {"alt", "title", "aria-label", "placeholder", "content", "label"}
# What is the same in each language: names, codes and formats.
NAMES = re.compile(
    r"^([\W\d_]*|[\w-]*(Qwertz|Zxcvb|Asdfg)[\w .,:–-]*|CSV|JSON|JSON lines|[A-Z]{2}|Excel|"
    r"QR.*|[A-Z]\d{6}|http\S+|\S+@\S+|"
    r"width=device.*|light dark|noarchive|noindex|#\w{6}|ESCA.*|PDF|“zxcvbn”|.*cluster organis.*)$"
)


class Texts(HTMLParser):
    """What somebody reads of a page, or has read out: its texts, without those in another language."""

    def __init__(self, language):
        super().__init__()
        self.language, self.found, self.foreign = language, [], []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag not in {"meta", "link", "input", "img", "br", "base", "path", "circle", "rect"}:
            self.foreign.append(
                tag in {"script", "style", "code"}
                or given.get("lang", self.language) != self.language
            )
        if tag == "meta" and given.get("name", given.get("property")) not in READ:
            return
        if "lang" not in given and not any(self.foreign):
            self.found += [given[name] for name in READ_OUT & {*given} if given[name]]

    def handle_endtag(self, tag):
        if self.foreign:
            self.foreign.pop()

    def handle_data(self, data):
        if data.strip() and not any(self.foreign):
            self.found.append(" ".join(data.split()))


@pytest.fixture
def world(settings):
    """Somebody with something to show in every part of the pages; no text of hers is a word."""
    settings.REGISTER_URL = "https://register.example.org"
    today = timezone.localdate()
    expert = ExpertFactory(
        given_name="Qwertz", family_name="Zxcvb", country="NO", languages=["nb", "de"],
        is_available=True, organisation=OrganisationFactory(name="Asdfg"),
        sectors=[Sector.objects.get(slug="ict")], certification__certified_on=date(2024, 1, 1),
        certification__valid_until=date(2044, 1, 1), certification__number="ESCA-1",
    )  # fmt: skip
    silver = CertificationFactory(
        person=expert, level=level("silver"), certified_on=date(2025, 1, 1), valid_until=None,
        number="ESCA-2",
    )  # fmt: skip
    SuspensionFactory(certification=silver, suspended_on=date(2025, 6, 1))
    TraineeshipFactory(person=expert, level=level("gold"), started_on=date(2025, 3, 1))
    texts = {f"title_{code}": f"Qwertz {code}" for code in OTHERS}
    texts |= {f"description_{code}": f"Zxcvb {code}" for code in OTHERS}
    course = CourseFactory(title="Qwertz", place="Asdfg", description="Zxcvb", **texts)
    CourseFactory(title="Qwertz", place="Asdfg", past=True, ends_on=date(2017, 9, 21), **texts)
    EnrolmentFactory(
        course=CourseFactory(title="Qwertz", starts_on=today - timedelta(days=900), **texts),
        person=expert, state=Enrolment.State.PASSED, result_on=today - timedelta(days=898),
    )  # fmt: skip
    return expert, course


def addresses(expert, course):
    return [
        *(reverse(name) for name in ("home", "about", "experts", "courses", "verify", "concern")),
        *(
            f"{reverse('experts')}?{query}"
            for query in ("q=zxcvbn", "status=suspended&country=NO&on=2025-07-01", "country=XX")
        ),
        *(expert.get_absolute_url(), f"{expert.get_absolute_url()}?on=2019-01-01"),
        *(course.get_absolute_url(), reverse("course-apply", args=[course.slug])),
        reverse("course-apply-sent", args=[course.slug]),
        *(reverse("verify-certificate", args=[number]) for number in ("ESCA-1", "ESCA-2", "NO-1")),
        *(reverse("verify-upload"), reverse("experts-embed"), f"{reverse('experts')}nobody/"),
        f"{reverse('concern')}?about={expert.slug}&kind=correction",
        *(f"{reverse('courses')}?kind=basic", f"{reverse('courses')}?kind=nonsense"),
        *(reverse(name) for name in ("statistics", "levels", "shortlist", "contact-sent")),
        *(f"{reverse('shortlist')}?expert={expert.slug}", f"{reverse('shortlist-ask')}?chosen=x"),
        *(reverse("contact", args=[expert.slug]), reverse("contact-answer", args=["nonsense"])),
    ]


def read(client, address, language):
    texts = Texts(language)
    texts.feed(client.get(address).content.decode())
    return texts.found


@pytest.mark.parametrize("code", OTHERS)
def test_no_public_page_has_an_english_word(client, world, code):
    with translation.override(code):
        pages = addresses(*world)

    assert {
        page: words
        for page in pages
        if (
            words := [
                each
                for each in read(client, page, code)
                if ENGLISH.search(AS_THEY_ARE.sub("", each))
            ]
        )
    } == {}


def test_no_text_of_a_page_is_the_same_in_english_and_turkish(client, world):
    """Turkish has no word with English in common: what is the same was never marked."""
    with translation.override("en"):
        english = addresses(*world)
    with translation.override("tr"):
        turkish = addresses(*world)
    same = {}
    for one, other in zip(english, turkish, strict=True):
        left = {*read(client, one, "en")} & {*read(client, other, "tr")}
        same[one] = sorted(
            each for each in left - {*country_names().values()} if not NAMES.match(each)
        )

    assert {page: texts for page, texts in same.items() if texts} == {}
