"""Who may be certified for a level: what its rule of the day requires, and what meets it.

`ready_for` asks the database of all people at once, `eligibility` tells of one person in words. Both
are made of the same conditions, and tests hold them against each other and against a plain model.
"""

from certification.models.eligibility.conditions import ready_for
from certification.models.eligibility.words import (
    Eligibility,
    Requirement,
    eligibilities,
    eligibility,
)

__all__ = ["Eligibility", "Requirement", "eligibilities", "eligibility", "ready_for"]
