"""The keys that badges are signed with: files, of which the retired ones are still published."""

import json
import stat

import pytest
from django.core.management import CommandError, call_command

from certification.demo.factories import CertificationFactory
from certification.verification.badges import keys
from certification.verification.badges.checks import badges_can_be_signed
from certification.verification.badges.proof import is_proven
from certification.verification.badges.reading import Finding, read_badge
from certification.verification.badges.signing import badge_of
from tests.at_once import at_once
from tests.badges_made import document, said


def published(client):
    return json.loads(client.get("/.well-known/did.json").content)


def private_files(settings):
    return sorted(path.name for path in settings.BADGE_KEYS_DIR.glob("*.pem"))


def test_the_first_is_made_at_first_need():
    assert keys.current() == keys.current()


def test_in_production_the_first_is_made_by_the_command_alone(settings, client):
    settings.PRODUCTION = True
    badge = None
    with pytest.raises(keys.CannotSignError):
        badge_of(CertificationFactory())
    assert client.get("/.well-known/did.json").status_code == 503
    with pytest.raises(CommandError, match="rotate_key"):
        call_command("sign_badges")

    call_command("rotate_key")

    badge = badge_of(CertificationFactory())
    assert said(client, badge)[0] == 200


def test_without_its_private_half_a_key_signs_nothing_and_the_deploy_check_says_so(
    settings, client
):
    badge_of(CertificationFactory())
    for path in settings.BADGE_KEYS_DIR.glob("*.p256.pem"):
        path.unlink()

    with pytest.raises(keys.CannotSignError, match="can't be read"):
        keys.current()
    assert client.get("/badges/status/1/").status_code == 503
    (warning,) = badges_can_be_signed()
    assert (warning.id, "rotate_key" in warning.msg) == ("certification.W103", True)
    assert client.get("/.well-known/did.json").status_code == 200


def test_nobody_else_may_read_the_private_halves(settings):
    keys.current()

    modes = [stat.S_IMODE(path.stat().st_mode) for path in settings.BADGE_KEYS_DIR.glob("*.pem")]
    assert modes == [0o600, 0o600]
    assert stat.S_IMODE(settings.BADGE_KEYS_DIR.stat().st_mode) == 0o700


def test_the_document_of_the_issuer_tells_public_halves_by_their_full_names(client):
    key = keys.current()

    told = published(client)

    did = "did:web:127.0.0.1%3A8000"
    names = [f"{did}#{key.id}", f"{did}#{key.id}-jwt"]
    assert (told["id"], told["assertionMethod"]) == (did, names)
    assert [method["id"] for method in told["verificationMethod"]] == names
    assert {method["controller"] for method in told["verificationMethod"]} == {did}
    proof, token = told["verificationMethod"]
    assert (proof["type"], proof["publicKeyMultibase"][:4]) == ("Multikey", "z6Mk")
    assert (token["type"], sorted(token["publicKeyJwk"])) == (
        "JsonWebKey",
        ["crv", "kty", "x", "y"],
    )


def test_a_key_that_is_rotated_signs_no_more_and_is_still_published(settings, client):
    badge, old = badge_of(CertificationFactory()), keys.current()

    call_command("rotate_key")

    new = keys.current()
    assert (new != old, private_files(settings)) == (
        True,
        [f"{new.id}.ed25519.pem", f"{new.id}.p256.pem"],
    )
    names = [name.split("#")[1] for name in published(client)["assertionMethod"]]
    assert names == [new.id, f"{new.id}-jwt", old.id, f"{old.id}-jwt"]
    # What it signed is served as it was, and can be checked.
    assert said(client, badge) == (200, badge.document)
    assert is_proven(json.loads(badge.document), old)
    assert badge_of(CertificationFactory()).key == new.id


def test_what_a_key_signed_that_is_lost_is_signed_anew(settings, client):
    certification = CertificationFactory()
    before = document(certification)
    for path in settings.BADGE_KEYS_DIR.iterdir():
        path.unlink()

    since = document(certification)

    assert before["proof"]["verificationMethod"] != since["proof"]["verificationMethod"]
    assert is_proven(since, keys.current())


def test_several_who_need_the_first_at_once_make_one():
    made = at_once(*[keys.current] * 4)

    assert len({key.id for key in made}) == len(keys.published()) == 1


def test_without_an_address_of_its_own_the_register_signs_nothing_and_says_so(settings, client):
    settings.REGISTER_URL = ""

    with pytest.raises(keys.CannotSignError, match="set REGISTER_URL"):
        badge_of(CertificationFactory())
    answers = [client.get(page) for page in ("/.well-known/did.json", "/badges/status/1/")]
    assert [answer.status_code for answer in answers] == [503, 503]
    assert read_badge(b'{"id": "/badges/1/", "issuer": "did:web:"}').finding == Finding.FOREIGN
