from collections.abc import Collection
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Lower, Now
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from certification.models.course import Course
from certification.models.enrolment import Enrolment
from people.history import keep_history
from people.models import Organisation, Person
from people.models.person import DERIVED
from people.triggers import ERASED_REASON

ONE_APPLICATION = "an_applicant_waits_once_for_a_course"


class ApplicationState(models.TextChoices):
    NEW = "new", pgettext_lazy("state of an application", "New")
    ENROLLED = "enrolled", pgettext_lazy("state of an application", "Enrolled")
    REFUSED = "refused", pgettext_lazy("state of an application", "Refused")


# As Application.state tells of one.
IN_STATE = {
    ApplicationState.NEW: Q(enrolment=None, refused_because=""),
    ApplicationState.ENROLLED: Q(enrolment__isnull=False),
    ApplicationState.REFUSED: ~Q(refused_because=""),
}


class ApplicationQuerySet(models.QuerySet):
    def confirmed(self) -> Self:
        """Those that staff see: the e-mail address is the applicant's own."""
        return self.filter(confirmed_at__isnull=False)

    def of_countries(self, codes: Collection[str]) -> Self:
        """For staff who are limited to these: of applicants from there, and of people who are."""
        return self.filter(Q(country__in=codes) | Q(enrolment__person__country__in=codes))

    def in_state(self, state: ApplicationState) -> Self:
        return self.filter(IN_STATE[state])

    def waiting_for_staff(self) -> Self:
        return self.confirmed().in_state(ApplicationState.NEW)

    def matching(self, text: str) -> Self:
        """Those in which each word of the text stands somewhere: in name, address, organisation, course."""
        found = self
        for word in text.split()[:10]:
            sent = Q(given_name__icontains=word) | Q(family_name__icontains=word)
            sent |= Q(email__icontains=word) | Q(organisation__icontains=word)
            found = found.filter(sent | Q(course__title__icontains=word))
        return found


class Applicant(models.Model):
    """What the public form of a course asks for, before and after its e-mail address is confirmed."""

    given_name = models.CharField(_("given name"), max_length=100)
    family_name = models.CharField(_("family name"), max_length=100)
    email = models.EmailField(_("e-mail"))
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    country = CountryField(_("country"))
    motivation = models.TextField(_("motivation"), max_length=4000, blank=True)
    consented_at = models.DateTimeField(
        _("agreed on"), help_text=_("To the processing of these data for the course.")
    )

    class Meta:
        abstract = True


class ApplicationRequest(Applicant):
    """A form that was sent, while its link waits in a mail: perhaps somebody else gave the address.

    It has no history, so that nothing stays of whoever never confirms. It lives as long as its link.
    """

    course = models.ForeignKey(Course, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, db_index=True, editable=False)

    class Meta:
        verbose_name = _("unconfirmed application")
        verbose_name_plural = _("unconfirmed applications")

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}: {self.course}"


