"""Certifications entered and corrected by staff: what the database refuses is a message."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission
from pghistory.models import Events

from certification.demo.factories import (
    CertificationFactory,
    ExpertFactory,
    PersonFactory,
    level,
    rule,
)
from certification.models import Certification, Expert, LevelRule
from people.models import Person
from tests.staff import address, errors, person_form, staff_with

ADD_EXPERT = address(Expert, "add")


def new(slug="bronze", first="2020-01-01", **fields):
    because = {"entered_because": "Decided before the register"}
    return {"level": level(slug).pk, "certified_on": first, "basis": "course", **because, **fields}


def correction(certification, **changes):
    names = ["level_id", "certified_on", "basis", "number", "decided_by", "valid_until"]
    data = {name.removesuffix("_id"): getattr(certification, name) or "" for name in names}
    return data | changes


def test_an_expert_is_added_with_a_first_certification(admin_client):
    admin_client.post(ADD_EXPERT, person_form(certifications=[new()]))

    expert = Expert.objects.get()
    assert expert.register_no.startswith("E")
    assert expert.certifications.get().certified_on == date(2020, 1, 1)


def test_a_new_expert_without_a_certification_is_led_to_be_certified(admin_client):
    response = admin_client.post(ADD_EXPERT, person_form())

    assert response["Location"] == address(Person.objects.get(), "eligibility", Expert)
    assert Certification.objects.count() == 0


def test_a_certification_entered_by_hand_needs_a_reason_and_has_no_rule(admin_client):
    without = new() | {"entered_because": ""}

    response = admin_client.post(ADD_EXPERT, person_form(certifications=[without]))
    admin_client.post(ADD_EXPERT, person_form(certifications=[new()]))

    made = Certification.objects.get()
    assert errors(response) == ["This field is required."]
    assert (made.rule, made.against_rules_reason) == (None, "Decided before the register")


def test_the_day_of_a_decision_entered_by_hand_has_come(admin_client):
    response = admin_client.post(
        ADD_EXPERT, person_form(certifications=[new(decided_on="2999-01-01")])
    )

    assert errors(response) == ["A decision can't be taken in the future."]


def test_without_the_permission_a_new_person_is_added_and_no_certification(client):
    staff_with(client, "certification.add_expert", "certification.add_certification")

    client.post(ADD_EXPERT, person_form(certifications=[new()]))
    answer = client.post(address(Certification, "add"), new(person=Person.objects.get().pk))

    assert (answer.status_code, Certification.objects.count()) == (403, 0)


def test_a_person_is_added_without_a_certification(admin_client):
    admin_client.post(address(Person, "add"), person_form(register_no="N-17"))

    assert Person.objects.get().register_no == "N-17"


@pytest.mark.parametrize("number", ["n-17", "N17", "bad number", "-1", "x" * 33])
def test_a_register_number_that_is_taken_or_unreadable_is_a_message(number, admin_client):
    PersonFactory(register_no="N-17")

    response = admin_client.post(address(Person, "add"), person_form(register_no=number))

    assert (response.status_code, Person.objects.count()) == (
        (302, 2) if number == "N17" else (200, 1)
    )


def test_an_empty_last_day_is_given_by_the_level(admin_client):
    LevelRule.objects.update(validity_months=36)

    admin_client.post(ADD_EXPERT, person_form(certifications=[new(first="2020-03-15")]))

    assert Certification.objects.get().valid_until == date(2023, 3, 14)


@pytest.mark.parametrize(
    "rows",
    [
        [("bronze", "2020-01-01", {}), ("bronze", "2021-01-01", {})],
        [("bronze", "2020-01-01", {}), ("bronze", "2020-01-01", {})],
        [("bronze", "2020-01-01", {"number": "A-1"}), ("silver", "2020-01-01", {"number": "a 1"})],
        [("bronze", "2020-01-01", {"valid_until": "2019-12-31"})],
        [("bronze", "2020-01-01", {"number": "TAKEN 7"})],
        [("bronze", "2020-01-01", {"number": "???"})],
        [("bronze", "2020-02-30", {})],
        [("bronze", "", {})],
    ],
)
def test_new_certifications_that_contradict_are_a_message_and_nothing_is_saved(rows, admin_client):
    CertificationFactory(number="taken-7")

    response = admin_client.post(
        ADD_EXPERT, person_form(certifications=[new(slug, day, **more) for slug, day, more in rows])
    )

    assert len(errors(response)) >= 1
    assert (Person.objects.count(), Certification.objects.count()) == (1, 1)


def test_a_validity_beyond_the_calendar_is_a_message(admin_client):
    LevelRule.objects.update(validity_months=36)

    response = admin_client.post(ADD_EXPERT, person_form(certifications=[new(first="9999-06-01")]))

    assert errors(response) == ["This day is too far in the future."]


def test_a_certification_that_overlaps_one_there_is_is_a_message(admin_client):
    expert = ExpertFactory()

    response = admin_client.post(
        address(expert, "change"), person_form(expert, certifications=[new(first="2022-01-01")])
    )

    assert any("already for a part of that period" in error for error in errors(response))
    assert Certification.objects.count() == 1


def test_a_renewal_is_added_on_the_experts_form(admin_client):
    expert = ExpertFactory(certification__expired=True)

    admin_client.post(
        address(expert, "change"), person_form(expert, certifications=[new(first="2018-01-01")])
    )

    days = Certification.objects.values_list("certified_on", flat=True)
    assert list(days) == [date(2018, 1, 1), date(2015, 1, 1)]


def test_a_certification_there_is_cant_be_changed_on_the_experts_form(admin_client):
    expert = ExpertFactory()
    row = expert.certifications.get()
    data = person_form(expert) | {
        "certifications-TOTAL_FORMS": 1,
        "certifications-INITIAL_FORMS": 1,
        "certifications-0-id": row.pk,
        "certifications-0-certified_on": "2001-01-01",
        "certifications-0-DELETE": "on",
    }

    admin_client.post(address(expert, "change"), data)

    assert Certification.objects.get().certified_on == date(2015, 1, 1)


def test_a_correction_needs_a_reason(admin_client):
    certification = CertificationFactory()

    response = admin_client.post(
        address(certification, "change"), correction(certification, certified_on="2015-01-02")
    )

    assert errors(response) == ["Say why the certification is corrected."]
    assert Certification.objects.get().certified_on == date(2015, 1, 1)


def test_what_a_decision_under_a_rule_stands_on_is_not_corrected(admin_client):
    certification = CertificationFactory(
        rule=rule("bronze"), decided_on=date(2015, 1, 1), number="ESCA-2015-0001"
    )
    changes = {"number": "X-1", "level": level("gold").pk, "decided_on": "2014-01-01"}
    data = correction(certification, correction_reason="Typing error", **changes)

    admin_client.post(address(certification, "change"), data | {"decided_by": "ESCA"})

    now = Certification.objects.get()
    assert (now.number, now.level, now.decided_on) == (
        "ESCA-2015-0001",
        level("bronze"),
        date(2015, 1, 1),
    )
    assert now.decided_by == "ESCA"


def test_the_reason_of_a_correction_is_kept_in_the_history(admin_client):
    certification = CertificationFactory()
    data = correction(certification, certified_on="2015-01-02", correction_reason="Typing error")

    admin_client.post(address(certification, "change"), data)

    event = Events.objects.filter(pgh_obj_model="certification.Certification").latest("pgh_id")
    assert event.pgh_diff == {"certified_on": ["2015-01-01", "2015-01-02"]}
    assert event.pgh_context["reason"] == "Typing error"


@pytest.mark.parametrize(
    "changes",
    [
        {"certified_on": "2020-06-01"},  # after the day of withdrawal
        {"valid_until": "2014-01-01"},
        {"level": "gold"},
        {"number": "TAKEN-7"},
    ],
)
def test_a_correction_that_contradicts_is_a_message(changes, admin_client):
    certification = CertificationFactory(withdrawn=True)
    CertificationFactory(
        person=certification.person,
        level=level("gold"),
        certified_on=date(2016, 1, 1),
        number="taken 7",
    )
    if "level" in changes:
        changes = {"level": level("gold").pk}
    data = correction(certification, correction_reason="Typing error", **changes)

    response = admin_client.post(address(certification, "change"), data)

    assert len(errors(response)) == 1
    certification.refresh_from_db()
    assert (certification.level, certification.certified_on) == (level("bronze"), date(2015, 1, 1))


def test_withdrawal_and_person_cant_be_changed_by_a_correction(admin_client):
    certification, other = CertificationFactory(withdrawn=True), PersonFactory()
    person = certification.person
    more = {"withdrawn_on": "", "withdrawal_reason": "", "person": other.pk}
    data = correction(certification, decided_by="ESCA", correction_reason="Typing error", **more)

    admin_client.post(address(certification, "change"), data)

    certification.refresh_from_db()
    assert (certification.decided_by, certification.withdrawn_on, certification.person) == (
        "ESCA",
        date(2020, 1, 1),
        person,
    )


CORRECT = ["certification.view_certification", "certification.change_certification"]
ENDS = [
    ({"valid_until": "2022-12-31"}, "By the rule from 2010-11-01 on the last valid day must be"),
    ({"valid_until": ""}, "By the rule from 2010-11-01 on the last valid day must be"),
    ({"certified_on": "2019-12-31"}, "By the rule from 2010-11-01 on the last valid day must be"),
]


@pytest.mark.parametrize(("changes", "text"), ENDS)
def test_the_end_that_a_rule_gave_is_not_corrected_to_another(changes, text, client):
    LevelRule.objects.update(validity_months=12)
    first, last = date(2020, 1, 1), date(2020, 12, 31)
    facts = {"certified_on": first, "decided_on": date(2019, 12, 1), "valid_until": last}
    held = CertificationFactory(rule=rule("bronze"), **facts)
    data = correction(held, correction_reason="Typing error", **changes)

    staff = staff_with(client, *CORRECT)
    refused = client.post(address(held, "change"), data)
    held.refresh_from_db()
    before = held.certified_on, held.valid_until
    staff.user_permissions.add(Permission.objects.get(codename="certify_against_rules"))
    taken = client.post(address(held, "change"), data)

    assert [error.startswith(text) for error in errors(refused)] == [True]
    assert (before, taken.status_code) == ((first, last), 302)


def test_first_day_and_end_are_corrected_together_by_the_rule(client):
    LevelRule.objects.update(validity_months=12)
    facts = {"certified_on": date(2020, 1, 1), "decided_on": date(2019, 12, 1)}
    held = CertificationFactory(rule=rule("bronze"), valid_until=date(2020, 12, 31), **facts)
    days = {"certified_on": "2019-12-31", "valid_until": "2020-12-30"}
    staff_with(client, *CORRECT)

    client.post(address(held, "change"), correction(held, correction_reason="Error", **days))

    assert Certification.objects.get().valid_until == date(2020, 12, 30)


def test_what_has_no_end_by_its_rule_is_given_none(client):
    facts = {"certified_on": date(2020, 1, 1), "decided_on": date(2019, 12, 1)}
    held = CertificationFactory(rule=rule("bronze"), **facts)
    staff_with(client, *CORRECT)

    response = client.post(
        address(held, "change"),
        correction(held, correction_reason="Error", valid_until="2030-01-01"),
    )

    assert errors(response) == [
        "By the rule from 2010-11-01 on there is no end: leave the last valid day empty."
    ]


def test_by_hand_the_end_is_given_where_no_rule_held(admin_client):
    rows = [new(first="2009-01-01"), new(first="2009-01-01", valid_until="2010-01-01")]
    answers = [
        admin_client.post(ADD_EXPERT, person_form(certifications=[row]), follow=True)
        for row in rows
    ]

    assert errors(answers[0]) == ["No rule of Bronze held on 2009-01-01: give the last valid day."]
    assert Certification.objects.get().valid_until == date(2010, 1, 1)
