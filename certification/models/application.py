from collections.abc import Collection
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from certification.models.course import Course
from certification.models.enrolment import Enrolment
from people import names
from people.history import keep_history
from people.models import Person


class ApplicationQuerySet(models.QuerySet):
    def confirmed(self) -> Self:
        """Those that staff see: the e-mail address is the applicant's own."""
        return self.filter(confirmed_at__isnull=False)

    def of_countries(self, codes: Collection[str]) -> Self:
        """For staff who are limited to these: of applicants from there, and of people who are."""
        return self.filter(Q(country__in=codes) | Q(enrolment__person__country__in=codes))

    def waiting_for_staff(self) -> Self:
        return self.confirmed().filter(enrolment=None, refused_because="")


@keep_history(exclude=["created_at"])
class Application(models.Model):
    """What somebody sent with the public form of a course. Staff say which person it is, if any."""

    course = models.ForeignKey(
        Course, models.PROTECT, related_name="applications", verbose_name=_("course")
    )
    given_name = models.CharField(_("given name"), max_length=100)
    family_name = models.CharField(_("family name"), max_length=100)
    email = models.EmailField(_("e-mail"))
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    country = CountryField(_("country"))
    motivation = models.TextField(_("motivation"), max_length=4000, blank=True)
    consented_at = models.DateTimeField(
        _("agreed on"), help_text=_("To the processing of these data for the course.")
    )
    confirmed_at = models.DateTimeField(_("e-mail address confirmed"), null=True, blank=True)
    enrolment = models.OneToOneField(
        Enrolment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="application",
        verbose_name=_("enrolment"),
    )
    refused_because = models.CharField(
        _("refused because"), max_length=500, blank=True, help_text=_("Kept for staff.")
    )
    created_at = models.DateTimeField(_("received"), db_default=Now(), editable=False)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(enrolment=None) | Q(confirmed_at__isnull=False, refused_because=""),
                name="only_a_confirmed_application_becomes_an_enrolment",
                violation_error_message=_(
                    "The e-mail address of this application is not confirmed."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(given_name="") & ~Q(family_name=""),
                name="an_applicant_has_given_and_family_name",
                violation_error_message=_("An applicant needs a given and a family name."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}: {self.course}"

    def alike(self) -> models.QuerySet[Person]:
        """People of the same name or e-mail address: perhaps the applicant, perhaps a namesake."""
        same_name = Q(sort_key=names.sort_key(self.family_name, self.given_name))
        return Person.objects.filter(same_name | Q(email__iexact=self.email))
