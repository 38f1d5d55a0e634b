"""Keeps spam out of a public form without asking anybody else: a trap, the time it took, and counting."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any, NamedTuple

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from certification.models import SentForm
from certification.models.sent_form import KEPT

SALT = "certification.register.spam"
QUICKEST = timedelta(seconds=3)
OLDEST = timedelta(days=1)
LINK = re.compile(r"https?://(?:www\.)?|\bwww\.", re.IGNORECASE)


class Limit(NamedTuple):
    of: str
    number: int
    within: timedelta


OF_NETWORK = Limit("network", 10, timedelta(hours=1))
# For as long as it is known that somebody sent a form.
OF_EMAIL = Limit("e-mail", 5, KEPT)


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


def counted(limit: Limit, sender: str) -> SentForm | None:
    """One more of that sender; None, and nothing is counted, where that is too many."""
    key = hidden(limit, sender)
    with one_at_a_time(key):
        before = SentForm.objects.filter(sender=key).since(timezone.now() - limit.within)
        if before.count() >= limit.number:
            return None
        return SentForm.objects.create(sender=key)


def hidden(limit: Limit, sender: str) -> str:
    """What is kept of a sender: another for each limit, and told to nobody."""
    return salted_hmac(f"{SALT} {limit.of}", sender, algorithm="sha256").hexdigest()


@contextmanager
def one_at_a_time(key: str) -> Iterator[None]:
    """A transaction. Another form of the same sender waits until this one is counted."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [key])
        yield


def network_of(request: HttpRequest) -> str:
    """Where the request comes from: an IPv4 address, or the network that an IPv6 address is in."""
    # Only where a proxy stands before us is what it adds at the end of this header to be believed.
    forwarded = request.headers.get("X-Forwarded-For", "") if _behind_proxy() else ""
    remote = request.META.get("REMOTE_ADDR", "")
    address = _address(forwarded.rpartition(",")[2]) or _address(remote)
    if address is None:
        return str(remote)
    if not isinstance(address, IPv6Address):
        return str(address)
    # Its owner can choose the other half of the address anew for each request.
    return str(address.ipv4_mapped or ip_network((int(address), 64), strict=False))


def _address(told: str) -> IPv4Address | IPv6Address | None:
    """Some proxies add the port, which differs with each connection: 192.0.2.1:5555, [2001:db8::1]:443."""
    bare = re.sub(r"^\[(.*)\](:\d+)?$|^(\d+(?:\.\d+){3}):\d+$", r"\1\3", told.strip())
    try:
        return ip_address(bare)
    except ValueError:
        return None


def _behind_proxy() -> bool:
    return settings.SECURE_PROXY_SSL_HEADER is not None
