"""The keys that badges are signed with: files in a folder, never in the database.

Each has two halves of each kind: Ed25519 for the proof in a document, P-256 for tokens. The public
halves stay for ever, so that what a retired key signed can still be checked; its private halves are
deleted as it retires.
"""

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1
from cryptography.hazmat.primitives.asymmetric.ec import generate_private_key as generate_p256
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from django.conf import settings
from django.utils import timezone
from jwt.algorithms import ECAlgorithm
from openbadgeslib.ob3.did import multikey_from_pem

PUBLIC = ".public.json"


class CannotSignError(Exception):
    """The register is not set up to sign badges: says why, to who runs it."""


@dataclass(frozen=True)
class Key:
    id: str
    made_at: str
    # Empty as long as it signs.
    retired_at: str
    # The public halves.
    multikey: str
    jwk: dict[str, Any]

    @property
    def proof_pem(self) -> bytes:
        """Raises CannotSignError, as the next one does."""
        return _private_half(self.id, "ed25519")

    @property
    def token_pem(self) -> bytes:
        return _private_half(self.id, "p256")


def published() -> list[Key]:
    """Whose public halves are told: the latest first. Read anew each time, as another process may rotate."""
    files = settings.BADGE_KEYS_DIR.glob(f"*{PUBLIC}")
    keys = [Key(**json.loads(path.read_text())) for path in files]
    return sorted(keys, key=lambda key: (key.made_at, key.id), reverse=True)


def current() -> Key:
    """The one that signs. Raises CannotSignError."""
    key = _signing()
    if key is None and settings.PRODUCTION:
        raise CannotSignError("There is no key to sign badges with: run manage.py rotate_key.")
    if key is None:
        with _alone():
            key = _signing() or _make()
    # Asked for now, and not when half of a badge is signed.
    _ = key.proof_pem, key.token_pem
    return key


def rotate() -> Key:
    """A new key signs from now on; the one before it never again."""
    with _alone():
        before = [key for key in published() if not key.retired_at]
        new = _make()
        for key in before:
            _retire(key)
    return new


def _signing() -> Key | None:
    return next((key for key in published() if not key.retired_at), None)


def _make() -> Key:
    proof, token = Ed25519PrivateKey.generate(), generate_p256(SECP256R1())
    now = timezone.now()
    public_pem = proof.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    key = Key(
        id=f"{now:%Y-%m-%d}-{secrets.token_hex(4)}",
        made_at=now.isoformat(),
        retired_at="",
        multikey=multikey_from_pem(public_pem),
        jwk=json.loads(ECAlgorithm.to_jwk(token.public_key())),
    )
    for kind, half in (("ed25519", proof), ("p256", token)):
        pem = half.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        _write(_private_file(key.id, kind), pem, mode=0o600)
    # Last: what is published can sign.
    _publish(key)
    return key


def _retire(key: Key) -> None:
    _publish(Key(**{**vars(key), "retired_at": timezone.now().isoformat()}))
    for kind in ("ed25519", "p256"):
        _private_file(key.id, kind).unlink(missing_ok=True)


def _publish(key: Key) -> None:
    text = json.dumps(vars(key), indent=2)
    _write(settings.BADGE_KEYS_DIR / f"{key.id}{PUBLIC}", text.encode(), mode=0o644)


def _private_file(key_id: str, kind: str) -> Path:
    folder: Path = settings.BADGE_KEYS_DIR
    return folder / f"{key_id}.{kind}.pem"


def _private_half(key_id: str, kind: str) -> bytes:
    """Another process may just have retired the key; or only the public half came out of a backup."""
    path = _private_file(key_id, kind)
    try:
        return path.read_bytes()
    except OSError as error:
        raise CannotSignError(
            f"The key {path} can't be read ({error.strerror}): give the server the right to read it, "
            "or make a new one with manage.py rotate_key."
        ) from error


def _write(path: Path, content: bytes, *, mode: int) -> None:
    """Whole or not at all, and never readable by others for a moment."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


@contextmanager
def _alone() -> Iterator[None]:
    """No other process of this machine makes or retires a key meanwhile."""
    settings.BADGE_KEYS_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(settings.BADGE_KEYS_DIR / ".lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
