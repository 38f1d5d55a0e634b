"""A suspension that was entered wrongly is corrected with a reason, which its history keeps."""

from datetime import date

import pytest
from django.urls import reverse

from certification.demo.factories import CertificationFactory, SuspensionFactory
from certification.models import Certification, Suspension
from tests.refusal import messages as told
from tests.staff import address, messages, staff_with


@pytest.fixture
def suspension():
    certification = CertificationFactory(valid_until=date(2025, 12, 31))
    return SuspensionFactory(certification=certification, reinstated_on=date(2020, 6, 1))


def page(suspension):
    return reverse("admin:certification_suspension_correct", args=[suspension.pk])


def form(suspension, **changes):
    names = ["suspended_on", "reason", "reinstated_on", "reinstatement_reason"]
    data = {name: getattr(suspension, name) or "" for name in names}
    return data | {"correction_reason": "Typing error", **changes}


def test_its_days_are_corrected_and_the_reason_stands_in_the_history(suspension, admin_client):
    data = form(suspension, suspended_on="2020-02-01", reinstated_on="")

    response = admin_client.post(page(suspension), data, follow=True)

    suspension.refresh_from_db()
    assert (suspension.suspended_on, suspension.reinstated_on) == (date(2020, 2, 1), None)
    assert messages(response) == [
        f"{suspension.certification}: The suspension is corrected. Reason: Typing error"
    ]
    history = admin_client.get(address(suspension.certification, "history")).context["entries"]
    [entry] = [entry for entry, _url in history if entry.what == "Changed"]
    assert (entry.who, entry.reason) == ("admin", "Typing error")
    assert entry.values == [
        ("Suspended on", "2020-01-01", "2020-02-01"),
        ("Reinstated on", "2020-06-01", "empty"),
    ]


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        (
            {"suspended_on": "2014-12-31"},
            {
                "suspended_on": [
                    "The day of suspension must be one on which the certification is valid."
                ]
            },
        ),
        (
            {"suspended_on": "2026-01-01", "reinstated_on": "2026-02-01"},
            {
                "suspended_on": [
                    "The day of suspension must be one on which the certification is valid."
                ]
            },
        ),
        (
            {"reinstated_on": "2019-12-31"},
            {"reinstated_on": ["The day of reinstatement can't be before the day of suspension."]},
        ),
        ({"reason": " "}, {"reason": ["This field is required."]}),
        ({"suspended_on": "soon"}, {"suspended_on": ["Enter a valid date."]}),
        (
            {"suspended_on": "2020-02-01", "correction_reason": " "},
            {"correction_reason": ["This field is required."]},
        ),
        ({}, {"__all__": ["Nothing is changed, so there is nothing to correct."]}),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(changes, errors, suspension, admin_client):
    before = Suspension.objects.values().get()

    response = admin_client.post(page(suspension), form(suspension, **changes))

    assert response.context["form"].errors == errors
    assert Suspension.objects.values().get() == before


def test_two_suspensions_do_not_overlap_by_a_correction(suspension, admin_client):
    SuspensionFactory(certification=suspension.certification, suspended_on=date(2021, 1, 1))

    response = admin_client.post(page(suspension), form(suspension, reinstated_on="2021-02-01"))

    assert response.context["form"].errors == {
        "__all__": ["The certification is suspended at that time already."]
    }


@pytest.mark.parametrize("day", [date(2014, 12, 31), date(2026, 1, 1)])
def test_a_suspension_outside_its_certification_is_told_so_before_the_database_refuses(
    day, suspension
):
    suspension.suspended_on, suspension.reinstated_on = day, None

    assert told(suspension) == [
        "The day of suspension must be one on which the certification is valid."
    ]


def test_the_page_of_the_certification_links_to_the_correction(suspension, admin_client):
    response = admin_client.get(address(suspension.certification, "change"))

    assert f'href="{page(suspension)}">Correct</a>' in response.content.decode()


def test_suspensions_are_no_list_of_their_own(admin_client):
    assert b"Suspensions" not in admin_client.get("/admin/").content


def test_staff_who_may_only_look_are_refused(suspension, client):
    staff_with(client, "certification.view_certification", "certification.view_suspension")
    data = form(suspension, suspended_on="2020-02-01")

    answers = [client.get(page(suspension)), client.post(page(suspension), data)]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert Suspension.objects.get().suspended_on == date(2020, 1, 1)


@pytest.mark.parametrize("pk", ["0", "9" * 30])
def test_a_suspension_that_there_is_not_is_not_found(pk, admin_client):
    url = f"{address(Certification, 'changelist')}suspension/{pk}/correct/"

    assert admin_client.get(url).status_code == 404
