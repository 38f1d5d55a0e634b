"""How many forms and guesses of a sender are let through: each is counted for a day, and nobody is named."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from certification.models import SentForm

SALT = "certification.limits"


class Limit(NamedTuple):
    of: str
    number: int
    within: timedelta


def counted(limit: Limit, sender: str) -> SentForm | None:
    """One more of that sender; None, and nothing is counted, where that is too many."""
    key = hidden(limit, sender)
    with one_at_a_time(key):
        before = SentForm.objects.filter(sender=key).since(timezone.now() - limit.within)
        if before.count() >= limit.number:
            return None
        return SentForm.objects.create(sender=key)


def counted_among_all(
    network: str, of_network: Limit, of_all: Limit, while_many_come: Limit
) -> list[SentForm]:
    """One more of that network and of all; none, and nothing is counted, where that is too many.

    Past what all may send the form is not shut for all, which one sender could bring about: each
    network has a smaller number then. Those of a network that are refused take nothing from others.
    """
    of_this = counted(of_network, network)
    if of_this is None:
        return []
    if among_all := counted(of_all, ""):
        return [of_this, among_all]
    of_this.delete()
    of_few = counted(while_many_come, network)
    return [of_few] if of_few else []


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
