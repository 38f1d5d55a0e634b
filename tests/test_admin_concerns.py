"""Staff read what visitors sent, take it on, answer it by mail, and close it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from certification.demo.factories import (
    CertificationFactory,
    ConcernFactory,
    PersonFactory,
    UserFactory,
)
from certification.models import Concern, MailTemplate, SentMail
from people.erasing import erase
from people.models import StaffCountries
from tests.html import text
from tests.mailing import RefusingBackend
from tests.roles import log_in
from tests.staff import address, cost, listed_rows, messages

LIST = address(Concern, "changelist")
STATES = ["open", "answered", "closed", "erased"]


def page(concern, name):
    return reverse(f"admin:certification_concern_{name}", args=[concern.pk])


def of(state, **fields):
    traits = {
        "open": {},
        "answered": {"answered": True},
        "closed": {"closed": True},
        "erased": dict.fromkeys(("message", "about", "name", "email"), ""),
    }
    return ConcernFactory(**traits[state], **fields)


def test_the_list_has_the_open_first_and_of_those_the_oldest(admin_client):
    now = timezone.now()
    rows = [
        of(state, received_at=now - timedelta(days=days))
        for state, days in (
            ("erased", 10),
            ("closed", 9),
            ("answered", 8),
            ("open", 2),
            ("open", 5),
        )
    ]

    response = admin_client.get(LIST)

    assert listed_rows(response) == [rows[4], rows[3], rows[2], rows[0], rows[1]]
    assert "5 days ago" in text(response)


def test_filters_and_search_find_what_they_say(admin_client):
    swede = of("open", person=PersonFactory(country="SE"), kind="correction")
    norwegian = of("answered", message="Forged, I think")
    general = of("closed", person=None, about="FORGED-1")

    def found(**asked):
        return {row.pk for row in listed_rows(admin_client.get(LIST, asked))}

    assert found(state="open") == {swede.pk}
    assert found(state="closed") == {general.pk}
    assert found(kind="correction") == {swede.pk}
    assert found(country="NO") == {norwegian.pk}
    assert found(q="forged") == {norwegian.pk, general.pk}
    Concern.objects.get(pk=swede.pk)
    assert found(q=Concern.objects.get(pk=swede.pk).written_reference.lower()) == {swede.pk}


def test_the_list_takes_the_same_number_of_queries_for_one_and_for_three(admin_client):
    ConcernFactory(certification=CertificationFactory())
    one = cost(admin_client, LIST)
    for _each in range(2):
        ConcernFactory(certification=CertificationFactory())

    assert cost(admin_client, LIST) == one


def test_the_state_is_the_same_of_rows_and_of_one():
    for state in STATES:
        concern = of(state)
        assert concern.state == state
        assert [*Concern.objects.in_state(state)] == [concern]


def test_an_answer_goes_to_the_sender_and_is_kept_with_the_concern(admin_client, admin_user):
    concern = ConcernFactory(email="wanda@example.org", person__email="expert@example.org")

    response = admin_client.post(
        page(concern, "answer"), {"text": "Thank you.\r\n\r\nIt is <mended>."}, follow=True
    )

    concern.refresh_from_db()
    assert messages(response) == ["The answer is sent to the sender, and kept here."]
    assert (concern.answer, concern.state) == ("Thank you.\n\nIt is <mended>.", "answered")
    assert (concern.answered_by, concern.answered_at is not None) == (admin_user, True)
    (sent,) = mail.outbox
    assert sent.to == ["wanda@example.org"]
    assert "Thank you.\n\nIt is <mended>." in sent.body
    assert concern.written_reference in sent.subject
    written = sent.body + sent.alternatives[0].content
    assert ["expert@example.org" in written, "Wanda" in written] == [False, False]


def test_the_record_of_the_mail_holds_nothing_of_the_sender(admin_client):
    MailTemplate.objects.filter(kind="concern_answer").update(subject="{{ answer }}")
    concern = ConcernFactory()

    admin_client.post(page(concern, "answer"), {"text": "Secretly"})

    assert "Secretly" in mail.outbox[0].subject
    kept = SentMail.objects.get()
    assert (kept.kind, kept.address, kept.subject, kept.text, kept.error) == (
        "concern_answer",
        "",
        "",
        "",
        "",
    )


def test_an_answer_that_can_not_be_sent_is_not_lost(admin_client, settings):
    settings.MAILERS = {"default": {"BACKEND": f"tests.mailing.{RefusingBackend.__name__}"}}
    concern = ConcernFactory()

    response = admin_client.post(page(concern, "answer"), {"text": "My long answer"})

    concern.refresh_from_db()
    assert (concern.state, concern.answer) == ("open", "")
    assert "The mail could not be sent" in text(response)
    assert "My long answer" in response.content.decode()
    assert SentMail.objects.get().error != ""


@pytest.mark.parametrize(
    ("concern", "why"),
    [
        ({"answered": True}, "It has been answered already."),
        ({"closed": True}, "It is closed already."),
        ({"email": ""}, "The sender gave no address, so nobody can be answered."),
    ],
)
def test_what_can_not_be_answered_says_why(concern, why, admin_client):
    concern = ConcernFactory(**concern)

    looked = admin_client.get(page(concern, "answer"), follow=True)
    sent = admin_client.post(page(concern, "answer"), {"text": "Once more"})

    assert messages(looked) == [why]
    assert (why in text(sent), mail.outbox) == (True, [])


def test_closing_takes_a_reason_and_is_for_good(admin_client):
    concern = ConcernFactory()

    without = admin_client.post(page(concern, "close"), {"text": "  "})
    admin_client.post(page(concern, "close"), {"text": "A namesake"})
    again = admin_client.post(page(concern, "close"), {"text": "Another"})

    concern.refresh_from_db()
    assert "This field is required." in text(without)
    assert (concern.state, concern.closing_reason) == ("closed", "A namesake")
    assert "It is closed already." in text(again)


def test_it_is_assigned_to_staff_who_can_see_it(admin_client):
    users = {}
    for name, country in (("anna", None), ("nils", "NO"), ("sven", "SE")):
        users[name] = User.objects.create_user(name, is_staff=True)
        users[name].groups.add(Group.objects.get(name="Registrar"))
        if country:
            StaffCountries.objects.create(user=users[name], countries=[country])
    concern = ConcernFactory(assigned_to=UserFactory())
    offered = admin_client.get(address(concern, "change")).context["assignees"]

    assigned = []
    for user in (users["nils"], users["sven"], ""):
        admin_client.post(page(concern, "assign"), {"user": user and user.pk})
        assigned.append(Concern.objects.get().assigned_to)

    assert [user.username for user in offered] == ["admin", "anna", "nils"]
    assert assigned == [users["nils"], users["nils"], None]


def test_the_auditor_reads_and_does_nothing(client):
    concern = ConcernFactory()
    log_in(client, "Auditor")

    shown = client.get(address(concern, "change"))
    codes = [
        client.post(page(concern, name), {"text": "x", "reason": "x"}).status_code
        for name in ("assign", "answer", "close", "erase")
    ]

    assert ("Her certificate has another number." in text(shown), codes) == (True, [403] * 4)
    assert "Close …" not in text(shown)


def test_the_office_of_a_country_sees_those_of_its_people_only(client):
    ours, theirs = ConcernFactory(), ConcernFactory(person__country="SE")
    general = ConcernFactory(person=None, about="FORGED-1")
    log_in(client, "Registrar", "NO")

    assert listed_rows(client.get(LIST)) == [ours]
    codes = [
        client.post(page(concern, "close"), {"text": "x"}).status_code
        for concern in (theirs, general, ours)
    ]
    assert codes == [404, 404, 302]


def test_what_waits_is_counted_on_the_front_page(admin_client):
    of("answered")
    of("closed")
    of("erased")
    of("open")

    assert "1 concern or correction waits for staff" in text(admin_client.get("/admin/"))
    row = admin_client.get("/admin/certification/expert/work-lists/concerns/").context["rows"][0]
    assert (str(row[1]), row[2]) == (str(Concern.objects.in_state("open").get().person), "today")


def test_the_history_tells_who_did_what(admin_client):
    concern = ConcernFactory()
    admin_client.post(page(concern, "close"), {"text": "A namesake"})

    history = text(admin_client.get(address(concern, "history")))

    assert "A namesake" in history


@pytest.mark.parametrize(("role", "is_linked"), [("Registrar", False), ("Auditor", True)])
def test_accounts_are_linked_for_those_who_may_look_at_them(role, is_linked, client):
    concern = ConcernFactory(answered=True, assigned_to=UserFactory())
    log_in(client, role)

    response = client.get(address(concern, "change"))

    page, users = text(response), [concern.assigned_to, concern.answered_by]
    assert f"Assigned to: {users[0]}" in page
    assert f"Answered by: {users[1]}" in page
    linked = [f'href="{address(user, "change")}"' in response.content.decode() for user in users]
    assert linked == [is_linked] * 2


@pytest.mark.parametrize(("email", "is_said"), [("wanda@example.org", False), ("", True)])
def test_that_nobody_can_be_answered_is_said_where_there_is_no_address(
    email, is_said, admin_client
):
    concern = ConcernFactory(email=email)

    page = text(admin_client.get(address(concern, "change")))

    assert ("Empty: nobody can be answered." in page) == is_said


def test_of_an_erased_person_the_concerns_are_open_no_more(admin_client):
    words, about = {"message": "Zyxwina"}, PersonFactory()
    waiting, answered, closed = [of(state, person=about, **words) for state in STATES[:3]]
    other = of("open")

    erase(about, "Request of 3 March", "Rita Registrar")

    for concern in (waiting, answered, closed):
        concern.refresh_from_db()
    assert [each.state for each in (waiting, answered, closed)] == ["erased", "answered", "closed"]
    found = [listed_rows(admin_client.get(LIST, {"state": state})) for state in STATES]
    assert found == [[other], [answered], [closed], [waiting]]
    page = text(admin_client.get(address(waiting, "change")))
    assert "The personal data of this concern are erased" in page
    assert [button in page for button in ("Answer …", "Close …", "Erase personal data …")] == [
        False
    ] * 3


@pytest.mark.parametrize(
    ("name", "data"),
    [("assign", {"user": ""}), ("answer", {"text": "x"}), ("close", {"text": "x"})],
)
def test_with_what_is_erased_nothing_more_is_done(name, data, admin_client):
    concern = of("erased")

    response = admin_client.post(page(concern, name), data, follow=True)

    concern.refresh_from_db()
    assert concern.state == "erased"
    assert "What was sent is erased, so there is nothing left to be done." in text(response)
