"""Benchmarkings in the admin: the form says which rule refuses whom, and what would be needed."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from certification.admin.team import TeamFormSet
from certification.demo.factories import (
    BenchmarkingFactory,
    CertificationFactory,
    ClusterOrganisationFactory,
    PersonFactory,
    level,
)
from certification.models import Benchmarking, ClusterOrganisation, Participation
from tests.staff import address, errors, inline_rows, listed_rows, messages

ADD = address(Benchmarking, "add")
LIST = address(Benchmarking, "changelist")
HELD = "2020-05-12"


def expert(label="bronze", **facts):
    name = {"person__given_name": "Ada", "person__family_name": "Lie"}
    return CertificationFactory(level=level(label), **(name | facts)).person


def as_expert(person):
    return {"person": person.pk, "role": "expert"}


def as_trainee(person, mentor=None):
    return {"person": person.pk, "role": "trainee", "mentor": mentor.pk if mentor else ""}


def form(*team, label="bronze", **facts):
    """What a browser sends for a new benchmarking."""
    plain = {"organisation": ClusterOrganisationFactory().pk, "held_on": HELD}
    return plain | inline_rows("participations", *team) | {"label": level(label).pk} | facts


def form_of(benchmarking, *new, change=None, **facts):
    """The form of one that is there, with changed rows by person and new rows."""
    data = {
        name: getattr(benchmarking, f"{name}_id", None) or getattr(benchmarking, name)
        for name in ("organisation", "label", "held_on", "recommendation", "decision")
    }
    rows = list(benchmarking.participations.all())
    data |= inline_rows(
        "participations",
        *(
            {"id": row.pk, "person": row.person_id, "role": row.role, "mentor": row.mentor_id or ""}
            | (change or {}).get(row.person, {})
            for row in rows
        ),
        *new,
    )
    return data | {"participations-INITIAL_FORMS": len(rows)} | facts


def test_a_benchmarking_with_its_team_is_saved(admin_client):
    ada, bo, cia = expert("gold"), expert("gold"), PersonFactory()

    admin_client.post(
        ADD,
        form(
            as_expert(ada),
            as_expert(bo),
            as_trainee(cia, mentor=bo),
            label="gold",
            recommendation="award",
            decision="awarded",
            decided_on="2020-06-01",
        ),
    )

    benchmarking = Benchmarking.objects.get()
    assert (benchmarking.decision, benchmarking.decided_on) == ("awarded", date(2020, 6, 1))
    assert [(row.person.pk, row.role, row.mentor) for row in Participation.objects.all()] == [
        (ada.pk, "expert", None),
        (bo.pk, "expert", None),
        (cia.pk, "trainee", bo),
    ]


def test_an_expert_who_had_expired_is_named_with_the_last_day(admin_client):
    ada = expert(valid_until=date(2020, 5, 11))

    response = admin_client.post(ADD, form(as_expert(ada)))

    assert errors(response) == [
        "The certification of Ada Lie for Bronze had expired on 2020-05-12: the last valid day was "
        "2020-05-11. Experts must be validly certified for the label on the day."
    ]
    assert not Benchmarking.objects.exists()


def test_too_few_experts_for_gold_are_counted_with_the_rule(admin_client):
    level("gold").rules.update(experts_needed=2, holds_from=date(2011, 1, 1))

    response = admin_client.post(ADD, form(as_expert(expert("gold")), label="gold"))

    assert errors(response) == [
        "For Gold a benchmarking takes at least 2 experts, by the rule that holds from 2011-01-01 on, "
        "and here are 1. Add who is missing."
    ]
    assert not Benchmarking.objects.exists()


def test_a_benchmarking_without_anybody_is_refused(admin_client):
    response = admin_client.post(ADD, form({"person": "", "role": "expert"}))

    assert len(errors(response)) == 1
    assert not Benchmarking.objects.exists()


@pytest.mark.parametrize(
    ("team", "message"),
    [
        (
            lambda ada, bo: [as_expert(ada), as_trainee(bo, mentor=bo)],
            "Nobody can be their own mentor.",
        ),
        (
            lambda ada, bo: [as_expert(ada), as_trainee(bo)],
            "A trainee needs a mentor, and an expert has none.",
        ),
        (
            lambda ada, bo: [
                as_expert(ada),
                as_trainee(bo, mentor=expert(person__given_name="Ed")),
            ],
            "Ed Lie is none of the experts of this benchmarking, and so can't be the mentor of Bo "
            "Dahl: choose one of them, or add Ed Lie as an expert.",
        ),
        (
            lambda ada, bo: [as_expert(ada), as_expert(ada)],
            "Ada Lie takes part once: as an expert or as a trainee.",
        ),
        (
            lambda ada, bo: [as_expert(ada), as_trainee(ada, mentor=ada)],
            "Nobody can be their own mentor.",
        ),
        (
            lambda ada, bo: [as_expert(ada), as_expert(bo)],
            "Bo Dahl has no certification for Bronze. Experts must be validly certified for the "
            "label on the day.",
        ),
    ],
    ids=["own mentor", "no mentor", "mentor elsewhere", "twice", "twice in two roles", "none"],
)
def test_a_team_that_breaks_a_rule_is_refused_in_words(team, message, admin_client):
    bo = PersonFactory(given_name="Bo", family_name="Dahl")

    response = admin_client.post(ADD, form(*team(expert(), bo)))

    assert message in errors(response)
    assert not Benchmarking.objects.exists()


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        (
            {"decision": "awarded", "decided_on": "2020-05-11"},
            "A decision needs its day, which can't be before the benchmarking.",
        ),
        (
            {"decision": "awarded"},
            "A decision needs its day, which can't be before the benchmarking.",
        ),
        ({"decision": "awarded", "decided_on": "2999-01-01"}, "This day has not come yet."),
        ({"held_on": "2999-01-01"}, "This day is more than a year ahead: is it a typing error?"),
        ({"held_on": "nonsense"}, "Enter a valid date."),
        (
            {"organisation": "0"},
            "Select a valid choice. That choice is not one of the available choices.",
        ),
    ],
)
def test_a_benchmarking_that_breaks_a_rule_is_refused_in_words(facts, message, admin_client):
    response = admin_client.post(ADD, form(as_expert(expert()), **facts))

    assert message in errors(response)
    assert not Benchmarking.objects.exists()


def test_the_same_cluster_label_and_day_twice_are_refused(admin_client):
    first = BenchmarkingFactory()

    response = admin_client.post(
        ADD, form(as_expert(expert()), organisation=first.organisation_id, held_on=first.held_on)
    )

    assert errors(response) == [
        "This cluster organisation was benchmarked for this label on that day already."
    ]


def test_another_day_is_held_against_the_team_that_is_there(admin_client):
    benchmarking = BenchmarkingFactory(experts=[expert(certified_on=date(2020, 1, 1))])
    page = address(benchmarking, "change")

    response = admin_client.post(page, form_of(benchmarking, held_on="2019-12-31"))

    assert errors(response)[0].startswith(
        "Ada Lie was not certified for Bronze yet on 2019-12-31: the first valid day is 2020-01-01."
    )
    assert Benchmarking.objects.get().held_on == date(2020, 5, 12)


def test_the_day_and_the_expert_change_in_one_form(admin_client):
    benchmarking = BenchmarkingFactory()
    before = benchmarking.participations.get().person
    earlier = expert(certified_on=date(2010, 1, 1), valid_until=date(2014, 12, 31))

    admin_client.post(
        address(benchmarking, "change"),
        form_of(benchmarking, change={before: {"person": earlier.pk}}, held_on="2014-12-31"),
    )

    assert Benchmarking.objects.get().held_on == date(2014, 12, 31)
    assert Participation.objects.get().person == earlier


def test_the_expert_of_a_trainee_cant_be_removed(admin_client):
    ada, bo = expert(), expert(person__given_name="Bo")
    benchmarking = BenchmarkingFactory(experts=[ada, bo], trainees=[PersonFactory()])
    page = address(benchmarking, "change")

    response = admin_client.post(page, form_of(benchmarking, change={ada: {"DELETE": "on"}}))
    admin_client.post(page, form_of(benchmarking, change={bo: {"DELETE": "on"}}))

    assert [text[:43] for text in errors(response)] == [
        "Ada Lie is none of the experts of this bench"[:43]
    ]
    assert [row.person for row in Participation.objects.filter(role="expert")] == [ada]


def test_a_decision_is_entered_although_the_expert_was_withdrawn_since(admin_client):
    ada = expert()
    benchmarking = BenchmarkingFactory(experts=[ada])
    ada.certifications.update(withdrawn_on=date(2016, 1, 1), withdrawal_reason="Misconduct")

    admin_client.post(
        address(benchmarking, "change"),
        form_of(benchmarking, decision="refused", decided_on="2020-06-01"),
    )

    assert Benchmarking.objects.get().decision == "refused"


@pytest.mark.django_db(transaction=True, databases=["default", "public"])
def test_what_only_the_commit_sees_is_a_message_and_leaves_nothing(
    transactional_db, admin_client, monkeypatch
):
    """As when somebody else makes a rule while the form is looked at."""
    monkeypatch.setattr(TeamFormSet, "clean", lambda formset: None)

    response = admin_client.post(ADD, form(label="gold"), follow=True)

    assert [text[:17] for text in messages(response)] == ["Nothing was saved"]
    assert not Benchmarking.objects.exists()


@pytest.fixture
def benchmarkings():
    """For bronze on site, for silver by video; the second is decided."""
    BenchmarkingFactory(organisation__name="Arena Ærø", experts=[expert(person__given_name="Åse")])
    BenchmarkingFactory(
        organisation__name="AluCluster",
        label=level("silver"),
        held_on=date(2021, 1, 1),
        is_by_video=True,
        decision="awarded",
        decided_on=date(2021, 2, 1),
    )


@pytest.mark.parametrize(
    ("parameters", "names"),
    [
        ({}, ["AluCluster", "Arena Ærø"]),
        ({"label": "silver"}, ["AluCluster"]),
        ({"decision": "awarded"}, ["AluCluster"]),
        ({"decision": "none"}, ["Arena Ærø"]),
        ({"by": "video"}, ["AluCluster"]),
        ({"by": "site"}, ["Arena Ærø"]),
        ({"held_on__year": "2020"}, ["Arena Ærø"]),
        ({"q": "aero arena"}, ["Arena Ærø"]),
        ({"q": "ase"}, ["Arena Ærø"]),
        ({"label": "tin"}, ["AluCluster", "Arena Ærø"]),
    ],
)
def test_search_and_filters_show_what_they_name(parameters, names, benchmarkings, admin_client):
    rows = listed_rows(admin_client.get(LIST, parameters))

    assert [str(row.organisation) for row in rows] == names


def test_the_list_takes_as_many_queries_for_three_as_for_one(admin_client):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert admin_client.get(LIST).status_code == 200
        return len(queries)

    BenchmarkingFactory(trainees=[PersonFactory()])
    admin_client.get(LIST)
    one = asked()
    for _row in range(2):
        BenchmarkingFactory(trainees=[PersonFactory(), PersonFactory()])

    assert asked() == one


def test_a_cluster_organisation_shows_its_benchmarkings_to_read(admin_client):
    benchmarking = BenchmarkingFactory()

    page = admin_client.get(address(benchmarking.organisation, "change")).content.decode()

    assert f'<a href="{address(benchmarking, "change")}">2020-05-12</a>' in page


def test_a_cluster_of_the_same_name_and_country_is_refused_in_words(admin_client):
    ClusterOrganisationFactory(name="Arena Ærø")

    response = admin_client.post(
        address(ClusterOrganisation, "add"), {"name": "ARENA ÆRØ", "country": "NO"}
    )

    assert errors(response) == [
        "This cluster organisation is in the register already, in the same country."
    ]


def test_a_benchmarking_of_next_month_can_be_planned(admin_client):
    coming = timezone.localdate() + timedelta(days=30)

    admin_client.post(ADD, form(as_expert(expert()), held_on=coming))

    assert Benchmarking.objects.get().held_on == coming
