"""What a benchmarking asks of those who take part: for the triggers of its tables, and in words.

The words are for forms, which see what is not saved yet. The triggers see rows, whoever writes them.
"""

from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certification.models.certification import Certification
from certification.models.level import Level
from certification.models.status import Status
from people.models import Person


def refuse_uncertified(which: str) -> str:
    """Body of a trigger: experts are validly certified for the label, on the day.

    The function certification_is_valid(person, level, day) is made by a migration; its twins are
    status_case and Certification.status_on.
    """
    return f"""
        IF EXISTS (
            SELECT FROM certification_participation p
            JOIN certification_benchmarking b ON b.id = p.benchmarking_id
            WHERE {which} AND p.role = 'expert'
                AND NOT certification_is_valid(p.person_id, b.label_id, b.held_on)
        ) THEN
            RAISE EXCEPTION 'an expert was not validly certified for the label on that day'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'experts_are_certified_on_the_day';
        END IF;
        RETURN NULL;
    """


def refuse_wrong_team(benchmarking: str) -> str:
    """Body of a deferred trigger: enough experts, and mentors are among them.

    It locks the benchmarking: of two who remove an expert each, the second sees what the first has left.
    """
    return f"""
        PERFORM FROM certification_benchmarking WHERE id = {benchmarking} FOR NO KEY UPDATE;
        IF (
            SELECT count(p.id) < COALESCE((
                SELECT r.experts_needed FROM certification_levelrule r
                WHERE r.level_id = b.label_id AND r.holds_from <= b.held_on
                ORDER BY r.holds_from DESC LIMIT 1
            ), 1)
            FROM certification_benchmarking b
            LEFT JOIN certification_participation p
                ON p.benchmarking_id = b.id AND p.role = 'expert'
            WHERE b.id = {benchmarking} GROUP BY b.id
        ) THEN
            RAISE EXCEPTION 'the benchmarking has fewer experts than its label demands'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'a_benchmarking_has_enough_experts';
        END IF;
        IF EXISTS (
            SELECT FROM certification_participation t
            WHERE t.benchmarking_id = {benchmarking} AND t.role = 'trainee' AND NOT EXISTS (
                SELECT FROM certification_participation m
                WHERE m.benchmarking_id = t.benchmarking_id AND m.person_id = t.mentor_id
                    AND m.role = 'expert'
            )
        ) THEN
            RAISE EXCEPTION 'a mentor is none of the experts of the benchmarking'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'mentors_are_experts_of_the_benchmarking';
        END IF;
        RETURN NULL;
    """  # noqa: S608 - a column of the trigger


def why_not_valid(person: Person, label: Level, day: date) -> str | None:
    """Which status, since when, keeps somebody from being an expert for a label on a day. None: nothing."""
    certification = _standing(person, label, day)
    given = {"person": person, "label": label, "day": day.isoformat()}
    if certification is None:
        return _("%(person)s has no certification for %(label)s.") % given
    match certification.status_on(day):
        case Status.VALID:
            return None
        case Status.UPCOMING:
            given["first"] = certification.certified_on.isoformat()
            text = _(
                "%(person)s was not certified for %(label)s yet on %(day)s: the first valid day is %(first)s."
            )
        case Status.EXPIRED:
            given["last"] = certification.valid_until.isoformat()  # type: ignore[union-attr]
            text = _(
                "The certification of %(person)s for %(label)s had expired on %(day)s: the last valid day was %(last)s."
            )
        case Status.WITHDRAWN:
            given["since"] = certification.withdrawn_on.isoformat()  # type: ignore[union-attr]
            text = _(
                "The certification of %(person)s for %(label)s was withdrawn on %(day)s: for good, from %(since)s on."
            )
        case _suspended:
            return _suspended_text(certification, day, given)
    return text % given


def missing_experts(label: Level, held_on: date, experts: int) -> str | None:
    """Why so many experts are too few for a benchmarking of that day. None: they are enough."""
    rule = label.rule_on(held_on)
    needed = rule.experts_needed if rule else 1
    if experts >= needed:
        return None
    if rule is None:
        return _("A benchmarking takes at least one expert. Add who led it.")
    return ngettext(
        "For %(label)s a benchmarking takes at least %(needed)s expert, by the rule that holds from "
        "%(since)s on, and here are %(experts)s. Add who is missing.",
        "For %(label)s a benchmarking takes at least %(needed)s experts, by the rule that holds from "
        "%(since)s on, and here are %(experts)s. Add who is missing.",
        needed,
    ) % {
        "label": label,
        "needed": needed,
        "since": rule.holds_from.isoformat(),
        "experts": experts,
    }


def _standing(person: Person, label: Level, day: date) -> Certification | None:
    """The same rule as CertificationQuerySet.standing, for one person and level."""
    certifications = list(
        person.certifications.filter(level=label)
        .prefetch_related("suspensions")
        .order_by("certified_on")
    )
    begun = [each for each in certifications if each.certified_on <= day]
    if begun:
        return begun[-1]
    return certifications[0] if certifications else None


def _suspended_text(certification: Certification, day: date, given: dict[str, object]) -> str:
    suspension = next(each for each in certification.suspensions.all() if each.is_in_force(day))
    given["first"] = suspension.suspended_on.isoformat()
    if suspension.reinstated_on is None:
        text = _(
            "The certification of %(person)s for %(label)s was suspended on %(day)s: from %(first)s on."
        )
        return text % given
    given["last"] = (suspension.reinstated_on - timedelta(days=1)).isoformat()
    text = _(
        "The certification of %(person)s for %(label)s was suspended on %(day)s: from %(first)s "
        "until %(last)s."
    )
    return text % given
