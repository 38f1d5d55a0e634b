"""Who can't be asked together: the shortlist says so, and keeps what was chosen of it."""

import pytest
from django.core import mail

from certification.demo.factories import ExpertFactory
from tests.contacting import send
from tests.html import text
from tests.test_shortlist import add

TOO_MANY, NOBODY = "Choose at most 4 people.", "one to 4 people to write to"


def ticks(page):
    return page.content.decode().count(" checked")


@pytest.fixture
def five(client):
    people = ExpertFactory.create_batch(5)
    add(client, *people)
    return people


def test_more_than_four_lead_back_to_the_list_with_their_ticks(client, five):
    address = "/shortlist/ask/?" + "&".join(f"chosen={each.slug}" for each in five)

    for page in (client.get(address), send(client, address)):
        assert (page.status_code, TOO_MANY in text(page), ticks(page)) == (400, True, 5)
        assert '<a href="#choose">' in page.content.decode()
    assert mail.outbox == []


def test_those_of_a_list_that_somebody_shared_are_kept_too(client, five):
    other = ExpertFactory(family_name="Zyxother")

    page = client.get(f"/shortlist/ask/?expert={other.slug}&expert={five[0].slug}")

    assert (page.status_code, NOBODY in text(page), "Zyxother" in text(page)) == (400, True, True)


@pytest.mark.parametrize("query", ["", "chosen=nobody-e999999", "chosen=a%00b", "chosen="])
def test_nobody_leads_back_to_the_list_without_a_tick(client, five, query):
    page = client.get(f"/shortlist/ask/?{query}")

    assert (page.status_code, NOBODY in text(page), ticks(page)) == (400, True, 0)
    assert text(page).count(five[0].name) > 1


@pytest.mark.parametrize(
    ("query", "said"),
    [("", NOBODY), ("chosen=a&chosen=b&chosen=c&chosen=d&chosen=e", TOO_MANY)],
    ids=["nobody", "many"],
)
def test_an_empty_shortlist_says_so_too(client, query, said):
    page = client.get(f"/shortlist/ask/?{query}")

    assert (page.status_code, said in text(page), "Nobody is on it" in text(page)) == (
        *(400, True, True),
    )
    assert "#choose" not in page.content.decode()
