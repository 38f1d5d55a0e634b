"""Withdrawing is a permission of its own: what is offered, and what is taken, by who may what."""

from datetime import date

import pytest

from certification.admin.decisions import DECISIONS, decision_url
from certification.demo.factories import CertificationFactory, ConsentFactory, PersonFactory
from certification.models import Certification, Expert
from certification.roles import ADMINISTRATOR, AUDITOR, REGISTRAR
from tests.roles import log_in
from tests.staff import address, staff_with

OFFERED = {
    REGISTRAR: ["suspend"],
    ADMINISTRATOR: ["suspend", "withdraw"],
    AUDITOR: [],
}


@pytest.mark.parametrize("role", OFFERED)
@pytest.mark.parametrize("page", ["certification", "expert"])
def test_only_the_decisions_that_one_may_take_are_offered(page, role, client):
    certification = CertificationFactory()
    log_in(client, role)
    expert = Expert.objects.get()

    response = client.get(address(certification if page == "certification" else expert, "change"))

    shown = response.content.decode()
    offered = [each.name for each in DECISIONS if decision_url(each, [certification.pk]) in shown]
    assert offered == OFFERED[role]


def test_the_permission_to_withdraw_can_be_given_to_one_member_of_staff(client):
    certification = CertificationFactory()
    permission = "certification.withdraw_certification"
    staff_with(client, permission, "certification.view_certification")

    for decision in DECISIONS:
        client.post(
            decision_url(decision, [certification.pk]),
            {"on": "2024-03-12", "reason": "Decision of 12 March"},
        )

    certification = Certification.objects.get()
    assert (certification.withdrawn_on, certification.suspensions.count()) == (date(2024, 3, 12), 0)


def test_a_withdrawn_certification_says_that_nothing_is_left_to_decide(client):
    certification = CertificationFactory(withdrawn=True)
    log_in(client, AUDITOR)

    response = client.get(address(certification, "change"))

    assert "None: it is withdrawn for good." in response.content.decode()


@pytest.mark.parametrize(("role", "offered"), [(REGISTRAR, True), (AUDITOR, False)])
def test_to_withdraw_consent_is_offered_to_who_may(role, offered, client):
    person = ConsentFactory(person=PersonFactory(consent=None)).person
    log_in(client, role)

    response = client.get(address(person, "change"))

    assert (address(person, "withdraw-consent") in response.content.decode()) == offered
