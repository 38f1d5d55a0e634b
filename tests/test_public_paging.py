"""Pages of the list: the same people back and forth, whichever way they are put in order."""

import random
from datetime import date
from html.parser import HTMLParser
from itertools import chain

import pytest

from certification.demo.factories import ExpertFactory
from certification.search import paging
from certification.search.places import COLUMNS, Place, read_place
from people.models import Person, Sector
from tests.random_people import random_expert


@pytest.fixture(params=[1000, 0], ids=["few", "many"])
def small_pages(request, monkeypatch):
    """Seven people each, sorted in either of the two ways."""
    monkeypatch.setattr(paging, "FEW", request.param)
    monkeypatch.setattr(paging, "SIZE", 7)


class Link(HTMLParser):
    """The address that a page calls its next, previous, first or last."""

    def __init__(self, response):
        super().__init__()
        self.found = {}
        self.href = ""
        self.feed(response.content.decode())

    def handle_starttag(self, tag, attributes):
        self.href = dict(attributes).get("href", "") if tag == "a" else self.href

    def handle_data(self, text):
        self.found.setdefault(text.strip(), self.href)


def walk(client, address, way):
    pages = []
    while address:
        response = client.get(address, follow=True)
        pages.append([row.person for row in response.context["rows"]])
        address = Link(response).found.get(way)
        assert len(pages) < 20
    return pages


@pytest.mark.parametrize("order", COLUMNS)
def test_every_page_is_reached_forth_and_back(client, small_pages, order):
    chance = random.Random(5)  # noqa: S311
    for place in range(50):
        person = random_expert(chance, list(Sector.objects.all()[:4]))
        person.given_name = ["Anna Bo", "Annabel Boris", "Bo Annabel", "Annegret Bo"][place % 4]
        person.save()
    text = "&q=ann+bo" if order == "best" else ""
    first = f"/experts/?on=2018-03-01&order={order}&status=valid&status=expired{text}"
    total = client.get(first, follow=True).context["total"]

    forth = walk(client, first, "Next")
    back = walk(client, Link(client.get(first, follow=True)).found["Last"], "Previous")

    assert [*chain(*forth)] == [*chain(*reversed(back))]
    assert (len([*chain(*forth)]), len({*chain(*forth)})) == (total, total)
    assert total > 2 * paging.SIZE


@pytest.mark.parametrize(
    ("key", "people"),
    [
        ("name", lambda person: person.sort_key),
        ("country", lambda person: (person.country.name or "~", person.sort_key)),
    ],
)
def test_many_are_in_the_same_order_as_few(client, small_pages, key, people):
    chance = random.Random(6)  # noqa: S311
    for _ in range(40):
        random_expert(chance, list(Sector.objects.all()[:4]))

    found = [*chain(*walk(client, f"/experts/?on=2018-03-01&order={key}", "Next"))]

    by_key = {person.pk: people(person) for person in Person.objects.all()}
    assert [by_key[person] for person in found] == sorted(by_key[person] for person in found)
    assert len(found) > 7


def test_a_page_stays_where_it_was_when_somebody_comes_before_it(client, small_pages):
    for number in range(10):
        ExpertFactory(family_name=f"Family {number}")
    second = Link(client.get("/experts/")).found["Next"]
    before = [row.person for row in client.get(second).context["rows"]]

    ExpertFactory(family_name="Aa")

    assert [row.person for row in client.get(second).context["rows"]] == before


def test_the_last_person_before_a_page_may_leave_the_list(client, small_pages):
    people = [ExpertFactory(family_name=f"Family {number}") for number in range(10)]
    second = Link(client.get("/experts/")).found["Next"]

    people[6].consents.update(withdrawn_on=date(2020, 1, 1))

    assert [row.person for row in client.get(second).context["rows"]] == [
        person.pk for person in people[7:]
    ]


@pytest.mark.parametrize(
    ("order", "place"),
    [
        ("name", Place(None, "aero o brien\tbjorn erik", 7)),
        ("country", Place("", "li\tbo", 8)),
        ("latest", Place(-9000, "li\t", 10**17)),
    ],
)
def test_a_place_is_read_as_it_was_written(order, place):
    assert read_place(str(place), order) == place
