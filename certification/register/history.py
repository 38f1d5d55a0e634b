"""What happened to somebody's certifications, as dated facts. Reasons are for staff alone."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from certification.models import Certification


class Fact(NamedTuple):
    day: date
    # certified, renewed, suspended, reinstated or withdrawn: register/_history.html words each.
    kind: str
    certification: Certification


def history(certifications: Iterable[Certification], today: date) -> list[Fact]:
    """In the order of the days. Reads the levels and the suspensions.

    What is to begin is told; a suspension or withdrawal only once its day has come.
    """
    facts = []
    held: dict[int, Certification] = {}
    for certification in sorted(certifications, key=lambda each: each.certified_on):
        before = held.get(certification.level_id)
        taken_back = before is not None and before.withdrawn_on is not None
        renewed = before is not None or certification.basis == Certification.Basis.RENEWAL
        renewed = renewed and not taken_back
        held[certification.level_id] = certification
        kind = "renewed" if renewed else "certified"
        facts.append(Fact(certification.certified_on, kind, certification))
        for suspension in certification.suspensions.all():
            if suspension.was_a_mistake:
                continue
            facts.append(Fact(suspension.suspended_on, "suspended", certification))
            if suspension.reinstated_on:
                facts.append(Fact(suspension.reinstated_on, "reinstated", certification))
        if certification.withdrawn_on:
            facts.append(Fact(certification.withdrawn_on, "withdrawn", certification))
    facts = [fact for fact in facts if fact.day <= today or fact.kind in {"certified", "renewed"}]
    return sorted(facts, key=lambda fact: (fact.day, fact.certification.level.rank))
