"""What deciding on certifications takes."""

from typing import Any

ADD = "certification.add_certification"
AGAINST_RULES = "certification.certify_against_rules"


def may_certify(user: Any) -> bool:
    return bool(user.has_perm(ADD))


def may_take_over(user: Any) -> bool:
    """Whether they may enter by hand what no rule of the register was asked about."""
    return bool(user.has_perms([ADD, AGAINST_RULES]))
