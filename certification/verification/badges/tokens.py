"""The twin of a badge's document: the same, signed as a JSON Web Token (Open Badges 3.0, 8.2)."""

from datetime import datetime
from typing import Any

import jwt

from certification.verification.badges.issuer import id_of_token_key
from certification.verification.badges.keys import Key


def token(document: dict[str, Any], key: Key) -> str:
    """ES256: the validator of 1EdTech refuses Ed25519 here."""
    claims = {
        **document,
        "iss": document["issuer"]["id"],
        "jti": document["id"],
        "sub": document["credentialSubject"]["id"],
        "nbf": _seconds(document["validFrom"]),
    }
    if "validUntil" in document:
        claims["exp"] = _seconds(document["validUntil"])
    # The specification asks for one of the two; some can't look up the first.
    headers = {"kid": id_of_token_key(key), "jwk": key.jwk}
    return jwt.encode(claims, key.token_pem, algorithm="ES256", headers=headers)


def is_signed(text: str, key: Key) -> bool:
    """Whether the key signed it, however long ago it ran out."""
    checks = {"verify_exp": False, "verify_nbf": False, "verify_aud": False}
    try:
        jwt.decode(text, jwt.PyJWK(key.jwk), algorithms=["ES256"], options=checks)  # type: ignore[arg-type]
    except (jwt.PyJWTError, ValueError, RecursionError):
        return False
    return True


def _seconds(moment: str) -> int:
    return int(datetime.fromisoformat(moment).timestamp())
