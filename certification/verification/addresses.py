"""Where a certificate is checked."""

import re

from django.conf import settings
from django.urls import reverse

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


def printed_check_address(certification: Certification) -> str:
    """What stands on the certificate itself, with its check code. Of one that has a number."""
    path = check_address(certification.number or "")
    return f"{settings.REGISTER_URL}{path}?code={written_check_code(certification.check_code)}"
