"""What happened to somebody's certifications, as dated facts. Reasons are for staff alone."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from certification.models import Certification


class Fact(NamedTuple):
    day: date
    # certified, renewed, suspended, reinstated or withdrawn: register/_fact.html words each.
    kind: str
    certification: Certification


def history(certifications: Iterable[Certification]) -> list[Fact]:
    """In the order of the days. Reads the levels and the suspensions."""
    facts = []
    levels = set()
    for certification in sorted(certifications, key=lambda each: each.certified_on):
        renewed = (
            certification.basis == Certification.Basis.RENEWAL or certification.level_id in levels
        )
        levels.add(certification.level_id)
        kind = "renewed" if renewed else "certified"
        facts.append(Fact(certification.certified_on, kind, certification))
        for suspension in certification.suspensions.all():
            facts.append(Fact(suspension.suspended_on, "suspended", certification))
            if suspension.reinstated_on:
                facts.append(Fact(suspension.reinstated_on, "reinstated", certification))
        if certification.withdrawn_on:
            facts.append(Fact(certification.withdrawn_on, "withdrawn", certification))
    return sorted(facts, key=lambda fact: (fact.day, fact.certification.level.rank))
