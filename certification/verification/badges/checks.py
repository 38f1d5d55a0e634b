"""What `manage.py check --deploy` says of badges."""

from typing import Any

from django.core import checks

from certification.verification.badges import keys


@checks.register(deploy=True)
def badges_can_be_signed(**options: Any) -> list[checks.CheckMessage]:
    if any(not key.retired_at for key in keys.published()):
        return []
    return [
        checks.Warning(
            "There is no key to sign badges with.",
            hint="Run manage.py rotate_key; BADGE_KEYS_DIR says where keys are kept.",
            id="certification.W103",
        )
    ]
