"""A badge is signed when it is first needed, stored, and signed anew only when what it says has changed."""

import json
from contextlib import suppress

from django.db import transaction
from django.utils import timezone

from certification.models import Badge, Certification
from certification.verification.badges import keys
from certification.verification.badges.documents import document
from certification.verification.badges.facts import Facts
from certification.verification.badges.proof import with_proof
from certification.verification.badges.tokens import token
from people.models.person import is_erased


class ErasedError(Exception):
    """The data of the person are erased: nothing is signed of her any more."""


def badge_of(certification: Certification) -> Badge:
    """The badge of a certification, signed. Raises ErasedError, CannotSignError."""
    return up_to_date(Badge.objects.of(certification))


def up_to_date(badge: Badge) -> Badge:
    """The badge, signed anew if need be: by one process, if several ask. Raises ErasedError, CannotSignError."""
    if not _is_outdated(badge):
        return badge
    with transaction.atomic():
        badge = Badge.objects.select_for_update(of=["self"]).get(pk=badge.pk)
        if _is_outdated(badge):
            _sign(badge)
    return badge


def sign_all() -> int:
    """How many were signed, or signed anew. Raises CannotSignError."""
    before = timezone.now()
    everybody = Certification.objects.filter(~is_erased("person"))
    everybody = everybody.select_related("person", "level").prefetch_related("person__consents")
    for certification in everybody.iterator(chunk_size=500):
        # Erased meanwhile.
        with suppress(ErasedError):
            badge_of(certification)
    return Badge.objects.filter(signed_at__gte=before).count()


def _is_outdated(badge: Badge) -> bool:
    if badge.certification.person.is_erased:
        raise ErasedError
    if badge.digest != Facts.of(badge.certification).digest():
        return True
    # What a key signed that is published no longer, nobody can check.
    return badge.key not in {key.id for key in keys.published()}


def _sign(badge: Badge) -> None:
    facts, key = Facts.of(badge.certification), keys.current()
    told = document(badge, facts)
    badge.document = json.dumps(with_proof(told, key), ensure_ascii=False, indent=2)
    badge.token = token(told, key)
    badge.digest, badge.key, badge.signed_at = facts.digest(), key.id, timezone.now()
    badge.save(update_fields=["document", "token", "digest", "key", "signed_at"])
