"""One person is certified for a level: what will be is shown first, and nothing is done in passing."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from pghistory.models import Events

from certification.demo.factories import CertificationFactory, EnrolmentFactory, PersonFactory, rule
from certification.models import Certification, Expert, LevelRule
from tests.html import text
from tests.staff import address, messages, staff_with

MAY = ["certification.view_expert", "certification.add_certification"]
SENT = {"decided_by": "ESCA"}
BECAUSE = {**SENT, "against_rules_because": "Decision of the board"}


@pytest.fixture
def candidate():
    """Has passed the basic course."""
    return EnrolmentFactory(passed=True).person


def page(person, slug="bronze", **days):
    address = f"/admin/certification/expert/{person.pk}/certify/{slug}/"
    return f"{address}?{'&'.join(f'{name}={day}' for name, day in days.items())}"


def refusals(response):
    forms = [response.context["days"], response.context["form"]]
    return [
        message for form in forms if form for found in form.errors.values() for message in found
    ]


def test_the_page_shows_what_will_be_and_does_nothing(candidate, admin_client):
    LevelRule.objects.update(validity_months=36)

    shown = text(admin_client.get(page(candidate, on="2020-03-01", certified_on="2020-03-15")))

    assert "The rule of 2010-11-01 2020-03-15 2023-03-14 the next one" in shown
    assert Certification.objects.count() == 0


def test_who_meets_everything_is_certified_with_number_rule_and_days(candidate, admin_client):
    LevelRule.objects.update(validity_months=36)

    response = admin_client.post(page(candidate, on="2020-03-01", certified_on="2020-03-15"), SENT)

    made = Certification.objects.get()
    assert response["Location"] == address(made.person, "change", Expert)
    assert (made.rule, made.decided_on, made.number) == (
        rule("bronze"),
        date(2020, 3, 1),
        "ESCA-2020-0001",
    )
    assert (made.certified_on, made.valid_until) == (date(2020, 3, 15), date(2023, 3, 14))
    assert (made.against_rules_reason, made.decided_by) == ("", "ESCA")


def test_sending_the_form_twice_certifies_once(candidate, admin_client):
    admin_client.post(page(candidate), SENT)
    again = admin_client.post(page(candidate), BECAUSE)

    assert refusals(again) == [
        "This person has this level from that day on already.",
        "This person has this level already for a part of that period. Renew from the day after "
        "its end, or withdraw the other certification first.",
    ]
    assert Certification.objects.count() == 1


def test_without_the_permission_nobody_is_certified_against_the_rules(candidate, client):
    staff_with(client, *MAY)

    shown = client.get(page(candidate, "silver"))
    sent = client.post(page(candidate, "silver"), BECAUSE)

    assert (shown.status_code, shown.context["form"], sent.status_code) == (200, None, 403)
    assert Certification.objects.count() == 0


def test_the_permission_is_no_way_round_certifying_at_all(candidate, client):
    staff_with(client, "certification.view_expert", "certification.certify_against_rules")

    answers = [client.get(page(candidate)), client.post(page(candidate), SENT)]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert Certification.objects.count() == 0


def test_whoever_may_certify_needs_no_other_permission_where_everything_is_met(candidate, client):
    staff_with(client, *MAY)

    client.post(page(candidate), BECAUSE)

    assert Certification.objects.get().against_rules_reason == ""


def test_against_the_rules_needs_a_reason_that_is_kept(client):
    person = PersonFactory()
    staff_with(client, *MAY, "certification.certify_against_rules")

    without = client.post(page(person, "silver"), SENT)
    client.post(page(person, "silver"), BECAUSE)

    made = Certification.objects.get()
    event = Events.objects.filter(pgh_obj_model="certification.Certification").get()
    assert refusals(without) == ["This field is required."]
    assert made.against_rules_reason == "Decision of the board"
    assert event.pgh_context["reason"] == "Decision of the board"


TOMORROW = timezone.localdate() + timedelta(days=1)
FAR = timezone.localdate() + timedelta(days=400)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ({"on": TOMORROW}, "A decision can't be taken in the future, on"),
        ({"on": "9999-12-31"}, "A decision can't be taken in the future, on"),
        ({"on": "2020-01-01", "certified_on": "2019-12-31"}, "The first valid day, 2019-12-31, can't"),
        ({"certified_on": FAR}, f"The first valid day, {FAR}, is more than a year ahead"),
        ({"on": "2020-02-30"}, "Enter a valid date."),
        ({"on": ""}, "This field is required."),
        ({"certified_on": "x" * 5000}, "Enter a valid date."),
    ],
)  # fmt: skip
def test_days_that_make_no_sense_are_refused_in_words(days, words, candidate, admin_client):
    shown = admin_client.get(page(candidate, **days))
    sent = admin_client.post(page(candidate, **days), SENT)

    assert [refusals(each)[0].startswith(words) for each in (shown, sent)] == [True, True]
    assert Certification.objects.count() == 0


def test_where_no_rule_held_nobody_is_certified(candidate, admin_client):
    response = admin_client.get(page(candidate, on="2005-01-01"))
    sent = admin_client.post(page(candidate, on="2005-01-01"), BECAUSE)

    assert response.context["asked"].missing == ["No rule of Bronze held on 2005-01-01."]
    assert (sent.status_code, Certification.objects.count()) == (200, 0)


@pytest.mark.parametrize("path", ["0/certify/bronze", f"{'9' * 40}/certify/bronze"])
def test_nobody_of_that_number_is_not_found(path, admin_client):
    assert admin_client.get(f"/admin/certification/expert/{path}/").status_code == 404


def test_no_such_level_is_not_found(candidate, admin_client):
    assert admin_client.post(page(candidate, "platinum"), BECAUSE).status_code == 404


def test_text_with_a_nul_byte_is_refused(candidate, admin_client):
    response = admin_client.post(page(candidate), {"decided_by": "ES\0CA"})

    assert refusals(response) == ["Null characters are not allowed."]


def test_the_page_of_a_certification_says_how_it_was_decided(admin_client):
    person = PersonFactory()
    admin_client.post(page(person, "silver"), BECAUSE)

    shown = text(admin_client.get(address(Certification.objects.get(), "change")))

    assert "Silver, 2010-11-01" in shown
    assert "Decision of the board" in shown


def test_staff_are_told_the_number(candidate, admin_client):
    CertificationFactory(number="ESCA-2020-0001")

    response = admin_client.post(page(candidate, on="2020-03-01"), SENT, follow=True)

    assert messages(response) == [
        f"{candidate}: Certified for Bronze from 2020-03-01 on: number ESCA-2020-0002."
    ]


def test_where_no_rule_held_the_answer_says_so(candidate, client):
    staff_with(client, *MAY)

    response = client.post(page(candidate, "silver", on="1800-01-01"), SENT)

    assert response.status_code == 200
    assert "No rule of Silver held on 1800-01-01." in text(response)
