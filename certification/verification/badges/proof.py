"""The proof in a document, eddsa-rdfc-2022. Neither signing nor checking asks the network for anything.

openbadgeslib brings the contexts that documents are read by, and refuses every other.
"""

from typing import Any

from django.utils import timezone
from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.ob3.did import resolve_did
from openbadgeslib.ob3.ldp import OB3LdpVerifier, add_data_integrity_proof

from certification.verification.badges.issuer import did, id_of_proof_key
from certification.verification.badges.keys import Key


def with_proof(document: dict[str, Any], key: Key) -> dict[str, Any]:
    signed: dict[str, Any] = add_data_integrity_proof(
        document, key.proof_pem, id_of_proof_key(key), created=timezone.now()
    )
    return signed


# How openbadgeslib begins to say that a proof is right, but the day of the document is not. It has no other sign.
OUT_OF_TIME = ("Credential has expired (", "Credential is not yet valid (")


def is_proven(document: dict[str, Any], key: Key) -> bool:
    """Whether the key signed it, however long ago it ran out.

    As a proof covers what JSON means, and not its letters, JSON that could be read otherwise than it
    was signed is refused as well.
    """
    public = resolve_did(f"did:key:{key.multikey}")
    try:
        OB3LdpVerifier(pubkey_pem=public, issuer_did=did()).verify(document)
    except LibOpenBadgesException as error:
        return str(error).startswith(OUT_OF_TIME)
    return True
