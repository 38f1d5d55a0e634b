"""What search engines read of a person's certificates: schema.org, as JSON-LD in the page.

Only of people who are listed, and no more than the page beside it says. A profile names what is valid
today; the page of a certificate says its status, so that nobody takes a withdrawn one for a good one.
"""

import json
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from certification.models import Certification, Expert, Status
from certification.verification.addresses import check_address
from people.models import Person
from people.translated import translated

CONTEXT = "https://schema.org"
# So that no text can end the element or begin a comment; as Django's json_script has it.
ESCAPES = {ord(letter): f"\\u{ord(letter):04X}" for letter in "<>&"}


def of_expert(expert: Expert, request: HttpRequest) -> dict[str, Any]:
    """`expert` has the standing of today."""
    valid = [each for each in expert.standing if each.status == Status.VALID]  # type: ignore[attr-defined]
    credentials = [_credential(each, request) for each in valid]
    return {"@context": CONTEXT, **_person(expert, request), "hasCredential": credentials}


def of_certification(certification: Certification, request: HttpRequest) -> dict[str, Any]:
    """With its `status`; of a person who is listed."""
    credential = _credential(certification, request)
    about = _person(certification.person, request)
    return {"@context": CONTEXT, **credential, "about": about}


def script(data: dict[str, Any]) -> SafeString:
    """Data, which no browser runs and no content security policy forbids."""
    text = json.dumps(data).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308


def _person(person: Person, request: HttpRequest) -> dict[str, Any]:
    url = request.build_absolute_uri(reverse("expert", args=[person.slug]))
    return {"@type": "Person", "name": person.name, "url": url}


def _credential(certification: Any, request: HttpRequest) -> dict[str, Any]:
    told = {
        "@type": "EducationalOccupationalCredential",
        "name": str(certification.level),
        "credentialCategory": "certification",
        "educationalLevel": str(certification.level),
        "description": translated(certification.level, "entitles_to"),
        "creativeWorkStatus": str(certification.status),
        "dateCreated": certification.certified_on.isoformat(),
    }
    if certification.valid_until:
        told["expires"] = certification.valid_until.isoformat()
    if certification.decided_by:
        told["recognizedBy"] = {"@type": "Organization", "name": certification.decided_by}
    if certification.number:
        told["identifier"] = certification.number
        told["url"] = request.build_absolute_uri(check_address(certification.number))
    return told
