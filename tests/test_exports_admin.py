"""Files of experts for staff: those of the list in the admin, with what the public is not told."""

import csv
import io

import pytest

from certification import roles
from certification.demo.factories import ExpertFactory
from tests.roles import PLAIN, log_in

LIST = "/admin/certification/expert/"


def download(client, people, query="", action="download_csv"):
    chosen = {"action": action, "_selected_action": [person.pk for person in people]}
    return client.post(f"{LIST}{query}", chosen)


def rows(response):
    text = response.getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_staff_get_their_fields_of_those_who_are_not_listed_too(client):
    log_in(client, roles.REGISTRAR)
    expert = ExpertFactory(
        consent=None, email="a@example.org", telephone="+47 1", certification__number="N-1"
    )

    (row,) = rows(download(client, [expert]))

    assert [row[name] for name in ("number", "email", "telephone", "listed", "status")] == [
        *("N-1", "a@example.org", "'+47 1", "no", "valid")
    ]


def test_the_filters_the_search_and_the_day_of_the_list_hold_for_the_file(client):
    log_in(client, roles.REGISTRAR)
    people = [ExpertFactory(family_name=name) for name in ("Aas", "Berg")]
    whole = {"action": "download_csv", "select_across": "1", "_selected_action": [people[0].pk]}

    found = rows(client.post(f"{LIST}?q=berg", whole | {"_selected_action": [people[1].pk]}))
    on_a_day = rows(download(client, people[:1], "?on=2014-12-31"))

    assert [row["family_name"] for row in found] == ["Berg"]
    assert [(row["status"], row["on"]) for row in on_a_day] == [("upcoming", "2014-12-31")]


def test_staff_of_a_country_get_its_people_alone(client):
    log_in(client, roles.REGISTRAR, "NO")
    people = [ExpertFactory(country="NO"), ExpertFactory(country="DE")]

    assert [row["country"] for row in rows(download(client, people))] == ["NO"]


@pytest.mark.parametrize("actor", [PLAIN])
def test_who_may_not_look_at_experts_gets_no_file(client, actor):
    log_in(client, actor)

    assert download(client, [ExpertFactory()]).status_code == 403
