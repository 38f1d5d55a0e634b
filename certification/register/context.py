from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from certification.register.card import facts


def register(request: HttpRequest) -> dict[str, Any]:
    """What every template may name. `card` is the picture beside a link, of the register unless a page has its own."""
    return {
        "register_contact": settings.REGISTER_CONTACT,
        "card": SimpleLazyObject(facts.of_register),
    }
