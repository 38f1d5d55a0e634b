"""An expert answers a message, declines it, or takes no more of them."""

import pghistory
import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from certification.contact.answering import SWITCHED_OFF, answer
from certification.models import ContactMessage, SentMail
from people.erasing import erase
from people.models import Person
from tests.contacting import SECRET, VISITOR, expert, link, passed_on
from tests.html import text
from tests.mailing import REFUSED, PickyBackend


@pytest.fixture
def message(client):
    return passed_on(client, expert())


def test_the_page_tells_what_an_answer_gives_away_and_not_the_address_of_the_sender(
    client, message
):
    page = client.get(link("answer"))

    assert f"With an answer you give Wanda Visitor your e-mail address, {SECRET}" in text(page)
    assert "Are you free in May?" in text(page)
    assert VISITOR not in page.content.decode()


def test_an_answer_goes_to_the_sender_and_each_has_the_address_of_the_other(client, message):
    address = link("answer")

    page = client.post(address, {"answer": "Yes.\r\n\r\nCall me."}, follow=True)

    sent = mail.outbox[-1]
    assert (sent.to, sent.reply_to) == ([VISITOR], [SECRET])
    assert "Yes.\n\nCall me." in sent.body
    assert f"theirs is {VISITOR}" in text(page)
    message.refresh_from_db()
    assert (message.state, message.message) == ("answered", "")
    (kept,) = SentMail.objects.filter(kind="contact_answer")
    assert (kept.address, kept.subject, kept.text) == ("", "", "")


def test_who_is_not_available_gives_no_address(client, message):
    page = client.post(link("answer"), {"decline": "1", "answer": "Yes"}, follow=True)

    sent = mail.outbox[-1]
    assert (sent.to, sent.reply_to) == ([VISITOR], ["register@example.org"])
    assert sent.subject == "Åse Ødegård is not available"
    assert SECRET not in str(sent.message())
    assert VISITOR not in page.content.decode()
    message.refresh_from_db()
    assert message.state == "declined"


def test_it_is_answered_once(client, message):
    address = link("answer")
    client.post(address, {"decline": "1"})

    page = client.post(address, {"answer": "Yes after all"})

    assert "You said that you are not available" in text(page)
    assert (len(mail.outbox), VISITOR in page.content.decode()) == (3, False)


@pytest.mark.parametrize(
    ("given", "said"),
    [("", "Write your answer."), ("x" * 4001, "Write at most 4000"), ("\0", "can’t be read")],
    ids=["empty", "long", "nul"],
)
def test_an_answer_that_can_not_be_sent_is_told(client, message, given, said):
    page = client.post(link("answer"), {"answer": given})

    assert (page.status_code, said in text(page), len(mail.outbox)) == (400, True, 2)
    assert 'href="#id_answer"' in page.content.decode()


def test_a_mail_that_fails_leaves_the_message_to_be_answered(client, settings):
    message = passed_on(client, expert(), email=REFUSED)
    settings.MAILERS = {"default": {"BACKEND": f"{PickyBackend.__module__}.PickyBackend"}}

    page = client.post(link("answer"), {"answer": "Yes"})

    assert (page.status_code, "could not be sent" in text(page)) == (503, True)
    assert REFUSED not in page.content.decode()
    message.refresh_from_db()
    assert (message.state, message.message != "") == ("waiting", True)


@pytest.mark.parametrize("email", ["zyxnew@secret.example.org", ""])
@pytest.mark.parametrize("given", [{"answer": "Yes"}, {"decline": "1"}], ids=str)
def test_a_new_address_of_the_expert_ends_the_link_that_answers(client, message, email, given):
    address = link("answer")
    Person.objects.update(email=email)

    pages = [client.get(address), client.post(address, given)]

    assert [page.status_code for page in pages] == [410, 410]
    assert "your address in the register is another" in text(pages[0])
    assert "zyxnew" not in "".join(page.content.decode() for page in pages)
    message.refresh_from_db()
    assert (message.state, len(mail.outbox)) == ("waiting", 2)


def test_a_new_address_of_the_expert_hides_that_of_the_sender_again(client, message):
    address = link("answer")
    client.post(address, {"answer": "Yes"})
    Person.objects.update(email="new@example.org")

    assert VISITOR not in client.get(address).content.decode()


def test_without_an_address_of_the_expert_nobody_is_answered(message):
    message.person.email = ""

    with pytest.raises(ValidationError, match="nobody can be answered"):
        answer(message, "Yes")


def test_the_link_of_the_mail_switches_messages_off_by_its_button_alone(client, message):
    ase, address = message.person, link("off")
    asked = client.get(address)
    before = Person.objects.get(pk=ase.pk).takes_messages

    done = client.post(address, follow=True)

    assert ("Stop messages from visitors" in text(asked), before) == (True, True)
    assert "Visitors can’t write to Åse Ødegård" in text(done)
    assert "/contact/" not in client.get(f"/experts/{ase.slug}/").content.decode()
    assert client.get(f"/experts/{ase.slug}/contact/").status_code == 404
    event = pghistory.models.Events.objects.tracks(ase).latest("pgh_created_at", "pgh_id")
    assert event.pgh_diff["takes_messages"] == [True, False]
    assert event.pgh_context["reason"] == SWITCHED_OFF


def test_what_has_come_before_it_was_switched_off_can_still_be_answered(client, message):
    Person.objects.update(takes_messages=False)

    client.post(link("answer"), {"answer": "Yes"})

    assert mail.outbox[-1].to == [VISITOR]


def test_a_new_address_of_the_expert_ends_the_link_that_switches_off(client, message):
    address = link("off")
    Person.objects.update(email="new@example.org")

    assert client.post(address).status_code == 410
    assert Person.objects.get().takes_messages is True


def test_after_the_erasure_of_the_expert_no_link_works(client, message):
    addresses = [link("answer"), link("off")]
    erase(Person.objects.get(), "Request", "Rita")

    assert [client.get(address).status_code for address in addresses] == [410, 410]
    assert client.post(addresses[0], {"answer": "Yes"}).status_code == 410
    assert ContactMessage.objects.get().email == ""
