"""A mentor from elsewhere: limited staff are told that there is one, and not who."""

import pytest

from certification.demo.factories import (
    BenchmarkingFactory,
    CertificationFactory,
    PersonFactory,
    TraineeshipFactory,
)
from certification.models import Benchmarking, Traineeship
from certification.roles import AUDITOR, REGISTRAR
from tests.html import text
from tests.roles import log_in
from tests.staff import address, listed_rows

NAME = "Secretname"
INSTEAD = "an expert of another country"


@pytest.fixture
def mentor():
    return CertificationFactory(person__country="SE", person__family_name=NAME).person


@pytest.mark.parametrize("role", [REGISTRAR, AUDITOR])
@pytest.mark.parametrize("view", ["change", "changelist", "history"])
def test_a_traineeship_tells_that_there_is_a_mentor(view, role, client, mentor):
    log_in(client, role, "NO")
    traineeship = TraineeshipFactory(mentor=mentor)

    page = client.get(address(Traineeship if view == "changelist" else traineeship, view))

    assert (INSTEAD in text(page), NAME in page.content.decode()) == (True, False)


@pytest.mark.parametrize("role", [REGISTRAR, AUDITOR])
@pytest.mark.parametrize("view", ["change", "history"])
def test_a_benchmarking_tells_that_there_is_a_mentor(view, role, client, mentor):
    log_in(client, role, "NO")
    benchmarking = BenchmarkingFactory(experts=[mentor], trainees=[PersonFactory()])

    page = client.get(address(benchmarking, view))

    assert (INSTEAD in text(page), NAME in page.content.decode()) == (True, False)


@pytest.mark.parametrize("view", ["change", "history"])
def test_a_person_is_shown_to_have_a_mentor(view, client, mentor):
    log_in(client, REGISTRAR, "NO")
    trainee = TraineeshipFactory(mentor=mentor).person
    BenchmarkingFactory(experts=[mentor], trainees=[trainee])

    page = client.get(address(trainee, view))

    assert (text(page).count(INSTEAD), NAME in page.content.decode()) == (2, False)


@pytest.mark.parametrize(("countries", "found"), [((), True), (("SE",), False), (("NO",), False)])
def test_a_mentor_elsewhere_is_searched_for_in_vain(countries, found, client, mentor):
    log_in(client, REGISTRAR, *countries)
    traineeship = TraineeshipFactory(mentor=mentor)
    benchmarking = BenchmarkingFactory(experts=[mentor], trainees=[traineeship.person])

    rows = [
        listed_rows(client.get(address(model, "changelist"), {"q": NAME}))
        for model in (Traineeship, Benchmarking)
    ]

    # To Swedish staff she is one of theirs who took part, and the trainee is not.
    expected = [[traineeship] if found else [], [benchmarking] if countries != ("NO",) else []]
    assert rows == expected


def test_a_mentor_from_elsewhere_stays_chosen(client, mentor):
    log_in(client, REGISTRAR, "NO")
    traineeship = TraineeshipFactory(mentor=mentor)
    sent = {"level": traineeship.level_id, "started_on": "2019-01-01", "remark": "Asked"}

    client.post(address(traineeship, "change"), {**sent, "mentor": mentor.pk})

    found = Traineeship.objects.get()
    assert (found.mentor, found.remark) == (mentor, "Asked")
