"""The staff side of mail: texts with a preview that saves nothing, and what was sent, to read."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from certification.demo.factories import ExpertFactory, PersonFactory, UserFactory
from certification.mail.kinds import Kind
from certification.models import MailTemplate, SentMail
from tests.html import text
from tests.roles import log_in
from tests.staff import address, errors, listed_rows, staff_with

# Tests collect no static files.
pytestmark = pytest.mark.filterwarnings("ignore:No directory at:UserWarning")


def german() -> MailTemplate:
    return MailTemplate.objects.get(kind=Kind.BEFORE_EXPIRY, language="de")


def form(**changes) -> dict[str, str]:
    return {"subject": "Für {{ name }}", "body": "Guten Tag {{ name }}", **changes}


def preview(client, template=None, **data):
    url = address(template, "preview") if template else f"{address(MailTemplate, 'add')}preview/"
    return client.post(url, form(**data))


def sent(**facts) -> SentMail:
    values = {"kind": Kind.ON_EXPIRY, "language": "en", "address": "a@example.org", "subject": "S"}
    return SentMail.objects.create(**{**values, **facts})


def test_a_text_is_changed_and_keeps_its_mail_and_language(admin_client):
    admin_client.post(address(german(), "change"), form(kind="on_expiry", language="fr"))

    changed = german()
    assert (changed.subject, changed.body) == ("Für {{ name }}", "Guten Tag {{ name }}")
    assert [event.pgh_label for event in changed.events.order_by("pgh_id")] == ["insert", "update"]


def test_a_text_in_another_language_is_added(admin_client):
    admin_client.post(
        address(MailTemplate, "add"), form(kind="on_expiry", language="no", body="A\r\nB")
    )

    added = MailTemplate.objects.get(language="no")
    assert (added.kind, added.body) == ("on_expiry", "A\nB")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"body": "{{ nmae }}"}, "“nmae” is no placeholder of this mail."),
        ({"subject": "{% load x %}"}, "This can't be read as the text of a mail: "),
        ({"subject": "A\nBcc: b@example.org"}, "The subject has one line."),
        ({"body": ""}, "This field is required."),
        ({"body": "A\0B"}, "Null characters are not allowed."),
        ({"language": "de"}, "There is a text of this mail in this language already."),
        ({"language": "xx"}, "Select a valid choice. xx is not one of the available choices."),
        ({"kind": "xx"}, "Select a valid choice. xx is not one of the available choices."),
    ],
)
def test_a_text_that_can_not_be_sent_is_refused_by_the_form_and_by_the_preview(
    admin_client, changes, sentence
):
    data = form(**{"kind": "on_expiry", "language": "no", **changes})

    saved = admin_client.post(address(MailTemplate, "add"), data)
    previewed = preview(admin_client, **data)

    assert errors(saved)[0].startswith(sentence)
    assert (previewed.status_code, previewed.context["mail"]) == (200, None)
    assert sentence.split("“")[0] in text(previewed)
    assert MailTemplate.objects.filter(language="no").count() == 0


def test_the_preview_shows_the_text_of_the_form_and_saves_nothing(admin_client):
    before = german().body

    response = preview(admin_client, german(), body="Hallo {{ given_name }}\n\n- {{ contact }}")

    shown = response.context["mail"]
    assert (shown.subject, shown.text, shown.language) == (
        "Für Åse Ødegård",
        "Hallo Åse\n\n- register@example.org\n",
        "de",
    )
    page = response.content.decode()
    assert f'srcdoc="{escape(shown.html[:])}"' in page
    assert "Hallo {{ given_name }}" in page
    assert german().body == before


def test_the_style_of_the_mail_and_no_other_is_allowed_in_the_preview(admin_client):
    response = preview(admin_client, german())

    (nonce,) = re.findall(r'<style nonce="(.+)">', response.context["mail"].html)
    policy = response.headers["Content-Security-Policy"]
    assert f"style-src 'self' 'nonce-{nonce}'" in policy.split("; ")


def test_the_preview_of_a_new_text_saves_nothing(admin_client):
    response = preview(admin_client, kind="staff_digest", language="fr", body="{{ on }}")

    assert response.context["mail"].text == "31 mars 2026\n"
    assert not MailTemplate.objects.filter(language="fr").exists()


def test_the_preview_can_be_of_a_certification_that_runs_out(admin_client):
    last = timezone.localdate() + timedelta(days=10)
    expert = ExpertFactory(given_name="Ole", family_name="Lie", certification__valid_until=last)
    pk = expert.certifications.get().pk

    invented = preview(admin_client, german())
    chosen = preview(admin_client, german(), case=str(pk))
    nonsense = preview(admin_client, german(), case="9" * 30)

    assert [r.context["mail"].text for r in (invented, chosen, nonsense)] == [
        "Guten Tag Åse Ødegård\n",
        "Guten Tag Ole Lie\n",
        "Guten Tag Åse Ødegård\n",
    ]
    assert list(chosen.context["case_form"].fields["case"].choices) == [
        ("", "An invented case"),
        (str(pk), f"Ole Lie, Bronze, {last}"),
    ]


def test_the_preview_of_the_digest_can_be_of_today(admin_client):
    digest = MailTemplate.objects.get(kind=Kind.STAFF_DIGEST, language="en")
    today = preview(admin_client, digest, case="today", body="{{ running_out.count }}, {{ name }}")

    assert today.context["mail"].text == "0, Kari Nordmann\n"


def test_who_may_not_see_people_is_offered_an_invented_case_only(client):
    ExpertFactory(certification__valid_until=timezone.localdate() + timedelta(days=10))
    staff_with(client, "certification.change_mailtemplate")

    response = preview(client, german())

    assert len(response.context["case_form"].fields["case"].choices) == 1


def test_the_preview_is_for_those_who_may_change_the_text(client):
    staff_with(client, "certification.view_mailtemplate", "certification.view_sentmail")

    assert preview(client, german()).status_code == 403
    assert preview(client, kind="on_expiry", language="no").status_code == 403
    assert 'value="Preview"' not in client.get(address(german(), "change")).text


def test_the_address_of_a_preview_leads_to_the_form(admin_client):
    response = admin_client.get(address(german(), "preview"))
    missing = reverse("admin:certification_mailtemplate_preview", args=[10**12])

    assert response.url == address(german(), "change")
    assert admin_client.post(missing, form()).status_code == 404


def test_the_form_tells_what_the_text_may_have(admin_client):
    page = text(admin_client.get(address(german(), "change")))

    assert "{{ certification.valid_until }} Last valid day" in page
    assert "{{ confirm_url }}" not in page


def test_sent_mails_are_found_by_person_and_address_and_by_outcome(admin_client):
    person = PersonFactory(given_name="Åse", family_name="Lie")
    to_person = sent(person=person, address="old@example.org")
    failed = sent(error="550 no such user", kind=Kind.BEFORE_EXPIRY)

    def found(**query):
        return listed_rows(admin_client.get(address(SentMail, "changelist"), query))

    assert found(q="ase lie") == [to_person]
    assert found(q="OLD@example.org") == [to_person]
    assert found(outcome="failed") == [failed]
    assert found(outcome="sent") == [to_person]
    assert found(kind="before_expiry") == [failed]
    assert len(found(kind="x", outcome="y", q="")) == 2


def test_a_sent_mail_can_be_read_and_nothing_else(admin_client):
    mail = sent(text="Dear Åse", error="550 no such user")
    page = admin_client.get(address(mail, "change"))

    assert "Dear Åse" in text(page)
    assert "Failed: 550 no such user" in text(page)
    assert admin_client.post(address(mail, "change"), {"text": "x"}).status_code == 403
    assert admin_client.post(address(mail, "delete"), {"post": "yes"}).status_code == 403
    assert admin_client.get(address(SentMail, "add")).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_sent_mails_takes_a_fixed_number_of_queries(
    admin_client, number, django_assert_num_queries
):
    for _row in range(number):
        sent(person=PersonFactory())

    with django_assert_num_queries(4):
        admin_client.get(address(SentMail, "changelist"))


@pytest.mark.parametrize(("role", "is_linked"), [("Registrar", False), ("Auditor", True)])
def test_the_account_that_a_mail_went_to_is_linked_for_those_who_may_look(role, is_linked, client):
    mail = sent(kind=Kind.STAFF_DIGEST, user=UserFactory())
    log_in(client, role)

    response = client.get(address(mail, "change"))

    assert f"Member of staff: {mail.user}" in text(response)
    assert (f'href="{address(mail.user, "change")}"' in response.content.decode()) == is_linked
