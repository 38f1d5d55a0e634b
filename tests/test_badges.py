"""The Open Badge of a certification: signed once, served as it is stored, telling what was agreed."""

import hashlib
import json
import socket
from datetime import date, timedelta

import pytest
from django.utils import timezone, translation
from openbadgeslib.errors import ErrorSigningFile

from certification.demo.factories import CertificationFactory, ConsentFactory, SuspensionFactory
from certification.models import Badge, Level, RegisterSettings
from certification.verification.badges import keys
from certification.verification.badges.proof import is_proven, with_proof
from certification.verification.badges.signing import badge_of, sign_all
from certification.verification.badges.tokens import is_signed
from people.erasing import erase
from people.models import Person
from tests.badges_made import claims, document, everything_said, said
from tests.html import text

SECRETS = {
    "given_name": "Astagiven",
    "family_name": "Liefamily",
    "email": "asta@secret.example.org",
    "register_no": "E-77777",
}


@pytest.fixture
def certification():
    return CertificationFactory(
        number="ESCA-2020-0042",
        certified_on=date(2020, 3, 1),
        valid_until=date(2099, 2, 28),
        **{f"person__{name}": value for name, value in SECRETS.items()},
    )


def unlisted(**fields):
    given = {f"person__{name}": value for name, value in SECRETS.items()}
    return CertificationFactory(person__unlisted=True, number="ESCA-2020-0043", **given | fields)


def test_it_says_who_certified_what_and_from_when_to_when(certification, settings):
    told = document(certification)

    achievement = told["credentialSubject"]["achievement"]
    assert (told["issuer"]["id"], told["issuer"]["name"]) == (
        "did:web:127.0.0.1%3A8000",
        "European Secretariat for Cluster Analysis (ESCA)",
    )
    assert (told["name"], achievement["name"]) == ("Certified cluster expert: Bronze",) * 2
    # The first and the last moment of those days in Berlin.
    assert (told["validFrom"], told["validUntil"]) == (
        "2020-02-29T23:00:00Z",
        "2099-02-28T22:59:59Z",
    )
    assert told["id"] == f"{settings.REGISTER_URL}/badges/{certification.badge.uuid}/"


def test_one_without_end_has_none():
    assert "validUntil" not in document(CertificationFactory(valid_until=None))


def test_of_a_listed_person_it_tells_name_number_and_where_to_check(certification, settings):
    told = document(certification)

    email, name = told["credentialSubject"]["identifier"]
    salted = f"asta@secret.example.org{email['salt']}".encode()
    assert email["identityHash"] == f"sha256${hashlib.sha256(salted).hexdigest()}"
    assert (name["hashed"], name["identityHash"]) == (False, "Astagiven Liefamily")
    assert told["credentialSubject"]["licenseNumber"] == "ESCA-2020-0042"
    assert told["evidence"][0]["id"] == f"{settings.REGISTER_URL}/verify/ESCA-2020-0042/"


def test_of_a_person_who_is_not_listed_nothing_can_be_read():
    certification = unlisted()

    told = everything_said(certification)

    hidden = [*SECRETS.values(), "ESCA-2020", "evidence", certification.check_code, "astagiven"]
    assert [value for value in hidden if value in told] == []


def test_the_email_address_is_told_of_nobody(certification):
    assert "asta@secret" not in everything_said(certification)


def test_without_an_email_address_there_is_no_hash_of_one():
    certification = unlisted(person__email="")

    assert "identifier" not in document(certification)["credentialSubject"]


def test_it_is_served_as_it_was_signed(certification, client):
    badge = badge_of(certification)
    first = said(client, badge), said(client, badge, "badge.jwt")

    again = said(client, badge), said(client, badge, "badge.jwt")

    assert first == again == ((200, badge.document), (200, badge.token))
    assert Badge.pgh_event_model.objects.filter(pgh_label="update").count() == 1


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        (lambda person: person.save(), {"family_name": "Newname"}),
        (lambda person: person.save(), {"email": "new@example.org"}),
    ],
)
def test_what_it_says_of_the_holder_is_signed_anew_when_it_changes(
    certification, client, change, fields
):
    badge = badge_of(certification)
    person = Person.objects.get(pk=certification.person.pk)
    for name, value in fields.items():
        setattr(person, name, value)

    change(person)

    status, text = said(client, badge)
    assert (status, text != badge.document) == (200, True)
    assert json.loads(text)["credentialStatus"] == json.loads(badge.document)["credentialStatus"]


def test_it_is_signed_anew_when_the_level_or_the_body_has_another_name(certification, client):
    badge = badge_of(certification)
    Level.objects.filter(slug="bronze").update(name="Bronce")
    RegisterSettings.objects.update(certifying_body="EUCLES")

    told = json.loads(said(client, badge)[1])

    assert (told["name"], told["issuer"]["name"]) == ("Certified cluster expert: Bronce", "EUCLES")


def test_what_it_does_not_say_may_change_without_another_signature(certification, client):
    badge = badge_of(certification)
    Person.objects.filter(pk=certification.person.pk).update(telephone="+47 555", country="SE")

    assert said(client, badge) == (200, badge.document)


def test_its_words_do_not_depend_on_who_asks(certification):
    with translation.override("de"):
        first = badge_of(certification)

    assert badge_of(certification).document == first.document


