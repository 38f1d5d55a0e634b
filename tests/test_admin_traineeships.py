"""Traineeships in the admin: the list of who gets on and who does not, and the form that ends one."""

from datetime import date

import pytest
from django.contrib.admin import site
from django.db import connection
from django.test.utils import CaptureQueriesContext

from certification.admin.benchmarking import ParticipationOfPersonInline
from certification.admin.traineeship import TraineeshipOfPersonInline
from certification.demo.factories import (
    BenchmarkingFactory,
    ExpertFactory,
    PersonFactory,
    TraineeshipFactory,
    level,
)
from certification.models import RegisterSettings, Traineeship
from people.models import Person
from tests.staff import address, errors, listed_rows, messages

LIST = address(Traineeship, "changelist")


def form_of(traineeship, **facts):
    names = ["started_on", "remark", "outcome"]
    data = {name: getattr(traineeship, name) for name in names}
    return data | {"level": traineeship.level_id, "mentor": traineeship.mentor_id or ""} | facts


def test_a_traineeship_is_begun(admin_client):
    cia, ada = PersonFactory(), PersonFactory()

    admin_client.post(
        address(Traineeship, "add"),
        {
            "person": cia.pk,
            "level": level("silver").pk,
            "mentor": ada.pk,
            "started_on": "2019-01-01",
        },
    )

    traineeship = Traineeship.objects.get()
    assert (traineeship.person, traineeship.mentor, traineeship.outcome) == (cia, ada, "")


def test_a_traineeship_is_ended_with_its_outcome(admin_client):
    traineeship = TraineeshipFactory()

    admin_client.post(
        address(traineeship, "change"),
        form_of(traineeship, ended_on="2021-01-01", outcome="stopped"),
    )

    traineeship.refresh_from_db()
    assert (traineeship.ended_on, traineeship.outcome) == (date(2021, 1, 1), "stopped")


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        (
            {"ended_on": "2018-12-31", "outcome": "stopped"},
            "A traineeship can't end before it begins.",
        ),
        ({"ended_on": "2999-01-01", "outcome": "stopped"}, "This day has not come yet."),
        ({"ended_on": "2020-01-01"}, "Give the day on which it ended and its outcome, or neither."),
        ({"outcome": "stopped"}, "Give the day on which it ended and its outcome, or neither."),
        ({"mentor": "herself"}, "Nobody can be their own mentor."),
        ({"started_on": "2999-01-01"}, "This day is more than a year ahead: is it a typing error?"),
        (
            {"level": "gold"},
            "This person is a trainee for this level at that time already: end that traineeship first.",
        ),
    ],
)
def test_what_breaks_a_rule_is_refused_in_words(facts, message, admin_client):
    traineeship = TraineeshipFactory()
    TraineeshipFactory(person=traineeship.person, level=level("gold"))
    named = {"herself": traineeship.person_id, "gold": level("gold").pk}
    before = Traineeship.objects.filter(pk=traineeship.pk).values().get()

    response = admin_client.post(
        address(traineeship, "change"),
        form_of(traineeship, **{name: named.get(value, value) for name, value in facts.items()}),
    )

    assert errors(response) == [message]
    assert Traineeship.objects.filter(pk=traineeship.pk).values().get() == before


def test_a_second_one_for_the_level_is_refused_in_words(admin_client):
    trainee = TraineeshipFactory().person

    response = admin_client.post(
        address(Traineeship, "add"),
        {"person": trainee.pk, "level": level("silver").pk, "started_on": "2020-01-01"},
    )

    assert errors(response) == [
        "This person is a trainee for this level at that time already: end that traineeship first."
    ]


@pytest.fixture
def traineeships():
    """Anna took part in 2020 and never again, Bo stopped in 2021, Cia is a trainee for gold since 2024."""
    RegisterSettings.objects.update(stalled_after_months=12)
    anna = TraineeshipFactory(person__given_name="Anna").person
    BenchmarkingFactory(held_on=date(2020, 5, 12), trainees=[anna])
    TraineeshipFactory(person__given_name="Bo", stopped=True)
    TraineeshipFactory(
        person__given_name="Cia",
        level=level("gold"),
        started_on=date(2024, 1, 1),
        mentor__given_name="Dag",
    )


