"""The demo's staff: one of each role, and one of a national secretariat. All have the same password."""

import secrets
from pathlib import Path

from django.contrib.auth.models import Group, User

from certification import roles
from people.models import StaffCountries

ADMIN = "admin"
# Who has which role, limited to which countries.
STAFF: dict[str, tuple[str, list[str]]] = {
    "registrar": (roles.REGISTRAR, []),
    "courses": (roles.COURSE_MANAGER, []),
    "auditor": (roles.AUDITOR, []),
    "administrator": (roles.ADMINISTRATOR, []),
    "norway": (roles.REGISTRAR, ["NO"]),
}


def make(kept: Path) -> str:
    """Accounts with a password of this clone's own, the same at each start. Returns who may log in."""
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(9))
    password = kept.read_text()
    _account(ADMIN, password, is_superuser=True)
    for name, (role, countries) in STAFF.items():
        user = _account(name, password, is_superuser=False)
        user.groups.set([Group.objects.get(name=role)])
        if countries:
            StaffCountries.objects.update_or_create(user=user, defaults={"countries": countries})
    others = ", ".join(f"{name} ({_told(*what)})" for name, what in STAFF.items())
    return f"user {ADMIN}, password {password}\nWith the same password: {others}"


def _account(name: str, password: str, *, is_superuser: bool) -> User:
    user, created = User.objects.get_or_create(
        username=name, defaults={"is_staff": True, "email": f"{name}@example.org"}
    )
    if created or user.is_superuser != is_superuser or not user.check_password(password):
        user.is_superuser = is_superuser
        user.set_password(password)
        user.save()
    return user


def _told(role: str, countries: list[str]) -> str:
    return ", ".join([role, *countries])
