"""Makes plain valid records; traits name the exceptions. The demo and the tests use the same ones."""

from datetime import date, timedelta
from typing import Any

import factory
from django.contrib.auth.models import User
from django.utils import timezone

from certification.models import (
    Application,
    Benchmarking,
    Certification,
    ClusterOrganisation,
    Concern,
    ContactMessage,
    Course,
    Enrolment,
    Expert,
    Level,
    LevelRule,
    Participation,
    Suspension,
    Traineeship,
)
from people.models import Consent, Organisation, Person, Sector


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Cluster Office {n}")
    country = "NO"


class SectorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Sector
        django_get_or_create = ("slug",)

    name = factory.Sequence(lambda n: f"Sector {n}")
    slug = factory.Sequence(lambda n: f"sector-{n}")


class ConsentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Consent

    person = factory.SubFactory("certification.demo.factories.PersonFactory", consent=None)
    given_on = date(2012, 1, 1)
    source = "Form of consent"


class PersonFactory(factory.django.DjangoModelFactory):
    """A listed person without a certification."""

    class Meta:
        model = Person
        skip_postgeneration_save = True

    class Params:
        unlisted = factory.Trait(consent=None)

    register_no = factory.Sequence(lambda n: f"T{n:06}")
    given_name = factory.Sequence(lambda n: f"Given{n}")
    family_name = factory.Sequence(lambda n: f"Family{n}")
    country = "NO"
    email = factory.Sequence(lambda n: f"person{n}@example.org")
    languages = factory.LazyFunction(lambda: ["en"])
    consent = factory.RelatedFactory(ConsentFactory, factory_related_name="person")

    @factory.post_generation
    def sectors(self, create, sectors, **kwargs):
        if create and sectors:
            self.sectors.set(sectors)


class ExpertFactory(PersonFactory):
    """A listed person with a valid bronze certification; `certification__…` sets its fields."""

    class Meta:
        model = Expert
        skip_postgeneration_save = True

    certification = factory.RelatedFactory(
        "certification.demo.factories.CertificationFactory", factory_related_name="person"
    )


def level(slug: str) -> Level:
    """One of the levels that the migration makes."""
    return Level.objects.get(slug=slug)


class CertificationFactory(factory.django.DjangoModelFactory):
    """A bronze certification that is valid today and has no end."""

    class Meta:
        model = Certification
        skip_postgeneration_save = True

    class Params:
        expired = factory.Trait(certified_on=date(2015, 1, 1), valid_until=date(2017, 12, 31))
        upcoming = factory.Trait(
            certified_on=factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))
        )
        withdrawn = factory.Trait(
            withdrawn_on=date(2020, 1, 1), withdrawal_reason="Decision of the secretariat"
        )
        suspended = factory.Trait(
            suspension=factory.RelatedFactory(
                "certification.demo.factories.SuspensionFactory",
                factory_related_name="certification",
            )
        )

    person = factory.SubFactory(PersonFactory)
    level = factory.LazyFunction(lambda: level("bronze"))
    certified_on = date(2015, 1, 1)
    valid_until = None
    basis = Certification.Basis.COURSE
    decided_by = "ESCA secretariat"


class SuspensionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Suspension

    certification = factory.SubFactory(CertificationFactory)
    suspended_on = date(2020, 1, 1)
    reason = "Complaint under review"


def rule(slug: str) -> LevelRule:
    """The rule of a level that the migration makes."""
    return LevelRule.objects.get(level__slug=slug)


class CourseFactory(factory.django.DjangoModelFactory):
    """A published basic course of three days that leads to bronze, to come in a month, without a limit."""

    class Meta:
        model = Course
        skip_postgeneration_save = True

    class Params:
        past = factory.Trait(starts_on=date(2017, 9, 19))
        online = factory.Trait(is_online=True, place="", country="")

    title = factory.Sequence(lambda n: f"Cluster Benchmarking Expert {n}")
    level = factory.LazyFunction(lambda: level("bronze"))
    place = "Stuttgart"
    country = "DE"
    starts_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))
    ends_on = factory.LazyAttribute(lambda course: course.starts_on + timedelta(days=2))
    is_published = True

    @factory.post_generation
    def trainers(self, create, trainers, **kwargs):
        if create and trainers:
            self.trainers.set(trainers)