def test_with_the_consent_the_name_goes(certification, client):
    badge = badge_of(certification)
    certification.person.consents.get().withdraw(timezone.localdate())

    _status, text = said(client, badge)

    assert ["Liefamily" in badge.document, "Liefamily" in text] == [True, False]


def test_with_a_consent_the_name_comes(client):
    certification = unlisted()
    badge = badge_of(certification)
    ConsentFactory(person=certification.person)

    _status, text = said(client, badge)

    assert ["Liefamily" in badge.document, "Liefamily" in text] == [False, True]


def test_what_is_withdrawn_is_served_and_names_the_list_of_revocations(certification, client):
    badge = badge_of(certification)
    certification.withdraw(on=timezone.localdate(), reason="Decision")

    status, text = said(client, badge)

    before, since = (json.loads(one)["credentialStatus"] for one in (badge.document, text))
    assert (status, before["statusPurpose"], since["statusPurpose"]) == (
        200,
        "suspension",
        "revocation",
    )
    assert before["statusListIndex"] == since["statusListIndex"] == str(badge.status_index)


def test_a_withdrawal_to_come_changes_nothing_yet(certification, client):
    badge = badge_of(certification)
    certification.withdraw(on=timezone.localdate() + timedelta(days=9), reason="Decision")

    assert said(client, badge) == (200, badge.document)


def test_its_status_is_one_entry_whose_index_is_text(certification):
    badge = badge_of(certification)

    assert json.loads(badge.document)["credentialStatus"] == {
        "id": f"http://127.0.0.1:8000/badges/status/1/#{badge.status_index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "suspension",
        "statusListIndex": str(badge.status_index),
        "statusListCredential": "http://127.0.0.1:8000/badges/status/1/",
    }


def test_the_token_says_the_same(certification):
    badge = badge_of(certification)
    signed = json.loads(badge.document)
    told = claims(badge.token)

    registered = {name: told.pop(name) for name in ("iss", "jti", "sub", "nbf", "exp")}
    signed.pop("proof")
    assert told == signed
    assert registered == {
        "iss": "did:web:127.0.0.1%3A8000",
        "jti": signed["id"],
        "sub": signed["credentialSubject"]["id"],
        "nbf": 1583017200,
        "exp": 4076002799,
    }


def test_nothing_is_asked_of_the_network(certification, monkeypatch):
    badge, key, asked = badge_of(certification), keys.current(), []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *host, **_: asked.append(host))
    monkeypatch.setattr(socket.socket, "connect", lambda _self, host: asked.append(host))
    signed = json.loads(badge.document)
    # By which it would be read, if anybody fetched it.
    foreign = signed | {"@context": [*signed["@context"], "https://example.org/context.json"]}

    checked = [is_proven(signed, key), is_proven(foreign, key), is_signed(badge.token, key)]
    with pytest.raises(ErrorSigningFile):
        with_proof({name: value for name, value in foreign.items() if name != "proof"}, key)

    assert (checked, asked) == ([True, False, True], [])


def test_of_an_erased_person_nothing_is_left_and_nothing_is_served(certification, client):
    badge = badge_of(certification)
    salt = document(certification)["credentialSubject"]["identifier"][0]["salt"]

    erase(certification.person, "Request", "Rita Registrar")

    answers = [said(client, badge, suffix)[0] for suffix in ("", "badge.jwt", "badge.png")]
    assert answers == [410, 410, 410]
    kept = [*Badge.objects.values_list("document", "token", "digest")]
    kept += Badge.pgh_event_model.objects.values_list("document", "token", "digest")
    assert [row for row in kept if any(row)] == []
    assert salt not in said(client, badge)[1]


def test_an_address_that_is_nobodys_is_not_found(client):
    assert client.get("/badges/6f7c0b1c-0000-4000-8000-000000000000/").status_code == 404


@pytest.mark.parametrize("suffix", ["", "badge.jwt", "badge.svg", "badge.png"])
def test_other_sites_may_read_it_and_nobody_keeps_it_unasked(certification, client, suffix):
    badge = badge_of(certification)

    response = client.get(f"/badges/{badge.uuid}/{suffix}")

    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cache-Control"] == "no-cache"


def test_it_is_named_as_a_credential_to_who_asks_for_one(certification, client):
    address = f"/badges/{badge_of(certification).uuid}/"

    asked, not_asked = (
        client.get(address, headers={"accept": "application/vc"}),
        client.get(address),
    )

    assert [asked["Content-Type"], not_asked["Content-Type"]] == [
        "application/vc",
        "application/ld+json",
    ]


def test_all_are_signed_by_the_command_once():
    CertificationFactory()
    SuspensionFactory()
    erased = CertificationFactory()
    erase(erased.person, "Request", "Rita Registrar")

    assert [sign_all(), sign_all()] == [2, 0]
    assert not Badge.objects.filter(certification=erased).exists()


def test_nothing_is_written_by_fetching_what_is_signed(
    certification, client, django_assert_max_num_queries
):
    badge = badge_of(certification)

    with django_assert_max_num_queries(4):
        client.get(f"/badges/{badge.uuid}/")


def test_the_history_tells_of_a_signature_by_its_beginning(certification, admin_client):
    badge_of(certification)

    page = text(admin_client.get(f"/admin/people/person/{certification.person.pk}/history/"))

    assert [word in page for word in ("Signed document", "@context", "proofValue")] == [
        True,
        True,
        False,
    ]