@pytest.mark.parametrize(
    ("parameters", "names"),
    [
        ({}, ["Anna", "Bo", "Cia"]),
        ({"state": "running", "on": "2024-06-01"}, ["Anna", "Cia"]),
        ({"state": "running", "on": "2020-12-31"}, ["Anna", "Bo"]),
        ({"state": "ended"}, ["Bo"]),
        ({"state": "ended", "on": "2020-12-31"}, []),
        ({"state": "stalled", "on": "2020-12-31"}, ["Bo"]),
        ({"state": "stalled", "on": "2024-06-01"}, ["Anna"]),
        ({"level": "gold"}, ["Cia"]),
        ({"q": "dag"}, ["Cia"]),
        ({"q": "ann"}, ["Anna"]),
        ({"started_on__year": "2024"}, ["Cia"]),
    ],
)
def test_search_and_filters_show_what_they_name(parameters, names, traineeships, admin_client):
    rows = listed_rows(admin_client.get(LIST, parameters))

    assert sorted(row.person.given_name for row in rows) == names


def test_the_list_counts_benchmarkings_up_to_the_day(traineeships, admin_client):
    def anna(**parameters):
        rows = listed_rows(admin_client.get(LIST, {"q": "anna", **parameters}))
        return [(row.benchmarked, row.last_benchmarked_on) for row in rows]

    assert anna() == [(1, date(2020, 5, 12))]
    assert anna(on="2020-05-11") == [(0, None)]


@pytest.mark.parametrize("parameters", [{"state": "asleep"}, {"on": "yesterday"}, {"level": "tin"}])
def test_nonsense_in_the_address_is_told(parameters, traineeships, admin_client):
    response = admin_client.get(LIST, parameters)

    assert (len(listed_rows(response)), len(messages(response))) == (3, 1)


def test_the_list_takes_as_many_queries_for_three_as_for_one(admin_client):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert admin_client.get(LIST).status_code == 200
        return len(queries)

    TraineeshipFactory()
    admin_client.get(LIST)
    one = asked()
    for _row in range(2):
        TraineeshipFactory()

    assert asked() == one


def test_the_page_shows_the_trainees_benchmarkings_and_leads_to_the_person(admin_client):
    expert, bystander = ExpertFactory(), PersonFactory()
    benchmarking = BenchmarkingFactory(trainees=[expert])
    pages = [
        admin_client.get(address(TraineeshipFactory(person=person), "change")).content.decode()
        for person in (expert, bystander)
    ]
    link = f'<a href="{address(benchmarking, "change")}">2020-05-12, '

    assert [link in page for page in pages] == [True, False]
    assert f'href="{address(expert, "change")}"' in pages[0]
    assert f'href="{address(bystander, "change")}"' in pages[1]


def test_the_page_of_a_person_can_show_both_to_read(rf, admin_user):
    """The page itself puts its parts together; these are the two for what a trainee does."""
    trainee, stranger = TraineeshipFactory().person, TraineeshipFactory().person
    benchmarking = BenchmarkingFactory(trainees=[trainee])
    request = rf.get("/")
    request.user = admin_user

    shown = []
    for inline_class in (TraineeshipOfPersonInline, ParticipationOfPersonInline):
        inline = inline_class(Person, site)
        formset = inline.get_formset(request, trainee)
        assert not inline.has_change_permission(request, trainee)
        assert not inline.has_add_permission(request, trainee)
        with CaptureQueriesContext(connection) as queries:
            rows = list(formset(instance=trainee, queryset=inline.get_queryset(request)).queryset)
            shown += [[getattr(inline, inline.fields[0])(row) for row in rows], len(queries)]

    assert stranger != trainee
    assert shown == [
        [f'<a href="{address(trainee.traineeships.get(), "change")}">Silver</a>'],
        1,
        [f'<a href="{address(benchmarking, "change")}">2020-05-12</a>'],
        1,
    ]
