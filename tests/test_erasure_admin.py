"""The page that erases a person's data: it asks twice, and not everybody."""

import pytest

from certification.demo.factories import ExpertFactory
from certification.models import Expert
from people.erasing import erase
from people.models import Erasure, Person
from tests.staff import address, staff_with

REASON = "Request of 3 March"


@pytest.fixture
def asta():
    return Person.objects.get(pk=ExpertFactory(register_no="E-77").pk)


def test_staff_type_the_register_number_and_a_reason(asta, admin_client):
    page = address(asta, "erase")
    shown = admin_client.get(page)
    refusals = [
        admin_client.post(page, {"reason": REASON, "register_no": "E-78"}),
        admin_client.post(page, {"reason": " ", "register_no": "E-77"}),
    ]
    errors = [[*response.context["form"].errors] for response in refusals]
    assert errors == [["register_no"], ["reason"]]
    assert (shown.status_code, Erasure.objects.count()) == (200, 0)

    done = admin_client.post(page, {"reason": REASON, "register_no": "E-77"})

    assert done["Location"] == address(asta, "change")
    assert Erasure.objects.get().erased_by == "admin"


def test_the_form_of_an_erased_person_is_to_be_read_only(asta, admin_client):
    erase(asta, REASON, "Rita Registrar")

    for model in (Person, Expert):
        page = address(asta, "change", model)
        assert b"are erased, so nothing can be changed here" in admin_client.get(page).content
        assert admin_client.post(page, {"given_name": "Asta"}).status_code == 403


def test_staff_without_the_permission_neither_see_the_link_nor_erase(asta, client):
    staff_with(client, "people.view_person", "people.change_person", "people.view_erasure")
    page = address(asta, "erase")

    form = client.get(address(asta, "change")).content.decode()
    answers = [client.get(page), client.post(page, {"reason": REASON, "register_no": "E-77"})]

    assert page not in form
    assert [answer.status_code for answer in answers] == [403, 403]
    assert Erasure.objects.count() == 0


def test_staff_with_the_permission_see_the_link(asta, client):
    staff_with(client, "people.view_person", "people.erase_person")

    assert address(asta, "erase") in client.get(address(asta, "change")).content.decode()


@pytest.mark.parametrize("pk", ["0", "9" * 30])
def test_nobody_of_that_number_is_not_found(pk, admin_client):
    assert admin_client.get(f"/admin/people/person/{pk}/erase/").status_code == 404
