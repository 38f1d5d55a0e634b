"""`manage.py send_reminders`: who gets what, once."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.management import CommandError

from certification.demo.factories import CertificationFactory, level
from certification.mail.kinds import Kind
from certification.mail.sending import send
from certification.models import MailTemplate, Occasion, SentMail
from tests.mailing import NOON, TODAY, expert, reader_of_the_digest, run, sent_to
from tests.refusal import refused, sql


@pytest.fixture(autouse=True)
def _monday_noon(time_machine_at):
    time_machine_at(NOON)


@pytest.fixture
def on_day(time_machine_at):
    return lambda day: time_machine_at(f"{day}T12:00:00+01:00")


def test_experts_are_told_before_and_after_the_last_day_and_it_is_recorded():
    soon, ended = expert(10, email="soon@example.org"), expert(-1, email="ended@example.org")
    expert(100)

    answer = run()

    assert sent_to() == ["soon@example.org", "ended@example.org"]
    assert answer.splitlines() == [
        f"{Kind.BEFORE_EXPIRY.label}: 1 sent.",
        f"{Kind.ON_EXPIRY.label}: 1 sent.",
    ]
    rows = SentMail.objects.order_by("id").values_list("kind", "person", "address", "error")
    assert list(rows) == [
        ("before_expiry", soon.pk, "soon@example.org", ""),
        ("on_expiry", ended.pk, "ended@example.org", ""),
    ]
    assert [row.text for row in SentMail.objects.order_by("id")] == [
        message.body for message in mail.outbox
    ]


def test_a_second_run_sends_nothing():
    expert(10)
    reader_of_the_digest()
    run()
    mail.outbox.clear()

    assert run() == "No mail was due.\n"
    assert mail.outbox == []


def test_after_a_pause_one_mail_tells_what_several_would_have_told(on_day):
    person = expert(95)
    on_day(TODAY + timedelta(days=70))
    run()
    on_day(TODAY + timedelta(days=71))
    run()

    assert sent_to() == [person.email]
    assert Occasion.objects.get().days == 30


def test_on_the_way_to_the_last_day_an_expert_gets_three_mails(on_day):
    expert(95)

    for days in range(140):
        on_day(TODAY + timedelta(days=days))
        run()

    assert [(o.kind, o.days) for o in Occasion.objects.order_by("id")] == [
        ("before_expiry", 90),
        ("before_expiry", 30),
        ("on_expiry", 0),
    ]
    assert len(mail.outbox) == 3


def test_one_mail_tells_of_all_certifications_that_end():
    person = expert(20, given_name="Åse", family_name="Lie")
    CertificationFactory(
        person=person, level=level("silver"), valid_until=TODAY + timedelta(days=10), number="S-7"
    )
    CertificationFactory(person=person, level=level("gold"))

    run()

    (message,) = mail.outbox
    assert (
        "- Silver, number S-7: valid until 3 December 2026\n- Bronze: valid until" in message.body
    )
    assert "Gold" not in message.body
    assert SentMail.objects.get().occasions.count() == 2


def test_a_mail_is_in_the_language_of_the_expert_in_plain_text_and_html():
    expert(10, correspondence_language="de", given_name="Åse", family_name="Lie")

    run()

    (message,) = mail.outbox
    ((html, mimetype),) = message.alternatives
    assert message.subject == "Ihre Zertifizierung als Cluster-Experte läuft bald ab"
    assert message.body.startswith("Guten Tag Åse Lie,\n\n")
    assert "- Bronze: gültig bis 3. Dezember 2026\n" in message.body
    assert (mimetype, '<html lang="de" dir="ltr">' in html) == ("text/html", True)
    assert "<li>Bronze: gültig bis 3. Dezember 2026</li>" in html


def test_the_link_to_the_profile_is_only_for_who_is_listed(settings):
    settings.REGISTER_URL = "https://register.example.org"
    listed = expert(10)
    expert(10, unlisted=True)

    run()

    bodies = [message.body for message in mail.outbox]
    assert [f"https://register.example.org{listed.get_absolute_url()}" in b for b in bodies] == [
        True,
        False,
    ]
    assert ["/experts/" in body for body in bodies] == [True, False]


def test_a_dry_run_names_who_would_get_what_and_sends_nothing():
    expert(10, given_name="Åse", family_name="Lie", email="ase@example.org")
    reader_of_the_digest()

    answer = run("--dry-run").splitlines()

    assert answer == [
        f"{Kind.BEFORE_EXPIRY.label}: Åse Lie <ase@example.org> Bronze 2026-12-03",
        f"{Kind.STAFF_DIGEST.label}: kari <kari@example.org>",
        "A dry run: 2 mails would be sent, and none was.",
    ]
    assert (mail.outbox, Occasion.objects.count()) == ([], 0)


def test_a_dry_run_can_be_of_another_day():
    expert(10)

    assert (
        run("--dry-run", "--on", "2027-01-01").splitlines()[0].startswith(str(Kind.ON_EXPIRY.label))
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--on", "2027-01-01"], "Mails are sent today only: --on is for --dry-run."),
        (["--dry-run", "--on", "tomorrow"], "“tomorrow” is no day like 2026-03-31."),
        (["--dry-run", "--on", "9999-12-31"], "“9999-12-31” is no day like 2026-03-31."),
    ],
)
def test_a_day_that_makes_no_sense_is_refused(arguments, sentence):
    with pytest.raises(CommandError) as refusal:
        run(*arguments)

    assert str(refusal.value) == sentence


def test_a_mail_that_was_sent_is_never_changed_nor_deleted():
    expert(10)
    run()

    with refused("Cannot update rows"):
        sql("UPDATE certification_sentmail SET address = 'x@example.org'")
    with refused("Cannot delete rows"):
        sql("DELETE FROM certification_sentmail")
    with refused("Cannot update rows"):
        sql("UPDATE certification_occasion SET mail_id = NULL")
    with refused("an_expert_is_told_once"):
        sql(
            "INSERT INTO certification_occasion"
            " (kind, certification_id, last_day, days, attempts, address_tried)"
            " SELECT kind, certification_id, last_day, days, 0, '' FROM certification_occasion"
        )


def test_a_mail_to_an_applicant_is_sent_at_once_and_its_link_is_not_kept():
    context = {"name": "Åse", "course": "Basics", "starts_on": date(2027, 1, 2)}

    sent = send(
        Kind.COURSE_APPLICATION, "a@example.org", "de", {**context, "confirm_url": "https://x/1"}
    )

    (message,) = mail.outbox
    assert "https://x/1" in message.body
    assert "2. Januar 2027" in message.body
    assert (sent.error, sent.text, sent.subject) == (
        "",
        "",
        "Bitte bestätigen Sie Ihre Bewerbung: Basics",
    )


def test_on_the_console_a_link_stands_in_one_piece(settings, capsys):
    settings.MAILERS = {"default": {"BACKEND": "certification.mail.console.EmailBackend"}}
    url = "https://register.example.org/courses/" + "x" * 300

    send(Kind.COURSE_APPLICATION, "a@example.org", "de", {"course": "Über", "confirm_url": url})

    shown = capsys.readouterr().out
    assert shown.count(url) == 3  # in the text, and in the HTML as link and as its words
    assert "Subject: Bitte bestätigen Sie Ihre Bewerbung: Über\n" in shown


def test_a_text_that_staff_changed_is_what_is_sent():
    template = MailTemplate.objects.get(kind=Kind.BEFORE_EXPIRY, language="en")
    template.subject, template.body = "For {{ given_name }}", "Renew!"
    template.save()
    expert(10, given_name="Åse")

    run()

    assert (mail.outbox[0].subject, mail.outbox[0].body) == ("For Åse", "Renew!\n")
