"""After consent is withdrawn, and after an erasure, everything follows at the next request to each worker.

She is alone in what she stands for: the only one from Malta, with her language, of her organisation. So
whatever still counts or names her would be seen.
"""

import io
import zipfile
from datetime import date
from pathlib import Path
from random import Random

import pghistory
import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from certification.certifying import certify
from certification.concerns import receive
from certification.demo.factories import (
    CertificationFactory,
    ConcernFactory,
    ContactMessageFactory,
    CourseFactory,
    EnrolmentFactory,
    ExpertFactory,
    OrganisationFactory,
    TraineeshipFactory,
    level,
)
from certification.demo.portraits import portrait
from certification.models import Certification, Concern, Expert, SentMail, Suspension
from people.erasing import erase
from people.models import Person
from people.models.erasure import RegisterHistory
from people.triggers import ERASED_REASON
from tests.public_version import later
from tests.refusal import refused, sql
from tests.test_erasure import all_tables, everything

pytestmark = [
    pytest.mark.usefixtures("page_cache"),
    pytest.mark.django_db(databases=["default", "public"]),
]
NUMBER, PUBLIC_NO = "ESCA-2015-7077", "E-77077"
# What staff wrote of her, each in a field or a decision of its own.
REASONS = [
    "Zyxwina asked for it",
    "Zyxwina has moved",
    "Zyxwina is back",
    "Zyxwina is known for years",
    "Zyxwina told us",
    "Zyxwina gave it back",
    "Zyxwina wrote a second time",
]
# By address what of her a visitor finds there. A search repeats what was typed, so there it is what was not.
SHOWN = {
    "/": "Malta",
    "/experts/": "Qvarnstrom",
    "/experts/?country=MT": "Qvarnstrom",
    "/experts/?language=mt": "Qvarnstrom",
    "/experts/?level=bronze": "Her only office",
    "/experts/?order=country": "Maltese",
    "/experts/?q=zyxwina": "Qvarnstrom",
    "/experts/?q=qvarnstrmo": "Qvarnstrom",
    "/experts/?q=zyxnick": "Qvarnstrom",
    "/experts/?q=her+only+office": "Qvarnstrom",
    f"/experts/?q={PUBLIC_NO}": "Qvarnstrom",
    f"/experts/?q={NUMBER}": "Qvarnstrom",
    "/experts/?on=2019-05-01": "Qvarnstrom",
    "/experts/embed/": "Qvarnstrom",
    "/experts/suggestions/?q=zyxw": "Qvarnstrom",
    "/experts.csv": "Qvarnstrom",
    "/experts.json": "Qvarnstrom",
    "/experts.jsonl": "Qvarnstrom",
    "/experts.xlsx": "Qvarnstrom",
    "/sitemap-experts.xml": "qvarnstrom",
    # Who teaches is named without a consent to be listed, and then without a way to a page.
    "COURSE": "/experts/zyxwina",
    "PROFILE": "Lifestory",
    "PROFILE?on=2019-05-01": "Lifestory",
    f"/concerns/new/?about={NUMBER}": "Qvarnstrom",
    "CONTACT": "Qvarnstrom",
    "SHORTLIST": "Her only office",
    "ASKED": "Qvarnstrom",
}


@pytest.fixture
def zyxwina():
    """With a photo, a course that she teaches, a trainee of hers, mails, concerns, and decisions on her."""
    OrganisationFactory(name="Other office")
    ExpertFactory(family_name="Other", country="NO")
    expert = ExpertFactory(
        register_no=PUBLIC_NO,
        given_name="Zyxwina",
        family_name="Qvarnstrom",
        nicknames="Zyxnick",
        biography="Lifestory of hers",
        website="https://zyxwina.example.org",
        email="zyxwina@secret.example.org",
        country="MT",
        languages=["mt"],
        organisation=OrganisationFactory(name="Her only office", country="MT"),
        photo=portrait(Random(1)),  # noqa: S311
        certification__number=NUMBER,
    )
    CourseFactory(title="Coming course", trainers=[expert])
    TraineeshipFactory(mentor=expert)
    EnrolmentFactory(passed=True, person=expert)
    return Person.objects.get(pk=expert.pk)


