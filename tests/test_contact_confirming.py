"""The link that confirms the sender: nothing is passed on without its button, and all of it once."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from certification.contact.keeping import remove_unconfirmed
from certification.contact.links import LINK_HOLDS
from certification.models import ContactMessage, ContactRequest, SentMail
from people.models import Person
from tests.contacting import SECRET, VISITOR, expert, form_of, link, send
from tests.html import text
from tests.mailing import REFUSED, PickyBackend


@pytest.fixture
def asked(client):
    ase = expert()
    send(client, form_of(ase))
    return ase


def test_to_open_the_link_passes_nothing_on(client, asked):
    pages = [client.get(link("confirm")) for _each in range(2)]

    assert [page.status_code for page in pages] == [200, 200]
    assert "Are you free in May?" in text(pages[0])
    assert SECRET not in pages[0].content.decode()
    assert (ContactMessage.objects.count(), len(mail.outbox)) == (0, 1)


def test_its_button_sends_the_message_without_an_address(client, asked):
    address = link("confirm")

    shown = client.post(address, follow=True)

    sent = mail.outbox[-1]
    assert (sent.to, sent.reply_to) == ([SECRET], ["register@example.org"])
    assert "> Are you free in May?\n>\n> - half a day" in sent.body.replace("> \n", ">\n")
    assert "Wanda Visitor (Cluster Office)" in sent.body
    for content in (sent.body, sent.alternatives[0].content, sent.subject):
        assert VISITOR not in content
    assert "It has gone to: Åse Ødegård" in text(shown)
    assert SECRET not in shown.content.decode()
    assert ContactRequest.objects.count() == 0
    message = ContactMessage.objects.get()
    assert (message.person_id, message.email, message.state) == (asked.pk, VISITOR, "waiting")


def test_the_mail_is_in_the_language_of_the_expert(client):
    send(client, form_of(expert(correspondence_language="de")))

    client.post(link("confirm"))

    assert (
        mail.outbox[-1].subject == "Eine Nachricht an Sie über das Register der Cluster-Fachleute"
    )


def test_a_second_click_sends_nothing_twice(client, asked):
    address = link("confirm")

    pages = [client.post(address, follow=True) for _each in range(2)]

    assert ["passed on" in text(page) for page in pages] == [True, True]
    assert (ContactMessage.objects.count(), len(mail.outbox)) == (1, 2)


def test_what_a_visitor_writes_is_no_markup_and_no_header(client):
    words = "<script>alert(1)</script>\r\nSubject: {{ off_url }}"
    send(client, form_of(expert()), message=words, name="<b>Wanda</b> {{ contact }}")
    page = client.get(link("confirm")).content.decode()
    client.post(link("confirm"))

    sent = mail.outbox[-1]
    assert "<script>" not in page + sent.alternatives[0].content
    assert "> Subject: {{ off_url }}" in sent.body
    assert "Wanda" not in str(sent.message()["Subject"])


def test_who_has_switched_it_off_since_gets_nothing(client, asked):
    Person.objects.update(takes_messages=False)

    page = client.get(link("confirm"))
    client.post(link("confirm"))

    assert "1 person whom you chose takes no messages any more." in text(page)
    assert (ContactMessage.objects.count(), len(mail.outbox)) == (0, 1)


def test_a_link_that_is_too_old_or_not_whole_is_refused_in_words(client, asked, monkeypatch):
    address = link("confirm")
    broken = client.get(f"{address[:-3]}/")
    later = timezone.now() + LINK_HOLDS + timedelta(seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)

    remove_unconfirmed()

    assert [broken.status_code, client.get(address).status_code] == [400, 410]
    assert client.post(address).status_code == 410
    assert (ContactRequest.objects.count(), ContactMessage.objects.count()) == (0, 0)


@pytest.mark.parametrize("part", ["confirm", "answer", "off"])
@pytest.mark.parametrize("token", ["x", "a:b:c", "%00", "…", "x" * 5000])
def test_nonsense_is_no_link(client, part, token):
    assert client.get(f"/contact/{part}/{token}/").status_code == 400


def test_one_link_is_none_of_another_kind(client, asked):
    token = link("confirm").split("/")[3]

    codes = [client.get(f"/contact/{part}/{token}/").status_code for part in ("answer", "off")]

    assert codes == [400, 400]


def test_what_a_mail_server_refuses_stays_for_another_try(client, settings):
    ase, bo = expert(), expert(email=REFUSED, given_name="Bo")
    send(client, f"/shortlist/ask/?chosen={ase.slug}&chosen={bo.slug}")
    address = link("confirm")
    settings.MAILERS = {"default": {"BACKEND": f"{PickyBackend.__module__}.PickyBackend"}}

    failed = client.post(address)
    Person.objects.filter(pk=bo.pk).update(email="bo@example.org")
    done = client.post(address, follow=True)

    assert (failed.status_code, "could not be sent" in text(failed)) == (503, True)
    assert "It has gone to: Åse Ødegård, Bo Ødegård" in text(done)
    assert [each.to for each in mail.outbox] == [[VISITOR], [SECRET], ["bo@example.org"]]
    assert SentMail.objects.exclude(error="").count() == 1
