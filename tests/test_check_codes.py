"""The check code of each certificate, and the public reason of a withdrawal."""

import re
from datetime import date

import pytest
from django.db import IntegrityError, ProgrammingError
from django.urls import reverse

from certification.demo.factories import CertificationFactory
from certification.models import Certification
from certification.models.check_code import ALPHABET, read_check_code, written_check_code


def withdrawn(admin_client, certification, **more):
    values = {"on": "2024-05-01", "reason": "For staff alone"} | more
    url = reverse("admin:certification_certification_withdraw", query={"ids": certification.pk})
    return admin_client.post(url, values)


def test_each_certification_has_a_code_of_its_own():
    codes = [CertificationFactory().check_code for _ in range(20)]
    assert len({*codes}) == 20
    assert all(re.fullmatch(f"[{ALPHABET}]{{10}}", code) for code in codes)


def test_every_letter_of_the_alphabet_comes_at_every_place():
    rows = Certification.objects.raw(
        "SELECT n AS id, new_check_code() c FROM generate_series(1, 2000) n"
    )
    codes = [row.c for row in rows]
    assert [{code[place] for code in codes} for place in range(10)] == [{*ALPHABET}] * 10


def test_a_code_never_changes():
    certification = CertificationFactory()
    with pytest.raises(ProgrammingError, match="Cannot update"):
        Certification.objects.filter(pk=certification.pk).update(check_code="0000000000")


@pytest.mark.parametrize("typed", ["7K3QF-0XW1M", "7k3qf 0xw1m", " 7K3QFOXWlM ", "7K3QF–0XWIM"])
def test_a_code_is_read_however_it_was_copied(typed):
    assert written_check_code(read_check_code(typed)) == "7K3QF-0XW1M"


def test_a_withdrawal_may_have_a_public_reason(admin_client):
    certification = CertificationFactory(certified_on=date(2024, 1, 1))
    assert withdrawn(admin_client, certification, public_reason=" By request ").status_code == 302
    certification.refresh_from_db()
    assert certification.withdrawal_public_reason == "By request"
    assert certification.withdrawal_reason == "For staff alone"


def test_no_public_reason_is_needed(admin_client):
    certification = CertificationFactory(certified_on=date(2024, 1, 1))
    assert withdrawn(admin_client, certification).status_code == 302
    certification.refresh_from_db()
    assert certification.withdrawal_public_reason == ""


def test_only_a_withdrawal_is_asked_for_a_public_reason(admin_client):
    certification = CertificationFactory(certified_on=date(2024, 1, 1))
    url = reverse("admin:certification_certification_suspend", query={"ids": certification.pk})
    assert 'name="public_reason"' not in admin_client.get(url).content.decode()


def test_only_a_withdrawal_has_a_public_reason():
    with pytest.raises(IntegrityError, match="public_reason_is_of_a_withdrawal"):
        CertificationFactory(withdrawal_public_reason="By request")


def test_a_cancelled_withdrawal_leaves_no_public_reason():
    certification = CertificationFactory()
    certification.withdraw(date(2999, 1, 1), "For staff", "By request")
    certification.correct_withdrawal(None)
    certification.refresh_from_db()
    assert certification.withdrawal_public_reason == ""
