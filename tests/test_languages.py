"""Each public page has an address in each language; whoever chose one is led to it."""

import re

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from certification.demo.factories import ExpertFactory
from certification.languages import OWN_NAMES, in_language
from tests.html import text

COOKIE = settings.LANGUAGE_COOKIE_NAME


def language(response):
    found = re.search(r'<html lang="([\w-]+)"', response.content.decode())
    return found and found[1]


def test_every_language_of_the_settings_calls_itself_by_name():
    assert list(OWN_NAMES) == [code for code, _name in settings.LANGUAGES]


@pytest.mark.parametrize("code", OWN_NAMES)
def test_a_page_is_in_the_language_of_its_address(client, code):
    response = client.get(in_language("/experts/", code))

    assert (response.status_code, language(response), response["Content-Language"]) == (
        *(200, code, code),
    )


def test_addresses_in_english_stay_as_they_were():
    with translation.override("en"):
        assert reverse("experts") == "/experts/"


@pytest.mark.parametrize("path", ["/en/experts/", "/fr/experts/", "/nb/experts.csv", "/nb/admin/"])
def test_there_is_nothing_at_addresses_in_no_language_of_the_page(client, path):
    assert client.get(path).status_code == 404


def test_an_address_without_its_last_slash_leads_to_the_page(client):
    assert client.get("/nb/experts").headers["Location"] == "/nb/experts/"
    assert client.get("/nb").headers["Location"] == "/nb/"


def test_a_page_that_is_not_there_says_so_in_the_language_of_the_address(client):
    response = client.get("/nb/experts/nobody-e999999/")

    assert (response.status_code, language(response)) == (404, "nb")


def test_a_page_names_itself_in_each_language(client):
    page = client.get("/nb/experts/?country=NO").content.decode()
    named = dict(re.findall(r'hreflang="([\w-]+)" href="http://testserver([^"]*)"', page))

    assert named == {
        "x-default": "/experts/?country=NO",
        **{code: in_language("/experts/?country=NO", code) for code in OWN_NAMES},
    }


def test_choosing_a_language_keeps_the_search_and_is_remembered(client):
    page = client.get("/experts/?q=berg&level=gold").content.decode()
    address = re.search(r'href="(/language/nb/[^"]*)"', page)[1].replace("&amp;", "&")
    response = client.get(address)

    assert response.headers["Location"] == "/nb/experts/?q=berg&level=gold"
    assert client.get("/about/").headers["Location"] == "/nb/about/"


def test_whoever_chose_english_again_gets_it(client):
    client.get("/language/nb/?next=/about/")
    response = client.get("/language/en/?next=/nb/about/")

    assert response.headers["Location"] == "/about/"
    assert client.get("/about/").status_code == 200


@pytest.mark.parametrize(
    "wanted",
    [
        *("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"),
        *("", "/nowhere/", "/experts.csv", "/nb//evil.example/"),
    ],
)
def test_choosing_a_language_leads_to_pages_of_ours_alone(client, wanted):
    response = client.get("/language/nb/", {"next": wanted})

    assert response.headers["Location"] == "/nb/"


def test_a_language_that_there_is_not_can_not_be_chosen(client):
    assert client.get("/language/fr/?next=/").status_code == 404


@pytest.mark.parametrize(
    ("asked", "led"),
    [("nb-NO,nb;q=0.9,en;q=0.8", "/nb/"), ("no", "/nb/"), ("nn-NO", "/nb/"), ("de-AT", "/de/")],
)
def test_the_front_page_is_shown_in_the_language_of_the_browser(client, asked, led):
    response = client.get("/", headers={"accept-language": asked})

    assert response.headers["Location"] == led
    assert {"Cookie", "Accept-Language"} <= {*re.split(", ?", response["Vary"])}


@pytest.mark.parametrize("asked", ["en-GB,nb;q=0.5", "fr", "*", "nonsense;q=x", ""])
def test_it_is_in_english_for_everybody_else(client, asked):
    assert client.get("/", headers={"accept-language": asked}).status_code == 200


def test_other_addresses_are_in_their_language_whatever_the_browser_asks_for(client):
    response = client.get("/about/", headers={"accept-language": "nb"})

    assert (response.status_code, language(response)) == (200, "en")


def test_what_machines_read_is_the_same_whatever_was_chosen(client):
    client.cookies[COOKIE] = "nb"
    ExpertFactory()
    page = client.get("/experts.csv")

    assert (page.status_code, page["Content-Language"]) == (200, "en")
    assert b"/nb/" not in page.getvalue()


def test_a_part_of_a_page_is_in_the_language_of_the_page(client):
    client.cookies[COOKIE] = "nb"
    response = client.get("/experts/suggestions/?q=a", headers={"HX-Request": "true"})

    assert (response.status_code, response["Content-Language"]) == (200, "en")


def test_a_cookie_of_no_language_is_as_none(client):
    client.cookies[COOKIE] = "xx"

    assert client.get("/about/").status_code == 200


@pytest.mark.usefixtures("page_cache")
def test_a_page_that_is_kept_is_shown_in_its_own_language_alone(client):
    ExpertFactory(family_name="Berg")
    shown = {
        code: [client.get(in_language("/experts/", code)) for _ in range(2)] for code in OWN_NAMES
    }

    assert {code: [language(page) for page in pages] for code, pages in shown.items()} == {
        code: [code, code] for code in OWN_NAMES
    }


def test_links_of_a_page_stay_in_its_language(client):
    ExpertFactory(family_name="Berg")
    page = client.get("/nb/experts/").content.decode()
    links = set(re.findall(r'<a [^>]*href="(/[^"]*)"', page))
    files = {link for link in links if re.match(r"/(experts\.|language/)", link)}

    assert {link for link in links - files if not link.startswith("/nb/")} == set()


def test_staff_read_the_admin_in_the_language_that_they_chose(admin_client):
    admin_client.get("/language/nb/?next=/admin/")
    page = admin_client.get("/admin/")

    assert (language(page), page["Content-Language"]) == ("nb", "nb")


def test_staff_who_chose_none_read_it_in_that_of_their_browser(admin_client):
    page = admin_client.get("/admin/", headers={"accept-language": "tr"})

    assert language(page) == "tr"
    assert "Sign" not in text(page)
