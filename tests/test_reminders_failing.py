"""What happens when an address, or the mail server, takes no mail."""

from smtplib import (
    SMTPDataError,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPServerDisconnected,
)

import pytest
from django.core import mail
from django.core.management import CommandError

from certification.mail.kinds import Kind
from certification.mail.render import render
from certification.mail.sending import send
from certification.models import MailTemplate, Occasion, SentMail
from tests.mailing import NOON, REFUSED, AnsweringBackend, expert, run, sent_to


@pytest.fixture(autouse=True)
def _monday_noon(time_machine_at):
    time_machine_at(NOON)


@pytest.fixture
def backend(settings):
    def use(name: str) -> None:
        settings.MAILERS = {"default": {"BACKEND": f"tests.mailing.{name}"}}

    return use


def test_an_address_that_fails_does_not_stop_the_rest(backend):
    backend("PickyBackend")
    expert(10, email=REFUSED, family_name="A")
    expert(10, email="ok@example.org", family_name="B")

    with pytest.raises(CommandError, match=r"^1 mail could not be sent: "):
        run()

    assert sent_to() == ["ok@example.org"]
    rows = SentMail.objects.order_by("id").values_list("address", "error")
    assert list(rows) == [(REFUSED, "550 no such user"), ("ok@example.org", "")]


def test_a_failed_mail_is_tried_again_a_few_times(backend):
    backend("PickyBackend")
    expert(10, email=REFUSED)

    for _attempt in range(5):
        with pytest.raises(CommandError):
            run()

    assert run() == "No mail was due.\n"
    assert SentMail.objects.failed().count() == 5


def recipient_refused(code, words):
    return SMTPRecipientsRefused({REFUSED: (code, words)})


@pytest.mark.parametrize(
    ("error", "attempts"),
    [
        (recipient_refused(550, b"no such user"), 1),
        (recipient_refused(550, b"5.1.1 no such user"), 1),
        (recipient_refused(554, b"5.2.1 mailbox disabled"), 1),
        (SMTPDataError(552, b"5.2.2 mailbox full"), 1),
        (SMTPNotSupportedError("SMTPUTF8 not supported"), 1),
        (UnicodeError("label too long"), 1),
        (recipient_refused(450, b"4.2.0 greylisted"), 0),
        (recipient_refused(550, b"5.7.1 relaying denied"), 0),
        (recipient_refused(554, b"relay access denied"), 0),
        (recipient_refused(530, b"authentication required"), 0),
        (SMTPDataError(451, b"try later"), 0),
        (SMTPServerDisconnected("Connection unexpectedly closed"), 0),
        (TimeoutError("timed out"), 0),
    ],
    ids=str,
)
def test_only_what_is_said_of_the_address_counts_as_an_attempt(
    backend, monkeypatch, error, attempts
):
    monkeypatch.setattr(AnsweringBackend, "error", error, raising=False)
    backend("AnsweringBackend")
    expert(10)

    with pytest.raises(CommandError, match=r"^1 mail could not be sent: "):
        run()

    assert [row.attempts for row in Occasion.objects.all()] == [attempts]
    assert SentMail.objects.failed().count() == 1


def test_a_run_ends_once_three_in_a_row_fail_for_what_may_be_our_fault(backend, monkeypatch):
    error = recipient_refused(550, b"5.7.1 relaying denied")
    monkeypatch.setattr(AnsweringBackend, "error", error, raising=False)
    backend("AnsweringBackend")
    for _number in range(4):
        expert(10)

    with pytest.raises(CommandError, match=r"stays due: 550 5.7.1 relaying denied$"):
        run()

    assert SentMail.objects.failed().count() == 2
    assert Occasion.objects.exclude(attempts=0).count() == 0


def test_those_whose_mail_failed_lately_hold_up_nobody(backend, monkeypatch):
    monkeypatch.setattr(AnsweringBackend, "error", TimeoutError("timed out"), raising=False)
    backend("AnsweringBackend")
    for _number in range(3):
        expert(10)
    with pytest.raises(CommandError):
        run()
    expert(-10, email="a@works.example.org")

    with pytest.raises(CommandError):
        run()

    assert sent_to() == ["a@works.example.org"]


def test_an_address_that_was_corrected_is_tried_from_the_beginning(backend):
    backend("PickyBackend")
    person = expert(10, email=REFUSED)
    for _attempt in range(5):
        with pytest.raises(CommandError):
            run()
    person.email = "right@example.org"
    person.save()

    run()

    assert sent_to() == ["right@example.org"]


def test_when_no_server_answers_everything_stays_due(backend, settings):
    expert(10)
    working = settings.MAILERS
    backend("DeadBackend")

    with pytest.raises(CommandError, match=r"stays due: Connection refused$"):
        run()
    settings.MAILERS = working
    run()

    assert (len(mail.outbox), SentMail.objects.count()) == (1, 1)


def test_a_subject_that_becomes_long_is_sent_once():
    MailTemplate.objects.filter(kind=Kind.BEFORE_EXPIRY).update(subject="{{ name }} " * 18)
    expert(10, given_name="x" * 100, family_name="y" * 100)

    answers = [run(), run()]

    assert answers == [f"{Kind.BEFORE_EXPIRY.label}: 1 sent.\n", "No mail was due.\n"]
    assert SentMail.objects.get().subject == mail.outbox[0].subject


def test_a_text_that_can_not_be_filled_in_for_one_fails_that_one_and_it_stays_due(monkeypatch):
    def fill(language, subject, body, context):
        if context["family_name"] == "Wrong":
            raise ValueError("secret")
        return render(language, subject, body, context)

    expert(10, family_name="Wrong")
    expert(10, email="ok@example.org")
    with monkeypatch.context() as patch:
        patch.setattr("certification.mail.sending.render", fill)
        for _run in range(6):
            with pytest.raises(CommandError, match=r"^1 mail could not be sent: "):
                run()
    run()

    assert len(mail.outbox) == 2
    errors = SentMail.objects.failed().values_list("error", flat=True)
    assert list(errors) == ["The text can't be filled in: ValueError"] * 6


@pytest.mark.parametrize(("name", "value"), [("MAILERS", {}), ("REGISTER_URL", "")])
def test_without_a_mail_server_or_an_address_for_links_nothing_counts_as_sent(
    settings, name, value
):
    expert(10)
    setattr(settings, name, value)

    with pytest.raises(CommandError, match="is not set"):
        run()

    assert (SentMail.objects.count(), Occasion.objects.count()) == (0, 0)


def test_a_mail_that_can_not_be_sent_at_once_says_why(backend):
    backend("DeadBackend")

    sent = send(Kind.COURSE_APPLICATION, "a@example.org", "en", {"name": "Åse"})

    assert sent.error == "Connection refused"


@pytest.mark.parametrize(
    ("name", "error", "sentence"),
    [
        ("RefusingBackend", CommandError, "550 we do not know you$"),
        ("UnreadBackend", BrokenPipeError, "^$"),
    ],
)
def test_no_address_is_to_blame_for_what_is_wrong_at_our_end(backend, name, error, sentence):
    expert(10)
    backend(name)

    with pytest.raises(error, match=sentence):
        run()

    assert (SentMail.objects.count(), Occasion.objects.count()) == (0, 0)
