"""A level's rule in words for visitors. What no rule says in numbers, the secretariat decides."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certification.models import Level, LevelRule, RequiredBenchmarkings
from certification.templatetags.register import written


class Rule(NamedTuple):
    """Sentences. `since` is the day from which it holds; None where no rule holds today."""

    since: date | None
    needed: list[str]
    validity: str
    end: list[str]


def rule_of(level: Level, on: date) -> Rule:
    """Reads the rules of the level, with what belongs to them."""
    rule = level.rule_on(on)
    later = min((r.holds_from for r in level.rules.all() if r.holds_from > on), default=None)
    coming = [_("Another rule holds from %(day)s on.") % {"day": written(later)}] if later else []
    if rule is None:
        none = _("No rule holds today: the secretariat decides each case.")
        return Rule(None, [none, *coming], "", [])
    needed = list(_needed(rule)) or [_("No rule names a condition: the secretariat decides.")]
    months = rule.validity_months
    validity = _("Without an end.") if months is None else _time(months)
    return Rule(rule.holds_from, [*needed, *coming], validity, list(_end(rule)))


def _needed(rule: LevelRule) -> Iterator[str]:
    if rule.lower_level:
        text = _("A valid certification at level %(level)s is held.")
        yield text % {"level": rule.lower_level}
    if rule.course_kind:
        yield from _course(rule)
    for required in rule.benchmarkings.all():
        yield from _benchmarkings(required)


def _course(rule: LevelRule) -> Iterator[str]:
    facts = {"kind": rule.get_course_kind_display(), "level": rule.level}
    yield _("A course that leads to %(level)s is passed (kind of course: %(kind)s).") % facts
    if rule.course_within_months:
        text = _("The course may have been passed this long ago at most: %(time)s.")
        yield text % {"time": _time(rule.course_within_months)}


def _benchmarkings(required: RequiredBenchmarkings) -> Iterator[str]:
    facts: dict[str, Any] = {"number": required.number, "mentors": required.mentors}
    if required.label:
        facts["label"] = required.label
        text = ngettext(
            "As a trainee, part was taken in %(number)d benchmarking for the label %(label)s.",
            "As a trainee, part was taken in %(number)d benchmarkings for the label %(label)s.",
            required.number,
        )
    else:
        text = ngettext(
            "As a trainee, part was taken in %(number)d benchmarking for any label.",
            "As a trainee, part was taken in %(number)d benchmarkings for any label.",
            required.number,
        )
    yield text % facts
    if required.mentors > 1:
        yield _("They were with at least %(mentors)d different mentors.") % facts
    if required.within_months:
        text = _("They may have been this long ago at most: %(time)s.")
        yield text % {"time": _time(required.within_months)}


def _end(rule: LevelRule) -> Iterator[str]:
    """What there is to say of a validity without an end is nothing."""
    if rule.validity_months is None:
        return
    yield _("After its last valid day an expert may not work at this level until it is renewed.")
    if rule.grace_months is None:
        yield _("What has expired is not renewed: the expert is certified anew.")
        return
    text = _("It can still be renewed for this long: %(time)s.")
    yield text % {"time": _time(rule.grace_months)}
    if rule.counts_from_old_end:
        yield _("The new period then counts from the old end.")
    else:
        yield _("The new period then begins on the day of the decision.")
    yield _("Later the expert is certified anew.")


def _time(months: int) -> str:
    """It stands alone or behind a colon, as its form within a sentence differs. Whole years are said in years."""
    if months % 12:
        return ngettext("%(number)d month", "%(number)d months", months) % {"number": months}
    years = months // 12
    return ngettext("%(number)d year", "%(number)d years", years) % {"number": years}
