"""What counts towards a level on a day, and who has all that its rule requires.

Only what had happened by that day counts: who asks of a day in the past gets the answer of that day.
"""

from datetime import date

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
)

from certification.models.benchmarking import Participation
from certification.models.certification import Certification
from certification.models.enrolment import Enrolment
from certification.models.level import Level
from certification.models.months import since
from certification.models.required_benchmarkings import RequiredBenchmarkings
from certification.models.rule import LevelRule
from certification.models.status import Status
from people.models.person import is_erased


def ready_for(level: Level, on: date) -> Q:
    """The people who meet every requirement, as a condition on Person. Without a rule there are none."""
    rule = level.rule_on(on)
    if rule is None:
        return Q(pk__in=[])
    held = latest_certification(rule, on).filter(is_held=True)  # type: ignore[misc]
    ready = Q(~Exists(held.filter(person=OuterRef("pk")))) & Q(~is_erased())
    if rule.lower_level:
        ready &= Q(pk__in=validly_certified(rule.lower_level, on).values("person"))
    if rule.course_kind:
        ready &= Q(pk__in=course_passed(rule, on).values("person"))
    for required in rule.benchmarkings.all():
        enough = taken_part(required, on).order_by().values("person").annotate(number=Count("pk"))
        enough = enough.filter(number__gte=required.number)
        # Telling mentors apart means sorting, and everybody has one.
        if required.mentors > 1:
            mentors = Count("mentor", distinct=True)
            enough = enough.annotate(mentors=mentors).filter(mentors__gte=required.mentors)
        ready &= Q(pk__in=enough.values("person"))
    return ready


def latest_certification(rule: LevelRule, on: date) -> QuerySet[Certification]:
    """Of each person the latest for the level that was decided by that day, and was ever in force.

    Adds `is_held`: whether there is nothing to certify, because it is valid, suspended or still to
    come, or because it ended so lately that it is to be renewed.
    """
    known = (
        Q(certified_on__lte=on)
        | Q(decided_on__lte=on)
        | Q(decided_on=None, created_at__date__lte=on)
    )
    decided = Certification.objects.ever_in_force().filter(known, level=rule.level_id)
    later = decided.filter(person=OuterRef("person"), certified_on__gt=OuterRef("certified_on"))
    not_withdrawn = Q(withdrawn_on=None) | Q(withdrawn_on__gt=on)
    not_over = Q(valid_until=None) | Q(valid_until__gte=rule.oldest_end_to_renew(on))
    is_held = ExpressionWrapper(not_withdrawn & not_over, output_field=BooleanField())
    return decided.filter(~Exists(later)).annotate(is_held=is_held)


def validly_certified(level: Level, on: date) -> QuerySet[Certification]:
    return Certification.objects.with_status(on).filter(level=level, status=Status.VALID)  # type: ignore[misc]


def withdrawn(level_id: int, on: date) -> QuerySet[Certification]:
    """What was taken back by that day. After it, who is to be certified for the level begins anew."""
    return Certification.objects.ever_in_force().filter(level=level_id, withdrawn_on__lte=on)


def _not_before_withdrawal(rule: LevelRule, on: date, day: str) -> Q:
    before = withdrawn(rule.level_id, on).filter(
        person=OuterRef("person"), withdrawn_on__gte=OuterRef(day)
    )
    return Q(~Exists(before))


def course_passed(rule: LevelRule, on: date) -> QuerySet[Enrolment]:
    """Courses of the kind that the rule requires, passed as lately as it requires."""
    passed = Enrolment.objects.filter(
        state=Enrolment.State.PASSED,
        course__kind=rule.course_kind,
        course__level=rule.level_id,
        result_on__lte=on,
    ).filter(_not_before_withdrawal(rule, on, "result_on"))
    if rule.course_within_months is None:
        return passed
    return passed.filter(result_on__gte=since(on, rule.course_within_months))


def taken_part(required: RequiredBenchmarkings, on: date) -> QuerySet[Participation]:
    """As a trainee, in benchmarkings of the kind that is required, held as lately as is required."""
    took_part = Participation.objects.filter(
        role=Participation.Role.TRAINEE, benchmarking__held_on__lte=on
    ).filter(_not_before_withdrawal(required.rule, on, "benchmarking__held_on"))
    if required.label_id:
        took_part = took_part.filter(benchmarking__label=required.label_id)
    if required.within_months is None:
        return took_part
    return took_part.filter(benchmarking__held_on__gte=since(on, required.within_months))
