"""The weekly digest: to whom, how often, and what it tells."""

from datetime import timedelta

import pytest
from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.contrib.auth.models import Group, Permission, User
from django.core import mail
from django.core.management import call_command

from certification.demo.factories import (
    CertificationFactory,
    TraineeshipFactory,
)
from certification.mail.digest import digest
from certification.models import SentMail
from people.models import StaffCountries
from tests.mailing import NOON, TODAY, expert, reader_of_the_digest, run, set_rules


@pytest.fixture(autouse=True)
def _monday_noon(time_machine_at):
    time_machine_at(NOON)


@pytest.fixture
def staff():
    return reader_of_the_digest()


def digests_in(days, time_machine_at) -> list[int]:
    """On which of those days after TODAY a daily timer sends one."""
    sent = []
    for number in days:
        time_machine_at(f"{TODAY + timedelta(days=number)}T06:00:00+01:00")
        call_command("send_reminders", verbosity=0)
        if mail.outbox:
            sent.append(number)
        mail.outbox.clear()
    return sent


@pytest.mark.parametrize(
    ("weekday", "days", "expected"),
    [
        (1, range(15), [0, 7, 14]),
        # The first run makes up for the last Wednesday, and this week's is thereby sent.
        (3, range(15), [0, 9]),
        # After a pause the first run sends one, not one for each week.
        (1, [0, 24, 25, 28], [0, 24, 28]),
    ],
)
def test_staff_get_it_once_a_week(staff, time_machine_at, weekday, days, expected):
    set_rules(digest_weekday=weekday)

    assert digests_in(days, time_machine_at) == expected


def test_moving_the_day_within_a_week_sends_no_second_one(staff, time_machine_at):
    first = digests_in([0], time_machine_at)
    set_rules(digest_weekday=4)

    assert (first, digests_in(range(1, 7), time_machine_at)) == ([0], [])


def test_only_active_staff_who_were_given_it_and_have_an_address_get_it(staff):
    permission = Permission.objects.get(codename="receive_digest")
    group = Group.objects.create(name="Digest")
    group.permissions.add(permission)
    User.objects.create_user("in_group", "group@example.org", is_staff=True).groups.add(group)
    User.objects.create_superuser("admin", "admin@example.org")
    for name, facts in {
        "gone": {"is_staff": True, "is_active": False, "email": "gone@example.org"},
        "visitor": {"email": "visitor@example.org"},
        "silent": {"is_staff": True},
    }.items():
        User.objects.create_user(name, **facts).user_permissions.add(permission)

    call_command("send_reminders", verbosity=0)

    assert [message.to for message in mail.outbox] == [["kari@example.org"], ["group@example.org"]]
    assert list(SentMail.objects.order_by("id").values_list("user__username", flat=True)) == [
        "kari",
        "in_group",
    ]


def names(work_list) -> list[str]:
    return [person["name"] for person in work_list["people"]]


def test_it_tells_of_who_is_ready_running_out_stalled_and_without_an_address():
    CertificationFactory(person__given_name="Ready", person__family_name="One")
    expert(10, given_name="Soon", family_name="One", email="")
    TraineeshipFactory(
        person__given_name="Stalled",
        person__family_name="One",
        started_on=TODAY - relativedelta(months=7),
    )
    TraineeshipFactory(started_on=TODAY - relativedelta(months=5))

    told = digest(TODAY)

    assert "Ready One" in {row["level"]: names(row) for row in told["ready"]}["Silver"]
    assert names(told["running_out"]) == ["Soon One"]
    assert told["running_out"]["people"][0]["valid_until"] == TODAY + timedelta(days=10)
    assert names(told["stalled"]) == ["Stalled One"]
    assert names(told["without_address"]) == ["Soon One"]


def test_its_links_lead_somewhere_also_for_who_was_never_certified(admin_client):
    TraineeshipFactory(started_on=TODAY - relativedelta(months=7))

    (somebody,) = digest(TODAY)["stalled"]["people"]
    answer = admin_client.get(somebody["url"].removeprefix(settings.REGISTER_URL))

    assert (answer.status_code, str(answer.context["person"])) == (200, somebody["name"])


def test_it_names_the_first_and_counts_the_rest():
    for _number in range(22):
        expert(10)

    told = digest(TODAY)["running_out"]

    assert (told["count"], len(told["people"]), told["more"]) == (22, 20, 2)


def test_it_names_those_whose_address_still_fails():
    def tried(person, error, **facts):
        SentMail.objects.create(
            person=person, kind="on_expiry", language="en", error=error, **facts
        )

    failing, later_sent, corrected = expert(200), expert(200), expert(200)
    tried(failing, "550", address=failing.email)
    tried(later_sent, "550", address=later_sent.email, tried_at="2026-11-22T12:00:00Z")
    tried(later_sent, "", address=later_sent.email, tried_at="2026-11-23T12:00:00Z")
    tried(corrected, "550", address="old@example.org")
    tried(
        expert(200, email="long@example.org"),
        "550",
        address="long@example.org",
        tried_at="2026-11-10T12:00:00Z",
    )

    assert names(digest(TODAY)["failed"]) == [failing.name]


def test_it_can_be_of_some_countries_only():
    here = expert(10, country="NO", email="")
    elsewhere = expert(10, country="DE", email="")
    TraineeshipFactory(person=elsewhere, started_on=TODAY - relativedelta(months=7))
    SentMail.objects.create(
        person=elsewhere, kind="on_expiry", language="en", address=elsewhere.email, error="550"
    )

    told = digest(TODAY, countries=["NO"])

    people = {name for key in told if key not in {"on", "ready"} for name in names(told[key])}
    people |= {name for row in told["ready"] for name in names(row)}
    assert people == {here.name}


def test_staff_of_some_countries_are_sent_the_people_of_those_alone(staff):
    StaffCountries.objects.create(user=staff, countries=["NO"])
    for name, country in (("Nordmann", "NO"), ("Mustermann", "DE")):
        TraineeshipFactory(
            person__family_name=name,
            person__country=country,
            started_on=TODAY - relativedelta(months=7),
        )

    run()

    (sent,) = mail.outbox
    found = [name in sent.body for name in ("Nordmann", "Mustermann")]
    assert (sent.to, found) == (["kari@example.org"], [True, False])


@pytest.mark.parametrize("number", [1, 3])
def test_it_takes_a_fixed_number_of_queries(number, django_assert_num_queries):
    for _row in range(number):
        expert(10, email="")
        TraineeshipFactory(started_on=TODAY - relativedelta(months=7))

    with django_assert_num_queries(24):
        digest(TODAY)
