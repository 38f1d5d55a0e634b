"""A checked certificate for programs: at the same address, with keys that stay."""

import json
import re
from datetime import date

import pytest

from certification.demo.factories import CertificationFactory, SuspensionFactory

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture
def certification():
    certification = CertificationFactory(
        number="A1",
        valid_until=date(2018, 12, 31),
        decided_on=date(2014, 12, 1),
        person__given_name="Asta",
        person__family_name="Lie",
        person__register_no="E1",
    )
    SuspensionFactory(
        certification=certification, suspended_on=date(2016, 1, 1), reinstated_on=date(2016, 2, 1)
    )
    CertificationFactory(
        number="A2", person=certification.person, certified_on=date(2019, 1, 1), basis="renewal"
    )
    return certification


def get(client, number="A1", accept="application/json", **query):
    return client.get(f"/verify/{number}/", query, headers={"accept": accept})


def test_all_that_is_told(client, certification):
    assert get(client, on="2016-01-15").json() == {
        "number": "A1",
        "status": "suspended",
        "status_on": "2016-01-15",
        "name": "Asta Lie",
        "level": "bronze",
        "level_name": "Bronze",
        "entitles_to": certification.level.entitles_to,
        "certified_on": "2015-01-01",
        "valid_until": "2018-12-31",
        "suspended_on": "2016-01-01",
        "withdrawn_on": None,
        "withdrawal_reason": None,
        "corrected_on": None,
        "corrections": [],
        "decided_by": "ESCA secretariat",
        "decided_on": "2014-12-01",
        "history": [
            {"what": "certified", "on": "2015-01-01"},
            {"what": "suspended", "on": "2016-01-01"},
            {"what": "reinstated", "on": "2016-02-01"},
        ],
        "renews": None,
        "renewed_by": [
            {
                "number": "A2",
                "status": "upcoming",
                "certified_on": "2019-01-01",
                "valid_until": None,
                "self": "http://testserver/verify/A2/",
            }
        ],
        "links": {
            "self": "http://testserver/verify/A1/",
            "profile": "http://testserver/experts/asta-lie-e1/",
        },
    }


def test_the_renewal_names_what_it_renews(client, certification):
    data = get(client, "A2").json()

    assert (data["renews"]["number"], data["renews"]["status"]) == ("A1", "expired")


def test_by_code_the_keys_are_the_same_and_what_is_not_told_is_null(client, certification):
    listed = get(client).json()
    certification.person.consents.all().update(withdrawn_on=date(2020, 1, 1))

    data = get(client, code=certification.check_code).json()

    assert list(data) == list(listed)
    withheld = {"history", "renewed_by"}
    assert {name for name, value in data.items() if value != listed[name]} == {*withheld, "links"}
    assert [data[name] for name in withheld] == [None, None]
    assert data["links"]["profile"] is None


@pytest.mark.parametrize(
    ("accept", "query", "kind"),
    [
        (BROWSER, {}, "text/html"),
        ("*/*", {}, "text/html"),
        ("", {}, "text/html"),
        ("image/png", {}, "text/html"),
        ("application/json", {}, "application/json"),
        ("application/json, text/html;q=0.5", {}, "application/json"),
        ("text/html, application/json;q=0.5", {}, "text/html"),
        (BROWSER, {"format": "json"}, "application/json"),
        ("application/json", {"format": "html"}, "text/html"),
    ],
)
@pytest.mark.parametrize("number", ["A1", "NONE", "x" * 99])
def test_who_asks_for_json_gets_it_and_caches_are_told(
    client, certification, page_cache, accept, query, kind, number
):
    for asked in (get(client, number, accept, **query), get(client, number, accept, **query)):
        assert asked["Content-Type"].partition(";")[0] == kind
        assert "Accept" in asked["Vary"].split(", ")
        assert "no-store" in asked["Cache-Control"]


@pytest.mark.parametrize(
    ("number", "query", "code", "status"),
    [
        ("NONE", {}, 404, "not-found"),
        ("x" * 99, {}, 400, "not-understood"),
        ("A1", {"on": "yesterday"}, 400, "not-understood"),
    ],
)
def test_failures_are_json_too(client, certification, number, query, code, status):
    answer = get(client, number, **query)

    assert (answer.status_code, answer.json()["status"]) == (code, status)
    assert list(answer.json()) == ["status", "message"]


def test_the_readme_names_every_key(client, certification, settings):
    readme = (settings.BASE_DIR / "README.md").read_text()
    section = readme.partition("## Checking a certificate")[2].partition("\n## ")[0]

    named = {*re.findall(r"^\| `(\w+)`", section, re.MULTILINE)}

    assert named == {*get(client).json()}


def script(page):
    found = re.findall('<script type="application/ld\\+json">(.*?)</script>', page.text)
    assert len(found) <= 1
    return json.loads(found[0]) if found else None


def test_the_page_tells_search_engines_the_same(client, certification):
    certification.withdraw(date(2018, 1, 1), "For staff")

    assert script(get(client, accept=BROWSER)) == {
        "@context": "https://schema.org",
        "@type": "EducationalOccupationalCredential",
        "name": "Bronze",
        "credentialCategory": "certification",
        "educationalLevel": "Bronze",
        "description": certification.level.entitles_to,
        "creativeWorkStatus": "withdrawn",
        "dateCreated": "2015-01-01",
        "expires": "2018-12-31",
        "recognizedBy": {"@type": "Organization", "name": "ESCA secretariat"},
        "identifier": "A1",
        "url": "http://testserver/verify/A1/",
        "about": {
            "@type": "Person",
            "name": "Asta Lie",
            "url": "http://testserver/experts/asta-lie-e1/",
        },
    }


def test_a_profile_names_what_is_valid_today(client, certification):
    data = script(client.get("/experts/asta-lie-e1/"))

    assert (data["@type"], data["name"]) == ("Person", "Asta Lie")
    assert [each["identifier"] for each in data["hasCredential"]] == ["A2"]
    assert script(client.get("/experts/asta-lie-e1/?on=2016-01-01")) is None


def test_no_text_ends_the_script(client, certification):
    evil = "</script><!--<script>&\u2028"
    certification.person.certifications.update(decided_by=evil)

    pages = [get(client, accept=BROWSER), client.get("/experts/asta-lie-e1/")]

    assert script(pages[0])["recognizedBy"]["name"] == evil
    assert script(pages[1])["hasCredential"][0]["recognizedBy"]["name"] == evil
    assert ["<!--" in page.text for page in pages] == [False, False]
