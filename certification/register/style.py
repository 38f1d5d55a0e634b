"""The parts that pages are made of, shown to staff by the very templates that pages use."""

from datetime import date, timedelta
from itertools import groupby
from types import SimpleNamespace
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.exporting.columns import COLUMNS
from certification.models import Level, Status
from certification.register.courses import Stage
from certification.register.options import Filter, Option
from certification.register.shown import Held, Shown, Training
from certification.register.tokens import Pair, pairs, tokens
from certification.templatetags.register import dates_of_status


class Sample(forms.Form):
    name = forms.CharField(label=_("Your name"), required=False)
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_(
            "Needed only if you want an answer: without it the message is read all the same."
        ),
        error_messages={"invalid": _("Write the e-mail address like name@example.org.")},
    )


def style(request: HttpRequest) -> HttpResponse:
    levels = list(Level.objects.using("public"))
    context = {
        "levels": levels,
        "statuses": Status,
        "stages": Stage,
        "spaces": [(name, size) for name, size in tokens().items() if name.startswith("space")],
        "sizes": {n: v for n, v in tokens().items() if "#" not in v and not n.startswith("space")},
        "colours": _colours(),
        "columns": COLUMNS[:3],
        **_of_pages(timezone.localdate()),
        **_of_people(levels, timezone.localdate()),
    }
    return render(request, "register/style.html", context)


def _colours() -> dict[str, list[Pair]]:
    """Each that something is written or drawn in, on the ground where it is read worst: light, then dark."""
    found: dict[str, list[Pair]] = {}
    for _of, same in groupby(sorted(pairs(), key=_which), key=_which):
        worst = min(same, key=lambda pair: pair.ratio)
        found.setdefault(worst.colour, []).append(worst)
    return found


def _which(pair: Pair) -> tuple[str, bool]:
    return pair.colour, pair.theme == "dark"


def _of_pages(today: date) -> dict[str, Any]:
    """As the views of the list, of courses and of forms give them to their templates."""
    query = QueryDict("country=NO")
    option = Option("NO", "Norge", 34, True)
    return {
        "form": Sample({"name": "Kari Berg", "email": "kari"}),
        "query": query,
        "active": [SimpleNamespace(text="Norge", without=query)],
        "filters": [Filter("country", "Country", [option], True)],
        **dict.fromkeys(("previous", "next", "last"), query),
        "wanted": {"on": today},
        "other_day": True,
        "checked": SimpleNamespace(suspended_since=today),
    }


def _of_people(levels: list[Level], today: date) -> dict[str, Any]:
    """Somebody with every level, and somebody whose levels have all run out."""
    valid, lapsed = _expert(levels, Status.VALID, today), _expert(levels, Status.EXPIRED, today)
    facts = ("certified", "suspended", "reinstated", "renewed", "withdrawn")
    certification = SimpleNamespace(level=levels[0] if levels else None, valid_until=today)
    return {
        "rows": [(each, [_held(held) for held in each.standing]) for each in (valid, lapsed)],
        "verdicts": [_held_at(level, status, today) for level in levels[:1] for status in Status],
        "history": [
            SimpleNamespace(
                day=today - timedelta(days=500 - 100 * number),
                kind=kind,
                level=certification.level,
                certification=certification,
            )
            for number, kind in enumerate(facts)
        ],
    }


def _held(held: Held) -> str:
    context = {"certification": held, "dates": dates_of_status(held)}
    return render_to_string("register/_held.html", context)


def _held_at(level: Level, status: Status, today: date) -> Held:
    since, until = today - timedelta(days=400), today + timedelta(days=400)
    return Held(level, status, since, until, since, since)


def _expert(levels: list[Level], status: Status, today: date) -> Shown:
    return Shown(
        0,
        "kari-berg-e000000",
        "Kari",
        "Berg",
        "NO",
        ["en", "nb"],
        True,
        "Klyngekontoret",
        [_held_at(level, status, today) for level in levels],
        [Training(level, today) for level in levels[-1:] if status == Status.VALID],
    )
