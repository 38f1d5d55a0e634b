"""What a person meets of what each level requires, as staff see it on the person."""

from datetime import date

import pytest

from certification.demo.factories import (
    CertificationFactory,
    EnrolmentFactory,
    ExpertFactory,
    PersonFactory,
    level,
)
from certification.models import Expert, LevelRule
from people.models import Person
from tests.staff import address, cost, listed_rows, messages, staff_with


def page(person, day=""):
    return f"{address(person, 'eligibility', Expert)}{day and f'?on={day}'}"


def panels(response):
    return {
        panel.asked.level.slug: (panel.asked.is_met, [text for _url, text in panel.links])
        for panel in response.context["panels"]
    }


def test_a_person_without_a_certification_can_be_certified_after_the_course(admin_client):
    response = admin_client.get(page(EnrolmentFactory(passed=True).person))

    assert panels(response) == {
        "bronze": (True, ["Certify for Bronze …"]),
        "silver": (False, ["Certify against the rules …"]),
        "gold": (False, ["Certify against the rules …"]),
    }


def test_each_requirement_says_by_what_it_is_met_or_what_is_missing(admin_client):
    enrolment = EnrolmentFactory(passed=True)

    response = admin_client.get(page(enrolment.person, "2017-12-01"))

    told = [
        (each.is_met, each.because)
        for panel in response.context["panels"][:2]
        for each in panel.asked.requirements
    ]
    assert told == [
        (True, "Was never certified for Bronze."),
        (True, f"{enrolment.course.title}, passed on 2017-09-21."),
        (True, "Was never certified for Silver."),
        (False, "Is not validly certified for Bronze on 2017-12-01."),
    ]
    assert b"passed on 2017-09-21" in response.content


def test_another_day_is_another_answer(admin_client):
    person = EnrolmentFactory(passed=True).person

    answers = [
        panels(admin_client.get(page(person, day)))["bronze"]
        for day in ("2017-09-20", "2017-09-21", "2999-01-01")
    ]

    assert answers == [
        (False, ["Certify against the rules …"]),
        (True, ["Certify for Bronze …"]),
        (True, []),
    ]


def test_whoever_holds_a_level_is_not_shown_as_if_much_was_missing(admin_client):
    expert = ExpertFactory(certification__level=level("bronze"))

    response = admin_client.get(page(expert))

    assert [panel.is_running for panel in response.context["panels"]] == [True, False, False]
    assert response.content.count(b"<summary>What being certified anew would take") == 1


def test_what_is_held_and_has_an_end_is_renewed(admin_client):
    expert = ExpertFactory(certification__expired=True)
    LevelRule.objects.filter(level__slug="bronze").update(grace_months=12)

    links = [
        panels(admin_client.get(page(expert, day)))["bronze"][1]
        for day in ("2017-12-31", "2018-06-01")
    ]

    assert links == [["Renew …"], ["Renew …", "Certify against the rules …"]]


@pytest.mark.parametrize(
    ("permissions", "links"),
    [
        ([], [[], [], []]),
        (["certification.add_certification"], [["Certify for Bronze …"], [], []]),
        (["certification.certify_against_rules"], [[], [], []]),
    ],
)
def test_only_what_somebody_may_decide_is_offered(permissions, links, client):
    staff_with(client, "certification.view_expert", *permissions)

    response = client.get(page(EnrolmentFactory(passed=True).person))

    assert [shown for _met, shown in panels(response).values()] == links


@pytest.mark.parametrize("day", ["soon", "2026-02-30", "99999-01-01", "1", "0001-01-01"])
def test_a_day_that_is_none_is_said_and_today_is_shown(day, admin_client):
    response = admin_client.get(page(PersonFactory(), day))

    assert response.status_code == 200
    assert messages(response) == [f"“{day}” is no day like 2026-03-31: this page shows today."]


def test_a_nul_byte_in_the_day_is_refused(admin_client):
    assert admin_client.get(page(PersonFactory(), "%00")).status_code == 400


@pytest.mark.parametrize("pk", ["0", "9" * 40])
def test_nobody_of_that_number_is_not_found(pk, admin_client):
    assert admin_client.get(f"/admin/certification/expert/{pk}/eligibility/").status_code == 404


def test_whoever_may_not_look_at_experts_is_refused(client):
    staff_with(client, "people.view_person")

    assert client.get(page(PersonFactory())).status_code == 403


@pytest.mark.parametrize("model", [Person, Expert])
def test_the_forms_of_people_and_experts_lead_there(model, admin_client):
    expert = ExpertFactory()

    shown = admin_client.get(address(expert, "change", model)).content.decode()

    assert f'href="{page(expert)}"' in shown


def test_the_page_costs_a_fixed_number_of_queries(admin_client):
    person = EnrolmentFactory(passed=True).person
    for slug in ("bronze", "silver", "gold"):
        CertificationFactory(person=person, level=level(slug))
    few = cost(admin_client, page(person))

    for slug in ("bronze", "silver", "gold"):
        earlier = {"certified_on": date(2012, 1, 1), "valid_until": date(2013, 1, 1)}
        CertificationFactory(person=person, level=level(slug), **earlier)
        EnrolmentFactory(passed=True, person=person)

    assert cost(admin_client, page(person)) == few


@pytest.mark.parametrize(("slug", "found"), [("bronze", "candidate"), ("silver", "expert")])
def test_the_filter_ready_for_finds_people_with_and_without_a_certification(
    slug, found, admin_client
):
    people = {"candidate": EnrolmentFactory(passed=True).person, "expert": ExpertFactory()}

    response = admin_client.get(address(Person, "changelist"), {"ready": slug})

    assert [row.pk for row in listed_rows(response)] == [people[found].pk]


@pytest.mark.parametrize(("day", "number"), [("2014-12-31", 0), ("2015-01-01", 1)])
@pytest.mark.parametrize("model", [Person, Expert])
def test_the_filter_ready_for_knows_the_day(model, day, number, admin_client):
    ExpertFactory(certification__certified_on=date(2015, 1, 1))

    response = admin_client.get(address(model, "changelist"), {"ready": "silver", "on": day})

    assert len(listed_rows(response)) == number


@pytest.mark.parametrize("model", [Person, Expert])
def test_nonsense_in_the_filter_is_said(model, admin_client):
    response = admin_client.get(address(model, "changelist"), {"ready": "platinum", "on": "x"})

    assert {text.split("”")[0] for text in messages(response)} == {"“platinum", "“x"}
