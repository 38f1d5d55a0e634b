"""A checked certificate for programs. Keys and their meaning stay (README); new ones are added at the end."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from certification.models import Certification
from certification.verification.addresses import check_address
from certification.verification.checked import Checked


def as_data(checked: Checked, request: HttpRequest) -> dict[str, Any]:
    """Every key is always there; null is what does not exist, or may not be told."""
    certification, level = checked.certification, checked.certification.level
    told, facts = checked.is_listed, checked.history
    return {
        "number": certification.number,
        "status": str(checked.status),
        "status_on": _day(checked.on),
        "name": checked.name or None,
        "level": level.slug,
        "level_name": level.name,
        "entitles_to": level.entitles_to,
        "certified_on": _day(certification.certified_on),
        "valid_until": _day(certification.valid_until),
        "suspended_on": _day(checked.suspended_since),
        "withdrawn_on": _day(certification.withdrawn_on) if checked.status == "withdrawn" else None,
        "withdrawal_reason": checked.public_reason or None,
        "corrected_on": _day(checked.corrected_on),
        "corrections": [{"what": each.what, "on": _day(each.day)} for each in checked.corrections],
        "decided_by": certification.decided_by or None,
        "decided_on": _day(certification.decided_on),
        "history": [{"what": fact.kind, "on": _day(fact.day)} for fact in facts] if told else None,
        "renews": checked.renews and _other(checked.renews, request),
        "renewed_by": [_other(each, request) for each in checked.renewed_by] if told else None,
        "links": _links(checked, request),
    }


def _other(certification: Any, request: HttpRequest) -> dict[str, Any]:
    return {
        "number": certification.number,
        "status": str(certification.status),
        "certified_on": _day(certification.certified_on),
        "valid_until": _day(certification.valid_until),
        "self": _absolute(certification, request),
    }


def _links(checked: Checked, request: HttpRequest) -> dict[str, str | None]:
    profile = None
    if checked.is_listed:
        slug = checked.certification.person.slug
        profile = request.build_absolute_uri(reverse("expert", args=[slug]))
    return {"self": _absolute(checked.certification, request), "profile": profile}


def _absolute(certification: Certification, request: HttpRequest) -> str | None:
    number = certification.number
    return request.build_absolute_uri(check_address(number)) if number else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
