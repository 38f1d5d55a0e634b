"""The work lists: what waits for staff, each with its count and its rows, on a day."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from certification.demo.factories import (
    ApplicationFactory,
    BenchmarkingFactory,
    CertificationFactory,
    CourseFactory,
    EnrolmentFactory,
    ExpertFactory,
    PersonFactory,
    TraineeshipFactory,
)
from certification.models import LevelRule
from tests.html import text
from tests.staff import cost, messages, staff_with

LISTS = "/admin/certification/expert/work-lists/"
TODAY = timezone.localdate()


def shown(client, name, **asked):
    """The first cell of each row, as it reads."""
    response = client.get(f"{LISTS}{name}/", asked)
    return [row[0].split(">")[1].split("<")[0] for row in response.context["rows"]]


def named(name, make=PersonFactory, **fields):
    return make(given_name="A", family_name=name, **fields)


def test_each_count_is_the_number_of_rows_of_its_list(admin_client):
    EnrolmentFactory(passed=True)
    ExpertFactory(certification__valid_until=TODAY + timedelta(days=5))
    TraineeshipFactory()

    lists = admin_client.get(LISTS).context["lists"]

    counts = {each.name: number for each, number in lists}
    assert [counts.pop("applications", 0), counts.pop("concerns")] == [0, 0]
    assert counts == {
        "ready-bronze": 1,
        "ready-silver": 1,
        "ready-gold": 0,
        "running-out": 1,
        "in-grace": 0,
        "stalled": 1,
        "passed": 1,
    }
    assert {name: len(shown(admin_client, name)) for name in counts} == counts


def test_ready_lists_people_without_a_certification_with_the_way_to_certify(admin_client):
    EnrolmentFactory(passed=True, person=named("Ready"))
    EnrolmentFactory(passed=True, person=named("Other", ExpertFactory))

    page = admin_client.get(f"{LISTS}ready-bronze/")

    assert shown(admin_client, "ready-bronze") == ["Ready, A"]
    assert "Certify for Bronze …" in text(page)
    assert shown(admin_client, "ready-silver") == ["Other, A"]


def test_another_day_is_another_list_and_the_links_keep_it(admin_client):
    person = EnrolmentFactory(passed=True, person=named("Ready")).person

    response = admin_client.get(f"{LISTS}ready-bronze/", {"on": "2017-09-21"})

    assert shown(admin_client, "ready-bronze", on="2017-09-20") == []
    assert f"/{person.pk}/certify/bronze/?on=2017-09-21" in response.content.decode()


def test_running_out_and_in_grace_are_told_apart_by_the_day(admin_client):
    LevelRule.objects.update(grace_months=12)
    named("Ending", ExpertFactory, certification__valid_until=date(2020, 6, 30))
    renewed = named("Renewed", ExpertFactory, certification__valid_until=date(2020, 6, 30))
    CertificationFactory(person=renewed, certified_on=date(2020, 7, 1))
    held = {"valid_until": date(2020, 6, 30), "withdrawn_on": date(2020, 1, 1)}
    CertificationFactory(person=named("Withdrawn"), withdrawal_reason="x", **held)

    days = ["2020-04-01", "2020-06-30", "2020-07-01", "2021-06-30", "2021-07-01"]
    found = {
        name: [shown(admin_client, name, on=day) for day in days]
        for name in ("running-out", "in-grace")
    }

    one = ["Ending, A"]
    assert found == {
        "running-out": [one, one, [], [], []],
        "in-grace": [[], [], one, one, []],
    }


def test_each_cell_stands_under_the_head_of_its_column(admin_client):
    level = CertificationFactory(number="B-7", valid_until=TODAY + timedelta(days=5)).level

    shown = admin_client.get(f"{LISTS}running-out/").context
    row = dict(zip(shown["list"].columns, shown["rows"][0], strict=True))

    assert row["Last valid day"] == f'<span class="day">{TODAY + timedelta(days=5)}</span>'
    assert (row["Level"], row["Number"]) == (level, "B-7")


def test_all_on_a_page_are_renewed_by_one_link(admin_client):
    rows = [
        CertificationFactory(valid_until=TODAY + timedelta(days=number)) for number in (5, 2, 9)
    ]

    button = admin_client.get(f"{LISTS}running-out/").context["button"]

    assert button["url"].endswith(f"?ids={rows[1].pk},{rows[0].pk},{rows[2].pk}")


def test_stalled_are_trainees_without_a_benchmarking_for_long(admin_client):
    TraineeshipFactory(person=named("Stalled"))
    busy = TraineeshipFactory(person=named("Busy"))
    BenchmarkingFactory(held_on=TODAY - timedelta(days=9), trainees=[busy.person])

    assert shown(admin_client, "stalled") == ["Stalled, A"]


def test_passed_lists_those_who_never_held_the_level_since(admin_client):
    course = CourseFactory(past=True)
    result = {"course": course, "passed": True}
    EnrolmentFactory(**result, person=named("Forgotten"))
    EnrolmentFactory(**result, person=named("Certified", ExpertFactory))
    lapsed = EnrolmentFactory(**result, person=named("Lapsed")).person
    CertificationFactory(
        person=lapsed, certified_on=date(2017, 10, 1), valid_until=date(2018, 1, 1)
    )
    again = EnrolmentFactory(**result, person=named("Again")).person
    CertificationFactory(person=again, withdrawn=True, withdrawn_on=date(2016, 1, 1))
    EnrolmentFactory(
        course=course, person=named("Failed"), state="failed", result_on=course.ends_on
    )

    assert shown(admin_client, "passed") == ["Forgotten, A", "Again, A"]


def test_applications_with_a_confirmed_address_wait_for_staff(admin_client):
    ApplicationFactory(given_name="A", family_name="Waiting")
    ApplicationFactory(unconfirmed=True)
    ApplicationFactory(refused_because="Twice")

    assert shown(admin_client, "applications") == ["Waiting, A"]


def test_a_long_list_has_pages_that_keep_the_day(admin_client):
    for _number in range(51):
        EnrolmentFactory(passed=True)

    pages = [
        admin_client.get(f"{LISTS}ready-bronze/", {"on": TODAY, "page": page}).context
        for page in ("1", "2", "9" * 30, "x", "-1")
    ]

    assert [len(page["rows"]) for page in pages] == [50, 1, 1, 50, 1]


@pytest.mark.parametrize("name", ["", "ready-silver/", "running-out/", "stalled/"])
def test_nonsense_days_are_said_and_today_is_shown(name, admin_client):
    response = admin_client.get(f"{LISTS}{name}", {"on": "9" * 30})

    assert messages(response)[0].endswith("is no day like 2026-03-31: this page shows today.")


def test_a_list_that_there_is_not_is_not_found(admin_client):
    assert admin_client.get(f"{LISTS}ready-platinum/").status_code == 404


def test_staff_see_the_lists_of_what_they_may_look_at(client):
    EnrolmentFactory(passed=True)
    staff_with(client, "certification.view_expert")

    names = [each.name for each, _number in client.get(LISTS).context["lists"]]

    assert names == ["ready-bronze", "ready-silver", "ready-gold"]
    assert client.get(f"{LISTS}running-out/").status_code == 404
    assert "Certify" not in text(client.get(f"{LISTS}ready-bronze/"))


def test_whoever_may_not_look_at_experts_sees_no_list(client):
    staff_with(client, "certification.view_certification", "people.view_person")

    answers = [client.get(f"{LISTS}{name}").status_code for name in ("", "running-out/")]

    assert answers == [403, 403]


def waiting():
    EnrolmentFactory(passed=True)
    TraineeshipFactory()
    CertificationFactory(valid_until=TODAY + timedelta(days=5))
    CertificationFactory(valid_until=TODAY - timedelta(days=5))


@pytest.mark.parametrize(
    "page",
    ["ready-bronze/", "ready-silver/", "running-out/", "in-grace/", "passed/", "stalled/", ""],
)
def test_a_list_costs_a_fixed_number_of_queries(page, admin_client):
    LevelRule.objects.update(grace_months=12)
    waiting()
    one = cost(admin_client, f"{LISTS}{page}")
    waiting()
    waiting()

    assert cost(admin_client, f"{LISTS}{page}") == one
