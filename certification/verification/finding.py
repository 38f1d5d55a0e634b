"""Which certificate a number names, and whether whoever asks may see it."""

from typing import NamedTuple

from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.crypto import constant_time_compare

from certification.models import Certification, Expert
from certification.models.number import number_key
from certification.verification.guessing import judged
from people.models.person import is_erased


class Found(NamedTuple):
    key: int
    # The number is the one that it has today, and not one that was corrected.
    has_it_now: bool
    is_listed: bool
    is_erased: bool


def find(number: str, code: str, network: str) -> Found | None:
    """None: no such number, or the check code is missing or wrong. Raises TooManyGuesses.

    Why it is None shows in nothing: the same queries are asked and the same work is done.
    """
    found, check_code = _looked_up(number)
    is_right = constant_time_compare(code, check_code)
    if found and found.is_listed:
        # Whatever the code: if a wrong one were told, it could be guessed without being counted.
        return found
    return found if judged(network, is_right=is_right and found is not None) else None


def _looked_up(number: str) -> tuple[Found | None, str]:
    """With the check code to compare: of a number that there never was, that of another certification.

    By the staff's connection: numbers of before and erasures are kept from the role of public pages.
    All that is shown of what was found is read through `public` (checked.py).
    """
    certifications = Certification.objects.using("default")
    has = certifications.numbered(number).values("pk")[:1]
    had = certifications.ever_numbered(number)
    another = certifications.order_by("pk").values("pk")[:1]
    which = Coalesce(
        Subquery(has), Subquery(had.order_by("-pgh_id").values("pgh_obj")[:1]), Subquery(another)
    )
    listed = Expert.objects.published().filter(pk=OuterRef("person"))
    rows = (
        certifications.filter(pk=which)
        .order_by()
        .values_list(
            "pk",
            "number",
            "check_code",
            Exists(had.filter(pgh_obj=OuterRef("pk"))),
            Exists(listed),
            is_erased("person"),
        )
    )
    for key, present, check_code, had_it, is_listed, erased in rows:
        has_it = number_key(present or "") == number_key(number)
        found = Found(key, has_it, is_listed, erased) if has_it or had_it else None
        return found, check_code
    return None, ""
