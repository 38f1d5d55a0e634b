"""Runs at the same time, each with a connection of its own: everybody gets each mail once."""

import threading
import time
from collections import Counter

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connections

from certification.mail.sending import Report, send_due
from certification.models import Occasion, SentMail
from tests.mailing import TODAY, expert, reader_of_the_digest

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "public"])

DELIVERED: list[str] = []


class SlowBackend(BaseEmailBackend):
    """Counts what it takes, slowly enough for another run to come to the same mail."""

    def send_messages(self, messages):
        for message in messages:
            DELIVERED.extend(message.to)
            time.sleep(0.05)
        return len(messages)


class KilledBackend(BaseEmailBackend):
    def send_messages(self, messages):
        DELIVERED.extend(to for message in messages for to in message.to)
        raise KeyboardInterrupt


@pytest.fixture(autouse=True)
def _counting(settings):
    DELIVERED.clear()
    settings.MAILERS = {
        "default": {"BACKEND": "tests.test_reminders_two_at_once.SlowBackend"},
    }


@pytest.fixture
def staff():
    return reader_of_the_digest()


def run_at_once(number: int) -> list[Report]:
    reports = [Report() for _run in range(number)]
    start = threading.Barrier(number)

    def run(report: Report) -> None:
        try:
            start.wait()
            send_due(TODAY, report)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[report]) for report in reports]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return reports


def test_runs_at_the_same_time_send_each_mail_once(staff):
    people = [expert(days) for days in (10, 20, 60, -1, -2)]

    reports = run_at_once(3)

    assert Counter(DELIVERED) == Counter([*(person.email for person in people), staff.email])
    assert sum(sum(report.sent.values()) for report in reports) == 6
    assert (SentMail.objects.count(), Occasion.objects.filter(mail=None).count()) == (6, 0)


def test_a_run_that_is_killed_before_it_could_record_a_mail_leaves_it_due(settings):
    person = expert(10)
    working = settings.MAILERS
    settings.MAILERS = {
        "default": {"BACKEND": "tests.test_reminders_two_at_once.KilledBackend"},
    }
    with pytest.raises(KeyboardInterrupt):
        send_due(TODAY, Report())
    left = SentMail.objects.count(), Occasion.objects.count()
    settings.MAILERS = working

    send_due(TODAY, Report())

    assert left == (0, 0)
    assert Counter(DELIVERED) == {person.email: 2}
    assert SentMail.objects.count() == 1
