"""The shortlist of a visitor: a cookie with register numbers, so that nothing of it is kept by the register.

Unsigned, as it says nothing that its owner may not change: what is read of it are the numbers of people,
of whom those with a public page are shown.
"""

import re
from collections.abc import Collection, Iterable
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Upper
from django.http import HttpRequest, HttpResponse

from certification.models import Expert
from people.models.person import LONGEST_REGISTER_NO, REGISTER_NO

COOKIE = "shortlist"
MOST = 20
# No register number has such a one.
BETWEEN = "."
SLUG = re.compile(r"[a-z0-9_-]{1,200}")


def numbers_of(request: HttpRequest) -> list[str]:
    """In the order in which they were added."""
    given = request.COOKIES.get(COOKIE, "")[: MOST * (LONGEST_REGISTER_NO + 1)]
    numbers = [number.upper() for number in given.split(BETWEEN) if REGISTER_NO.fullmatch(number)]
    return [*dict.fromkeys(numbers)][:MOST]


def keep(response: HttpResponse, experts: Iterable[Expert]) -> HttpResponse:
    numbers = [expert.register_no for expert in experts]
    if not numbers:
        response.delete_cookie(COOKIE, samesite="Lax")
        return response
    response.set_cookie(
        COOKIE,
        BETWEEN.join(numbers),
        httponly=True,
        samesite="Lax",
        secure=bool(settings.SESSION_COOKIE_SECURE),
    )
    return response


def listed(experts: Any, numbers: Collection[str], slugs: Collection[str]) -> list[Expert]:
    """Of these experts those with the numbers, then those with the slugs; each once. One query."""
    wanted = Q(number__in=numbers) | Q(slug__in=slugs)
    found = experts.alias(number=Upper("register_no")).filter(wanted)
    by_number = {expert.register_no.upper(): expert for expert in found}
    by_slug = {expert.slug: expert for expert in by_number.values()}
    rows = [by_number.get(number) for number in numbers] + [by_slug.get(slug) for slug in slugs]
    return [*dict.fromkeys(expert for expert in rows if expert)]


def in_order(experts: Any, slugs: Iterable[str]) -> list[Expert]:
    """As the addresses are."""
    by_slug = {expert.slug: expert for expert in experts}
    return [by_slug[slug] for slug in slugs if slug in by_slug]
