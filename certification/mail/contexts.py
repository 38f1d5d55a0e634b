"""The facts of a case, as the texts name them: plain values, and no record."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse

from certification.models import Certification
from people.models import Person


def of_expert(person: Person, certifications: Iterable[Certification]) -> dict[str, Any]:
    return {
        "name": person.name,
        "given_name": person.given_name,
        "family_name": person.family_name,
        "profile_url": absolute("expert", person.slug) if person.is_listed() else "",
        "certifications": [
            {
                "level": str(certification.level),
                "number": certification.number or "",
                "certified_on": certification.certified_on,
                "valid_until": certification.valid_until,
            }
            for certification in certifications
        ],
    }


def of_somebody(person: Person) -> dict[str, Any]:
    """With what the levels require, a page that there is of people without a certification too."""
    return {
        "name": person.name,
        "url": absolute("admin:certification_expert_eligibility", person.pk),
    }


def absolute(view: str, *arguments: object) -> str:
    return f"{settings.REGISTER_URL}{reverse(view, args=arguments)}"
