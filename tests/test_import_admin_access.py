"""Who may import in the admin, and what its pages cost."""

import pytest
from django.urls import reverse

from certification.models import RegisterImport
from tests.importing import a_row
from tests.importing_in_admin import ADD, address, log_in, upload

# Tests collect no static files.
pytestmark = pytest.mark.filterwarnings("ignore:No directory at:UserWarning")


@pytest.fixture
def staff(client):
    return log_in(client, "add_registerimport", "change_person")


@pytest.mark.parametrize("permission", [None, "view_registerimport", "add_registerimport"])
def test_who_may_not_import_is_refused(client, permission):
    log_in(client, permission, "view_person")
    draft = RegisterImport.objects.create(file_name="export.csv")

    answers = [
        upload(client, [a_row()]).status_code,
        client.get(ADD).status_code,
        client.post(address("confirm", draft)).status_code,
        client.post(address("discard", draft)).status_code,
        client.get(address("change", draft)).status_code,
    ]

    assert answers == [403, 403, 403, 403, 200 if permission == "view_registerimport" else 403]
    assert RegisterImport.objects.drafts().get() == draft


def test_visitors_are_sent_to_the_login(client):
    draft = RegisterImport.objects.create(file_name="export.csv")

    answers = {client.get(ADD).status_code, client.post(address("confirm", draft)).status_code}

    assert (answers, RegisterImport.objects.drafts().count()) == ({302}, 1)


def test_confirming_by_a_link_is_refused(client, staff):
    upload(client, [a_row()])

    assert client.get(address("confirm")).status_code == 405


@pytest.mark.parametrize("level", ["bronze", "tin"])
@pytest.mark.parametrize("rows", [1, 250])
def test_the_differences_take_a_fixed_number_of_queries(
    client, staff, django_assert_num_queries, rows, level
):
    upload(client, [a_row(register_no=f"r{n}", level=level) for n in range(rows)])

    page = address("change")

    # Session, user, its countries, permissions of the user and of groups, import, count, rows.
    with django_assert_num_queries(8):
        response = client.get(page, {"page": "2"})

    assert response.status_code == 200


def test_the_list_of_imports_takes_a_fixed_number_of_queries(
    client, staff, django_assert_max_num_queries
):
    counts = []
    for _ in range(2):
        upload(client, [a_row()])
        with django_assert_max_num_queries(20) as captured:
            client.get(reverse("admin:certification_registerimport_changelist"))
        counts.append(len(captured))

    assert counts[0] == counts[1]
