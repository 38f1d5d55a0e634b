"""The lists that tell of each badge whether its certification is held back today."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from openbadgeslib.ob3.status import decode_encoded_list

from certification.demo.factories import CertificationFactory, SuspensionFactory
from certification.models import Badge, badge
from certification.verification.badges import keys, status_lists
from tests.badges_made import told
from tests.refusal import refused

PURPOSES = ("suspension", "revocation")


def place(certification):
    return Badge.objects.of(certification).status_index


def test_a_list_has_room_for_131072_and_is_signed_by_the_same_issuer(client):
    listed = json.loads(client.get("/badges/status/1/").content)

    bits = decode_encoded_list(listed["credentialSubject"]["encodedList"])
    assert (len(bits) * 8, listed["issuer"]) == (131_072, "did:web:127.0.0.1%3A8000")
    assert listed["id"] == "http://127.0.0.1:8000/badges/status/1/"
    assert listed["proof"]["verificationMethod"].endswith(f"#{keys.current().id}")


def test_what_is_suspended_or_withdrawn_is_set_and_nothing_else(client):
    places = {
        name: place(CertificationFactory(**{name: True} if name != "valid" else {}))
        for name in ("valid", "suspended", "withdrawn", "expired", "upcoming")
    }

    assert told(client) == (
        sorted([places["suspended"], places["withdrawn"]]),
        [places["withdrawn"]],
    )


def test_a_day_to_come_is_told_when_it_has_come(client, time_machine_at):
    certification = CertificationFactory()
    certification.withdraw(on=timezone.localdate() + timedelta(days=2), reason="Decision")
    where = place(certification)
    before = told(client)

    time_machine_at(f"{timezone.localdate() + timedelta(days=2)}T12:00:00+00:00")

    assert (before, told(client)) == (([], []), ([where], [where]))


def test_a_badge_that_is_made_of_what_is_withdrawn_already_is_told_at_once(client):
    before = told(client)

    where = place(CertificationFactory(withdrawn=True))

    assert (before, told(client)) == (([], []), ([where], [where]))


def test_it_is_worked_out_once_as_long_as_nothing_changes(client, monkeypatch, kept_answers):
    place(CertificationFactory())
    made = []
    monkeypatch.setattr(status_lists, "set_places", lambda *args: made.append(args) or [])

    told(client)
    told(client)
    keys.rotate()
    told(client)

    assert made == [(1, purpose) for purpose in PURPOSES] * 2


@pytest.mark.parametrize("purpose", PURPOSES)
def test_it_takes_one_query_for_any_number_of_badges(purpose, django_assert_num_queries):
    for _ in range(3):
        place(SuspensionFactory().certification)

    with django_assert_num_queries(1):
        status_lists.set_places(1, purpose)


def test_others_may_keep_it_for_a_minute(client):
    response = client.get("/badges/status/1/")

    assert (response["Cache-Control"], response["Access-Control-Allow-Origin"]) == (
        "public, max-age=60",
        "*",
    )
    assert json.loads(response.content)["credentialSubject"]["ttl"] == 60_000


def test_an_old_copy_runs_out_within_two_days(client):
    listed = json.loads(client.get("/badges/status/1/").content)

    assert [listed["validFrom"][:10], listed["validUntil"][:10]] == [
        str(timezone.localdate() - timedelta(days=1)),
        str(timezone.localdate() + timedelta(days=1)),
    ]


@pytest.mark.parametrize("number", [0, 2, 99999999999])
def test_a_list_in_which_nothing_stands_is_not_found(client, number):
    place(CertificationFactory())

    assert client.get(f"/badges/status/{number}/").status_code == 404


def test_a_new_list_begins_when_one_is_full(monkeypatch, client):
    monkeypatch.setattr(badge, "CAPACITY", 4)
    certifications = [CertificationFactory(withdrawn=True) for _ in range(9)]

    places = [Badge.objects.of(one) for one in certifications]

    assert len({(one.status_list, one.status_index) for one in places}) == 9
    assert max(one.status_list for one in places) >= 3
    last = max(one.status_list for one in places)
    assert told(client, last)[0] == sorted(
        one.status_index for one in places if one.status_list == last
    )


def test_places_are_drawn_by_chance():
    places = [place(CertificationFactory()) for _ in range(12)]

    assert places != sorted(places)


def test_the_database_refuses_a_place_twice_and_one_outside():
    first, second = (Badge.objects.of(CertificationFactory()) for _ in range(2))
    twice = Badge(
        certification=CertificationFactory(),
        status_list=first.status_list,
        status_index=first.status_index,
    )
    with refused("a_place_in_a_status_list_is_of_one_badge"):
        twice.save()
    with refused("a_place_is_in_a_status_list"):
        Badge(certification=CertificationFactory(), status_list=1, status_index=131_072).save()
    with refused("Cannot update rows"):
        Badge.objects.filter(pk=second.pk).update(status_index=7)
