"""People suggested while a visitor types."""

import pytest

from certification.demo.factories import CertificationFactory, ExpertFactory, PersonFactory


@pytest.fixture
def suggested(client):
    def ask(text):
        response = client.get("/experts/suggestions/", {"q": text}, headers={"HX-Request": "true"})
        assert response.status_code == 200
        return [expert.name for expert in response.context["experts"]]

    return ask


def test_the_best_matches_are_suggested_whatever_their_status(suggested):
    ExpertFactory(given_name="Annabel", family_name="Adler")
    lapsed = ExpertFactory(given_name="Anna", family_name="Zorn", certification=None)
    CertificationFactory(person=lapsed, expired=True)
    PersonFactory(given_name="Anna", family_name="Unlisted")

    assert suggested("ann") == ["Annabel Adler", "Anna Zorn"]
    assert suggested("anna") == ["Anna Zorn", "Annabel Adler"]


def test_a_misspelt_name_is_understood(suggested):
    ExpertFactory(given_name="Maria", family_name="Garcia")

    assert suggested("maira") == ["Maria Garcia"]
    assert suggested("garcai mara") == ["Maria Garcia"]


@pytest.mark.parametrize("text", ["", " ", "a", "%", "😀", "\x00", "'; --", "zz", "x" * 10_000])
def test_nobody_is_suggested_for_too_little_or_nonsense(suggested, text):
    ExpertFactory(given_name="Anna", family_name="Adler")

    assert suggested(text) == []


def test_at_most_six_are_suggested(suggested):
    for place in range(8):
        ExpertFactory(given_name="Anna", family_name=f"Adler {place}")

    assert len(suggested("anna")) == 6


def test_how_many_there_are_is_announced(client):
    ExpertFactory(given_name="Anna", family_name="Adler")

    response = client.get("/experts/suggestions/?q=anna", headers={"HX-Request": "true"})

    assert '<p hx-swap-oob="innerHTML:#suggested">1 person suggested' in response.text


def test_it_is_a_piece_of_a_page_and_no_page(client):
    response = client.get("/experts/suggestions/?q=anna")

    assert (response.status_code, response["Location"]) == (302, "/experts/")


def test_who_is_only_near_is_called_similar(client):
    ExpertFactory(given_name="Bjørn", family_name="Ødegård")

    shown = [
        client.get("/experts/suggestions/", {"q": text}, headers={"HX-Request": "true"}).content
        for text in ("odegrad", "odegard")
    ]

    assert [b"Similar names" in each for each in shown] == [True, False]
