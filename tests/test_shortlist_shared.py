"""A shortlist as an address: anybody sees it, nobody's own list changes, and who is gone is not named."""

import re

import pytest

from certification.demo.factories import ExpertFactory
from certification.register.shortlisted import COOKIE, MOST
from tests.html import text
from tests.test_shortlist import add, listed, names


def test_who_is_published_no_more_falls_out_and_nobody_is_named(client):
    stays, goes = ExpertFactory(family_name="Aas"), ExpertFactory(family_name="Zyxgone")
    add(client, stays, goes)
    address = client.get("/shortlist/").context["address"].removeprefix("http://testserver")
    goes.consents.all().update(withdrawn_on=stays.consents.get().given_on)

    for page in (client.get("/shortlist/"), client.get(address)):
        assert "1 person of this list has no public page any more." in text(page)
        # But for the address that was asked for.
        assert "Zyxgone" not in text(page)
        assert names(page) == ["Aas"]


def test_an_address_shows_a_list_to_anybody_and_leaves_theirs(client):
    mine, theirs = ExpertFactory(family_name="Mine"), ExpertFactory(family_name="Theirs")
    add(client, mine)

    shared = client.get(f"/shortlist/?expert={theirs.slug}")

    assert (names(shared), listed(client)) == (["Theirs"], ["Mine"])
    assert COOKIE not in shared.cookies
    assert 'content="noindex"' in shared.content.decode()


def test_a_shared_list_can_be_taken_over(client):
    mine, theirs = ExpertFactory(family_name="Mine"), ExpertFactory(family_name="Theirs")
    add(client, mine)
    page = client.get(f"/shortlist/?expert={theirs.slug}&expert={mine.slug}").content.decode()

    form = page[page.index('action="/shortlist/add/"') :]
    add(client, *re.findall('name="expert" value="([^"]*)"', form))

    assert listed(client) == ["Mine", "Theirs"]


@pytest.mark.parametrize(
    "query", ["expert=", "expert=%00", "expert=%F0", "expert=x&expert=x", "chosen=a"]
)
def test_an_address_with_nonsense_shows_nobody(client, query):
    response = client.get(f"/shortlist/?{query}")

    assert (response.status_code, names(response)) == (200, [])


def test_an_address_with_too_many_is_refused_in_words(client):
    response = client.get("/shortlist/?" + "&".join(f"expert=a-{n}" for n in range(MOST + 1)))

    assert (response.status_code, "at most 20 people" in text(response)) == (400, True)
