"""What the sender of a concern wrote is kept for as long as the settings say, and erased on request."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from certification.demo.factories import ApplicationFactory, ConcernFactory
from certification.models import Application, Concern, RegisterSettings
from people.models import Erasure
from people.triggers import ERASED_REASON
from tests.html import text
from tests.refusal import refused, sql
from tests.staff import address, staff_with
from tests.test_erasure import all_tables, everything

REASON = "Request of 3 March"
INSERT = (
    "INSERT INTO people_erasure (person_id, record_model, record_id, reason, erased_by) "
    "VALUES ({}, 'x', '')"
)
TABLES = ["certification_concern", "certification_concernevent", "django_admin_log"]


def days_ago(days):
    return timezone.now() - timedelta(days=days)


def test_what_was_answered_or_closed_long_ago_is_erased_and_the_rest_stays(capsys):
    RegisterSettings.objects.update(concerns_kept_days=30)
    old = [
        ConcernFactory(message="Zyxold", answered=True, answered_at=days_ago(31)),
        ConcernFactory(message="Zyxold", closed=True, closed_at=days_ago(31)),
    ]
    kept = [
        ConcernFactory(message="Zyxnew", answered=True, answered_at=days_ago(29)),
        ConcernFactory(message="Zyxnew", received_at=days_ago(300)),
        ConcernFactory(
            message="Zyxnew",
            answered=True,
            answered_at=days_ago(31),
            closed=True,
            closed_at=days_ago(1),
        ),
    ]

    call_command("remove_outdated_concerns")
    call_command("remove_outdated_concerns")

    assert capsys.readouterr().out.split("\n")[:2] == ["2 were erased.", "0 were erased."]
    left = everything(*all_tables())
    assert ["Zyxold" in left, "Zyxnew" in left] == [False, True]
    assert {*Concern.objects.filter(message="").values_list("pk", flat=True)} == {
        each.pk for each in old
    }
    assert {*Concern.objects.exclude(message="").values_list("pk", flat=True)} == {
        each.pk for each in kept
    }


def test_a_concern_is_erased_on_request_with_its_history_and_the_log(admin_client):
    concern = ConcernFactory(message="Zyxwina", email="zyxwina@example.org", name="Zyxwina")
    other = ConcernFactory(message="Another")
    admin_client.post(
        reverse("admin:certification_concern_close", args=[concern.pk]), {"text": "Zyxwina rang"}
    )
    page = reverse("admin:certification_concern_erase", args=[concern.pk])

    refusal = admin_client.post(page, {"reason": " "})
    admin_client.post(page, {"reason": REASON})

    left = everything(*TABLES)
    assert ["Zyxwina" in left, "zyxwina" in left, "Another" in left] == [False, False, True]
    assert refusal.context["form"].errors != {}
    concern.refresh_from_db()
    assert (concern.state, concern.closing_reason) == ("closed", ERASED_REASON)
    erasure = Erasure.objects.get()
    assert (erasure.person, erasure.record_model, erasure.record_id, erasure.reason) == (
        None,
        "certification.concern",
        concern.pk,
        REASON,
    )
    assert "erased" in text(admin_client.get(address(concern, "history")))
    assert other.message == "Another"


@pytest.mark.parametrize("refused_before", [True, False])
def test_an_application_that_belongs_to_nobody_is_erased(refused_before, admin_client):
    application = ApplicationFactory(
        given_name="Zyxwina", email="zyxwina@example.org", motivation="Zyxwina wants it"
    )
    if refused_before:
        application.refuse("Zyxwina has no clusters")
    page = reverse("admin:certification_application_erase", args=[application.pk])
    assert page in admin_client.get(address(application, "change")).content.decode()

    admin_client.post(page, {"reason": REASON})

    left = everything(*all_tables())
    assert ["Zyxwina" in left, "zyxwina" in left] == [False, False]
    application = Application.objects.get()
    assert (application.state, application.refused_because) == ("refused", ERASED_REASON)
    assert Application.objects.waiting_for_staff().count() == 0
    shown = admin_client.get(address(application, "change"))
    assert ("erased" in text(shown), page in shown.content.decode()) == (True, False)
    assert "erased" in text(admin_client.get(address(Application, "changelist")))


def test_the_application_of_a_person_goes_with_the_person(admin_client):
    application = ApplicationFactory(given_name="Zyxwina")
    application.enrol_as_new_person()

    page = reverse("admin:certification_application_erase", args=[application.pk])
    response = admin_client.post(page, {"reason": REASON})

    assert "erase the data of the person" in text(response)
    assert (Application.objects.get().given_name, Erasure.objects.count()) == ("Zyxwina", 0)


def test_erasing_takes_the_permission_and_nobody_else_sees_the_link(client):
    application = ApplicationFactory()
    staff_with(client, "certification.view_application", "certification.change_application")
    page = reverse("admin:certification_application_erase", args=[application.pk])

    assert client.post(page, {"reason": REASON}).status_code == 403
    assert page not in client.get(address(application, "change")).content.decode()


def test_the_erasure_of_one_record_opens_no_other():
    one, other = ConcernFactory(), ConcernFactory()
    application = ApplicationFactory()
    sql(
        "INSERT INTO people_erasure (record_model, record_id, reason, erased_by) "
        "VALUES ('certification.concern', %s, 'x', '')",
        one.pk,
    )

    sql("UPDATE certification_concernevent SET message = '' WHERE pgh_obj_id = %s", one.pk)
    with refused("Cannot update or delete rows"):
        sql("UPDATE certification_concernevent SET message = 'x' WHERE pgh_obj_id = %s", one.pk)
    with refused("Cannot update or delete rows"):
        sql("UPDATE certification_concernevent SET message = '' WHERE pgh_obj_id = %s", other.pk)
    with refused("Cannot update or delete rows"):
        sql(
            "UPDATE certification_applicationevent SET email = '' WHERE pgh_obj_id = %s",
            application.pk,
        )


@pytest.mark.parametrize(
    "values", ["NULL, '', NULL", "(SELECT min(id) FROM people_person), 'certification.concern', 1"]
)
def test_an_erasure_is_of_a_person_or_of_a_record(values):
    ConcernFactory()

    with refused("erasure_is_of_a_person_or_of_a_record"):
        sql(INSERT.format(values))
