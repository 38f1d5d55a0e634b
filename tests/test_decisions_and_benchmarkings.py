"""What is decided for a day in the past does not pass over the benchmarkings that were led since then."""

from datetime import date, timedelta

import pytest

from certification.demo.factories import BenchmarkingFactory, CertificationFactory, level
from certification.models import Certification
from tests.staff import address

DAY, ON = timedelta(days=1), date(2020, 5, 12)


@pytest.fixture
def held():
    return CertificationFactory()


def sent(client, decision, held, **data):
    page = f"{address(Certification, decision)}?ids={held.pk}"
    return client.post(page, {"on": str(ON), "reason": "Misconduct", **data})


@pytest.mark.parametrize("decision", ["suspend", "withdraw"])
def test_those_led_since_are_shown_and_then_it_is_decided(decision, held, admin_client):
    led = [BenchmarkingFactory(experts=[held.person], held_on=day) for day in (ON, ON + DAY)]
    BenchmarkingFactory(experts=[held.person], held_on=ON - DAY)
    CertificationFactory(person=held.person, level=level("gold"))
    BenchmarkingFactory(trainees=[CertificationFactory().person], held_on=ON)

    shown = sent(admin_client, decision, held)
    before = held.status_on(ON)
    again = sent(admin_client, decision, held, noticed=shown.context["form"]["noticed"].value())

    assert (shown.status_code, shown.context["led"], before) == (200, led, "valid")
    assert f'href="{address(led[0], "change")}"' in shown.content.decode()
    assert again.status_code == 302
    after = Certification.objects.get(pk=held.pk).status_on(ON)
    assert after == {"suspend": "suspended", "withdraw": "withdrawn"}[decision]


def test_what_was_noticed_for_one_day_is_shown_again_for_another(held, admin_client):
    BenchmarkingFactory(experts=[held.person], held_on=ON)

    response = sent(admin_client, "withdraw", held, noticed=str(ON + DAY))

    assert len(response.context["led"]) == 1


def test_where_none_was_led_it_is_decided_at_once(held, admin_client):
    assert sent(admin_client, "withdraw", held).status_code == 302
