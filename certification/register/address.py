"""The addresses of a list: each state has one, without what goes without saying."""

from collections.abc import Collection
from typing import NamedTuple

from django.http import QueryDict
from django.utils.translation import gettext as _
from django_filters import FilterSet

from certification.models import Status
from certification.register.filters import by_default
from certification.templatetags.register import written


class Active(NamedTuple):
    """A filter that is in use, and the address of the list without it."""

    text: str
    without: QueryDict


def tidied(given: QueryDict, *, without: Collection[str] = ()) -> QueryDict:
    """Without the fields that a visitor left empty or as they were. Looks at nothing but the text."""
    tidy, usual = QueryDict(mutable=True), {"page": ["1"]} | by_default(given)
    for name, values in given.lists():
        filled = [value for value in values if value.strip()]
        if name == "country":
            # Codes of ISO 3166; the other values are words.
            filled = [value.upper() if len(value) == 2 else value for value in filled]
        if filled and name not in without and filled != usual.get(name):
            tidy.setlist(name, filled)
    if tidy.get("order") == "best" and "q" not in tidy:
        # Of a search that was emptied.
        del tidy["order"]
    return tidy


def canonical(filterset: FilterSet) -> QueryDict:
    """What a valid form asks for, in one order and spelling."""
    query = QueryDict(mutable=True)
    for name in filterset.filters:
        wanted = filterset.form.cleaned_data.get(name)
        if not wanted:
            continue
        values = sorted(set(wanted)) if isinstance(wanted, list) else [str(wanted)]
        if values != by_default(filterset.data).get(name):
            query.setlist(name, values)
    return query


def any_status(query: QueryDict) -> QueryDict:
    """The same question about people with any status."""
    widened = query.copy()
    widened.setlist("status", Status.values)
    return widened


def active(filterset: FilterSet, query: QueryDict) -> list[Active]:
    found = []
    for name, values in query.lists():
        if name == "order":
            continue
        for value in values:
            without = query.copy()
            without.setlist(name, [other for other in values if other != value])
            found.append(Active(_text(filterset, name, value), without))
    return found


def _text(filterset: FilterSet, name: str, value: str) -> str:
    match name:
        case "q":
            return _("“%(words)s”") % {"words": value}
        case "on":
            return _("On %(day)s") % {"day": written(filterset.form.cleaned_data["on"])}
        case "trainee":
            return _("Trainee for %(level)s") % {"level": filterset.levels[value]}
    return str(dict(filterset.form.fields[name].choices)[value])