def follow(kind, person):
    if kind == "consent withdrawn":
        person.consents.update(withdrawn_on=timezone.localdate())
    else:
        erase(person, "Request of 3 March", "Rita Registrar")


def fetch(client, address, **options):
    """The status, the ETag and the text of an answer, of a workbook that of its parts."""
    if "suggestions" in address:
        options = {"headers": {"HX-Request": "true"}}
    response = client.get(address, **options)
    content = response.getvalue()
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"\n".join(book.read(name) for name in book.namelist())
    return response.status_code, response.get("ETag"), content.decode(errors="replace")


def addresses(person):
    named = {
        "COURSE": person.courses_taught.get().get_absolute_url(),
        "PROFILE": Expert.objects.get(pk=person.pk).get_absolute_url(),
        "CONTACT": reverse("contact", args=[person.slug]),
        "SHORTLIST": f"/shortlist/?expert={person.slug}",
        "ASKED": f"/shortlist/ask/?chosen={person.slug}",
    }
    for address, words in SHOWN.items():
        path, mark, query = address.partition("?")
        yield f"{named.get(path, path)}{mark}{query}", words


@pytest.mark.parametrize("kind", ["consent withdrawn", "erased"])
def test_no_address_of_any_worker_shows_what_it_showed_before(kind, zyxwina):
    workers, rows = [Client(), Client()], [*addresses(zyxwina)]

    def seen(worker):
        return [(address, words, *fetch(worker, address)) for address, words in rows]

    before = [seen(worker) for worker in [*workers, *workers]]
    later()

    follow(kind, zyxwina)

    for answers in before:
        assert [a for a, words, status, _etag, page in answers if words not in page] == []
    for worker, earlier in zip(workers, before, strict=False):
        after = seen(worker)
        assert [a for a, words, _status, _etag, page in after if words in page] == []
        kept = {(a, etag) for a, _words, _status, etag, _page in earlier if etag}
        assert [a for a, _words, _status, etag, _page in after if (a, etag) in kept] == []
        gone = [a for a, _words, status, *_rest in after if status != 200]
        assert gone == [
            a for a, _words in rows if "/experts/zyxwina" in a or "/shortlist/ask/" in a
        ]


@pytest.mark.parametrize("kind", ["consent withdrawn", "erased"])
def test_who_kept_a_copy_and_asks_whether_it_is_good_is_told_that_it_is_not(kind, zyxwina, client):
    kept = {a: fetch(client, a)[1] for a in ("/experts/", "/experts.csv", "/experts.xlsx")}
    later()

    follow(kind, zyxwina)

    codes = [fetch(client, a, headers={"If-None-Match": etag})[0] for a, etag in kept.items()]
    assert codes == [200, 200, 200]


@pytest.mark.parametrize(("kind", "left"), [("consent withdrawn", 1), ("erased", 0)])
def test_the_photo_is_shown_no_more_and_after_an_erasure_there_is_no_file(
    kind, left, zyxwina, client, settings, django_capture_on_commit_callbacks
):
    page = reverse("expert-photo", args=[zyxwina.slug])
    assert client.get(page).status_code == 200

    with django_capture_on_commit_callbacks(execute=True):
        follow(kind, zyxwina)

    files = [each for each in Path(settings.MEDIA_ROOT).rglob("*") if each.is_file()]
    assert (client.get(page).status_code, len(files)) == (404, left)
    assert default_storage.exists(zyxwina.photo.name) == bool(left)


def decide_on(person):
    """Each decision with a reason that names her, as the admin makes them: also as the reason in the history."""
    first = person.certifications.get()
    with pghistory.context(decision="suspend", reason=REASONS[0]):
        first.suspend(date(2020, 1, 1), REASONS[1])
    with pghistory.context(decision="reinstate", reason=REASONS[2]):
        first.reinstate(date(2020, 2, 1), REASONS[2])
    gold = certify(
        person, level("gold"), date(2021, 1, 1), against_rules_because=REASONS[3], decided_by="X"
    )
    with pghistory.context(decision="withdraw", reason=REASONS[4]):
        first.withdraw(date(2022, 1, 1), REASONS[4], REASONS[5])
    with pghistory.context(reason=REASONS[6]):
        first.correct_withdrawal(date(2022, 1, 2))
    return first, gold


