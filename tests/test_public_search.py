"""What a visitor finds who types a name: as it stands, misspelt, or somebody alike. Never one for the other."""

import pytest

from certification.demo.factories import CertificationFactory, ExpertFactory, PersonFactory
from people.models import Consent


@pytest.fixture
def ask(client):
    def asked(**query):
        return client.get("/experts/", query, follow=True)

    return asked


def names(response):
    return [row.name for row in response.context["rows"]]


def people(*given_names, **facts):
    for name in given_names:
        given_name, _, family_name = name.partition(" ")
        ExpertFactory(given_name=given_name, family_name=family_name, **facts)


def test_whole_words_come_before_beginnings_and_then_names_in_order(ask):
    people("Annabel Zorn", "Anna Zimmer", "Anna Arendt", "Annabel Adler")

    assert names(ask(q="anna")) == ["Anna Arendt", "Anna Zimmer", "Annabel Adler", "Annabel Zorn"]
    assert names(ask(q="anna", order="name"))[0] == "Annabel Adler"


def test_a_misspelt_name_finds_its_person_and_says_so(ask):
    people("Maria Garcia", "Quentin Zweig")

    response = ask(q="maira garcai")

    assert names(response) == ["Maria Garcia"]
    assert "Nobody is found for “maira garcai”." in response.text
    assert "Showing results for “Maria Garcia”" in response.text


def test_who_is_found_as_typed_is_not_said_to_be_near(ask):
    people("Maria Garcia", "Mario Garcia")

    response = ask(q="maria garcia")

    assert (names(response), response.context["is_near"]) == (["Maria Garcia"], False)
    assert "Showing results for" not in response.text


def test_similar_names_are_offered_below_who_is_found(ask):
    people("Maria Garcia", "Mario Garcia", "Mario Garcia", "Quentin Zweig")

    response = ask(q="maria garcia")

    assert response.context["similar"] == ["Mario Garcia"]
    assert '<a href="?q=Mario+Garcia">Mario Garcia</a>' in response.text


def test_nobody_is_offered_who_is_not_on_the_list(ask):
    people("Maria Garcia", "Mario Garcia", "Marie Garcia")
    Consent.objects.filter(person__given_name="Mario").update(withdrawn_on="2020-01-01")
    PersonFactory(given_name="Marla", family_name="Garcia")

    assert ask(q="maria garcia").context["similar"] == ["Marie Garcia"]
    assert names(ask(q="marla garcia")) == ["Maria Garcia"]


def test_of_who_is_near_only_those_who_fit_the_filters_are_shown(ask):
    people("Maria Garcia", country="ES")
    people("Maria Garzia", country="IT")

    assert names(ask(q="maria garsia", country="IT")) == ["Maria Garzia"]
    assert ask(q="maria garsia").context["offered"].filters[2].name == "country"
    assert [
        option.people for option in ask(q="maria garsia").context["offered"].filters[2].options
    ] == [
        1,
        1,
    ]


def test_who_is_found_with_another_status_is_meant_and_nobody_near(ask):
    CertificationFactory(
        person=ExpertFactory(given_name="Maria", family_name="Garcia", certification=None),
        expired=True,
    )
    people("Mario Garcia")

    response = ask(q="maria garcia")

    assert (names(response), response.context["is_near"]) == ([], False)
    assert response.context["lapsed_count"] == 1


def test_a_name_that_the_page_does_not_show_is_not_told(ask):
    people("Maria Garcia", former_names="Lindqvist")

    response = ask(q="maria lindqvst")

    assert names(response) == ["Maria Garcia"]
    assert "Showing similar names" in response.text
    assert "lindqvist" not in response.text.lower()


@pytest.mark.parametrize("text", ["ABC-2021/17", "abc 2021 17", "abc202117", "garcia ABC-2021/17"])
def test_a_number_is_found_however_it_is_written(ask, text):
    expert = ExpertFactory(
        given_name="Maria", family_name="Garcia", certification__number="ABC-2021/17"
    )
    people("Quentin Zweig")

    assert names(ask(q=text)) == [expert.name]


def test_a_search_takes_as_many_queries_for_one_as_for_many(ask, django_assert_max_num_queries):
    people("Maria Garcia", "Mario Garcia")
    for text in ("maria garcia", "maira garcia", "nobody atall", "garcia"):
        with django_assert_max_num_queries(9, using="public"):
            ask(q=text)


def test_a_name_is_shown_as_it_is_written(client):
    ExpertFactory(given_name="Łukasz", family_name="Żółć")

    page = client.get("/experts/", {"q": "lukasz zolcc"}).content.decode()

    assert "Showing results for “Łukasz Żółć”" in page


def test_no_file_is_offered_of_those_who_are_only_near(client):
    ExpertFactory(given_name="Bjørn", family_name="Ødegård")

    pages = [
        client.get("/experts/", {"q": text}).content.decode()
        for text in ("Ødegård", "Odegrad", "nobody")
    ]

    assert ["/experts.csv" in page for page in pages] == [True, False, False]
