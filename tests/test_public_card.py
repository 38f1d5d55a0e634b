"""What social networks show beside a link: the head of each public page, and the picture."""

import io
import re
from datetime import date
from html import unescape

import pytest
from django.utils import timezone
from PIL import Image

from certification.demo.factories import (
    CertificationFactory,
    CourseFactory,
    ExpertFactory,
    OrganisationFactory,
    SuspensionFactory,
    level,
)
from certification.models import Expert
from certification.register.card import drawing, facts


def head(response):
    page = response.content.decode()
    found = re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]*)" content="([^"]*)">', page)
    return {name: unescape(value) for name, value in found}


@pytest.fixture
def expert():
    expert = ExpertFactory(
        given_name="Åse",
        family_name="Ødegård <b>",
        organisation=OrganisationFactory(name="Cluster & Co"),
    )
    CertificationFactory(person=expert, level=level("gold"), suspended=True)
    return expert


def card(client, expert, query=""):
    return client.get(f"{expert.get_absolute_url()}card.png{query}")


def said(expert):
    shown = Expert.objects.with_standing().select_related("organisation").get(pk=expert.pk)
    return facts.of_expert(shown)


def test_a_profile_says_what_networks_ask_for(client, expert):
    address = f"http://testserver{expert.get_absolute_url()}"

    found = head(client.get(expert.get_absolute_url()))

    assert found == {
        "og:site_name": "Cluster Expert Register",
        "og:title": "Åse Ødegård <b> – Experts",
        "og:description": "Åse Ødegård <b> in the register of cluster experts: levels with their dates "
        "and status, organisation, languages and sectors.",
        "og:locale": "en_US",
        "og:url": address,
        "og:type": "profile",
        "og:image": f"{address}card.png?v={said(expert).version}",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Åse Ødegård <b>. Certified cluster expert. Bronze: Valid; Gold: Suspended. "
        "Cluster Expert Register",
        "twitter:card": "summary_large_image",
    }


def test_every_other_page_has_the_card_of_the_register(client, expert):
    course = CourseFactory().get_absolute_url()
    addresses = [
        "/",
        "/about/",
        "/levels/",
        "/courses/",
        course,
        "/verify/",
        "/experts/?country=NO",
    ]

    for address in addresses:
        found = head(client.get(address))
        assert (found["og:type"], found["og:url"]) == ("website", f"http://testserver{address}")
        assert found["og:image"].startswith("http://testserver/card.png?v=")
        assert len(found) == 12


def test_a_page_that_does_not_exist_has_none(client):
    assert head(client.get("/nowhere/")) == {}


@pytest.mark.parametrize("of", ["expert", "register"])
def test_the_picture_is_as_large_as_it_says(client, expert, of):
    response = card(client, expert) if of == "expert" else client.get("/card.png")
    picture = Image.open(io.BytesIO(response.content))

    assert (picture.format, picture.size) == ("PNG", (1200, 630))
    assert (response["Content-Type"], response["Cache-Control"]) == ("image/png", "no-cache")


def test_the_highest_valid_level_stands_first_and_every_status_is_told(expert):
    CertificationFactory(person=expert, level=level("silver"))

    told = said(expert)

    assert [(each.level, each.status_word) for each in told.held] == [
        ("Silver", "Valid"),
        ("Bronze", "Valid"),
        ("Gold", "Suspended"),
    ]
    assert (told.organisation, told.country) == ("Cluster & Co", "Norway")


@pytest.mark.parametrize("status", ["suspended", "expired", "withdrawn", "upcoming"])
def test_who_is_not_valid_today_is_said_not_to_be(client, status):
    expert = ExpertFactory(**{f"certification__{status}": True})

    alt = head(client.get(expert.get_absolute_url()))["og:image:alt"]

    assert f"No valid certification today. Bronze: {status.capitalize()}" in alt


@pytest.mark.parametrize(
    "change",
    [
        lambda expert: Expert.objects.filter(pk=expert.pk).update(family_name="Other"),
        lambda expert: Expert.objects.filter(pk=expert.pk).update(organisation=None),
        lambda expert: Expert.objects.filter(pk=expert.pk).update(country="DE"),
        lambda expert: SuspensionFactory(
            certification=expert.certifications.get(level=level("bronze")),
            suspended_on=date(2021, 1, 1),
        ),
    ],
    ids=["name", "organisation", "country", "status"],
)
def test_another_picture_has_another_address_and_the_same_one_the_same(client, expert, change):
    before, picture = said(expert).version, card(client, expert).content
    again = said(expert).version, card(client, expert, "?v=other").content

    change(expert)

    assert again == (before, picture)
    assert said(expert).version != before
    assert card(client, expert).content != picture


def test_it_is_drawn_once(client, expert, monkeypatch):
    drawing.png.cache_clear()
    drawn, compiled = [], drawing._compiled
    monkeypatch.setattr(drawing, "_compiled", lambda *a, **k: drawn.append(1) or compiled(*a, **k))

    for query in ("", "?v=1", "?v=2"):
        card(client, expert, query)

    assert drawn == [1]


@pytest.mark.usefixtures("page_cache")
def test_who_has_it_already_is_told_so(client, expert):
    first = card(client, expert)
    again = client.get(
        f"{expert.get_absolute_url()}card.png", headers={"if-none-match": first["ETag"]}
    )

    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


def test_there_is_none_of_somebody_who_is_not_listed(client, expert):
    before = card(client, expert).status_code
    expert.consents.update(withdrawn_on=timezone.localdate())

    assert (before, card(client, expert).status_code) == (200, 404)


@pytest.mark.parametrize(
    "name", ["Ελένη Παπαδοπούλου", "Щербаков", "ლომიძე", "Պետրոսյան", "محمد", "Ж" * 100, "#let x"]
)
def test_names_in_any_letters_are_drawn(client, name):
    assert card(client, ExpertFactory(family_name=name)).status_code == 200


def test_letters_that_no_font_has_are_written_in_latin_ones(monkeypatch):
    drawn, compiled = [], drawing._compiled
    monkeypatch.setattr(
        drawing, "_compiled", lambda what, **k: drawn.append(what.name) or compiled(what, **k)
    )

    drawing.png(facts.Facts("Register", "Mei 王美", "Certified"))

    assert drawn[-1] == "Mei WangMei"
