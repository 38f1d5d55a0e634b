"""Who issues badges: the register itself, under the name did:web:<its host>."""

from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings

from certification.verification.badges.keys import CannotSignError, Key


def did() -> str:
    """Of the register's own address; the colon before a port is escaped, as did:web asks.

    Raises CannotSignError.
    """
    if not settings.REGISTER_URL:
        raise CannotSignError("Badges need the register's own address: set REGISTER_URL.")
    return f"did:web:{quote(urlsplit(settings.REGISTER_URL).netloc, safe='')}"


def id_of_proof_key(key: Key) -> str:
    return f"{did()}#{key.id}"


def id_of_token_key(key: Key) -> str:
    return f"{did()}#{key.id}-jwt"


def did_document(keys: list[Key]) -> dict[str, Any]:
    """Says of each key, the retired ones too, that what it signed is the register's word."""
    return {
        "@context": [
            "https://www.w3.org/ns/did/v1",
            "https://w3id.org/security/multikey/v1",
            "https://w3id.org/security/jwk/v1",
        ],
        "id": did(),
        "verificationMethod": [method for key in keys for method in _methods(key)],
        "assertionMethod": [
            name for key in keys for name in (id_of_proof_key(key), id_of_token_key(key))
        ],
    }


def _methods(key: Key) -> list[dict[str, Any]]:
    return [
        {
            "id": id_of_proof_key(key),
            "type": "Multikey",
            "controller": did(),
            "publicKeyMultibase": key.multikey,
        },
        {
            "id": id_of_token_key(key),
            "type": "JsonWebKey",
            "controller": did(),
            "publicKeyJwk": key.jwk,
        },
    ]
