"""The day that a page is asked for: in its address, so that it can be kept and sent."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from certification.admin.filters import DAY, day_asked


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
