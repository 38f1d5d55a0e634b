"""Badges that several ask for at the same moment, each on a connection of its own."""

import pytest
from django.db import transaction
from django.utils import timezone

from certification.demo.factories import CertificationFactory
from certification.models import Badge, Certification, badge
from certification.verification.badges.signing import ErasedError, badge_of
from people.erasing import erase
from people.models import Person
from tests.at_once import at_once
from tests.badges_made import told
from tests.refusal import sql

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "public"])


def test_a_badge_is_made_and_signed_once():
    certification = CertificationFactory()

    made = at_once(*[lambda: badge_of(certification)] * 6)

    assert {(one.uuid, one.document, one.token) for one in made} == {
        (one.uuid, one.document, one.token) for one in Badge.objects.all()
    }
    labels = Badge.pgh_event_model.objects.order_by("pgh_id").values_list("pgh_label", flat=True)
    assert list(labels) == ["insert", "update"]


def test_reinstating_clears_and_withdrawing_never(client, kept_answers):
    certification = CertificationFactory()
    where = Badge.objects.of(certification).status_index
    seen, today = [told(client)], timezone.localdate()

    certification.suspend(on=today, reason="Complaint")
    seen.append(told(client))
    certification.reinstate(on=today, reason="Settled")
    seen.append(told(client))
    certification.withdraw(on=today, reason="Decision")
    seen.append(told(client))

    assert seen == [([], []), ([where], []), ([], []), ([where], [where])]


def test_a_badge_is_not_signed_while_its_holder_is_being_erased():
    certification = CertificationFactory()
    badge_of(certification)
    Person.objects.filter(pk=certification.person.pk).update(family_name="Newname")

    def erase_slowly():
        with transaction.atomic():
            erase(certification.person, "Request", "Rita Registrar")
            sql("SELECT pg_sleep(0.5)")

    def sign():
        sql("SELECT pg_sleep(0.2)")
        return badge_of(Certification.objects.get(pk=certification.pk))

    _erased, signed = at_once(erase_slowly, sign)

    assert isinstance(signed, ErasedError)
    assert Badge.objects.get().document == ""


def test_no_two_get_the_same_place(monkeypatch):
    monkeypatch.setattr(badge, "CAPACITY", 6)
    certifications = [CertificationFactory() for _ in range(12)]

    at_once(*(lambda each=each: Badge.objects.of(each) for each in certifications))

    places = [*Badge.objects.values_list("status_list", "status_index")]
    assert (len(places), len({*places})) == (12, 12)
