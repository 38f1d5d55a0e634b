"""Certify and renew: the two decisions that make a certification, with its rule, days and number.

What is decided on one that is there already (suspend, reinstate, withdraw) are its own methods.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pghistory
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from certification.at_once import nobody_else_at_once
from certification.far_ahead import FURTHEST_AHEAD, is_far_ahead
from certification.models import (
    Certification,
    Enrolment,
    Level,
    LevelRule,
    NumberSeries,
    RegisterSettings,
    Status,
    Traineeship,
)
from certification.models.eligibility import Eligibility, eligibility
from certification.models.eligibility.conditions import course_passed
from people.models import Person


def certify(
    person: Person,
    level: Level,
    on: date,
    *,
    certified_on: date | None = None,
    against_rules_because: str = "",
    decided_by: str = "",
) -> Certification:
    """Certify for a level by a decision of that day, valid from it or from a later day on.

    Raises ValidationError, with a sentence for each requirement that is not met, unless there is a
    reason to decide against the rules. (Who may do that is the matter of whoever calls this.)
    """
    certified_on = certified_on or on
    refuse_days(on, certified_on)
    with pghistory.context(decision="certify"), _decision(person, level, on) as series:
        refuse_erased(person)
        asked = eligibility(person, _afresh(level), on)
        against_rules_because = against_rules_because.strip()
        if asked.rule is None or not (asked.is_met or against_rules_because):
            raise ValidationError([_refusal(asked), *asked.missing])
        # A reason that nothing needed is none.
        reason = "" if asked.is_met else against_rules_because
        if reason:
            pghistory.context(reason=reason)
        enrolment = _course_passed(person, asked.rule, on)
        certification = Certification(
            person=person,
            level=level,
            certified_on=certified_on,
            enrolment=enrolment,
            basis=_basis(asked),
            against_rules_reason=reason,
        )
        _decide(certification, asked.rule, on, series, decided_by)
        _end_traineeship(person, level, on)
    return certification


def renew(certification: Certification, on: date, *, decided_by: str = "") -> Certification:
    """A new certification by a decision of that day. Raises ValidationError.

    It follows on from the old one as long as that is valid, and within the grace if the rule of the
    day says so; otherwise it begins on the day of decision.
    """
    person, level = certification.person, certification.level
    with pghistory.context(decision="renew"), _decision(person, level, on) as series:
        # Who withdraws or suspends it at the same moment waits.
        renewed = Certification.objects.select_for_update(of=("self",), no_key=True)
        old = renewed.select_related("person", "level").get(pk=certification.pk)
        rule, first_day = plan_renewal(old, on)
        renewal = Certification(
            person=old.person,
            level=old.level,
            certified_on=first_day,
            renews=old,
            basis=Certification.Basis.RENEWAL,
        )
        _decide(renewal, rule, on, series, decided_by)
    return renewal


def plan_renewal(old: Certification, on: date) -> tuple[LevelRule, date]:
    """The rule that a renewal on that day follows, and its first valid day.

    Raises ValidationError where a renewal makes no sense. Asks nothing of the database of what was
    prefetched, so that many are planned without a query for each.
    """
    refuse_days(on, on)
    refuse_erased(old.person)
    _refuse_renewal_of(old, on)
    rule = old.level.rule_on(on)
    if rule is None or old.valid_until is None:
        text = _("No rule of this level held on %(day)s: %(certification)s can't be renewed.")
        raise ValidationError(text, params={"certification": old, "day": on.isoformat()})
    first = rule.first_day_of_renewal(old.valid_until, on)
    if is_far_ahead(first, on=on):
        text = _(
            "%(certification)s can be renewed from %(day)s on: before that, the first day of the "
            "renewal, %(first)s, is more than a year ahead."
        )
        facts = {"day": (first - FURTHEST_AHEAD).isoformat(), "first": first.isoformat()}
        raise ValidationError(text, params={"certification": old, **facts})
    return rule, first


def _refuse_renewal_of(old: Certification, on: date) -> None:
    """Its twin for rows is CertificationQuerySet.renewable. Raises ValidationError."""
    following = _following(old)
    # What ran out while it was suspended is still suspended.
    day = min(on, old.valid_until or on)
    status = old.status_on(day)
    if old.withdrawn_on:
        day = old.withdrawn_on
        text = _(
            "%(certification)s is withdrawn from %(day)s on and can't be renewed: certify anew."
        )
    elif following:
        day = following.certified_on
        text = _("%(certification)s has a successor already, from %(day)s on.")
    elif status == Status.SUSPENDED:
        text = _("%(certification)s is suspended on %(day)s: reinstate it first.")
    elif status == Status.UPCOMING:
        text = _("%(certification)s has not begun on %(day)s.")
    elif old.valid_until is None:
        text = _("%(certification)s has no end, so there is nothing to renew.")
    else:
        return
    raise ValidationError(text, params={"certification": old, "day": day.isoformat()})


def _following(old: Certification) -> Certification | None:
    """The next of the same person and level that was ever in force. See CertificationQuerySet.unfollowed."""
    later = [
        each
        for each in old.person.certifications.all()
        if each.level_id == old.level_id
        and each.certified_on > old.certified_on
        and each.was_ever_in_force
    ]
    return min(later, key=lambda each: each.certified_on, default=None)


@contextmanager
def _decision(person: Person, level: Level, on: date) -> Iterator[NumberSeries]:
    """One decision at a time: what two would do at once is refused in words.

    The series is locked first of all, before anything else by those who decide on several people in
    one transaction, so that nobody waits for another who waits. Then the person, and the rule.
    """
    with nobody_else_at_once(person):
        series = NumberSeries.locked(on)
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        rules = LevelRule.objects.filter(level=level, holds_from__lte=on)
        rules.order_by("-holds_from").select_for_update(no_key=True).first()
        yield series


def _afresh(level: Level) -> Level:
    """Without rules that were read before the decision began."""
    return Level.objects.get(pk=level.pk)


def _refusal(asked: Eligibility) -> str:
    facts = {"person": asked.person, "level": asked.level, "day": asked.on.isoformat()}
    return _("%(person)s can't be certified for %(level)s on %(day)s.") % facts


def refuse_days(on: date, certified_on: date) -> None:
    """Raises ValidationError where the days of a decision make no sense."""
    today = timezone.localdate()
    facts = {"day": on.isoformat(), "first": certified_on.isoformat()}
    if on > today:
        raise ValidationError(
            _("A decision can't be taken in the future, on %(day)s."), params=facts
        )
    if certified_on < on:
        raise ValidationError(
            _("The first valid day, %(first)s, can't be before the decision, %(day)s."),
            params=facts,
        )
    if is_far_ahead(certified_on):
        raise ValidationError(
            _("The first valid day, %(first)s, is more than a year ahead: is it a typing error?"),
            params=facts,
        )


def refuse_erased(person: Person) -> None:
    """Raises ValidationError. Reads the erasures, which may be prefetched."""
    if person.erasures.all():
        raise ValidationError(
            _("The data of %(person)s are erased: nothing is decided on them any more."),
            params={"person": person.register_no},
        )


def _course_passed(person: Person, rule: LevelRule, on: date) -> Enrolment | None:
    """The course that the decision stands on, if the rule asks for one: the latest not yet used."""
    if not rule.course_kind:
        return None
    unused = course_passed(rule, on).filter(person=person, certification=None)
    return unused.order_by("-result_on", "-pk").first()


def _basis(asked: Eligibility) -> Certification.Basis:
    """A course that gave a certification already may count again: then it is the basis as well."""
    if asked.rule is None or not asked.is_met:
        return Certification.Basis.OTHER
    if asked.rule.benchmarkings.exists():
        return Certification.Basis.TRAINEESHIP
    return Certification.Basis.COURSE if asked.rule.course_kind else Certification.Basis.OTHER


def _end_traineeship(person: Person, level: Level, on: date) -> None:
    """The one that goes on; one that has ended keeps its outcome."""
    rows = Traineeship.objects.running(on).filter(person=person, level=level, ended_on=None)
    for traineeship in rows.select_for_update(no_key=True):
        traineeship.ended_on, traineeship.outcome = on, Traineeship.Outcome.CERTIFIED
        traineeship.save(update_fields=["ended_on", "outcome"])


def _decide(
    certification: Certification, rule: LevelRule, on: date, series: NumberSeries, decided_by: str
) -> None:
    settings = RegisterSettings.current()
    certification.rule, certification.decided_on = rule, on
    certification.valid_until = rule.last_valid_day(certification.certified_on)
    certification.decided_by = decided_by or settings.certifying_body
    certification.number = _next_number(settings, certification.level, series)
    certification.full_clean()
    certification.save()


def _next_number(settings: RegisterSettings, level: Level, series: NumberSeries) -> str:
    """One that no certification has or ever had: numbers taken over from elsewhere are passed by."""
    while True:
        number = settings.number(year=series.year, serial=series.take(), level=level.slug.upper())
        if not Certification.objects.ever_numbered(number).exists():
            return number
