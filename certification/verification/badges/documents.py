"""The document of a badge: Open Badges 3.0.3 on W3C Verifiable Credentials 2.0, before it is signed."""

import hashlib
import secrets
import uuid
from typing import Any

from certification.models.badge import Badge
from certification.models.level import Level
from certification.verification.badges.facts import Facts, LevelFacts
from certification.verification.badges.issuer import did

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"


def address(badge: Badge, site: str) -> str:
    return f"{site}/badges/{badge.uuid}/"


def list_address(site: str, number: int, purpose: str) -> str:
    """A list has one purpose: what is suspended may come back, what is revoked never does."""
    suffix = "" if purpose == "suspension" else f"{purpose}/"
    return f"{site}/badges/status/{number}/{suffix}"


def document(badge: Badge, facts: Facts) -> dict[str, Any]:
    made: dict[str, Any] = {
        "@context": [CREDENTIALS, OPEN_BADGES],
        "id": address(badge, facts.level.site),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": facts.level.title,
        "issuer": issuer(facts.level),
        "validFrom": facts.valid_from,
        "credentialSubject": _subject(badge, facts),
        "credentialStatus": _status(badge, facts),
    }
    if facts.valid_until:
        made["validUntil"] = facts.valid_until
    if facts.evidence:
        made["evidence"] = [
            {"id": facts.evidence, "type": ["Evidence"], "name": facts.evidence_name}
        ]
    return made


def issuer(facts: LevelFacts) -> dict[str, Any]:
    return {"id": did(), "type": ["Profile"], "name": facts.certifying_body, "url": facts.site}


def _subject(badge: Badge, facts: Facts) -> dict[str, Any]:
    subject: dict[str, Any] = {
        # Says nothing: a token needs a name for whom it is about.
        "id": uuid.uuid5(badge.uuid, "subject").urn,
        "type": ["AchievementSubject"],
        "achievement": _achievement(facts.level),
    }
    if identifiers := [*_identifiers(facts)]:
        subject["identifier"] = identifiers
    if facts.number:
        subject["licenseNumber"] = facts.number
    return subject


def _identifiers(facts: Facts) -> list[dict[str, Any]]:
    found = []
    if facts.email:
        salt = secrets.token_hex(16)
        hashed = hashlib.sha256(f"{facts.email}{salt}".encode()).hexdigest()
        found.append(
            {
                "type": "IdentityObject",
                "identityType": "emailAddress",
                "hashed": True,
                "identityHash": f"sha256${hashed}",
                "salt": salt,
            }
        )
    if facts.name:
        found.append(
            {
                "type": "IdentityObject",
                "identityType": "name",
                "hashed": False,
                "identityHash": facts.name,
            }
        )
    return found


def achievement_of(level: Level) -> dict[str, Any]:
    """What an address of an achievement answers."""
    return {"@context": [CREDENTIALS, OPEN_BADGES], **_achievement(LevelFacts.of(level))}


def _achievement(facts: LevelFacts) -> dict[str, Any]:
    picture = f"{facts.site}/badges/levels/{facts.slug}.png"
    return {
        "id": f"{facts.site}/badges/levels/{facts.slug}/",
        "type": ["Achievement"],
        "achievementType": "Certification",
        "name": facts.title,
        "description": facts.entitles_to,
        "criteria": {"narrative": facts.criteria},
        "image": {"id": picture, "type": "Image", "caption": facts.name},
        "creator": issuer(facts),
    }


def _status(badge: Badge, facts: Facts) -> dict[str, str]:
    purpose = "revocation" if facts.is_withdrawn else "suspension"
    listed = list_address(facts.level.site, badge.status_list, purpose)
    return {
        "id": f"{listed}#{badge.status_index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": purpose,
        "statusListIndex": str(badge.status_index),
        "statusListCredential": listed,
    }
