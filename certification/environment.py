"""Reads the process environment for settings.py; every complaint names the variable.

Values that may hold a password are never repeated in a message.
"""

import os
from collections.abc import Collection
from typing import Any
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo, available_timezones

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}
POSTGRESQL = "django.db.backends.postgresql"
# How the connection to a mail server is encrypted.
MAIL_SCHEMES: dict[str, dict[str, Any]] = {
    "smtps": {"use_ssl": True},
    "smtp+starttls": {"use_tls": True},
    "smtp": {},
}
MAIL_TIMEOUT_SECONDS = 30


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


def site(name: str, default: str) -> str:
    """The address of a site, without a slash at its end."""
    given = text(name, default)
    value = given.removesuffix("/")
    try:
        parts = urlsplit(value)
        known = parts.scheme in {"http", "https"} and parts.hostname and (parts.port or True)
    except ValueError:
        known = False
    if value and (not known or value != f"{parts.scheme}://{parts.netloc}" or "@" in value):
        raise ImproperlyConfigured(
            f"{name} must be an address like https://register.example.org, not {given!r}."
        )
    return value


def mailers(name: str, default: str) -> dict[str, dict[str, Any]]:
    """Django's settings for the mail server that the variable's URL names. None set: there is none."""
    value = text(name, default)
    if not value:
        return {}
    if value == "console:":
        return {"default": {"BACKEND": "certification.mail.console.EmailBackend"}}
    try:
        parts = urlsplit(value)
        options = {**MAIL_SCHEMES[parts.scheme], "host": parts.hostname, "port": parts.port}
    except (ValueError, KeyError):
        options = {}
    if not options.get("host") or parts.path.strip("/") or parts.query:
        # Nothing of the value is repeated: it may hold a password.
        raise ImproperlyConfigured(
            f"{name} is not an address like smtps://user:password@host:465; it begins with smtps, "
            "smtp+starttls or smtp. “console:” writes mails to the console."
        )
    options |= {
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "timeout": MAIL_TIMEOUT_SECONDS,
    }
    return {
        "default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}
    }
