"""Who presses a button twice at the same moment sends nothing twice: real connections."""

import pytest
from django.core import mail
from django.test import Client

from certification.models import ContactMessage
from tests.at_once import at_once
from tests.contacting import VISITOR, expert, form_of, link, send

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "public"])


def test_two_clicks_pass_a_message_on_once_and_answer_it_once(client):
    ase = expert()
    send(client, form_of(ase))
    confirm = link("confirm")

    confirmed = at_once(*[lambda: Client().post(confirm, follow=True).status_code] * 2)
    answer = link("answer")
    answered = at_once(
        *[
            lambda given=given: Client().post(answer, given, follow=True).status_code
            for given in ({"answer": "Yes"}, {"decline": "1"})
        ]
    )

    assert (confirmed, answered) == ([200, 200], [200, 200])
    assert [each.to for each in mail.outbox] == [[VISITOR], [ase.email], [VISITOR]]
    assert ContactMessage.objects.count() == 1
