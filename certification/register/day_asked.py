"""The day that a page is about."""

from datetime import date

from django.core.exceptions import BadRequest, ValidationError
from django.forms import DateField
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _


def day_asked(request: HttpRequest) -> date:
    """That of the address (`on=2019-05-01`), or today. Raises BadRequest."""
    given = request.GET.get("on", "")
    if not given:
        return timezone.localdate()
    field = DateField(input_formats=["%Y-%m-%d"])
    try:
        return field.clean(given)  # type: ignore[no-any-return]
    except ValidationError:
        message = _("Write the day as year-month-day, such as 2019-05-01.")
        raise BadRequest(message) from None
