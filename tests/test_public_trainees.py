"""Who is shown as a trainee: only with consent to that, while the traineeship runs."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from certification.demo.factories import (
    ConsentFactory,
    ExpertFactory,
    TraineeshipFactory,
    level,
)
from people.models import ConsentScope
from tests.html import text
from tests.public_list import experts

SINCE = "Trainee for Silver, since 1 January 2019"
DAY = timedelta(days=1)


def agree(expert, **facts):
    return ConsentFactory(person=expert, scope=ConsentScope.TRAINEESHIP, **facts)


@pytest.fixture
def trainee():
    """An expert for bronze, and a trainee for silver since 2019 who agreed that this be shown."""
    expert = ExpertFactory(family_name="Learning")
    TraineeshipFactory(
        person=expert,
        mentor__given_name="Secretmentor",
        mentor__family_name="Secretfamily",
        remark="Secretremark",
    )
    agree(expert)
    return expert


def pages(client, expert, query=""):
    """The list and the profile, as a visitor reads them."""
    return [
        text(client.get(address + query)) for address in ("/experts/", f"/experts/{expert.slug}/")
    ]


def shown(client, expert, query=""):
    return [SINCE in page for page in pages(client, expert, query)]


def test_a_trainee_who_agreed_is_shown_on_list_and_profile(client, trainee):
    assert shown(client, trainee) == [True, True]


def test_the_mentor_and_the_remark_are_on_no_page(client, trainee):
    secrets = ["secretmentor", "secretfamily", "secretremark"]
    addresses = ["/experts/", "/experts/?trainee=silver", f"/experts/{trainee.slug}/"]
    addresses += ["/experts/?q=secretmentor", f"/experts/{trainee.slug}/?on=2020-01-01"]

    bodies = [client.get(address).content.decode().casefold() for address in addresses]

    # A visitor's own words stand in the search box.
    assert [
        (address, secret)
        for address, body in zip(addresses, bodies, strict=True)
        for secret in secrets
        if secret in body and secret not in address
    ] == []


@pytest.mark.parametrize(
    "consent",
    [
        None,
        {"withdrawn_on": date(2015, 1, 1)},
        {"given_on": date(2999, 1, 1)},
    ],
    ids=["never asked", "withdrawn", "not given yet"],
)
def test_without_consent_to_it_the_word_is_on_no_page(client, consent):
    expert = ExpertFactory()
    TraineeshipFactory(person=expert)
    if consent:
        agree(expert, **consent)

    found = pages(client, expert) + pages(client, expert, "?on=2020-01-01")

    assert ["trainee" in page.casefold() for page in found] == [False] * 4


def test_consent_to_be_listed_is_needed_as_well(client, trainee):
    trainee.consents.filter(scope=ConsentScope.LISTING).update(withdrawn_on=timezone.localdate())

    answers = [client.get(f"/experts/{trainee.slug}/").status_code]
    lists = [client.get(f"/experts/{query}") for query in ("", "?trainee=silver", "?on=2020-01-01")]

    assert answers == [404]
    assert ["Learning" in text(response) for response in lists] == [False] * 3
    assert "trainee" not in text(lists[0]).casefold()


def test_withdrawing_takes_effect_at_the_next_request(client, trainee):
    before = shown(client, trainee)
    consent = trainee.consents.get(scope=ConsentScope.TRAINEESHIP)

    consent.withdraw(timezone.localdate())

    assert before == [True, True]
    assert ["trainee" in page.casefold() for page in pages(client, trainee)] == [False, False]
    # Of the expert nothing else is hidden.
    assert ["Learning" in page for page in pages(client, trainee)] == [True, True]


def test_consent_is_asked_of_today_whatever_day_the_page_is_about(client, trainee):
    trainee.consents.filter(scope=ConsentScope.TRAINEESHIP).update(
        withdrawn_on=timezone.localdate()
    )
    later = ExpertFactory()
    TraineeshipFactory(person=later)
    agree(later, given_on=timezone.localdate())

    assert shown(client, trainee, "?on=2019-05-01")[1] is False
    assert shown(client, later, "?on=2019-05-01")[1] is True


@pytest.mark.parametrize(
    ("day", "is_shown"),
    [
        (date(2018, 12, 31), False),
        (date(2019, 1, 1), True),
        (date(2020, 12, 31), True),
        (date(2021, 1, 1), False),
    ],
)
def test_the_first_day_is_with_and_the_day_of_the_end_without(client, day, is_shown):
    expert = ExpertFactory()
    TraineeshipFactory(person=expert, stopped=True)
    agree(expert)

    assert shown(client, expert, f"?on={day}") == [is_shown, is_shown]


def test_a_traineeship_that_ended_is_not_shown_today(client):
    expert = ExpertFactory()
    TraineeshipFactory(person=expert, stopped=True)
    agree(expert)

    assert ["trainee" in page.casefold() for page in pages(client, expert)] == [False, False]


def test_two_traineeships_stand_in_the_order_of_the_levels(client, trainee):
    TraineeshipFactory(person=trainee, level=level("gold"), started_on=date(2018, 1, 1))

    page = pages(client, trainee)[1]

    assert f"{SINCE} Trainee for Gold, since 1 January 2018" in page


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Golden", "Learning", "Plain"]),
        ("?trainee=silver", ["Learning"]),
        ("?trainee=silver&trainee=gold", ["Golden", "Learning"]),
        ("?trainee=gold&on=2019-12-31", []),
        ("?trainee=silver&level=silver", []),
    ],
)
def test_the_list_can_be_asked_for_trainees(client, trainee, query, names):
    golden = ExpertFactory(family_name="Golden")
    TraineeshipFactory(person=golden, level=level("gold"), started_on=date(2020, 1, 1))
    agree(golden)
    TraineeshipFactory(person=ExpertFactory(family_name="Plain"))

    found = experts(client.get(f"/experts/{query}"))

    assert sorted(expert.family_name for expert in found) == names


def test_only_levels_for_which_somebody_is_shown_are_offered(client, trainee):
    TraineeshipFactory(person=ExpertFactory(), level=level("gold"))
    unlisted = ExpertFactory(consent=None)
    TraineeshipFactory(person=unlisted, level=level("bronze"))
    agree(unlisted)

    filters = client.get("/experts/").context["offered"].filters
    offered = next(each.options for each in filters if each.name == "trainee")

    assert [(option.value, option.people) for option in offered] == [("silver", 1)]


def test_the_filter_in_use_is_named(client, trainee):
    response = client.get("/experts/?trainee=silver")

    assert [each.text for each in response.context["active"]] == ["Trainee for Silver"]


@pytest.mark.parametrize("value", ["tin", "%00", "1"])
def test_a_level_that_does_not_exist_is_a_sentence(client, value):
    assert client.get(f"/experts/?trainee={value}").status_code == 400


def test_the_list_takes_as_many_queries_for_three_trainees_as_for_one(client, trainee):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/experts/").status_code == 200
        return len(queries)

    client.get("/experts/")
    one = asked()
    for _trainee in range(2):
        expert = ExpertFactory()
        TraineeshipFactory(person=expert)
        agree(expert)

    assert asked() == one
