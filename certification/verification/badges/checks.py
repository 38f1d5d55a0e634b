"""What `manage.py check --deploy` says of badges."""

from typing import Any

from django.core import checks

from certification.verification.badges import keys


@checks.register(deploy=True)
def badges_can_be_signed(**options: Any) -> list[checks.CheckMessage]:
    signing = [key for key in keys.published() if not key.retired_at]
    problem = "There is no key to sign badges with."
    try:
        for key in signing:
            _ = key.proof_pem, key.token_pem
    except keys.CannotSignError as error:
        signing, problem = [], str(error)
    hint = "Run manage.py rotate_key; BADGE_KEYS_DIR says where keys are kept."
    return [] if signing else [checks.Warning(problem, hint=hint, id="certification.W103")]
