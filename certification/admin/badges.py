"""A status as staff see it: always in words, the colour only helps."""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join

from certification.models import Certification, Status


def status_badge(status: str) -> str:
    return format_html('<span class="status status-{}">{}</span>', status, Status(status).label)


def level_badges(standing: Iterable[Certification]) -> str:
    """One line a level: its name, and its status as a badge."""
    rows = ((certification.level, status_badge(certification.status)) for certification in standing)  # type: ignore[attr-defined]
    return format_html_join("", '<div class="standing">{} {}</div>', rows)
