"""An expert gets so many messages a day; whoever wrote more is asked to try again later."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from certification.contact import relaying
from certification.models import ContactMessage, ContactRequest, SentForm
from tests.contacting import SECRET, VISITOR, expert, form_of, link, send
from tests.html import text
from tests.mailing import DeadBackend


@pytest.fixture(autouse=True)
def one_a_day(monkeypatch):
    monkeypatch.setattr(relaying, "OF_EXPERT", relaying.OF_EXPERT._replace(number=1))


@pytest.fixture
def ase(client):
    """Who has got one today."""
    ase = expert()
    send(client, form_of(ase), email="first@example.org")
    client.post(link("confirm"))
    return ase


def test_one_more_waits_and_the_sender_is_not_told_why(client, ase):
    send(client, form_of(ase))

    page = client.post(link("confirm"))

    assert (page.status_code, "could not be sent to these people" in text(page)) == (503, True)
    assert (ContactRequest.objects.count(), ContactMessage.objects.count()) == (1, 1)
    assert [sent.to for sent in mail.outbox].count([SECRET]) == 1


def test_the_next_day_the_same_link_passes_it_on(client, ase, monkeypatch):
    send(client, form_of(ase))
    address, later = link("confirm"), timezone.now() + timedelta(days=1, minutes=1)
    client.post(address)
    monkeypatch.setattr(timezone, "now", lambda: later)

    page = client.post(address, follow=True)

    assert ("passed on" in text(page), ContactMessage.objects.count()) == (True, 2)


def test_the_others_who_were_chosen_get_it(client, ase):
    bo = expert(given_name="Bo", email="bo@secret.example.org")
    send(client, f"/shortlist/ask/?chosen={ase.slug}&chosen={bo.slug}")

    page = client.post(link("confirm"))

    assert mail.outbox[-1].to == [bo.email]
    assert ContactRequest.objects.get().recipients == [ase.pk]
    assert "It goes to: Åse Ødegård" in text(page)


def test_a_mail_that_fails_is_not_counted(client, settings):
    send(client, form_of(expert()))
    before, backend = SentForm.objects.count(), settings.MAILERS
    settings.MAILERS = {"default": {"BACKEND": f"{DeadBackend.__module__}.DeadBackend"}}
    client.post(link("confirm"))
    failed = SentForm.objects.count()
    settings.MAILERS = backend

    client.post(link("confirm"))

    assert (failed, mail.outbox[0].to, mail.outbox[-1].to) == (before, [VISITOR], [SECRET])
