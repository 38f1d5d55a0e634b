from collections.abc import Collection
from datetime import date
from typing import Self

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.history import keep_history, never_deleted, touch_updated_at
from people.models import Person


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

    def of_countries(self, codes: Collection[str]) -> Self:
        """For staff who are limited to these."""
        return self.filter(person__country__in=codes)

    def matching(self, text: str) -> Self:
        """Those of the people who match."""
        return self.filter(person__in=Person.objects.using(self.db).matching(text))


@keep_history(exclude=["created_at", "updated_at"])
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
            pgtrigger.Trigger(
                name="a_course_has_no_more_people_than_places",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("state", "course_id"),
                condition=pgtrigger.Condition(
                    "NEW.state IN ('accepted', 'attended', 'passed', 'failed', 'absent')"
                ),
                func=refuse_beyond_capacity("NEW.course_id"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.course}"

    def clean(self) -> None:
        """What the database can't say by one row. Raises ValidationError."""
        if self.course_id is None:
            return
        day = self.result_on
        if day and day < self.course.starts_on:
            raise ValidationError(
                {"result_on": _("The result can't be known before the course begins.")}
            )
        if day and day > timezone.localdate():
            raise ValidationError({"result_on": _("This day has not come yet.")})
        if self.state in TAKES_A_PLACE and not self._had_a_place():
            free = self.course.places_free()
            if free == 0:
                raise ValidationError(
                    _("%(course)s is full: %(places)d people have a place."),
                    params={"course": self.course, "places": self.course.capacity},
                )

    def _had_a_place(self) -> bool:
        return self.pk is not None and type(self).objects.with_a_place().filter(pk=self.pk).exists()

    def move_to(self, state: str, on: date | None = None) -> None:
        """Record what became of it; `on` is the day of a result. Raises ValidationError."""
        self.state = state
        has_result = state in {self.State.PASSED, self.State.FAILED}
        self.result_on = (on or timezone.localdate()) if has_result else None
        self.full_clean()
        self.save()


# In each of these somebody has, or had, a place on the course.
TAKES_A_PLACE = [
    Enrolment.State.ACCEPTED,
    Enrolment.State.ATTENDED,
    Enrolment.State.PASSED,
    Enrolment.State.FAILED,
    Enrolment.State.ABSENT,
]
