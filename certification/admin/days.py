"""The day that a page or list is asked for: in its address, so that it can be kept and sent."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import DateField
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

DAY = "on"


def day_asked(request: HttpRequest) -> date | None:
    """The day that the address names; None if it names none that can be read."""
    try:
        day = DateField(required=False).clean(request.GET.get(DAY, "").strip())
    except ValidationError:
        return None
    return day if day and 1900 <= day.year <= 2999 else None


def day_of(request: HttpRequest) -> date:
    """The day in the address; today, which a warning says, where none can be read."""
    day = day_asked(request)
    given = request.GET.get(DAY, "").strip()
    if given and not day:
        text = _("“%(value)s” is no day like 2026-03-31: this page shows today.")
        messages.warning(request, text % {"value": given[:80]})
    return day or timezone.localdate()


def on_day(day: date) -> str:
    """To be put after an address, so that the next page is asked for the same day."""
    return "" if day == timezone.localdate() else f"?{DAY}={day.isoformat()}"


def rest_of_address(changelist: Any, own: Iterable[str | None]) -> list[tuple[str, str]]:
    """What a filter that is a form keeps of the address, in hidden fields."""
    asked = changelist.filter_params.items()
    return [(name, value) for name, values in asked if name not in own for value in values]
