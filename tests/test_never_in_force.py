"""What was withdrawn on its own first day was never in force: it stands in nobody's way."""

from datetime import date, timedelta

import pytest

from certification.certifying import certify, renew
from certification.demo.factories import (
    CertificationFactory,
    PersonFactory,
    level,
)
from certification.models import Certification, Expert, LevelRule, Status
from tests.importing import a_row, import_rows
from tests.refusal import messages, refused

DAY, ON = timedelta(days=1), date(2021, 6, 1)
KNOWN = {"against_rules_because": "Known for years"}


@pytest.fixture
def mistaken():
    LevelRule.objects.update(validity_months=36, grace_months=6)
    made = certify(PersonFactory(register_no="a1b2c3d4"), level("bronze"), ON, **KNOWN)
    made.withdraw(ON, "Entered for somebody else")
    return made


def standing(person, on):
    return [
        (row.pk, row.status) for row in Expert.objects.with_standing(on).get(pk=person.pk).standing
    ]


def test_the_person_is_certified_anew_from_the_same_day(mistaken):
    again = certify(mistaken.person, level("bronze"), ON, **KNOWN)

    assert (again.certified_on, again.number) == (ON, "ESCA-2021-0002")
    for on in (ON - DAY, ON, date(2030, 1, 1)):
        assert standing(again.person, on) == [(again.pk, again.status_on(on))]


def test_alone_it_says_how_somebody_stands(mistaken):
    assert standing(mistaken.person, ON) == [(mistaken.pk, Status.WITHDRAWN)]


def test_of_two_that_never_were_the_later_one_stands(mistaken):
    again = certify(mistaken.person, level("bronze"), ON, **KNOWN)
    again.withdraw(ON, "Once more")

    assert standing(again.person, ON) == [(again.pk, Status.WITHDRAWN)]


def test_what_was_ever_in_force_is_one_from_a_day(mistaken):
    again = certify(mistaken.person, level("bronze"), ON, **KNOWN)
    facts = {"person": again.person, "certified_on": ON, "valid_until": ON}

    with refused("a_level_is_certified_once_on_a_day|do_not_overlap"):
        CertificationFactory(**facts)
    assert messages(CertificationFactory.build(level=level("bronze"), **facts)) != []


def test_a_mistaken_renewal_is_made_anew_from_the_same_day():
    LevelRule.objects.update(validity_months=36, grace_months=6)
    held = CertificationFactory(certified_on=date(2018, 7, 1), valid_until=date(2021, 6, 30))
    wrong = renew(held, ON)
    wrong.withdraw(wrong.certified_on, "Too early")

    again = renew(held, ON + DAY)

    assert (again.renews, again.certified_on) == (held, date(2021, 7, 1))
    assert list(Certification.objects.unfollowed().filter(withdrawn_on=None)) == [again]
    with refused("a_certification_is_renewed_once"):
        CertificationFactory(person=held.person, renews=held, certified_on=date(2030, 1, 1))


def test_who_was_never_in_force_still_holds_what_ran_out():
    LevelRule.objects.update(validity_months=36, grace_months=6)
    held = CertificationFactory(certified_on=date(2018, 7, 1), valid_until=date(2021, 6, 30))
    wrong = renew(held, ON)
    wrong.withdraw(wrong.certified_on, "Too early")

    assert list(Certification.objects.in_grace(date(2021, 7, 2))) == [held]


def test_an_old_file_does_not_bring_it_back(mistaken, tmp_path):
    row = a_row(certified_on=str(ON), valid_until=str(mistaken.valid_until))

    assert import_rows(tmp_path, [row]).problems == []
    assert Certification.objects.count() == 1


def test_a_row_of_a_file_is_about_the_one_that_was_in_force(mistaken, tmp_path):
    again = certify(mistaken.person, level("bronze"), ON, **KNOWN)
    again.refresh_from_db()
    row = a_row(certified_on=str(ON), valid_until="2022-01-01")

    assert import_rows(tmp_path, [row]).problems == []
    assert Certification.objects.get(pk=again.pk).valid_until == date(2022, 1, 1)


def test_the_page_of_an_expert_shows_both(mistaken, admin_client):
    certify(mistaken.person, level("bronze"), ON, **KNOWN)

    page = admin_client.get(f"/admin/certification/expert/{mistaken.person.pk}/change/")

    assert page.content.decode().count("ESCA-2021-000") >= 2
