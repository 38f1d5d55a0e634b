"""The certificate of one certification, as it leaves the register: printed, and signed where a key is set."""

import logging
import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from certification.languages import nearest
from certification.models import Certification, RegisterSettings
from certification.verification.paper.facts import facts_of
from certification.verification.paper.printing import as_pdf
from certification.verification.paper.signing import KeyProblemError, is_configured, signed

log = logging.getLogger(__name__)


def certificate_pdf(
    certification: Certification, register: RegisterSettings, language: str | None = None
) -> bytes:
    """In the language given, or else in that of the holder.

    Raises ValidationError if there is no certificate of it, or its letters can't be printed.
    """
    spoken = language or nearest(certification.person.correspondence_language)
    page = as_pdf(facts_of(certification, spoken, register))
    if not is_configured():
        return page
    try:
        return signed(page)
    except KeyProblemError as error:
        log.error("Certificates can't be signed: %s", error)
        raise ValidationError(
            _(
                "Certificates can’t be signed just now, so that none is given out. Whoever runs the "
                "register finds the reason by “manage.py check --deploy”."
            )
        ) from error


def file_name(certification: Certification) -> str:
    """Letters, digits and hyphens: no name, which would stand in every list of downloads."""
    number = re.sub("[^A-Za-z0-9]+", "-", certification.number or "")
    return f"certificate-{number}.pdf"
