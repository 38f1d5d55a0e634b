"""What a file is that somebody was shown as a badge: ours as we signed it, altered, foreign, or no badge.

What we signed is stored, earlier editions in the history. So a badge is compared with what we signed
before any signature is looked at, and whatever is told of it comes from the records, never from the file.
"""

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from uuid import UUID

import jwt
from django.conf import settings
from django.urls import reverse

from certification.models import Badge, Status
from certification.verification.addresses import printed
from certification.verification.badges import baking, keys
from certification.verification.badges.issuer import did, id_of_proof_key, id_of_token_key
from certification.verification.badges.proof import is_proven
from certification.verification.badges.tokens import is_signed

MOST_BYTES = 2 * 1024 * 1024
TOKEN = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")


class Finding(StrEnum):
    AS_SIGNED = "as-signed"
    # It says that it is ours, and is not what we signed.
    ALTERED = "altered"
    # Of somebody whose data are erased: nothing is told of it.
    ERASED = "erased"
    FOREIGN = "foreign"
    # A certificate in print with our address on it: its number has to be looked up.
    PAPER = "paper"
    # A picture or a document without a badge in it.
    NO_BADGE = "no-badge"
    UNREADABLE = "unreadable"
    TOO_BIG = "too-big"


@dataclass(frozen=True)
class Found:
    finding: Finding
    badge: Badge | None = None
    # Of its certification, today.
    status: Status | None = None
    # False: what it says has changed since, and an edition that was signed later says so.
    is_latest: bool = True
    # Signed with a key that signs no longer: nothing is wrong with that.
    key_is_retired: bool = False
    # Of a certificate in print.
    number: str = ""
    code: str = ""


def read_badge(content: bytes) -> Found:
    """Reads, and stores and fetches nothing."""
    if len(content) > MOST_BYTES:
        return Found(Finding.TOO_BIG)
    if content.startswith(b"%PDF-"):
        return _paper(content)
    try:
        text = _credential_in(content)
        if text is None:
            return Found(Finding.NO_BADGE)
        if TOKEN.fullmatch(text):
            return _read(_payload(text), text)
        return _read(_parsed(text), None)
    except baking.UnreadableError:
        return Found(Finding.UNREADABLE)


def _paper(content: bytes) -> Found:
    """By the address in its link. What else it says anybody can write, so the register has to be asked."""
    site = re.escape(printed(reverse("verify")).encode())
    link = rb"([A-Za-z0-9-]{1,80})/(?:\?code=([A-Za-z0-9-]{1,20}))?"
    found = re.search(site + link, content) if settings.REGISTER_URL else None
    if found is None:
        return Found(Finding.NO_BADGE)
    number, code = (each.decode() for each in found.groups(b""))
    return Found(Finding.PAPER, number=number, code=code)


def _credential_in(content: bytes) -> str | None:
    """A document or a token. Raises UnreadableError."""
    if content.startswith(baking.PNG):
        return baking.out_of_png(content)
    bare = content.removeprefix(b"\xef\xbb\xbf").strip()
    if bare.startswith(b"<"):
        return baking.out_of_svg(bare)
    if len(bare) > baking.LONGEST_TEXT:
        raise baking.UnreadableError
    try:
        text = bare.decode()
    except UnicodeDecodeError:
        raise baking.UnreadableError from None
    if not text.startswith("{") and not TOKEN.fullmatch(text):
        raise baking.UnreadableError
    return text


def _payload(token: str) -> Any:
    body = token.split(".")[1]
    try:
        return _parsed(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)).decode())
    except ValueError:
        raise baking.UnreadableError from None


def _parsed(text: str) -> Any:
    """Raises UnreadableError, also where a name stands twice: one reader takes the first, one the last."""
    try:
        found = json.loads(text, object_pairs_hook=_each_name_once)
    except (ValueError, RecursionError):
        raise baking.UnreadableError from None
    if not isinstance(found, dict):
        raise baking.UnreadableError
    return found


def _each_name_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _read(document: dict[str, Any], token: str | None) -> Found:
    badge = _badge_named(document.get("id"))
    issuer = document.get("issuer")
    named = issuer.get("id") if isinstance(issuer, dict) else issuer
    if badge is None:
        return Found(Finding.ALTERED if _is_us(named) else Finding.FOREIGN)
    if badge.certification.person.is_erased:
        return Found(Finding.ERASED, badge)
    found = Found(Finding.ALTERED, badge, badge.certification.status_on())
    for edition in _editions(badge):
        if (edition.token == token) if token else (_stored(edition) == document):
            is_latest = edition.document == badge.document
            return replace(_as_signed(found, edition.key), is_latest=is_latest)
    return _by_its_signature(found, document, token)


def _is_us(name: object) -> bool:
    return bool(settings.REGISTER_URL) and name == did()


def _badge_named(name: object) -> Badge | None:
    if not settings.REGISTER_URL:
        return None
    site = re.escape(settings.REGISTER_URL)
    found = (
        re.fullmatch(rf"{site}/badges/([0-9a-f-]{{36}})/", name) if isinstance(name, str) else None
    )
    try:
        uuid = UUID(found[1]) if found else None
    except ValueError:
        return None
    badges = Badge.objects.select_related("certification__person", "certification__level")
    return badges.filter(uuid=uuid).first() if uuid else None


def _editions(badge: Badge) -> Iterator[Any]:
    """All that was ever signed of it, the latest first."""
    events = Badge.pgh_event_model.objects.filter(pgh_obj=badge.pk)  # type: ignore[attr-defined]
    return iter(events.exclude(document="").order_by("-pgh_id"))


def _stored(edition: Any) -> Any:
    return json.loads(edition.document)


def _as_signed(found: Found, key_id: str) -> Found:
    retired = {key.id for key in keys.published() if key.retired_at}
    return replace(found, finding=Finding.AS_SIGNED, key_is_retired=key_id in retired)


def _by_its_signature(found: Found, document: dict[str, Any], token: str | None) -> Found:
    """An edition that is not in the records, as after a database was lost: its signature is right."""
    named = _key_named(document, token)
    for key in keys.published():
        if named not in {id_of_proof_key(key), id_of_token_key(key)}:
            continue
        if is_signed(token, key) if token else is_proven(document, key):
            return replace(_as_signed(found, key.id), is_latest=False)
    return found


def _key_named(document: dict[str, Any], token: str | None) -> object:
    """By which it says that it was signed: no other is tried, as that takes time."""
    if token:
        try:
            return jwt.get_unverified_header(token).get("kid")
        except jwt.PyJWTError:
            return None
    proof = document.get("proof")
    return proof.get("verificationMethod") if isinstance(proof, dict) else None
