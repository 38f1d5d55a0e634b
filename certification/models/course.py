from datetime import date, timedelta
from itertools import chain, count
from typing import Any, Self

import pgtrigger
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, F, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from certification.models.enrolment import (
    ONCE_BEGUN,
    TAKES_A_PLACE,
    Enrolment,
    refuse_beyond_capacity,
)
from certification.models.level import Level
from people import names
from people.history import keep_history, never_deleted, touch_updated_at
from people.languages import validate_language
from people.models import Person
from people.models.person import is_erased
from people.models.search import SearchableQuerySet
from people.translated import columns, in_other_languages, translated
from people.triggers import FirmTrigger

# Beyond these a day is a typing error: nobody was trained to analyse clusters before 1990.
EARLIEST, FURTHEST_AHEAD, LONGEST = date(1990, 1, 1), timedelta(days=3 * 366), timedelta(days=366)


class CourseQuerySet(SearchableQuerySet):
    def published(self) -> Self:
        return self.filter(is_published=True)

    def coming(self, on: date | None = None) -> Self:
        """Those that have not ended on that day, the next first."""
        on = on or timezone.localdate()
        return self.filter(ends_on__gte=on).order_by("starts_on", "pk")

    def taking_place(self, on: date | None = None) -> Self:
        """Not those of which it is known, on that day, that they do not."""
        cancelled = Q(cancelled_on__lte=on or timezone.localdate())
        return self.exclude(cancelled)

    def past(self, on: date | None = None) -> Self:
        """Those that ended before that day, the latest first."""
        on = on or timezone.localdate()
        return self.filter(ends_on__lt=on).order_by("-starts_on", "-pk")

    def with_places_taken(self) -> Self:
        """Adds `taken`: how many people have a place."""
        taken = Q(enrolments__state__in=TAKES_A_PLACE)
        return self.annotate(taken=Count("enrolments", filter=taken))

    def with_number_to_certify(self) -> Self:
        """Adds `to_certify`: how many have passed, and have not held the level since."""
        passed = Enrolment.objects.passed_and_not_certified().filter(course=OuterRef("pk"))
        number = passed.order_by().values("course").annotate(number=Count("pk")).values("number")
        return self.annotate(to_certify=Coalesce(Subquery(number), 0))


