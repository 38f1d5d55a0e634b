"""What was sent to people, and about them, after their data are erased."""

import pytest
from django.core import mail, serializers

from certification.models import SentMail
from people.erasing import erase
from tests.mailing import NOON, REFUSED, expert, reader_of_the_digest, run


@pytest.fixture(autouse=True)
def _monday_noon(time_machine_at):
    time_machine_at(NOON)


def kept() -> str:
    return serializers.serialize(
        "json", [*SentMail.objects.all(), *SentMail.pgh_event_model.objects.all()]
    )


def test_the_digest_that_named_a_person_is_not_kept():
    reader_of_the_digest()
    person = expert(10, given_name="Astagiven", family_name="Liefamily")
    run()
    to_expert, to_staff = mail.outbox
    assert ["Liefamily" in sent.body for sent in (to_expert, to_staff)] == [True, True]

    erase(person, "Request", "Rita Registrar")

    assert SentMail.objects.count() == 2
    assert ["Astagiven" in kept(), "Liefamily" in kept(), person.email in kept()] == [False] * 3


def test_what_a_server_answers_is_kept_without_the_address_that_it_repeats(settings):
    settings.MAILERS = {"default": {"BACKEND": "tests.mailing.RepeatingBackend"}}
    expert(10, email=REFUSED)

    with pytest.raises(Exception, match="could not be sent"):
        run()

    assert SentMail.objects.get().error == "550 <…>: no such user …"
