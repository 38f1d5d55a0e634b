"""Reads the process environment for settings.py; every complaint names the variable.

Values that may hold a password are never repeated in a message.
"""

import os
from collections.abc import Collection
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}
POSTGRESQL = "django.db.backends.postgresql"


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool) -> bool:
    value = text(name, "on" if default else "off").lower()
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name} must be on or off, not {value!r}.")
    return value in TRUE


def number(name: str, default: int, *, least: int = 0) -> int:
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit() or int(value) < least:
        raise ImproperlyConfigured(f"{name} must be a whole number from {least}, not {value!r}.")
    return int(value)


def choice(name: str, choices: Collection[str], default: str) -> str:
    value = text(name, default)
    if value not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}, not {value!r}.")
    return value


def listed(name: str, default: str = "") -> list[str]:
    """Comma-separated values."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def time_zone(name: str, default: str) -> str:
    value = text(name, default)
    if value not in available_timezones():
        raise ImproperlyConfigured(f"{name} must be a time zone like Europe/Berlin, not {value!r}.")
    return ZoneInfo(value).key


def database(name: str) -> dict[str, Any]:
    """Django's settings for the PostgreSQL that the variable's URL names."""
    example = "postgres://user:password@host:5432/database"
    try:
        settings: dict[str, Any] = dict(dj_database_url.parse(text(name)))
    except Exception as error:
        # Whatever the parser says may repeat the URL and its password.
        raise ImproperlyConfigured(f"{name} is not an address like {example}.") from error
    if settings.get("ENGINE") != POSTGRESQL:
        raise ImproperlyConfigured(f"{name} must name a PostgreSQL database: {example}.")
    if not settings.get("NAME"):
        raise ImproperlyConfigured(f"{name} names no database at its end: {example}.")
    return settings
