"""Changes of other connections, of which some are not over when others are read."""

import time

import pytest
from django.db import connection, transaction
from django.utils import timezone

from certification.demo.factories import ExpertFactory
from certification.models import EntryChange, Level
from certification.search.counting import counted_there
from certification.search.kept import Moment
from certification.search.question import valid_today
from certification.search.tally import Tally
from certification.search.tallying import Tallies
from people.models import Person, Version
from tests.at_once import at_once
from tests.refusal import sql

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "public"])

TODAY = timezone.localdate()


def moved(person, country):
    Person.objects.filter(pk=person.pk).update(country=country)


def test_a_long_transaction_is_seen_when_it_is_over(transactional_db):
    """Although others that began after it were seen before."""
    slow, quick = ExpertFactory(country="NO"), ExpertFactory(country="NO")
    today, question = Tally(TODAY), valid_today(Level.objects.all())
    seen = []

    def look(version):
        today.follow(Version(version, None))
        seen.append(today.count(question).by["country"])

    with transaction.atomic():
        moved(slow, "SE")
        at_once(lambda: moved(quick, "MT"))
        at_once(lambda: look("during"))
    look("after")

    assert seen == [{"NO": 1, "MT": 1}, {"SE": 1, "MT": 1}]


def test_what_changes_while_others_are_read_is_not_missed(monkeypatch, transactional_db):
    monkeypatch.setattr("certification.search.tally.SPAN", 1)
    first, second = ExpertFactory(country="NO"), ExpertFactory(country="NO")
    read, question = Tally._read, valid_today(Level.objects.all())

    def and_change(self, query, **values):
        snapshot = read(self, query, **values)
        if values.get("first") == second.pk:
            at_once(lambda: moved(first, "SE"))
        return snapshot

    monkeypatch.setattr(Tally, "_read", and_change)
    today = Tally(TODAY)
    today.follow(Version("after", None))

    assert today.count(question) == counted_there(question)
    assert today.count(question).by["country"] == {"SE": 1, "NO": 1}


def test_a_change_that_is_rolled_back_is_none(transactional_db):
    person = ExpertFactory(country="NO")
    today, question = Tally(TODAY), valid_today(Level.objects.all())

    with transaction.atomic():
        moved(person, "SE")
        transaction.set_rollback(True)
    today.follow(Version("after", None))

    assert today.count(question).by["country"] == {"NO": 1}


def test_many_change_and_look_at_once(transactional_db):
    people = [ExpertFactory(country="NO") for _ in range(4)]
    today, question = Tally(TODAY), valid_today(Level.objects.all())

    def change(person):
        for country in ("SE", "MT", "GR"):
            moved(person, country)
            today.follow(Version(f"{person.pk} {country}", None))

    came_to = at_once(*(lambda each=each: change(each) for each in people))
    today.follow(Version("after", None))

    assert came_to == [None] * 4
    assert today.count(question) == counted_there(question)


def others():
    """How many connections there are beside that of the test."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        return cursor.fetchone()[0]


def test_it_is_read_in_a_thread_that_leaves_no_connection(transactional_db):
    ExpertFactory(country="NO")
    # Tests of other files may have left some.
    before, tallies = others(), Tallies()

    tallies.of(Moment(Version("1", None), TODAY))
    tallies._reading.join(30)
    counts = tallies.of(Moment(Version("2", None), TODAY)).count(valid_today(Level.objects.all()))

    assert counts.by["country"] == {"NO": 1}
    # The server needs a moment to see that somebody is gone.
    deadline = time.monotonic() + 30
    while others() > before and time.monotonic() < deadline:
        time.sleep(0.05)
    assert others() <= before


def test_old_notes_that_two_remove_at_once_hold_nobody_up(transactional_db):
    people = [ExpertFactory() for _ in range(2)]
    EntryChange.objects.update(changed_at="2020-01-01T00:00Z")

    def slowly(person):
        with transaction.atomic():
            moved(person, "SE")
            sql("SELECT pg_sleep(0.1)")

    assert at_once(*(lambda each=each: slowly(each) for each in people)) == [None, None]
    assert not EntryChange.objects.filter(changed_at__year=2020).exists()
