"""Certify and renew: the two decisions that make a certification, with its rule, days and number.

What is decided on one that is there already (suspend, reinstate, withdraw) are its own methods.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

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
from certification.models.eligibility import eligibility
from people.models import Person

FURTHEST_AHEAD = timedelta(days=366)


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
    with _decision(person):
        asked = eligibility(person, level, on)
        if asked.rule is None or not (asked.is_met or against_rules_because.strip()):
            raise ValidationError(asked.missing)
        enrolment = _course_passed(person, asked.rule, on)
        certification = Certification(
            person=person,
            level=level,
            certified_on=certified_on,
            enrolment=enrolment,
            basis=_basis(asked.rule, enrolment),
            # A reason that nothing needed is none.
            against_rules_reason="" if asked.is_met else against_rules_because.strip(),
        )
        _decide(certification, asked.rule, on, decided_by)
        for traineeship in Traineeship.objects.running(on).filter(person=person, level=level):
            traineeship.ended_on, traineeship.outcome = on, Traineeship.Outcome.CERTIFIED
            traineeship.save()
    return certification


def renew(certification: Certification, on: date, *, decided_by: str = "") -> Certification:
    """A new certification by a decision of that day. Raises ValidationError.

    It follows on from the old one as long as that is valid, and within the grace if the rule of the
    day says so; otherwise it begins on the day of decision.
    """
    with _decision(certification.person):
        old = Certification.objects.select_related("person", "level").get(pk=certification.pk)
        rule, first_day = plan_renewal(old, on)
        renewal = Certification(
            person=old.person,
            level=old.level,
            certified_on=first_day,
            renews=old,
            basis=Certification.Basis.RENEWAL,
        )
        _decide(renewal, rule, on, decided_by or old.decided_by)
    return renewal


def plan_renewal(old: Certification, on: date) -> tuple[LevelRule, date]:
    """The rule that a renewal on that day follows, and its first valid day.

    Raises ValidationError where a renewal makes no sense.
    """
    refuse_days(on, on)
    rule = old.level.rule_on(on)
    facts = {"certification": old, "day": on.isoformat()}
    # From what may be prefetched, so that a list of many is planned without a query for each.
    following = next(
        (
            later
            for later in old.person.certifications.all()
            if later.level_id == old.level_id and later.certified_on > old.certified_on
        ),
        None,
    )
    status = old.status_on(on)
    if old.withdrawn_on:
        text = _("%(certification)s is withdrawn and can't be renewed: certify anew.")
    elif following:
        facts["next"] = following.certified_on.isoformat()
        text = _("%(certification)s has a successor already, from %(next)s on.")
    elif status == Status.SUSPENDED:
        text = _("%(certification)s is suspended on %(day)s: reinstate it first.")
    elif status == Status.UPCOMING:
        text = _("%(certification)s has not begun on %(day)s.")
    elif old.valid_until is None:
        text = _("%(certification)s has no end, so there is nothing to renew.")
    elif rule is None:
        text = _("No rule of this level held on %(day)s: %(certification)s can't be renewed.")
    else:
        first_day = rule.first_day_of_renewal(old.valid_until, on)
        last = rule.last_valid_day(first_day)
        if last is None or last >= on:
            return rule, first_day
        facts["last"] = last.isoformat()
        text = _("%(certification)s: the renewal would have ended already, on %(last)s.")
    raise ValidationError(text, params=facts)


@contextmanager
def _decision(person: Person) -> Iterator[None]:
    """One decision at a time on a person; what two would do at once is refused in words."""
    try:
        with transaction.atomic():
            Person.objects.select_for_update().get(pk=person.pk)
            yield
    except IntegrityError as error:
        raise ValidationError(
            _(
                "Somebody else changed the record of %(person)s at the same moment. Please try again."
            ),
            params={"person": person},
        ) from error


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
    if certified_on > today + FURTHEST_AHEAD:
        raise ValidationError(
            _("The first valid day, %(first)s, is more than a year ahead: is it a typing error?"),
            params=facts,
        )


def _course_passed(person: Person, rule: LevelRule, on: date) -> Enrolment | None:
    """The course that the decision stands on, if the rule asks for one: the latest not yet used."""
    if not rule.course_kind:
        return None
    passed = person.enrolments.filter(
        state=Enrolment.State.PASSED,
        course__level=rule.level_id,
        course__kind=rule.course_kind,
        result_on__lte=on,
        certification=None,
    )
    return passed.order_by("-result_on").first()


def _basis(rule: LevelRule, enrolment: Enrolment | None) -> Certification.Basis:
    if rule.benchmarkings.exists():
        return Certification.Basis.TRAINEESHIP
    return Certification.Basis.COURSE if enrolment else Certification.Basis.OTHER


def _decide(certification: Certification, rule: LevelRule, on: date, decided_by: str) -> None:
    settings = RegisterSettings.current()
    certification.rule, certification.decided_on = rule, on
    certification.valid_until = rule.last_valid_day(certification.certified_on)
    certification.decided_by = decided_by or settings.certifying_body
    certification.number = _next_number(settings, certification.level, on)
    certification.full_clean()
    certification.save()


def _next_number(settings: RegisterSettings, level: Level, on: date) -> str:
    """One that no certification has: numbers taken over from elsewhere are passed by."""
    while True:
        number = settings.number(
            year=on.year, serial=NumberSeries.take(on), level=level.slug.upper()
        )
        if not Certification.objects.numbered(number).exists():
            return number
