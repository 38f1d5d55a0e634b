from django.conf import settings
from django.http import HttpRequest


def register(request: HttpRequest) -> dict[str, str]:
    """What every template may name."""
    return {"register_contact": settings.REGISTER_CONTACT}
