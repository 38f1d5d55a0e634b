"""What a benchmarking asks of its experts, in words. The triggers of Benchmarking and Participation
hold the same rules for rows."""

from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certification.models.certification import Certification
from certification.models.level import Level
from certification.models.status import Status
from people.models import Person


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
    return next(iter(begun[-1:] or certifications), None)


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
