"""Accounts of staff, as they are shown with records."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html


def user_link(user: Any, seen_by: Any) -> str:
    """Django's own links lead everybody to an account, also those whom its page refuses."""
    if user is None:
        return "-"
    if not seen_by.has_perm("auth.view_user"):
        return str(user)
    return format_html(
        '<a href="{}">{}</a>', reverse("admin:auth_user_change", args=[user.pk]), user
    )
