"""Who may do what in the admin, and what nobody may: delete."""

import pytest

from certification.demo.factories import (
    CertificationFactory,
    ConsentFactory,
    ExpertFactory,
    OrganisationFactory,
    PersonFactory,
)
from certification.models import Certification, Expert, Level
from people.models import Consent, Organisation, Person, Sector
from tests.staff import address, staff_with


@pytest.mark.parametrize("make", [PersonFactory, ExpertFactory, CertificationFactory])
def test_nobody_can_delete_a_record(make, admin_client):
    record = make()

    response = admin_client.post(address(record, "delete"), {"post": "yes"})

    assert (response.status_code, type(record).objects.filter(pk=record.pk).exists()) == (403, True)


@pytest.mark.parametrize("model", [Person, Expert, Certification, Level, Sector])
def test_no_list_offers_to_delete(model, admin_client):
    ExpertFactory()

    response = admin_client.get(address(model, "changelist"))

    assert b"delete_selected" not in response.content


def test_an_organisation_where_people_work_is_protected(admin_client):
    organisation = OrganisationFactory()
    PersonFactory(organisation=organisation)

    admin_client.post(address(organisation, "delete"), {"post": "yes"})

    assert Organisation.objects.get() == organisation


@pytest.mark.parametrize("view", ["photo", "withdraw-consent", "change", "changelist"])
def test_staff_without_permission_are_refused(view, client):
    consent = ConsentFactory(person=PersonFactory(consent=None))
    staff_with(client, "people.view_organisation")
    page = address(Person if view == "changelist" else consent.person, view)

    answers = [client.get(page).status_code, client.post(page, {"on": "2024-01-01"}).status_code]

    assert answers == [403, 403]
    assert Consent.objects.get().withdrawn_on is None


def test_staff_who_may_only_look_at_people_cant_withdraw_consent(client):
    person = PersonFactory()
    staff_with(client, "people.view_person", "people.view_consent")

    response = client.post(address(person, "withdraw-consent"), {"on": "2024-01-01"})

    assert (response.status_code, Consent.objects.get().withdrawn_on) == (403, None)


def test_visitors_are_sent_to_the_login(client):
    expert = ExpertFactory()
    pages = [address(expert, view) for view in ("photo", "withdraw-consent", "change")]

    answers = [client.get(page)["Location"] for page in pages]

    assert answers == [f"/admin/login/?next={page}" for page in pages]