class EnrolmentFactory(factory.django.DjangoModelFactory):
    """Somebody who applied for a course; `passed` on the last day of one of 2017."""

    class Meta:
        model = Enrolment

    class Params:
        passed = factory.Trait(
            course=factory.SubFactory(CourseFactory, past=True),
            state=Enrolment.State.PASSED,
            result_on=factory.SelfAttribute("course.ends_on"),
        )

    course = factory.SubFactory(CourseFactory)
    person = factory.SubFactory(PersonFactory)
    applied_on = date(2017, 3, 1)


class ApplicationFactory(factory.django.DjangoModelFactory):
    """Sent and confirmed, and not yet looked at by staff."""

    class Meta:
        model = Application

    class Params:
        unconfirmed = factory.Trait(confirmed_at=None)

    course = factory.SubFactory(CourseFactory)
    given_name = factory.Sequence(lambda n: f"Applicant{n}")
    family_name = "Applying"
    email = factory.Sequence(lambda n: f"applicant{n}@example.org")
    country = "NO"
    consented_at = factory.LazyFunction(timezone.now)
    confirmed_at = factory.LazyFunction(timezone.now)


class ConcernFactory(factory.django.DjangoModelFactory):
    """About somebody of the register, by a visitor who gave an address, and not yet answered."""

    class Meta:
        model = Concern

    class Params:
        answered = factory.Trait(
            answer="Thank you, it is mended.",
            answered_at=factory.LazyFunction(timezone.now),
            answered_by=factory.SubFactory("certification.demo.factories.UserFactory"),
        )
        closed = factory.Trait(
            closed_at=factory.LazyFunction(timezone.now), closing_reason="It was a namesake"
        )

    kind = "concern"
    person = factory.SubFactory(PersonFactory)
    about = factory.LazyAttribute(lambda concern: concern.person.slug if concern.person else "")
    message = "Her certificate has another number."
    name = "Wanda Visitor"
    email = factory.Sequence(lambda n: f"visitor{n}@example.org")


class ContactMessageFactory(factory.django.DjangoModelFactory):
    """Passed on to an expert, and not yet answered."""

    class Meta:
        model = ContactMessage

    class Params:
        answered = factory.Trait(
            state="answered", answered_at=factory.LazyFunction(timezone.now), message=""
        )
        declined = factory.Trait(
            state="declined", answered_at=factory.LazyFunction(timezone.now), message=""
        )

    person = factory.SubFactory("certification.demo.factories.ExpertFactory")
    name = "Wanda Visitor"
    email = factory.Sequence(lambda n: f"visitor{n}@example.org")
    organisation = "Cluster Office"
    message = "Are you free in May?"
    language = "en"
    link = factory.Sequence(lambda n: f"{n:064x}")


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"staff{n}")
    is_staff = True


class ClusterOrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ClusterOrganisation

    name = factory.Sequence(lambda n: f"Cluster {n}")
    country = "NO"


class BenchmarkingFactory(factory.django.DjangoModelFactory):
    """For bronze, by as many experts as the label takes: each certified for it since 2015.

    `experts` names others; `trainees` come beside the first of the experts as their mentor.
    """

    class Meta:
        model = Benchmarking
        skip_postgeneration_save = True

    organisation = factory.SubFactory(ClusterOrganisationFactory)
    label = factory.LazyFunction(lambda: level("bronze"))
    held_on = date(2020, 5, 12)

    @factory.post_generation
    def experts(self: Any, create, experts, **kwargs):
        if not create:
            return
        if experts is None:
            needed = range(self.experts_needed())
            experts = [CertificationFactory(level=self.label).person for _expert in needed]
        for person in experts:
            Participation.objects.create(benchmarking=self, person=person)

    @factory.post_generation
    def trainees(self: Any, create, trainees, **kwargs):
        for person in trainees or []:
            mentor = (
                self.participations.filter(role=Participation.Role.EXPERT).earliest("pk").person
            )
            role = Participation.Role.TRAINEE
            Participation.objects.create(benchmarking=self, person=person, role=role, mentor=mentor)


class TraineeshipFactory(factory.django.DjangoModelFactory):
    """Somebody who is a trainee for silver since 2019."""

    class Meta:
        model = Traineeship

    class Params:
        stopped = factory.Trait(ended_on=date(2021, 1, 1), outcome=Traineeship.Outcome.STOPPED)

    person = factory.SubFactory(PersonFactory)
    level = factory.LazyFunction(lambda: level("silver"))
    mentor = factory.SubFactory(PersonFactory)
    started_on = date(2019, 1, 1)
