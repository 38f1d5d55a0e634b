"""The import in the admin: upload, look at the differences, confirm or discard."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pghistory.models import Events

from certification.admin import register_import as import_admin
from certification.demo.factories import PersonFactory
from certification.exchange.differences import described, differences
from certification.exchange.imports import STAGING
from certification.models import RegisterImport
from people.models import Consent, Person
from tests.importing import a_row, summary
from tests.importing_in_admin import ADD, address, confirm, log_in, upload

# Tests collect no static files.
pytestmark = pytest.mark.filterwarnings("ignore:No directory at:UserWarning")


@pytest.fixture
def staff(client):
    return log_in(client, "add_registerimport", "change_person")


def staged() -> int:
    return sum(model.objects.count() for model in STAGING)


def differences_of(register_import) -> list[tuple]:
    return [
        (
            row["line"],
            row["is_new"],
            row["level"],
            str(change["field"]),
            change["old"],
            change["new"],
        )
        for row in map(described, differences(register_import))
        for change in row["changes"]
    ]


def messages(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_an_upload_shows_what_would_change_and_writes_nothing(client, staff):
    PersonFactory(
        register_no="a1b2c3d4",
        given_name="Åse",
        family_name="Ødegård",
        email="ase@example.org",
        country="SE",
    )

    rows = [a_row(), a_row(register_no="b2", email="", organisation="", country="")]
    response = client.get(upload(client, rows).url)

    assert differences_of(RegisterImport.objects.get()) == [
        (2, False, "", "country", "SE", "NO"),
        (2, False, "", "organisation", None, "Cluster Office"),
        (2, True, "Bronze", "certified on", None, "2015-03-01"),
        (3, True, "", "given name", None, "Åse"),
        (3, True, "", "family name", None, "Ødegård"),
        (3, True, "Bronze", "certified on", None, "2015-03-01"),
    ]
    assert summary((1, 1, 0), (2, 0, 0)) in response.text
    assert list(Person.objects.values_list("register_no", "country")) == [("a1b2c3d4", "SE")]


def test_confirming_writes_what_was_shown_and_removes_the_staged_rows(client, staff):
    upload(client, [a_row()], is_listed="on")

    response = confirm(client)

    assert messages(response) == ["The file was imported."]
    assert summary((1, 0, 0), (1, 0, 0)) in response.text
    assert (Person.objects.get().register_no, staged()) == ("a1b2c3d4", 0)
    assert Consent.objects.get().source == "Import of export.csv"
    assert not RegisterImport.objects.drafts().exists()


def test_what_is_confirmed_is_recorded_with_user_and_file(client, staff):
    upload(client, [a_row()])
    confirm(client)

    events = Events.objects.filter(pgh_model="people.PersonEvent")
    assert list(events.values_list("pgh_context__user", "pgh_context__file")) == [
        (staff.pk, "export.csv")
    ]


def test_a_register_that_changed_meanwhile_is_shown_anew(client, staff):
    upload(client, [a_row()])
    PersonFactory(register_no="a1b2c3d4", given_name="Aase")

    first = confirm(client)
    unchanged = Person.objects.get().given_name
    second = confirm(client)

    assert messages(first) == [
        "Nothing was imported: the register has changed since you looked, and so have the "
        "differences. Look at them again."
    ]
    assert unchanged == "Aase"
    assert summary((0, 1, 0), (1, 0, 0)) in first.text
    assert messages(second) == ["The file was imported."]
    assert Person.objects.get().given_name == "Åse"


def test_a_page_that_showed_earlier_differences_confirms_nothing(client, staff):
    upload(client, [a_row()])
    earlier = RegisterImport.objects.get()
    PersonFactory(register_no="a1b2c3d4", given_name="Aase")
    confirm(client)

    confirm(client, earlier)

    assert Person.objects.get().given_name == "Aase"


def test_discarding_writes_nothing_and_removes_the_staged_rows(client, staff):
    upload(client, [a_row()])

    client.post(address("discard"))

    assert (Person.objects.count(), staged()) == (0, 0)
    assert not RegisterImport.objects.drafts().exists()


def test_a_confirmed_or_discarded_import_is_not_taken_up_again(client, staff):
    upload(client, [a_row()])
    client.post(address("discard"))

    response = confirm(client)

    assert messages(response)[-1] == (
        "Nothing was imported. This import was confirmed or discarded already."
    )
    assert not Person.objects.exists()


def test_a_new_draft_discards_ones_own_and_old_ones_of_others(client, staff):
    other, _ = (User.objects.create_user(name) for name in ("other", "another"))
    others_new, others_old = (
        RegisterImport.objects.create(file_name=name, uploaded_by=other) for name in ("new", "old")
    )
    RegisterImport.objects.filter(pk=others_old.pk).update(
        uploaded_at=timezone.now() - timedelta(days=2)
    )
    upload(client, [a_row()])
    before = staged()

    upload(client, [a_row(register_no="b2")])

    drafts = RegisterImport.objects.drafts()
    assert {draft.file_name for draft in drafts} == {"new", "export.csv"}
    assert (drafts.count(), staged()) == (2, before)
    assert others_new in drafts


def test_rejected_rows_are_shown_and_can_not_be_confirmed(client, staff):
    response = client.get(upload(client, [a_row(level="tin"), a_row(register_no="b2")]).url)

    assert [(row.line, row.column, row.value) for row in response.context["rows"]] == [
        (2, "level", "tin")
    ]
    assert address("confirm") not in response.text
    confirm(client)
    assert not Person.objects.exists()


def test_a_file_that_can_not_be_read_is_a_message_on_the_form(client, staff):
    response = client.post(ADD, {"file": SimpleUploadedFile("export.csv", b"a,b\n1,2\n")})

    assert response.context["form"].errors == {
        "file": [
            "“export.csv” lacks the columns: register_no, given_name, family_name, email, "
            "organisation, country, level, certified_on."
        ]
    }
    assert not RegisterImport.objects.exists()


def test_a_file_that_is_too_large_is_a_message_on_the_form(client, staff, monkeypatch):
    monkeypatch.setattr(import_admin, "LARGEST_UPLOAD", 100)

    response = upload(client, [a_row()])

    assert response.context["form"].errors == {
        "file": ["The file is larger than 20 MB: have it imported by manage.py import_register."]
    }