@keep_history(
    private=True,
    exclude=["created_at", "link"],
    personal=["given_name", "family_name", "email", "organisation", "motivation"],
    reasons=["refused_because"],
    person=["enrolment__person"],
    alone=True,
)
class Application(Applicant):
    """What somebody sent with the public form of a course. Staff say which person it is, if any."""

    course = models.ForeignKey(
        Course, models.PROTECT, related_name="applications", verbose_name=_("course")
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
    # A hash of the link that made it.
    link = models.CharField(max_length=64, blank=True, editable=False)
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
                # Without anything: the person's data were erased.
                condition=(~Q(given_name="") & ~Q(family_name="") & ~Q(email=""))
                | (
                    Q(given_name="", family_name="", email="")
                    & (Q(enrolment__isnull=False) | ~Q(refused_because=""))
                ),
                name="an_applicant_has_given_and_family_name",
                violation_error_message=_("An applicant needs a given and a family name."),
            ),
            models.UniqueConstraint(
                # Of an address that several people share each can apply.
                F("course"),
                Lower("email"),
                Lower("family_name"),
                Lower("given_name"),
                condition=IN_STATE[ApplicationState.NEW],
                name=ONE_APPLICATION,
                violation_error_message=_(
                    "This applicant has applied for this course already, and waits for the answer."
                ),
            ),
            models.UniqueConstraint(
                fields=["link"], condition=~Q(link=""), name="a_link_makes_one_application"
            ),
        ]

    def __str__(self) -> str:
        name = gettext("erased") if self.is_erased else f"{self.given_name} {self.family_name}"
        return f"{name}: {self.course}"

    @property
    def is_erased(self) -> bool:
        return not self.given_name

    @property
    def name_in_order(self) -> str:
        return gettext("erased") if self.is_erased else f"{self.family_name}, {self.given_name}"

    def alike(self) -> models.QuerySet[Person]:
        """People of the same name or e-mail address: perhaps the applicant, perhaps a namesake."""
        return Person.objects.named_like(self.family_name, self.given_name, self.email)

    @property
    def state(self) -> ApplicationState:
        if self.enrolment_id:
            return ApplicationState.ENROLLED
        return ApplicationState.REFUSED if self.refused_because else ApplicationState.NEW

    def why_decided(self) -> str:
        """In words what has become of it; empty as long as nothing has."""
        if self.enrolment:
            facts = {"enrolment": self.enrolment, "state": self.enrolment.get_state_display()}
            return gettext("It has become an enrolment: %(enrolment)s (%(state)s).") % facts
        if self.refused_because:
            return gettext("It was refused, because: %(why)s") % {"why": self.refused_because}
        return ""

    def enrol(self, person: Person) -> Enrolment:
        """As the person that staff say it is. Raises ValidationError."""
        with transaction.atomic():
            self._refuse_if_decided()
            there = Enrolment.objects.filter(course=self.course, person=person).first()
            if there:
                text = gettext("%(person)s is enrolled on this course already: %(state)s.")
                facts = {"person": person, "state": there.get_state_display()}
                raise ValidationError(text % facts)
            remark = self.organisation and gettext("Organisation: %(name)s") % {
                "name": self.organisation
            }
            enrolment = Enrolment(
                course=self.course,
                person=person,
                applied_on=timezone.localdate(self.created_at),
                # What the record of the person does not say.
                remark="" if _is_organisation_of(person, self.organisation) else remark,
            )
            enrolment.full_clean()
            enrolment.save()
            self.enrolment = enrolment
            self.save(update_fields=["enrolment"])
        return enrolment

    def enrol_as_new_person(self) -> Enrolment:
        """Add the applicant to the register. An organisation is taken if exactly one has that name.

        Raises ValidationError.
        """
        with transaction.atomic():
            self._refuse_if_decided()
            organisations = Organisation.objects.filter(name=self.organisation)[:2]
            person = Person(
                given_name=self.given_name,
                family_name=self.family_name,
                email=self.email,
                country=self.country,
                organisation=organisations[0] if len(organisations) == 1 else None,
            )
            person.full_clean(exclude=["register_no", "slug", *DERIVED])
            person.save()
            return self.enrol(person)

    def refuse(self, because: str) -> None:
        """For good. Raises ValidationError."""
        with transaction.atomic():
            self._refuse_if_decided()
            self.refused_because = because.strip()
            self.full_clean()
            self.save(update_fields=["refused_because"])

    def refuse_for_erasure(self) -> None:
        """Before the data of one that belongs to nobody are erased. Raises ValidationError."""
        if self.enrolment:
            text = gettext("It belongs to a person of the register: erase the data of the person.")
            raise ValidationError(text)
        if not self.refused_because:
            self.refuse(ERASED_REASON)

    def _refuse_if_decided(self) -> None:
        """Whoever decides on the same application at the same time waits, and reads this."""
        self.course.lock()
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update())
        if self.why_decided():
            raise ValidationError(self.why_decided())
        if self.confirmed_at is None:
            raise ValidationError(gettext("Its e-mail address is not confirmed."))


def _is_organisation_of(person: Person, name: str) -> bool:
    return not name or (person.organisation is not None and person.organisation.name == name)
