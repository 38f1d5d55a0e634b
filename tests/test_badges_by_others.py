"""The register's badges, checked by software that the register did not write: tests/badges/.

`pytest -s` shows the table of what it says.
"""

import json
from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from certification.demo.factories import CertificationFactory, SuspensionFactory
from certification.verification.badges import keys
from certification.verification.badges.proof import with_proof
from certification.verification.badges.signing import badge_of
from certification.verification.badges.tokens import token
from tests import badges_by_others

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "public"])

SCHEMA_OF_1EDTECH = (
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
)
# Of a good badge, each by itself.
TAMPERED = {
    "name": lambda badge: badge.update(name="Certified cluster expert: Gold"),
    "a later end": lambda badge: badge.update(validUntil="2099-12-31T22:59:59Z"),
    "no end": lambda badge: badge.pop("validUntil"),
    "an earlier beginning": lambda badge: badge.update(validFrom="2010-01-01T00:00:00Z"),
    "issuer’s name": lambda badge: badge["issuer"].update(name="Somebody Else"),
    "level": lambda badge: badge["credentialSubject"]["achievement"].update(name="Gold"),
    "holder": lambda badge: badge["credentialSubject"]["identifier"][1].update(identityHash="Eve"),
    "number": lambda badge: badge["credentialSubject"].update(licenseNumber="ESCA-2026-9999"),
    "place in the list": lambda badge: badge["credentialStatus"].update(statusListIndex="1"),
    "evidence": lambda badge: badge["evidence"][0].update(id="https://example.org/"),
    "day of signing": lambda badge: badge["proof"].update(created="2020-01-01T00:00:00Z"),
}


@pytest.fixture(scope="session")
def others():
    badges_by_others.install()


@pytest.fixture
def site(live_server, settings):
    settings.REGISTER_URL = live_server.url
    return live_server.url


def case(certification):
    badge = badge_of(certification)
    return {"credential": json.loads(badge.document), "token": badge.token}


def signed_again(good, key, **changes):
    unsigned = {k: v for k, v in good["credential"].items() if k != "proof"} | changes
    return {"credential": with_proof(unsigned, key), "token": token(unsigned, key)}


def altered(good, alter):
    credential = deepcopy(good["credential"])
    alter(credential)
    head, body, signature = good["token"].split(".")
    middle = "B" if body[200] == "A" else "A"
    return {
        "credential": credential,
        "token": f"{head}.{body[:200]}{middle}{body[201:]}.{signature}",
    }


def signed_by_somebody_else(good, folder, settings, **names):
    """By a key that is not ours; `id` says that it is."""
    ours, settings.BADGE_KEYS_DIR = settings.BADGE_KEYS_DIR, folder
    theirs = keys.rotate()
    if names:
        for half in ("ed25519", "p256"):
            (folder / f"{theirs.id}.{half}.pem").rename(folder / f"{names['id']}.{half}.pem")
    signed = signed_again(good, replace(theirs, **names))
    settings.BADGE_KEYS_DIR = ours
    return signed


@pytest.fixture
def cases(site, settings, tmp_path):
    rotated = case(CertificationFactory())
    keys.rotate()
    in_a_year = timezone.localdate() + timedelta(days=365)
    good = case(CertificationFactory(number="ESCA-2026-0001", valid_until=in_a_year))
    unlisted = case(CertificationFactory(person__unlisted=True, person__email=""))
    withdrawn, suspended, reinstated = (CertificationFactory() for _ in range(3))
    found = {
        "good": good,
        "of somebody who is not listed": unlisted,
        "key rotated": rotated,
        "expired": case(CertificationFactory(expired=True)),
        "not valid yet": case(CertificationFactory(upcoming=True)),
        "withdrawn: a copy from before": case(withdrawn),
        "suspended": case(suspended),
        "reinstated": case(reinstated),
    }
    withdrawn.withdraw(on=timezone.localdate(), reason="Decision")
    SuspensionFactory(certification=suspended)
    SuspensionFactory(certification=reinstated, reinstated_on=date(2020, 6, 1))
    found["withdrawn: fetched since"] = case(withdrawn)
    lost = f"{site}/badges/status/77/"
    status = good["credential"]["credentialStatus"]
    found["status list missing"] = signed_again(
        good,
        keys.current(),
        credentialStatus=status | {"statusListCredential": lost, "id": f"{lost}#5"},
    )
    ours = keys.current().id
    found["wrong key"] = signed_by_somebody_else(good, tmp_path / "theirs", settings, id=ours)
    found["key not published"] = signed_by_somebody_else(good, tmp_path / "others", settings)
    return found | {f"tampered: {name}": altered(good, alter) for name, alter in TAMPERED.items()}


def says(credential, status, wallet, token):
    return {
        "digitalBazaar": {"credential": credential, "status": status},
        "wallet": wallet,
        "schema": "follows",
        "token": token,
    }


AS_SIGNED, ALTERED = {"valid_signature": True, "expiration": True}, {"fatal": "invalid_signature"}
OVER = 'The current date time is after "validUntil".'
TO_COME = 'The current date time is before "validFrom".'
NOT_FOUND = 'refused: NotFoundError loading "…": 404'
GOOD = says("verified", "suspension: false", AS_SIGNED | {"suspension_status": True}, "verified")
# The first says nothing of the status where it says “verified”: what is beside it has to be read.
HELD_BACK = says(
    "verified", "suspension: true", AS_SIGNED | {"suspension_status": False}, "verified"
)
FORGED = says(
    "refused: Invalid signature.",
    "suspension: false",
    ALTERED,
    "refused: ERR_JWS_SIGNATURE_VERIFICATION_FAILED",
)
SAID = {
    "good": GOOD,
    "of somebody who is not listed": GOOD,
    "key rotated": GOOD,
    "expired": says(
        f"refused: {OVER}",
        "suspension: false",
        AS_SIGNED | {"suspension_status": True, "expiration": False},
        "refused: ERR_JWT_EXPIRED",
    ),
    "not valid yet": says(
        f"refused: {TO_COME}",
        "suspension: false",
        {"refused": TO_COME},
        "refused: ERR_JWT_CLAIM_VALIDATION_FAILED",
    ),
    "withdrawn: a copy from before": HELD_BACK,
    "withdrawn: fetched since": says(
        "verified", "revocation: true", AS_SIGNED | {"revocation_status": False}, "verified"
    ),
    "suspended": HELD_BACK,
    "reinstated": GOOD,
    "status list missing": says(
        NOT_FOUND, NOT_FOUND, AS_SIGNED | {"revocation_status": "status_list_not_found"}, "verified"
    ),
    "wrong key": FORGED,
    "key not published": says(
        "refused: “…” is not published.",
        "suspension: false",
        ALTERED,
        "refused: ERR_JWKS_NO_MATCHING_KEY",
    ),
    **{f"tampered: {name}": FORGED for name in TAMPERED},
}


def test_they_say_what_the_register_says(site, cases, tmp_path, others):
    told = badges_by_others.check(site, cases, tmp_path)

    print(f"\n{told['table']}")
    assert told["rows"] == SAID
    # What they would have fetched elsewhere, and were not given.
    assert told["refused"] == [SCHEMA_OF_1EDTECH]
