"""Suspend, reinstate and withdraw in the admin: one page asks why, and does it for all or none."""

from datetime import date, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone
from pghistory.models import Events

from certification.demo.factories import CertificationFactory, SuspensionFactory, level
from certification.models import Certification, Suspension
from tests.staff import address

LIST = address(Certification, "changelist")
REASON = "Decision of 12 March"


def page(decision, *certifications):
    ids = ",".join(str(certification.pk) for certification in certifications)
    return f"{address(Certification, decision)}?ids={ids}"


def refusals(response):
    return {row.pk: errors for row, _, _, errors in response.context["rows"] if errors}


@pytest.mark.parametrize("decision", ["suspend", "reinstate", "withdraw"])
def test_an_action_leads_to_the_page_that_confirms_and_changes_nothing(decision, admin_client):
    one, other = CertificationFactory(), CertificationFactory()

    response = admin_client.post(LIST, {"action": decision, "_selected_action": [one.pk, other.pk]})

    assert response["Location"] == page(decision, other, one)
    assert (Suspension.objects.count(), Certification.objects.get(pk=one.pk).withdrawn_on) == (
        0,
        None,
    )


def test_the_page_names_who_is_concerned_and_changes_nothing(admin_client):
    certification, _bystander = CertificationFactory(), CertificationFactory()

    response = admin_client.get(page("withdraw", certification))

    assert [row for row, _, _, _ in response.context["rows"]] == [certification]
    assert Certification.objects.filter(withdrawn_on=None).count() == 2


def test_suspending_several_suspends_each_with_the_reason(admin_client):
    chosen = [CertificationFactory(), CertificationFactory()]
    CertificationFactory()

    admin_client.post(page("suspend", *chosen), {"on": "2024-03-12", "reason": REASON})

    made = Suspension.objects.values_list("certification", "suspended_on", "reason")
    assert sorted(made) == [(row.pk, date(2024, 3, 12), REASON) for row in chosen]


def test_reinstating_ends_the_suspension(admin_client):
    certification = CertificationFactory(suspended=True)

    admin_client.post(page("reinstate", certification), {"on": "2024-03-12", "reason": REASON})

    suspension = certification.suspensions.get()
    assert suspension.reinstated_on == date(2024, 3, 12)
    assert suspension.reinstatement_reason == REASON


def test_withdrawing_on_a_day_to_come_leaves_it_valid_until_then(admin_client):
    certification = CertificationFactory()
    day = timezone.localdate() + timedelta(days=10)

    admin_client.post(page("withdraw", certification), {"on": day.isoformat(), "reason": REASON})

    certification.refresh_from_db()
    statuses = [certification.status_on(), certification.status_on(day)]
    assert statuses == ["valid", "withdrawn"]


def test_when_one_is_refused_none_is_changed(admin_client):
    good, bad = CertificationFactory(), CertificationFactory(withdrawn=True)

    response = admin_client.post(
        page("suspend", good, bad), {"on": timezone.localdate().isoformat(), "reason": REASON}
    )

    assert list(refusals(response)) == [bad.pk]
    assert Suspension.objects.count() == 0


@pytest.mark.parametrize(
    ("decision", "day"),
    [
        ("suspend", "2014-12-31"),  # before it begins
        ("reinstate", "2019-06-01"),  # before the suspension begins
        ("reinstate", "0001-01-01"),
        ("withdraw", "2014-12-31"),
    ],
)
def test_a_day_that_makes_no_sense_is_refused_in_words(decision, day, admin_client):
    certification = CertificationFactory()
    SuspensionFactory(certification=certification, suspended_on=date(2020, 1, 1))

    response = admin_client.post(page(decision, certification), {"on": day, "reason": REASON})

    assert len(refusals(response)[certification.pk]) == 1
    suspension = Suspension.objects.get()
    assert (suspension.reinstated_on, suspension.certification.withdrawn_on) == (None, None)


def test_a_day_more_than_a_year_ahead_is_taken_for_a_typing_error(admin_client):
    certification = CertificationFactory()
    data = {"on": "2062-01-01", "reason": REASON}

    response = admin_client.post(page("withdraw", certification), data)

    assert response.context["form"].errors == {
        "on": ["This day is more than a year ahead: is it a typing error?"]
    }
    assert Certification.objects.get().withdrawn_on is None


def test_what_never_should_have_been_is_withdrawn_from_its_first_day_however_far_ahead(
    admin_client,
):
    far = timezone.localdate() + timedelta(days=900)
    certification = CertificationFactory(certified_on=far)
    data = {"on": far.isoformat(), "reason": REASON}

    suspending = admin_client.post(page("suspend", certification), data)
    admin_client.post(page("withdraw", certification), data)

    assert list(suspending.context["form"].errors) == ["on"]
    assert Certification.objects.get().withdrawn_on == far


@pytest.mark.parametrize("data", [{"on": "2024-03-12"}, {"on": "2024-03-12", "reason": "  "}])
def test_without_a_reason_nothing_is_changed(data, admin_client):
    certification = CertificationFactory()

    response = admin_client.post(page("suspend", certification), data)

    assert list(response.context["form"].errors) == ["reason"]
    assert Suspension.objects.count() == 0


def test_without_a_day_nothing_is_changed(admin_client):
    certification = CertificationFactory()

    response = admin_client.post(page("suspend", certification), {"on": "soon", "reason": REASON})

    assert list(response.context["form"].errors) == ["on"]
    assert Suspension.objects.count() == 0


def test_a_decision_is_in_the_log_and_its_reason_in_the_history(admin_client):
    certification = CertificationFactory()

    admin_client.post(page("withdraw", certification), {"on": "2024-03-12", "reason": REASON})

    assert LogEntry.objects.get().change_message == (
        "Withdrawn from 2024-03-12 on. Reason: Decision of 12 March"
    )
    event = Events.objects.filter(pgh_obj_model="certification.Certification").latest("pgh_id")
    assert (event.pgh_context["reason"], event.pgh_context["decision"]) == (REASON, "withdraw")


@pytest.mark.parametrize("query", ["", "?ids=", "?ids=x", "?ids=0", "?ids=1,,2", "?ids=1%0b"])
def test_an_address_without_certifications_leads_back_to_the_list(query, admin_client):
    response = admin_client.get(address(Certification, "suspend") + query)

    assert (response.status_code, response["Location"]) == (302, LIST)


def test_more_than_two_hundred_at_once_are_refused(admin_client):
    bronze = level("bronze")
    person = CertificationFactory().person
    days = [date(2000, 1, 1) + timedelta(days=number) for number in range(200)]
    Certification.objects.bulk_create(
        Certification(person=person, level=bronze, certified_on=day, valid_until=day)
        for day in days
    )

    response = admin_client.post(
        LIST,
        {"action": "suspend", "select_across": "1", "_selected_action": [1]},
        follow=True,
    )

    assert response.redirect_chain == [(LIST, 302)]
