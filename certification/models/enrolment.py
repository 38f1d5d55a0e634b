from collections.abc import Collection
from datetime import date
from typing import Self

import pgtrigger
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from certification.models.entry import Entry
from people.history import keep_history, never_deleted, touch_updated_at
from people.models import Person
from people.models.person import is_erased
from people.triggers import FirmTrigger


def refuse_beyond_capacity(course: str) -> str:
    """Body of a trigger. The lock makes those who accept somebody at the same time wait for each other.

    It is the weaker one, because saving an enrolment holds a lock of the foreign key already.
    """
    return f"""
        PERFORM FROM certification_course c WHERE c.id = {course} FOR NO KEY UPDATE;
        IF (
            SELECT c.capacity < (
                SELECT count(*) FROM certification_enrolment e
                WHERE e.course_id = c.id
                    AND e.state IN ('accepted', 'attended', 'passed', 'failed', 'absent')
            ) FROM certification_course c WHERE c.id = {course}
        ) THEN
            RAISE EXCEPTION 'the course is full'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'a_course_has_no_more_people_than_places';
        END IF;
        RETURN NULL;
    """  # noqa: S608 - a column of the trigger


class EnrolmentQuerySet(models.QuerySet):
    def with_a_place(self) -> Self:
        return self.filter(state__in=TAKES_A_PLACE)

    def taking_part(self) -> Self:
        """Of those the ones who take part, or did: without who did not come."""
        return self.with_a_place().exclude(state=Enrolment.State.ABSENT)

    def passed_and_not_certified(self, on: date | None = None) -> Self:
        """Those who passed by that day, and held the level neither then nor afterwards."""
        on = on or timezone.localdate()
        certified = apps.get_model("certification", "Certification").objects.filter(
            Q(certified_on__lte=on) | Q(decided_on__lte=on),
            Q(valid_until=None) | Q(valid_until__gte=OuterRef("result_on")),
            Q(withdrawn_on=None) | Q(withdrawn_on__gt=OuterRef("result_on")),
            person=OuterRef("person"),
            level=OuterRef("course__level"),
        )
        passed = self.filter(state=Enrolment.State.PASSED, result_on__lte=on)
        return passed.filter(~Exists(certified), ~is_erased("person"), course__level__isnull=False)

    def of_countries(self, codes: Collection[str]) -> Self:
        """For staff who are limited to these."""
        return self.filter(person__country__in=codes)

    def matching(self, text: str) -> Self:
        """Those of the people who match."""
        return self.filter(person__in=Entry.objects.using(self.db).matching(text).values("pk"))


