"""A visitor's shortlist: kept in a cookie alone, changed from our own pages alone, shared as an address."""

import re

import pytest
from django.conf import settings
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from certification.demo.factories import ExpertFactory
from certification.register.shortlisted import COOKIE, MOST
from tests.html import text

HERE = {"Sec-Fetch-Site": "same-origin"}


def add(client, *experts, headers=HERE):
    slugs = [getattr(expert, "slug", expert) for expert in experts]
    return client.post("/shortlist/add/", {"expert": slugs}, headers=headers)


def remove(client, expert):
    return client.post("/shortlist/remove/", {"expert": expert.slug}, headers=HERE)


def names(response):
    return [expert.family_name for expert in response.context["people"]]


def listed(client):
    return names(client.get("/shortlist/"))


def test_the_button_of_a_profile_adds_the_expert(client):
    expert = ExpertFactory(family_name="Aas")
    page = client.get(expert.get_absolute_url()).content.decode()
    (action,) = re.findall('<form method="post" action="([^"]*)"', page)
    (slug,) = re.findall('<input type="hidden" name="expert" value="([^"]*)"', page)

    response = client.post(action, {"expert": slug}, headers=HERE)

    assert response["Location"] == f"/shortlist/?added={expert.slug}"
    assert listed(client) == ["Aas"]


def test_each_row_of_the_list_has_a_button_that_adds_the_expert(client):
    for name in ("Aas", "Berg"):
        ExpertFactory(given_name="Åse", family_name=name)
    page = client.get("/experts/").content.decode()
    (action,) = re.findall('<form id="shortlist-add" method="post" action="([^"]*)"', page)
    found = re.findall(
        'form="shortlist-add" name="expert" value="([^"]*)" aria-label="([^"]*)">([^<]*)<', page
    )

    shown = client.post(action, {"expert": found[1][0]}, headers=HERE, follow=True)

    assert [label for _slug, label, _text in found] == [
        "Add to shortlist: Åse Aas",
        "Add to shortlist: Åse Berg",
    ]
    assert "Now on your shortlist: Åse Berg" in text(shown)
    assert '<a class="onward" href="/experts/">' in shown.content.decode()
    assert listed(client) == ["Berg"]


@pytest.mark.parametrize("code", [code for code, _name in settings.LANGUAGES])
def test_the_name_of_that_button_begins_with_what_it_shows(client, code):
    ExpertFactory()
    with override(code):
        page = client.get(reverse("experts")).content.decode()

    ((label, shown),) = re.findall('form="shortlist-add" .*aria-label="([^"]*)">([^<]*)<', page)
    assert label.startswith(shown)


def test_nobody_is_said_to_be_added_who_is_not_on_the_list(client):
    expert = ExpertFactory(family_name="Zyxase")

    page = client.get(f"/shortlist/?added={expert.slug}&added=x%00")

    assert (page.status_code, "Now on" in text(page), "Zyxase" in text(page)) == (200, False, False)


def test_it_is_kept_in_the_order_in_which_it_was_filled_each_once(client):
    first, second = ExpertFactory(family_name="Zander"), ExpertFactory(family_name="Aas")

    for expert in (first, second, first):
        add(client, expert)

    assert listed(client) == ["Zander", "Aas"]


def test_the_cookie_is_of_the_session_and_out_of_reach_for_scripts_and_others(client):
    expert = ExpertFactory()
    cookie = add(client, expert).cookies[COOKIE]

    assert (cookie.value, cookie["httponly"], cookie["samesite"], cookie["path"]) == (
        *(expert.register_no, True, "Lax"),
        "/",
    )
    assert (cookie["max-age"], cookie["expires"], bool(cookie["secure"])) == ("", "", False)


def test_in_production_the_cookie_travels_encrypted_alone(client, settings):
    settings.SESSION_COOKIE_SECURE = True

    assert add(client, ExpertFactory()).cookies[COOKIE]["secure"] is True


def test_nothing_of_it_is_kept_by_the_register(client):
    expert = ExpertFactory()
    with CaptureQueriesContext(connections["default"]) as captured:
        add(client, expert)
        client.get("/shortlist/")
        remove(client, expert)

    assert [query["sql"] for query in captured if not query["sql"].startswith("SELECT")] == []
    assert settings.SESSION_COOKIE_NAME not in client.cookies


def test_people_are_taken_off_one_by_one_or_all_at_once(client):
    first, second, third = (ExpertFactory(family_name=name) for name in ("Aas", "Berg", "Dahl"))
    add(client, first, second, third)

    remove(client, second)
    left = listed(client)
    emptied = client.post("/shortlist/remove/", {"all": "1"}, headers=HERE)

    assert (left, listed(client)) == (["Aas", "Dahl"], [])
    assert emptied.cookies[COOKIE]["max-age"] == 0


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
    ids=str,
)
def test_no_other_site_changes_it(client, headers):
    expert = ExpertFactory(family_name="Aas")
    add(client, expert)

    responses = [
        client.post(f"/shortlist/{part}/", {"expert": expert.slug, "all": "1"}, headers=headers)
        for part in ("add", "remove")
    ]

    assert [response.status_code for response in responses] == [400, 400]
    assert [response.cookies for response in responses] == [{}, {}]
    assert listed(client) == ["Aas"]


def test_a_browser_that_tells_the_origin_alone_is_believed(client):
    assert add(client, ExpertFactory(), headers={"Origin": "http://testserver"}).status_code == 302


def test_to_read_an_address_changes_nothing(client):
    expert = ExpertFactory()

    add(client, ExpertFactory(family_name="Aas"))
    parts = ("add", "remove")

    answers = [client.get(f"/shortlist/{part}/?expert={expert.slug}&all=1") for part in parts]

    assert [answer.headers["Location"] for answer in answers] == ["/shortlist/", "/shortlist/"]
    assert [client.put(f"/shortlist/{part}/").status_code for part in parts] == [405, 405]
    assert listed(client) == ["Aas"]


@pytest.mark.parametrize("slug", ["nobody-e999999", "a\0b", "", "x" * 5000, "<b>"])
def test_who_has_no_public_page_is_not_added(client, slug):
    assert add(client, slug).status_code == 404
    assert add(client, ExpertFactory(consent=None)).status_code == 404
    assert COOKIE not in client.cookies


def test_it_has_room_for_so_many(client):
    experts = ExpertFactory.create_batch(MOST + 1)
    add(client, *experts[:MOST])

    full = add(client, experts[MOST])

    assert (full.status_code, "at most 20 people" in text(full)) == (400, True)
    assert len(listed(client)) == MOST


@pytest.mark.parametrize(
    "value", ["", ".", "nobody", "a b;c", "\xe9", "%00", "X." * 5000, '"\\000"']
)
def test_a_cookie_that_says_nonsense_is_an_empty_list(client, value):
    client.cookies[COOKIE] = value

    response = client.get("/shortlist/")

    assert (response.status_code, names(response)) == (200, [])
