"""Two members of staff change the team of one benchmarking in the same moment, over connections of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connections, transaction

from certification.demo.factories import BenchmarkingFactory, CertificationFactory
from certification.models import Participation


@pytest.mark.django_db(transaction=True, databases=["default", "public"])
def test_of_two_who_remove_an_expert_each_one_is_refused(rows_from_migrations):
    experts = [CertificationFactory().person for _expert in range(2)]
    with transaction.atomic():
        BenchmarkingFactory(experts=experts)
    removed = Barrier(2, timeout=30)

    def remove(person):
        try:
            with transaction.atomic():
                Participation.objects.filter(person=person).delete()
                # Neither sees what the other has not committed yet.
                removed.wait()
        except IntegrityError:
            return "refused"
        finally:
            connections.close_all()
        return "removed"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(remove, experts))

    assert outcomes == ["refused", "removed"]
    assert Participation.objects.count() == 1
