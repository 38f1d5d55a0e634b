"""Two members of staff change the team of one benchmarking in the same moment, over connections of their own."""

from threading import Barrier

import pytest
from django.db import IntegrityError, transaction

from certification.demo.factories import BenchmarkingFactory, CertificationFactory
from certification.models import Participation
from tests.at_once import at_once


@pytest.mark.django_db(transaction=True, databases=["default", "public"])
def test_of_two_who_remove_an_expert_each_one_is_refused(transactional_db):
    experts = [CertificationFactory().person for _expert in range(2)]
    with transaction.atomic():
        BenchmarkingFactory(experts=experts)
    removed = Barrier(2, timeout=30)

    def remove(person):
        with transaction.atomic():
            Participation.objects.filter(person=person).delete()
            # Neither sees what the other has not committed yet.
            removed.wait()

    outcomes = at_once(*[lambda person=person: remove(person) for person in experts])

    assert {type(outcome) for outcome in outcomes} == {IntegrityError, type(None)}
    assert Participation.objects.count() == 1
