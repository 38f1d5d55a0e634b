"""Failed look-ups are limited; what is right, or public anyway, is answered."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from certification.demo.factories import CertificationFactory
from certification.limits import Limit
from certification.models import SentForm
from certification.verification import guessing
from tests.at_once import at_once
from tests.html import text

LISTED, UNLISTED, UNKNOWN = "LISTED1", "UNLISTED1", "UNKNOWN99"
OURS, THEIRS = "192.0.2.1", "198.51.100.7"


@pytest.fixture(autouse=True)
def _small_limits(monkeypatch):
    monkeypatch.setattr(guessing, "OF_NETWORK", Limit("n", 4, guessing.HOUR))
    monkeypatch.setattr(guessing, "WHILE_MANY_FAIL", Limit("n", 2, guessing.HOUR))
    monkeypatch.setattr(guessing, "OF_ALL", Limit("a", 10, guessing.HOUR))


@pytest.fixture
def code():
    CertificationFactory(number=LISTED)
    return CertificationFactory(number=UNLISTED, person__consent=None).check_code


def check(number, address=OURS, **query):
    return Client(REMOTE_ADDR=address).get(f"/verify/{number}/", query)


def statuses(times, number=UNKNOWN, address=OURS, **query):
    return [check(number, address, **query).status_code for _ in range(times)]


def test_a_network_past_its_limit_is_told_to_wait(code):
    assert statuses(6) == [404] * 4 + [429] * 2

    page = check(UNKNOWN)
    assert "Too many look-ups from your network have failed. Try again in an hour." in text(page)
    assert (page["Retry-After"], page.status_code) == ("3600", 429)
    data = check(UNKNOWN, format="json")
    assert (data.json()["status"], data["Retry-After"]) == ("too-many", "3600")


def test_unknown_and_unlisted_numbers_are_refused_in_the_same_way(code):
    numbers = [UNKNOWN, UNLISTED, UNKNOWN, UNLISTED, UNKNOWN, UNLISTED]
    answers = [check(number) for number in numbers]

    assert [answer.status_code for answer in answers] == [404] * 4 + [429] * 2
    pages = [answers[4].text.replace(UNKNOWN, "#"), answers[5].text.replace(UNLISTED, "#")]
    assert pages[0] == pages[1]


def test_past_the_limit_the_right_code_is_not_judged_either(code):
    statuses(4)

    assert check(UNLISTED, code=code).status_code == 429


def test_another_network_is_not_held_up(code):
    statuses(6)

    assert check(UNLISTED, THEIRS, code=code).status_code == 200
    assert statuses(1, address=THEIRS) == [404]


@pytest.mark.parametrize("address", ["2001:db8:1:2::1", "2001:db8:1:2:ffff::9"])
def test_a_network_of_ipv6_is_one(code, address):
    statuses(4, address="2001:db8:1:2:3::5")

    assert check(UNKNOWN, address).status_code == 429
    assert check(UNKNOWN, "2001:db8:1:3::1").status_code == 404


def test_a_listed_certificate_is_always_shown(code):
    statuses(6)
    for number in range(10):
        statuses(3, address=f"203.0.113.{number}")

    assert [check(LISTED, each).status_code for each in (OURS, THEIRS)] == [200, 200]


def test_what_is_right_does_not_count(code):
    assert statuses(12, UNLISTED, code=code) + statuses(12, LISTED) == [200] * 24
    assert SentForm.objects.count() == 0


def test_what_is_refused_does_not_count(code):
    statuses(20)

    assert SentForm.objects.count() == 8  # of the network and of all


def test_neither_does_what_is_no_number(code):
    for number in ("…", "x" * 41, "x" * 5000):
        assert statuses(5, number) == [400] * 5

    assert SentForm.objects.count() == 0


def test_after_an_hour_there_is_room_again(code):
    statuses(5)
    SentForm.objects.update(sent_at=timezone.now() - guessing.HOUR)

    assert statuses(1) == [404]


def test_while_many_fail_each_network_has_fewer_tries_and_the_right_code_is_answered(code):
    for number in range(3):
        statuses(4, address=f"203.0.113.{number}")

    assert check(UNLISTED, THEIRS, code=code).status_code == 200
    assert statuses(4, address=THEIRS) == [404, 404, 429, 429]
    assert check(UNLISTED, THEIRS, code=code).status_code == 429
    SentForm.objects.update(sent_at=timezone.now() - timedelta(hours=2))
    assert statuses(5, address=THEIRS) == [404] * 4 + [429]


def test_no_address_is_stored_as_it_is(code):
    statuses(2)

    senders = {sent.sender for sent in SentForm.objects.all()}
    assert {len(sender) for sender in senders} == {64}
    assert not any(OURS in sender for sender in senders)


@pytest.mark.django_db(transaction=True, databases=["default", "public"])
def test_at_the_same_moment_no_more_guesses_come_through(code):
    ours = [lambda: check(UNLISTED, code="0000000000").status_code] * 10
    theirs = [lambda: check(UNLISTED, THEIRS, code=code).status_code] * 4

    answers = at_once(*ours, *theirs)

    assert sorted(answers[:10]) == [404] * 4 + [429] * 6
    assert answers[10:] == [200] * 4
