"""A team that is partly from elsewhere: limited staff change what is theirs, and nothing else."""

from datetime import date

import pytest

from certification.demo.factories import BenchmarkingFactory, CertificationFactory, PersonFactory
from certification.models import Benchmarking, Participation
from certification.roles import REGISTRAR
from tests.roles import log_in
from tests.staff import address, errors, inline_rows


@pytest.fixture
def norway(client):
    return log_in(client, REGISTRAR, "NO")


@pytest.fixture
def mentor():
    return CertificationFactory(person__country="SE", person__register_no="T999999").person


def trained(mentor, country):
    """A benchmarking of a cluster there, led by the mentor alone, with a trainee from Norway."""
    return BenchmarkingFactory(
        organisation__country=country, experts=[mentor], trainees=[PersonFactory()]
    )


def form_of(benchmarking, *new, shown=("NO",), **facts):
    """What a browser sends of the rows that limited staff are shown."""
    names = ("organisation_id", "label_id", "held_on", "recommendation", "decision")
    data = {name.removesuffix("_id"): getattr(benchmarking, name) for name in names}
    rows = benchmarking.participations.filter(person__country__in=shown)
    sent = [
        {"id": row.pk, "person": row.person_id, "role": row.role, "mentor": row.mentor_id or ""}
        for row in rows
    ]
    data |= inline_rows("participations", *sent, *new)
    return data | {"participations-INITIAL_FORMS": len(sent)} | facts


def test_an_expert_elsewhere_counts_when_the_day_changes(client, norway, mentor):
    benchmarking = trained(mentor, "NO")

    client.post(address(benchmarking, "change"), form_of(benchmarking, held_on="2020-06-01"))

    assert Benchmarking.objects.get().held_on == date(2020, 6, 1)


def test_a_day_on_which_an_expert_elsewhere_was_not_certified_is_refused(client, norway, mentor):
    benchmarking = trained(mentor, "NO")

    response = client.post(
        address(benchmarking, "change"), form_of(benchmarking, held_on="2014-06-01")
    )

    assert errors(response) == [
        "An expert of another country was not validly certified for the label on that day: please ask "
        "the central office."
    ]


@pytest.mark.parametrize("country", ["NO", "SE"])
def test_an_expert_elsewhere_can_be_the_mentor_of_one_more_trainee(country, client, norway, mentor):
    benchmarking, trainee = trained(mentor, country), PersonFactory()
    row = {"person": trainee.pk, "role": "trainee", "mentor": mentor.pk}

    client.post(address(benchmarking, "change"), form_of(benchmarking, row))

    assert Participation.objects.get(person=trainee).mentor == mentor


def test_the_mentors_to_choose_from_are_told_by_name_or_by_number(client, norway, mentor):
    ours = CertificationFactory().person
    benchmarking = BenchmarkingFactory(experts=[ours, mentor], trainees=[PersonFactory()])

    page = client.get(address(benchmarking, "change"))

    (formset,) = page.context["inline_admin_formsets"]
    offered = formset.formset.forms[0].fields["mentor"].widget.choices
    assert [str(label) for _value, label in offered] == [
        "---------",
        f"{ours.family_name}, {ours.given_name} ({ours.register_no}), Norway",
        "an expert of another country (T999999)",
    ]


def test_the_mentor_of_a_trainee_elsewhere_stays(client, norway):
    ours, other = CertificationFactory().person, CertificationFactory().person
    benchmarking = BenchmarkingFactory(
        experts=[ours, other], trainees=[PersonFactory(country="SE")]
    )

    response = client.post(
        address(benchmarking, "change"),
        form_of(benchmarking, **{"participations-0-DELETE": "on"}),
    )

    assert errors(response) == [
        f"{ours} stays as an expert, as the mentor of a trainee of another country."
    ]
    assert benchmarking.participations.count() == 3


@pytest.mark.parametrize(
    "facts",
    [
        {"decision": "refused", "decided_on": "2020-06-01"},
        {"recommendation": "refuse"},
        {"held_on": "2020-06-01"},
    ],
)
@pytest.mark.parametrize(("country", "changed"), [("NO", True), ("SE", False)])
def test_what_is_decided_on_a_cluster_elsewhere_stays(
    country, changed, facts, client, norway, mentor
):
    benchmarking = trained(mentor, country)
    before = Benchmarking.objects.values().get()

    client.post(address(benchmarking, "change"), form_of(benchmarking, **facts))

    after = Benchmarking.objects.values().get()
    assert ({**before, "updated_at": None} != {**after, "updated_at": None}) == changed