@keep_history(exclude=["created_at", "updated_at"], personal=["remark"])
class Enrolment(models.Model):
    """A person on a course, with the result."""

    class State(models.TextChoices):
        APPLIED = "applied", pgettext_lazy("state of an enrolment", "Applied")
        ACCEPTED = "accepted", pgettext_lazy("state of an enrolment", "Accepted")
        WAITING = "waiting", pgettext_lazy("state of an enrolment", "On the waiting list")
        ATTENDED = "attended", pgettext_lazy("state of an enrolment", "Attended")
        PASSED = "passed", pgettext_lazy("state of an enrolment", "Passed")
        FAILED = "failed", pgettext_lazy("state of an enrolment", "Failed")
        ABSENT = "absent", pgettext_lazy("state of an enrolment", "Absent")
        CANCELLED = "cancelled", pgettext_lazy("state of an enrolment", "Cancelled")

    course = models.ForeignKey(
        "certification.Course", models.PROTECT, related_name="enrolments", verbose_name=_("course")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="enrolments", verbose_name=_("person")
    )
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.APPLIED)
    applied_on = models.DateField(_("applied on"), default=timezone.localdate)
    result_on = models.DateField(
        _("result on"),
        null=True,
        blank=True,
        help_text=_("The day on which somebody passed or failed."),
    )
    remark = models.CharField(
        _("remark"), max_length=500, blank=True, help_text=_("Kept for staff.")
    )
    created_at = models.DateTimeField(_("created"), db_default=Now(), editable=False)
    updated_at = models.DateTimeField(_("last updated"), db_default=Now(), editable=False)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ["course", "applied_on", "pk"]
        indexes = [models.Index(fields=["course", "state"], name="enrolment_of_a_course")]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "person"],
                name="a_person_is_enrolled_once_on_a_course",
                violation_error_message=_("This person is enrolled on this course already."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["passed", "failed"], result_on__isnull=False)
                | (~Q(state__in=["passed", "failed"]) & Q(result_on__isnull=True)),
                name="passed_and_failed_have_a_day",
                violation_error_message=_(
                    "Give the day of the result for those who passed or failed, and for nobody else."
                ),
            ),
            models.CheckConstraint(
                condition=Q(result_on__isnull=True) | Q(result_on__gte=F("applied_on")),
                name="a_result_follows_the_application",
                violation_error_message=_("The day of the result can't be before the application."),
            ),
        ]
        triggers = [
            never_deleted(),
            touch_updated_at(),
            FirmTrigger(
                name="a_course_has_no_more_people_than_places",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("state", "course_id"),
                condition=pgtrigger.Condition(
                    "NEW.state IN ('accepted', 'attended', 'passed', 'failed', 'absent')"
                ),
                func=refuse_beyond_capacity("NEW.course_id"),
            ),
            FirmTrigger(
                name="a_result_that_certified_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("state", "result_on", "course_id", "person_id"),
                condition=pgtrigger.Condition(
                    "OLD.state = 'passed' AND (NEW.state, NEW.result_on, NEW.course_id, NEW.person_id) "
                    "IS DISTINCT FROM (OLD.state, OLD.result_on, OLD.course_id, OLD.person_id)"
                ),
                func="""
                    IF EXISTS (SELECT FROM certification_certification c WHERE c.enrolment_id = OLD.id) THEN
                        RAISE EXCEPTION 'a certification rests on this result'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_result_that_certified_stays';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.course}"

    def clean(self) -> None:
        """What the database can't say by one row. Raises ValidationError."""
        if self.course_id is None or self.applied_on is None:
            return
        stored = type(self).objects.select_related("certification").filter(pk=self.pk).first()
        as_it_was = stored and (stored.state, stored.result_on, stored.applied_on)
        if as_it_was == (self.state, self.result_on, self.applied_on):
            return
        reasons = self.why_not(self.state, self.result_on, before=stored)
        has_a_place = stored is not None and stored.state in TAKES_A_PLACE
        if self.state in TAKES_A_PLACE and not has_a_place and self.course.places_free() == 0:
            reasons.append(self.course.full())
        if reasons:
            raise ValidationError(reasons)

    def why_not(
        self, state: str, result_on: date | None, *, before: "Enrolment | None"
    ) -> list[str]:
        """What stands against it in words, apart from the number of places.

        Asks the database nothing as long as the course, and the certification before, are at hand.
        """
        course, today = self.course, timezone.localdate()
        facts = {"course": course, "begins": course.starts_on.isoformat()}
        reasons = _why_not_from(before, state) if before else []
        if course.cancelled_on and state in {*TAKES_A_PLACE, self.State.WAITING}:
            reasons.append(gettext("%(course)s does not take place: it is cancelled.") % facts)
        if state in ONCE_BEGUN and today < course.starts_on:
            text = gettext("%(course)s has not begun: this can be recorded from %(begins)s on.")
            reasons.append(text % facts)
        elif result_on and result_on < course.starts_on:
            text = gettext("The result can't be known before the course begins, on %(begins)s.")
            reasons.append(text % facts)
        for day in {result_on, self.applied_on}:
            if day and day > today:
                text = gettext("The day %(day)s has not come yet.")
                reasons.append(text % {"day": day.isoformat()})
        return reasons

    def lock(self) -> None:
        """Until the transaction ends nobody else records anything on the course, or certifies the person."""
        self.course.lock()
        Person.objects.select_for_update(no_key=True).get(pk=self.person_id)

    def move_to(self, state: str, on: date | None = None) -> None:
        """Record what became of it; `on` is the day of a result. Raises ValidationError."""
        with transaction.atomic():
            self.lock()
            self.state, self.result_on = state, day_of_result(state, on)
            self.full_clean()
            self.save(update_fields=["state", "result_on"])


# In each of these somebody has, or had, a place on the course.
TAKES_A_PLACE = [
    Enrolment.State.ACCEPTED,
    Enrolment.State.ATTENDED,
    Enrolment.State.PASSED,
    Enrolment.State.FAILED,
    Enrolment.State.ABSENT,
]

# These are known once the course has begun.
ONCE_BEGUN = [
    Enrolment.State.ATTENDED,
    Enrolment.State.PASSED,
    Enrolment.State.FAILED,
    Enrolment.State.ABSENT,
]

# What may follow what. A place is given before anything comes of it; what was recorded by mistake
# can be corrected.
NEXT = {
    Enrolment.State.APPLIED: [
        Enrolment.State.ACCEPTED,
        Enrolment.State.WAITING,
        Enrolment.State.CANCELLED,
    ],
    Enrolment.State.WAITING: [Enrolment.State.ACCEPTED, Enrolment.State.CANCELLED],
    Enrolment.State.ACCEPTED: [
        Enrolment.State.WAITING,
        *ONCE_BEGUN,
        Enrolment.State.CANCELLED,
    ],
    **{state: [Enrolment.State.ACCEPTED, *ONCE_BEGUN] for state in ONCE_BEGUN},
    Enrolment.State.CANCELLED: [
        Enrolment.State.APPLIED,
        Enrolment.State.ACCEPTED,
        Enrolment.State.WAITING,
    ],
}


def day_of_result(state: str, on: date | None) -> date | None:
    """Today, if none is given; of those who neither passed nor failed there is none."""
    has_result = state in {Enrolment.State.PASSED, Enrolment.State.FAILED}
    return (on or timezone.localdate()) if has_result else None


def _why_not_from(before: Enrolment, state: str) -> list[str]:
    certification = getattr(before, "certification", None)
    if certification:
        text = gettext("The certification of %(day)s rests on this result, so that it stays.")
        return [text % {"day": certification.certified_on.isoformat()}]
    old = Enrolment.State(before.state)
    if state in {old, *NEXT[old]} or state not in Enrolment.State:
        return []
    text = gettext("After “%(old)s” can't come “%(new)s”, only: %(possible)s.")
    possible = ", ".join(str(each.label) for each in NEXT[old] if each != old)
    return [text % {"old": old.label, "new": Enrolment.State(state).label, "possible": possible}]
