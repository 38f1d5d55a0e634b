"""The list of experts in the alphabet of the page's language, in each order and on every page."""

import csv
import io
from contextlib import suppress
from itertools import chain
from random import Random
from threading import BoundedSemaphore

import pytest
from django.test import RequestFactory
from django.utils.translation import override

from certification.demo.factories import ExpertFactory, level
from certification.exporting import experts
from certification.register import downloads
from certification.register.errors import NoSuchPage
from certification.register.listing import ExpertList
from certification.search import paging
from people.alphabet import alphabetical
from people.models import Person

LANGUAGES = ["en", "nb", "de", "es", "tr"]
NAMES = ["Aas", "Ask", "Çelik", "Cuz", "Ilgaz", "İnan", "Nuz", "Ñu", "Ærø", "Øst", "Ud", "Ünal"]
ORDERS = ["name", "country", "level", "latest", "end", "best"]


@pytest.fixture(params=[1000, 0], ids=["few", "many"])
def small_pages(request, monkeypatch):
    """Five people each, sorted in either of the two ways."""
    monkeypatch.setattr(paging, "FEW", request.param)
    monkeypatch.setattr(paging, "SIZE", 5)
    return request.param


def page(language, **query):
    with override(language):
        view = ExpertList.as_view()
        response = view(RequestFactory().get("/experts/", query))
        return response.context_data


def asked(order):
    return {"q": "kim"} if order == "best" else {} if order == "name" else {"order": order}


def walk(language, query, way):
    pages, place = [], {} if way == "next" else {"before": "end"}
    while True:
        context = page(language, **query, **place)
        pages.append([row.person for row in context["rows"]])
        if way not in context:
            return pages
        place = {key: context[way][key] for key in ("after", "before") if key in context[way]}


def in_order(people, language, order):
    def key(person):
        by_name = tuple(
            alphabetical(name, language) for name in (person.family_name, person.given_name)
        )
        with override(language):
            country = alphabetical(person.country.name)
        leads = {"country": country, "level": -max(c.level.rank for c in person.of_levels)}
        return leads.get(order, 0), by_name, person.pk

    for person in people:
        person.of_levels = list(person.certifications.select_related("level"))
    return [person.pk for person in sorted(people, key=key)]


@pytest.fixture
def people():
    chance = Random(3)  # noqa: S311
    for name in chance.sample(NAMES, k=len(NAMES)) * 2:
        ExpertFactory(
            given_name="Kim",
            family_name=name,
            country=chance.choice(["AT", "ES", "NO", "TR"]),
            certification__level=level(chance.choice(["bronze", "silver"])),
            certification__certified_on="2020-01-01",
            certification__valid_until=None,
        )
    return list(Person.objects.all())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("order", ORDERS)
def test_every_page_is_in_the_order_of_the_language(small_pages, people, language, order):
    # Of many people of the same day, only the plain order has an index.
    plain = order in {"latest", "end"} and not small_pages
    expected = in_order(people, "en" if plain else language, order)

    assert [*chain(*walk(language, asked(order), "next"))] == expected
    back = walk(language, asked(order), "previous")
    assert [*chain(*reversed(back))] == expected


@pytest.mark.parametrize("order", ["name", "country", "level"])
def test_a_place_in_an_address_of_another_language_is_that_of_the_same_person(
    small_pages, people, order
):
    for language, other in (("en", "nb"), ("nb", "tr"), ("tr", "en")):
        after = page(language, **asked(order))["next"]["after"]
        last = int(after.split(".")[-1 if language == "en" else -2])
        expected = in_order(people, other, order)

        found = [row.person for row in page(other, **asked(order), after=after)["rows"]]

        begin = expected.index(last) + 1
        assert found == (expected[begin : begin + 5] or expected[:5])


def test_where_somebody_stands_who_is_not_listed_is_told_by_no_place(small_pages, people):
    hidden = ExpertFactory(family_name="Nuzz", unlisted=True)
    of_nobody = page("nb", after="a.a.999999999")["rows"]

    assert [row.person for row in page("nb", after=f"a.a.{hidden.pk}")["rows"]] == [
        row.person for row in of_nobody
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "place", ["~a.~~.1.nb", "~.a.999999999999999999.tr", "a.a.1.xx", "a.a.1.nb.nb", "~.1", "ı.a.1"]
)
def test_no_place_is_an_error_of_the_server(small_pages, people, language, place):
    with suppress(NoSuchPage):
        assert page(language, after=place)["rows"]


@pytest.mark.parametrize("at_a_time", [5, 500])
def test_a_file_is_in_the_plain_order_for_everybody(people, at_a_time, monkeypatch):
    monkeypatch.setattr(downloads, "AT_A_TIME", BoundedSemaphore())
    monkeypatch.setattr(experts, "PEOPLE_AT_A_TIME", at_a_time)
    with override("tr"):
        response = downloads.experts(RequestFactory().get("/experts.csv"), "csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")

    numbers = [row["register_no"] for row in csv.DictReader(io.StringIO(text))]
    by_number = {person.register_no: person.pk for person in people}
    assert [by_number[number] for number in numbers] == in_order(people, "en", "name")
