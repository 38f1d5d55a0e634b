"""What public templates say about experts: words of a status, days, languages."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from babel.lists import format_list
from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from certification.models import Certification, Status
from certification.verification import addresses
from people.alphabet import alphabetical
from people.countries import country_name
from people.languages import babel_locale, language_name

register = template.Library()


@register.filter(expects_localtime=True)
def written(day: date) -> str:
    """1 May 2019. Staff read ISO dates; visitors read the month as a word."""
    return _written(day, get_language())


@lru_cache(maxsize=20_000)
def _written(day: date, _display_language: str | None) -> str:
    return date_format(day, pgettext("day, in the letters of Django's date filter", "j F Y"))


@register.filter
def dates_of_status(certification: Any) -> str:
    """The dates that go with the status of a certification on a day, in a sentence."""
    first, last = certification.certified_on, certification.valid_until
    match certification.status:
        case Status.VALID if last:
            sentence, days = _("%(from)s to %(until)s"), {"from": first, "until": last}
        case Status.VALID:
            sentence, days = _("Since %(from)s"), {"from": first}
        case Status.UPCOMING:
            sentence, days = _("From %(from)s on"), {"from": first}
        case Status.EXPIRED:
            sentence, days = _("Was valid until %(until)s"), {"until": last}
        case Status.SUSPENDED:
            sentence, days = _("Suspended since %(day)s"), {"day": certification.suspended_since}
        case _withdrawn:
            sentence, days = _("Withdrawn on %(day)s"), {"day": certification.withdrawn_on}
    return sentence % {name: written(day) for name, day in days.items()}


@register.filter
def days_written(certifications: Iterable[Certification]) -> str:
    """The first valid days of several: 1 May 2016, 1 May 2019 and 1 May 2022."""
    days = [written(certification.certified_on) for certification in certifications]
    return format_list(days, locale=babel_locale())


@register.filter
def status_word(status: str) -> str:
    return str(Status(status).label)


@register.filter
def status_meaning(status: str) -> str:
    return Status(status).meaning


@register.filter
def check_address(number: str) -> str:
    """Where the certificate with that number is checked."""
    return addresses.check_address(number)


@register.filter
def holds_a_valid_one(certifications: Iterable[Certification]) -> bool:
    """Of certifications with a status, such as an expert's `standing`."""
    return any(certification.status == Status.VALID for certification in certifications)  # type: ignore[attr-defined]


@register.filter
def language_names(codes: Iterable[str]) -> list[str]:
    return list(_language_names(tuple(codes), get_language()))


@lru_cache(maxsize=10_000)
def _language_names(codes: tuple[str, ...], _display_language: str | None) -> list[str]:
    return sorted(map(language_name, codes), key=alphabetical)


register.filter(country_name)


@register.filter
def by_name(records: Iterable[Any]) -> list[Any]:
    """In the order of what they are called."""
    return sorted(records, key=lambda record: alphabetical(str(record)))


@register.filter
def site_name(address: str) -> str:
    """The host of a web address, without www; nothing for what is no web address."""
    parts = urlsplit(address)
    return (parts.hostname or "").removeprefix("www.") if parts.scheme in {"http", "https"} else ""
