"""What the statistics page and its files tell, and a register to be told of."""

import csv
import io
import random

from certification.demo.factories import CertificationFactory, ExpertFactory, level
from people.models import Sector
from tests.random_people import random_expert


def rows(client, chart):
    """Of the file."""
    response = client.get(f"/statistics/{chart}.csv")
    return list(csv.DictReader(io.StringIO(response.content.decode().removeprefix("\ufeff"))))


def numbers(client, chart):
    return {
        row.pop(next(iter(row))): {k: int(n) for k, n in row.items()} for row in rows(client, chart)
    }


def charts(client):
    return {chart.key: chart for chart in client.get("/statistics/").context["charts"]}


def random_register(seed, people=25):
    chance = random.Random(seed)  # noqa: S311
    sectors = list(Sector.objects.all()[:4])
    for _ in range(people):
        random_expert(chance, sectors)
    ExpertFactory(languages=["en", "de"], sectors=sectors[:2])
    CertificationFactory(person=ExpertFactory(country=""), level=level("gold"))
    return chance