@keep_history(exclude=["search_text", "created_at", "updated_at"])
class Course(models.Model):
    """A training course for cluster experts, held once."""

    class Kind(models.TextChoices):
        BASIC = "basic", pgettext_lazy("kind of course", "Basic")
        REFRESHER = "refresher", pgettext_lazy("kind of course", "Refresher")
        ADVANCED = "advanced", pgettext_lazy("kind of course", "Advanced")

    title = models.CharField(_("title"), max_length=200)
    title_nb, title_de, title_es, title_tr = in_other_languages(
        models.CharField, _("title"), max_length=200
    )
    slug = models.SlugField(
        _("public address"),
        max_length=160,
        unique=True,
        editable=False,
        help_text=_("Never changes."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.BASIC)
    level = models.ForeignKey(
        Level,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="courses",
        verbose_name=_("leads to"),
        help_text=_("The level that can be certified to those who pass."),
    )
    is_online = models.BooleanField(_("online"), default=False)
    place = models.CharField(
        _("place"), max_length=200, blank=True, help_text=_("Town and venue. Not needed online.")
    )
    country = CountryField(_("country"), blank=True, help_text=_("Not needed online."))
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    language = models.CharField(
        _("language"), max_length=3, default="en", validators=[validate_language]
    )
    trainers = models.ManyToManyField(
        Person,
        blank=True,
        related_name="courses_taught",
        verbose_name=_("trainers"),
        help_text=_("Their names are public, as those who teach this course."),
    )
    capacity = models.PositiveSmallIntegerField(
        _("places"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("How many people can be accepted. Empty: no limit."),
    )
    description = models.TextField(
        _("description"), max_length=8000, blank=True, help_text=_("Public. Plain text.")
    )
    description_nb, description_de, description_es, description_tr = in_other_languages(
        models.TextField, _("description"), max_length=8000
    )
    is_published = models.BooleanField(
        _("published"), default=False, help_text=_("Whether it stands on the public pages.")
    )
    applications_until = models.DateField(
        _("applications until"),
        null=True,
        blank=True,
        help_text=_("The last day to apply on the public page. Empty: until the course begins."),
    )
    cancelled_on = models.DateField(
        _("cancelled on"),
        null=True,
        blank=True,
        help_text=_("From this day on the public page says that it does not take place."),
    )

    search_text = models.TextField(editable=False, db_collation="C")
    created_at = models.DateTimeField(_("created"), db_default=Now(), editable=False)
    updated_at = models.DateTimeField(_("last updated"), db_default=Now(), editable=False)

    objects = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        ordering = ["-starts_on", "-id"]
        indexes = [models.Index(fields=["starts_on", "id"], name="course_in_order")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""),
                name="course_has_a_title",
                violation_error_message=_("A course needs a title."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="course_ends_after_it_begins",
                violation_error_message=_("The last day can't be before the first."),
            ),
            models.CheckConstraint(
                condition=Q(applications_until__lte=F("ends_on")),
                name="applications_end_before_the_course_does",
                violation_error_message=_("Nobody can apply after the last day of the course."),
            ),
            models.CheckConstraint(
                condition=Q(is_online=True) | (~Q(place="") & ~Q(country="")),
                name="course_is_online_or_somewhere",
                violation_error_message=_(
                    "Give place and country, or say that the course is online."
                ),
            ),
            models.CheckConstraint(
                condition=Q(capacity__gt=0),
                name="course_has_a_place_at_least",
                violation_error_message=_("A course has at least one place, or no limit."),
            ),
            models.CheckConstraint(
                condition=Q(cancelled_on__lte=F("ends_on")),
                name="course_is_cancelled_before_it_has_ended",
                violation_error_message=_("A course that has ended can't be cancelled."),
            ),
        ]
        triggers = [
            never_deleted(),
            touch_updated_at(derived=["search_text"]),
            pgtrigger.ReadOnly(name="course_address_never_changes", fields=["slug"]),
            FirmTrigger(
                name="places_hold_those_who_have_one",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("capacity"),
                func=refuse_beyond_capacity("NEW.id"),
            ),
        ]

    def __str__(self) -> str:
        return f"{translated(self, 'title')}, {self.starts_on:%Y-%m-%d}"

    def save(self, **kwargs: Any) -> None:
        self.fold_names()
        if not self.slug:
            self.slug = self._free_slug()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "search_text"}
        super().save(**kwargs)

    def get_absolute_url(self) -> str:
        return reverse("course", args=[self.slug])

    def fold_names(self) -> None:
        """Set what is derived from the title and place. Called by save(); bulk writers call it themselves."""
        titles = [self.title, *(getattr(self, column) for column in columns("title"))]
        self.search_text = names.search_text([*titles, self.place])

    def _free_slug(self) -> str:
        """Title, year and month; a number after it where that is another course's."""
        title = names.fold(self.title).replace(" ", "-")[:120].strip("-")
        base = f"{title}-{self.starts_on:%Y-%m}".strip("-")
        taken = set(Course.objects.filter(slug__startswith=base).values_list("slug", flat=True))
        numbered = (f"{base}-{number}" for number in count(2))
        return next(slug for slug in chain([base], numbered) if slug not in taken)

    def clean(self) -> None:
        """Days that nobody means, and what the people of the course contradict. Raises ValidationError."""
        if self.starts_on is None:
            return
        self._refuse_days_that_nobody_means()
        if self.pk is None:
            return
        contradicted = {
            "capacity": self._why_not_so_few_places(),
            "cancelled_on": self._why_not_cancelled(),
            "starts_on": self._why_not_so_late(),
            "level": self._why_not_another_level(),
        }
        reasons = {field: reason for field, reason in contradicted.items() if reason}
        if reasons:
            raise ValidationError(reasons)

    def _refuse_days_that_nobody_means(self) -> None:
        is_long = self.ends_on is not None and self.ends_on - self.starts_on > LONGEST
        is_far = self.starts_on > timezone.localdate() + FURTHEST_AHEAD
        if is_long or is_far or self.starts_on < EARLIEST:
            text = _(
                "No course is years away, or longer than a year: is one of its days a typing error?"
            )
            raise ValidationError({"starts_on": text})

    def _why_not_so_few_places(self) -> str:
        taken = self.places_taken()
        if self.capacity is None or taken <= self.capacity:
            return ""
        text = ngettext(
            "%(taken)d person has a place already.", "%(taken)d people have a place already.", taken
        )
        return text % {"taken": taken}

    def _why_not_cancelled(self) -> str:
        begun = self.enrolments.filter(state__in=ONCE_BEGUN)
        if self.cancelled_on is None or not begun.exists():
            return ""
        return gettext("It is recorded already who attended: a course that took place stays.")

    def _why_not_so_late(self) -> str:
        begun = self.enrolments.filter(state__in=ONCE_BEGUN)
        first = begun.aggregate(day=Min("result_on"))["day"] or timezone.localdate()
        if self.starts_on <= first or not begun.exists():
            return ""
        text = gettext(
            "Attendance or results are recorded already: it began on %(day)s at the latest."
        )
        return text % {"day": first.isoformat()}

    def _why_not_another_level(self) -> str:
        stored = type(self).objects.filter(pk=self.pk, enrolments__certification__isnull=False)
        if not stored.exists() or stored.filter(level=self.level_id, kind=self.kind).exists():
            return ""
        return gettext("People have been certified by this course: its kind and level stay.")

    def lock(self) -> None:
        """Until the transaction ends, nobody else records anything on the course. Reads it anew."""
        self.refresh_from_db(from_queryset=Course.objects.select_for_update(no_key=True))

    def places_taken(self) -> int:
        return self.enrolments.filter(state__in=TAKES_A_PLACE).count()

    def places_free(self) -> int | None:
        """None: no limit."""
        return None if self.capacity is None else max(self.capacity - self.places_taken(), 0)

    def next_waiting(self) -> "Enrolment | None":
        """Who is to be offered the next place: the one who applied first of those who wait."""
        waiting = self.enrolments.filter(~is_erased("person"), state=Enrolment.State.WAITING)
        return waiting.select_related("person").order_by("applied_on", "pk").first()

    def next_offered(self) -> "Enrolment | None":
        """Who is next on the waiting list, if a place is free and the course still to come."""
        over = self.cancelled_on is not None or self.ends_on < timezone.localdate()
        return None if over or self.places_free() == 0 else self.next_waiting()

    def full(self) -> str:
        """Why nobody can be accepted, in words."""
        text = ngettext(
            "%(course)s is full: %(places)d person has its only place.",
            "%(course)s is full: %(places)d people have its places.",
            self.capacity or 0,
        )
        needed = gettext("Needed: more places, or that somebody who has one cancels.")
        return f"{text % {'course': self, 'places': self.capacity}} {needed}"

    def is_cancelled(self, on: date | None = None) -> bool:
        """Whether it is known, on that day, that it does not take place. See taking_place()."""
        return self.cancelled_on is not None and self.cancelled_on <= (on or timezone.localdate())

    def last_day_to_apply(self) -> date:
        return self.applications_until or self.starts_on

    def takes_applications(self, on: date | None = None) -> bool:
        """Whether visitors may apply on that day; who applies to a full course may wait."""
        on = on or timezone.localdate()
        return self.is_published and not self.is_cancelled(on) and on <= self.last_day_to_apply()


@keep_history(app_label="certification", part_of="course")
class CourseTrainer(Course.trainers.through):  # type: ignore[name-defined, misc]
    """The rows behind Course.trainers, named here so that their changes are kept as well."""

    class Meta:
        proxy = True
        verbose_name = _("trainer of a course")
        verbose_name_plural = _("trainers of a course")
