"""The day that a page or list is asked for: in its address, so that it can be kept and sent."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import DateField
from django.http import HttpRequest, HttpResponseRedirect
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


def shown_first(request: HttpRequest, **shown: str) -> HttpResponseRedirect | None:
    """To the same page for the days that were typed, where it was shown for others: nothing is decided.

    `shown`: the days of the page by the names of their fields, as they stand in these.
    """
    typed = {name: request.POST[name].strip() for name in shown if name in request.POST}
    if request.method != "POST" or ("_show" not in request.POST and typed.items() <= shown.items()):
        return None
    if "_show" not in request.POST:
        text = _(
            "Nothing has been decided yet: you changed the day. This is what would be decided."
        )
        messages.warning(request, text)
    query = request.GET.copy()
    for name, value in typed.items():
        query[name] = value[:80]
    return HttpResponseRedirect(f"{request.path}?{query.urlencode()}")


def on_day(day: date) -> str:
    """To be put after an address, so that the next page is asked for the same day."""
    return "" if day == timezone.localdate() else f"?{DAY}={day.isoformat()}"


def rest_of_address(changelist: Any, own: Iterable[str | None]) -> list[tuple[str, str]]:
    """What a filter that is a form keeps of the address, in hidden fields."""
    asked = changelist.filter_params.items()
    return [(name, value) for name, values in asked if name not in own for value in values]
