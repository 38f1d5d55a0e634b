"""Keeps spam out of a public form without asking anybody else: a trap, and the time it took.

How many come is counted by certification/limits.py.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

SALT = "certification.register.spam"
QUICKEST = timedelta(seconds=3)
OLDEST = timedelta(days=1)
LINK = re.compile(r"https?://(?:www\.)?|\bwww\.", re.IGNORECASE)


class GuardedForm(forms.Form):
    """Knows when it was opened, and has a field that no person sees.

    The field has a name that tells browsers nothing, so that they don't fill it for honest people.
    """

    nothing_here = forms.Field(
        label=gettext_lazy("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    opened = forms.Field(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["opened"] = _sealed(timezone.now())

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        age, problem = _age(self.data.get("opened", "")), ""
        if self.data.get("nothing_here"):
            self._show_anew("nothing_here", "")
            problem = _(
                "A field that people do not see was filled in, as programs do. It is empty again: "
                "please send the form once more."
            )
        elif age is None or age > OLDEST:
            # It was read long ago, so it may be sent at once.
            self._show_anew("opened", _sealed(timezone.now() - QUICKEST))
            problem = _("This form was open for too long. Please send it once more.")
        elif age < QUICKEST:
            problem = _(
                "The form came back within seconds, as programs send it. Please send it once more."
            )
        if problem and not self.errors:
            self.add_error(None, problem)
        return cleaned

    def _show_anew(self, name: str, value: str) -> None:
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data[name] = value  # type: ignore[index]


def _sealed(moment: datetime) -> str:
    return signing.dumps(moment.timestamp(), salt=SALT)


def _age(sealed: str) -> timedelta | None:
    try:
        return timedelta(seconds=timezone.now().timestamp() - signing.loads(sealed, salt=SALT))
    except signing.BadSignature:
        return None


def links_at_most(number: int) -> Callable[[str], None]:
    def check(text: str) -> None:
        if len(LINK.findall(text)) > number:
            raise ValidationError(
                ngettext(
                    "Write at most %(number)d web address here.",
                    "Write at most %(number)d web addresses here.",
                    number,
                )
                % {"number": number}
                if number
                else _("Write no web address here.")
            )

    return check
