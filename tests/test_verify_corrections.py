"""What was changed on a certificate is said, and a number of before leads to the present one."""

from datetime import date

import pytest
from django.utils import timezone

from certification.demo.factories import CertificationFactory, PersonFactory, level
from certification.models import Certification
from certification.templatetags.register import written
from people.erasing import erase
from tests.html import text


def check(client, number, **query):
    return client.get(f"/verify/{number}/", query)


def corrected(client, certification, number="A1"):
    query = {"format": "json", "code": certification.check_code}
    return [each["what"] for each in check(client, number, **query).json()["corrections"]]


@pytest.mark.parametrize("person", [{}, {"person__consent": None}], ids=["listed", "by code"])
@pytest.mark.parametrize(
    ("change", "what", "words"),
    [
        ({"certified_on": date(2014, 1, 1)}, "certified_on", "The first valid day was corrected"),
        ({"valid_until": date(2030, 1, 1)}, "valid_until", "The last valid day was corrected"),
    ],
)
def test_a_corrected_day_is_said(client, person, change, what, words):
    certification = CertificationFactory(number="A1", **person)
    Certification.objects.update(**change)

    page = text(check(client, "A1", code=certification.check_code))

    assert f"{words} on {written(timezone.localdate())}." in page
    assert corrected(client, certification) == [what]


def test_so_are_level_and_holder(client):
    certification = CertificationFactory(number="A1")
    Certification.objects.update(level=level("silver"))
    Certification.objects.update(person=PersonFactory())

    assert corrected(client, certification) == ["holder", "level"]


def test_what_does_not_stand_on_it_is_no_correction(client):
    certification = CertificationFactory()
    Certification.objects.update(number="A1")
    Certification.objects.update(decided_by="Somebody else", basis="other")
    certification.refresh_from_db()
    certification.withdraw(timezone.localdate(), "For staff")

    assert corrected(client, certification) == []
    assert "corrected" not in text(check(client, "A1"))


def test_an_old_number_leads_to_the_present_one(client):
    CertificationFactory(number="OLD 1")
    Certification.objects.update(number="NEW-1")

    page = check(client, "old-1", on="2019-05-01")

    assert "The number old-1 was corrected: this certificate has the number NEW-1 now." in text(
        page
    )
    assert 'href="/verify/NEW-1/?on=2019-05-01"' in page.text
    assert "Certificate NEW-1" in text(page)
    assert 'content="noindex"' in page.text
    data = check(client, "OLD1", format="json").json()
    assert (data["number"], data["links"]["self"]) == ("NEW-1", "http://testserver/verify/NEW-1/")
    assert data["corrected_on"] == timezone.localdate().isoformat()
    assert "this certificate has the number" not in text(check(client, "NEW-1"))


def test_an_old_number_needs_the_code_as_the_present_one_does(client):
    certification = CertificationFactory(number="OLD-1", person__consent=None)
    Certification.objects.update(number="NEW-1")

    page = check(client, "OLD-1", code=certification.check_code)

    assert check(client, "OLD-1").status_code == 404
    assert f'href="/verify/NEW-1/?code={certification.check_code}"' in page.text


def test_a_number_that_another_has_now_leads_to_that(client):
    first, second = CertificationFactory(number="A1"), CertificationFactory(number="A2")
    Certification.objects.filter(pk=first.pk).update(number="A3")
    Certification.objects.filter(pk=second.pk).update(number="A1")

    assert second.person.name in text(check(client, "A1"))


def test_a_number_that_was_taken_away_is_not_forgotten(client):
    CertificationFactory(number="OLD-1")
    Certification.objects.update(number=None)

    page = check(client, "OLD-1")

    assert "this certification has no number now" in text(page)
    assert check(client, "OLD-1", format="json").json()["links"]["self"] is None


@pytest.mark.django_db(transaction=True, databases=["default", "public"])
def test_a_changed_name_is_said_of_a_listed_person_alone(client):
    person = PersonFactory(given_name="Asta")
    person.given_name = "Åsta"
    person.save()
    certification = CertificationFactory(number="A1", person=person)
    before = corrected(client, certification)
    person.family_name = "Married"
    person.position = "Director"
    person.save()

    assert (before, corrected(client, certification)) == ([], ["name"])
    assert "The name was corrected on" in text(check(client, "A1"))
    person.consents.get().withdraw(timezone.localdate())
    assert corrected(client, certification) == []
    erase(person, "Asked for it", "Office")
    assert corrected(client, certification) == []
