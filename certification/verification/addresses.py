"""Where a certificate is checked."""

import re

from django.conf import settings
from django.urls import reverse

from certification.languages import in_language
from certification.models import Certification
from certification.models.check_code import written_check_code


def number_in_address(number: str) -> str:
    """As people read it, with a hyphen for all that may be left out: nothing else of an address is kept.

    >>> number_in_address(" esca 2026/0042")
    'esca-2026-0042'
    """
    return re.sub("[^A-Za-z0-9]+", "-", number).strip("-")


def check_address(number: str) -> str:
    return reverse("verify-certificate", args=[number_in_address(number)])


def printed(path: str) -> str:
    """An address of a page as it stands on paper: in whatever language, it leads there for good."""
    return f"{settings.REGISTER_URL}{in_language(path, settings.LANGUAGE_CODE)}"


def printed_check_address(certification: Certification) -> str:
    """What stands on the certificate itself, with its check code. Of one that has a number."""
    page = printed(check_address(certification.number or ""))
    return f"{page}?code={written_check_code(certification.check_code)}"
