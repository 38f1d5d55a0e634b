"""How long messages to experts are kept, and that they and addresses stand nowhere else."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from certification.demo.factories import ContactMessageFactory
from certification.models import ContactMessage, ContactRequest, RegisterSettings
from people.erasing import erase
from people.models import Erasure, Person, StaffCountries
from tests.contacting import ANSWERS, SECRET, VISITOR, expert, form_of, link, passed_on, send
from tests.html import text
from tests.refusal import refused, sql
from tests.roles import log_in
from tests.staff import address, staff_with
from tests.test_erasure import all_tables, everything


def days_ago(days):
    return timezone.now() - timedelta(days=days)


def test_the_command_forgets_what_is_old_and_leaves_the_rest(client, capsys):
    RegisterSettings.objects.update(contact_messages_kept_days=30)
    old = ContactMessageFactory(name="Zyxold", message="Zyxold", sent_at=days_ago(31))
    ContactMessageFactory(name="Zyxold", answered=True, sent_at=days_ago(31))
    ContactMessageFactory(name="Zyxnew", sent_at=days_ago(29))
    for name, days in (("Zyxold", 8), ("Zyxnew", 6)):
        sent = {key: value for key, value in ANSWERS.items() if key != "consent"} | {"name": name}
        ContactRequest.objects.create(
            **sent, language="en", recipients=[old.person_id], created_at=days_ago(days)
        )

    call_command("remove_outdated_messages")
    call_command("remove_outdated_messages")

    assert capsys.readouterr().out.split("\n")[:4] == [
        *("1 was removed.", "2 were erased."),
        *("0 were removed.", "0 were erased."),
    ]
    left = everything(*all_tables())
    assert ["Zyxold" in left, "Zyxnew" in left] == [False, True]
    assert Erasure.objects.filter(record_model="certification.contactmessage").count() == 2


def test_no_history_keeps_the_words(client):
    passed_on(client, expert(), message="Zyxwords")

    assert "Zyxwords" in everything("certification_contactmessage")
    assert "Zyxwords" not in everything(*{*all_tables()} - {"certification_contactmessage"})


def test_once_it_is_answered_the_words_are_nowhere(client):
    passed_on(client, expert(), message="Zyxwords")

    client.post(link("answer"), {"answer": "Zyxanswer"})

    left = everything(*all_tables())
    assert ["Zyxwords" in left, "Zyxanswer" in left, VISITOR in left] == [False, False, True]


def test_the_erasure_of_the_expert_takes_the_sender_too(client):
    message = passed_on(client, expert(), message="Zyxwords")

    erase(Person.objects.get(pk=message.person_id), "Request", "Rita")

    left = everything(*all_tables())
    for secret in (VISITOR, SECRET, "Zyxwords", "Wanda"):
        assert secret not in left


def test_the_history_of_a_message_changes_by_an_erasure_alone():
    message = ContactMessageFactory()

    with refused("Cannot update or delete rows"):
        sql(
            "UPDATE certification_contactmessageevent SET email = '' WHERE pgh_obj_id = %s",
            message.pk,
        )
    with refused("an_answer_to_a_message_has_a_moment"):
        ContactMessage.objects.update(state="answered")


@pytest.mark.parametrize("takes", [True, False])
def test_no_public_page_or_file_shows_an_address(client, takes, caplog):
    ase = expert(takes_messages=takes)
    ContactMessageFactory(person=ase, email=VISITOR, name="Zyxname")
    profile = ase.get_absolute_url()
    addresses = ["/", "/experts/", profile, f"{profile}contact/", f"/shortlist/?expert={ase.slug}"]
    addresses += [f"/shortlist/ask/?chosen={ase.slug}", "/experts/nobody/contact/"]
    addresses += [f"/experts.{kind}" for kind in ("csv", "json", "jsonl", "xlsx")]

    for each in addresses:
        response = client.get(each)
        content = b"".join(response) if response.streaming else response.content
        for secret in (SECRET, VISITOR, "Zyxname"):
            assert secret.encode() not in content, each
    send(client, form_of(ase), email="not-an-address@@example.org")
    assert SECRET not in caplog.text + str(client.get("/experts/nobody/").content)


def test_staff_see_who_wrote_to_whom_and_not_what(client):
    message = ContactMessageFactory(message="Zyxwords", email=VISITOR)
    log_in(client, "Registrar")
    pages = [client.get(address(message, view)) for view in ("change", "history")]
    pages.append(client.get(address(ContactMessage, "changelist"), {"q": VISITOR}))

    assert [page.status_code for page in pages] == [200, 200, 200]
    for page in pages:
        assert "Zyxwords" not in page.content.decode()
    assert VISITOR in text(pages[0])
    assert "Wanda Visitor" in text(pages[2])
    assert client.post(address(message, "change"), {"name": "Other"}).status_code == 403


@pytest.mark.parametrize("actor", ["Course manager", "Staff without a role"])
def test_who_needs_no_messages_sees_none(client, actor):
    log_in(client, actor)

    assert client.get(address(ContactMessage, "changelist")).status_code == 403


def test_staff_of_a_country_see_those_of_their_people(client):
    ContactMessageFactory(person__country="NO", name="Zyxnorth")
    ContactMessageFactory(person__country="DE", name="Zyxsouth")
    staff = staff_with(client, "certification.view_contactmessage", "people.view_person")
    StaffCountries.objects.create(user=staff, countries=["NO"])

    shown = text(client.get(address(ContactMessage, "changelist")))

    assert ["Zyxnorth" in shown, "Zyxsouth" in shown] == [True, False]


def test_staff_erase_one_message_on_request(admin_client):
    message = ContactMessageFactory(name="Zyxname", email=VISITOR, message="Zyxwords")
    page = address(message, "change")
    erase_page = page.replace("/change/", "/erase/")
    assert erase_page in admin_client.get(page).content.decode()

    admin_client.post(erase_page, {"reason": "Request of 3 March"})

    left = everything(*all_tables())
    assert [word for word in ("Zyxname", VISITOR, "Zyxwords") if word in left] == []
    assert erase_page not in admin_client.get(page).content.decode()
