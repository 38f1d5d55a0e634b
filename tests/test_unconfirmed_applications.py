"""What an applicant sent and never confirmed leaves nothing of the applicant."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core import serializers
from django.core.management import call_command
from django.utils import timezone

from certification.demo.factories import CourseFactory
from certification.mail.kinds import Kind
from certification.models import Application, ApplicationRequest, SentForm, SentMail
from tests.applying import link, send_form

DAY = timedelta(days=1)


@pytest.fixture
def send(client):
    course = CourseFactory()
    return lambda **answers: send_form(client, course, **answers)


def test_what_was_never_confirmed_leaves_no_history(client, send):
    send()
    events = Application.pgh_event_model.objects.count()
    client.post(link())

    assert (events, Application.pgh_event_model.objects.count()) == (0, 1)


def test_the_mail_is_recorded_without_its_address(send):
    send(email="kari@office.example.org")

    kept = [*SentMail.objects.all(), *SentMail.pgh_event_model.objects.all()]
    assert [(sent.kind, sent.address) for sent in kept] == [(Kind.COURSE_APPLICATION, "")] * 2
    assert "office.example.org" not in serializers.serialize("json", kept)


def test_what_nobody_confirmed_is_removed_once_the_link_holds_no_longer(send):
    send()
    send(email="new@example.org")
    SentForm.objects.update(sent_at=timezone.now() - DAY)
    old = ApplicationRequest.objects.filter(email="kari@example.org")
    old.update(created_at=timezone.now() - 7 * DAY)
    out = StringIO()

    call_command("remove_unconfirmed_applications", stdout=out)

    assert out.getvalue() == "1 was removed.\n"
    assert [asked.email for asked in ApplicationRequest.objects.all()] == ["new@example.org"]
    assert SentForm.objects.count() == 0


def test_an_application_that_arrives_removes_what_is_too_old(send):
    send()
    ApplicationRequest.objects.update(created_at=timezone.now() - 8 * DAY)

    send(email="new@example.org")

    assert [asked.email for asked in ApplicationRequest.objects.all()] == ["new@example.org"]
