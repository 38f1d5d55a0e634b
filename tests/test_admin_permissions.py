"""What nobody may do in the admin: delete. Who may do what else: test_roles_screens.py."""

import pytest

from certification.demo.factories import (
    CertificationFactory,
    ExpertFactory,
    OrganisationFactory,
    PersonFactory,
)
from certification.models import Certification, Expert, Level
from people.models import Organisation, Person, Sector
from tests.staff import address


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
