"""What `manage.py check --deploy` says of certificates on paper."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks

from certification.verification.paper.signing import KeyProblemError, is_configured, signer


@checks.register(deploy=True)
def certificates_can_be_signed(**options: Any) -> list[checks.CheckMessage]:
    if not is_configured():
        return []
    try:
        signer()
    except KeyProblemError as error:
        return [
            checks.Error(
                str(error),
                hint="Without a working key no certificate can be printed; unset all four to print "
                "them without a signature.",
                id="certification.E103",
            )
        ]
    return []


@checks.register(deploy=True)
def fonts_are_there(**options: Any) -> list[checks.CheckMessage]:
    folder = settings.CERTIFICATE_FONTS
    if not folder or Path(folder).is_dir():
        return []
    return [
        checks.Error(
            f"CERTIFICATE_FONTS names no folder: {folder}",
            hint="Name a folder of fonts (TTF or OTF), or unset it.",
            id="certification.E104",
        )
    ]
