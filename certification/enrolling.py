"""Record the same of several people of a course (accepted, attended, passed …): of all or of none.

What is recorded of one is Enrolment.move_to.
"""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from certification.models import Course, Enrolment
from certification.models.enrolment import TAKES_A_PLACE, EnrolmentQuerySet, day_of_result
from people.models import Person


def record(
    course: Course, chosen: EnrolmentQuerySet, state: str, on: date | None = None
) -> list[Enrolment]:
    """`on` is the day of a result. Raises ValidationError: who is refused, and why."""
    with transaction.atomic():
        enrolments = locked(course, chosen)
        refused = refusals(course, enrolments, state, on)
        if refused:
            names: dict[int | None, object] = {each.pk: each.person for each in enrolments}
            raise ValidationError(
                [
                    f"{names.get(key, course)}: {reason}"
                    for key, reasons in refused.items()
                    for reason in reasons
                ]
            )
        for each in enrolments:
            each.state, each.result_on = state, day_of_result(state, on)
            each.save(update_fields=["state", "result_on"])
    return enrolments


def locked(course: Course, chosen: EnrolmentQuerySet) -> list[Enrolment]:
    """As they are now, and stay until the transaction ends.

    Everybody locks first the course, then its people by their keys, so that nobody waits in a ring.
    Certifying locks the person: so the result that it stands on stays as well.
    """
    course.lock()
    chosen_people = Person.objects.filter(pk__in=chosen.order_by().values("person"))
    list(chosen_people.order_by("pk").select_for_update(no_key=True).values_list("pk"))
    return of_course(course, chosen)


def of_course(course: Course, chosen: EnrolmentQuerySet) -> list[Enrolment]:
    """With all that is needed to tell of them, in one query."""
    rows = chosen.filter(course=course).select_related(
        "person__organisation", "certification__level"
    )
    enrolments = list(rows.order_by("person__sort_key", "pk"))
    for each in enrolments:
        each.course = course
    return enrolments


def refusals(
    course: Course, enrolments: Iterable[Enrolment], state: str, on: date | None = None
) -> dict[int | None, list[str]]:
    """Why they can't be recorded so, in words, by their keys; what stands against all together, by None."""
    day = day_of_result(state, on)
    reasons: dict[int | None, list[str]] = {
        each.pk: _why_not(each, state, day) for each in enrolments
    }
    newcomers = [
        each for each in enrolments if state in TAKES_A_PLACE and each.state not in TAKES_A_PLACE
    ]
    free = course.places_free() if newcomers else None
    if free is not None and len(newcomers) > free:
        text = _("Places needed: %(needed)d. Places free: %(free)d. Choose fewer people.")
        together = text % {"needed": len(newcomers), "free": free}
        reasons[None] = [together if free else course.full()]
    return {key: found for key, found in reasons.items() if found}


def _why_not(enrolment: Enrolment, state: str, day: date | None) -> list[str]:
    if (enrolment.state, enrolment.result_on) == (state, day):
        return [_("This is recorded already.")]
    reasons = enrolment.why_not(state, day, before=enrolment)
    if day and day < enrolment.applied_on and not reasons:
        text = _("The day of the result can't be before the application, on %(day)s.")
        reasons.append(text % {"day": enrolment.applied_on.isoformat()})
    return reasons
