"""The public list: its orders, its pages and its cost."""

from datetime import date

import pytest

from certification.demo.factories import (
    CertificationFactory,
    ExpertFactory,
    OrganisationFactory,
    SectorFactory,
    level,
)
from tests.public_list import experts


@pytest.fixture
def found(client):
    """The family names on the list, in order."""

    def ask(query):
        return [each.family_name for each in experts(client.get(f"/experts/{query}"))]

    return ask


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("", ["Ødegård", "Papadopoulos", "Stern"]),
        ("?order=country", ["Stern", "Papadopoulos", "Ødegård"]),
        ("?order=level", ["Papadopoulos", "Ødegård", "Stern"]),
        ("?order=latest", ["Stern", "Ødegård", "Papadopoulos"]),
        ("?order=country&on=2019-06-01", ["Papadopoulos", "Ødegård"]),
        ("?order=latest&on=2019-06-01", ["Ødegård", "Papadopoulos"]),
    ],
)
def test_orders(found, order, expected):
    # Austria (AT) comes before Greece (GR) before Norway (NO); the last has an expired higher level.
    stern = ExpertFactory(
        family_name="Stern", country="AT", certification__certified_on=date(2020, 1, 1)
    )
    CertificationFactory(person=stern, level=level("gold"), expired=True)
    ExpertFactory(
        family_name="Papadopoulos",
        country="GR",
        certification__level=level("silver"),
        certification__certified_on=date(2018, 1, 1),
    )
    ExpertFactory(family_name="Ødegård", country="NO", certification__certified_on=date(2019, 1, 1))

    assert found(order) == expected


def test_countries_are_in_the_order_of_their_names_and_not_of_their_codes(client):
    for code in ("CH", "DE", "HR", "AT"):
        ExpertFactory(country=code)

    response = client.get("/experts/?order=country")

    names = [expert.country.name for expert in experts(response)]
    assert names == ["Austria", "Croatia", "Germany", "Switzerland"]


@pytest.mark.parametrize("query", ["", "?q=family&order=level", "?order=latest&on=2020-01-01"])
def test_the_list_takes_the_same_queries_with_one_expert_and_with_sixty(
    client, django_assert_num_queries, query
):
    sector = SectorFactory(slug="ict")
    ExpertFactory(organisation=OrganisationFactory(), sectors=[sector])
    with django_assert_num_queries(7):
        client.get(f"/experts/{query}")

    for number in range(59):
        expert = ExpertFactory(
            organisation=OrganisationFactory(), languages=["de", "fr"], country="DE"
        )
        CertificationFactory(person=expert, level=level("silver"), suspended=number % 2 == 0)
    with django_assert_num_queries(7):
        assert len(client.get(f"/experts/{query}").context["rows"]) == 25