def test_what_staff_wrote_of_her_is_gone_and_the_facts_stay(zyxwina):
    first, gold = decide_on(zyxwina)
    ConcernFactory(person=zyxwina, message="Zyxwina is in two places", answer="")
    ConcernFactory(person=zyxwina, answered=True, answer="We asked Zyxwina", name="W. Visitor")
    ContactMessageFactory(person=zyxwina, message="Dear Zyxwina", name="W. Visitor")
    receive("correction", NUMBER, message="Zyxwina is spelt with an x")
    SentMail.objects.create(
        kind="on_expiry", language="en", person=zyxwina, address=zyxwina.email, subject="Zyxwina"
    )
    facts = ["number", "level", "certified_on", "valid_until", "withdrawn_on", "check_code"]
    before = [Certification.objects.filter(person=zyxwina).order_by("pk").values_list(*facts)]
    before = [*before[0]]
    text = everything(*all_tables())
    assert [reason for reason in REASONS if reason not in text] == []

    erase(zyxwina, "Request of 3 March", "Rita Registrar")

    after = everything(*all_tables())
    assert [
        word for word in (*REASONS, "Zyxwina", "zyxwina", "W. Visitor", "qvarn") if word in after
    ] == []
    kept = Certification.objects.filter(person=zyxwina).order_by("pk").values_list(*facts)
    assert [*kept] == before
    first.refresh_from_db()
    gold.refresh_from_db()
    assert (first.withdrawal_reason, first.withdrawal_public_reason) == (ERASED_REASON, "")
    assert gold.against_rules_reason == ERASED_REASON
    (suspension,) = Suspension.objects.all()
    assert (suspension.suspended_on, suspension.reason) == (date(2020, 1, 1), ERASED_REASON)
    assert Concern.objects.filter(person=zyxwina, message="", email="").count() == 3


def test_a_reason_given_for_several_people_stays_with_the_others(zyxwina):
    other = CertificationFactory()
    with pghistory.context(decision="suspend", reason="Both failed the audit"):
        for each in (zyxwina.certifications.get(), other):
            each.suspend(date(2020, 1, 1), "Both failed the audit")

    erase(zyxwina, "Request of 3 March", "Rita Registrar")

    reasons = Suspension.objects.order_by("certification__person__sort_key")
    assert {each.reason for each in reasons} == {ERASED_REASON, "Both failed the audit"}
    shared = RegisterHistory.objects.filter(metadata__decision="suspend")
    assert {each.metadata["reason"] for each in shared} == {"Both failed the audit"}


def test_the_erasure_keeps_its_own_reason_in_the_history(zyxwina):
    erase(zyxwina, "Request of 3 March", "Rita Registrar")

    reasons = RegisterHistory.objects.filter(metadata__has_key="reason")
    assert {each.metadata["reason"] for each in reasons} == {"Request of 3 March"}


@pytest.mark.parametrize(
    "change",
    [
        'metadata = metadata || \'{"reason": "forged"}\'',
        "metadata = metadata - 'reason'",
        'metadata = metadata || \'{"reason": "[erased]", "user": 1}\'',
        "created_at = now()",
    ],
)
def test_an_erasure_takes_nothing_but_the_reason_from_who_and_why(zyxwina, change):
    decide_on(zyxwina)
    sql(
        "INSERT INTO people_erasure (person_id, reason, erased_by) VALUES (%s, 'x', '')", zyxwina.pk
    )

    with refused("Cannot update or delete rows"):
        sql(f"UPDATE pghistory_context SET {change} WHERE metadata ? 'reason'")  # noqa: S608


def test_without_an_erasure_no_reason_is_taken_away(zyxwina):
    _first, gold = decide_on(zyxwina)

    with refused("Cannot update or delete rows"):
        sql(
            'UPDATE pghistory_context SET metadata = metadata || \'{"reason": "[erased]"}\' '
            "WHERE metadata ? 'reason'"
        )
    with refused("Cannot update or delete rows"):
        sql("UPDATE certification_certificationevent SET withdrawal_reason = '[erased]'")
    with refused("what was decided stays"):
        sql(
            "UPDATE certification_certification SET against_rules_reason = '[erased]' WHERE id = %s",
            gold.pk,
        )
