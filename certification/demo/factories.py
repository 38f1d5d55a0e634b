"""Makes plain valid records; traits name the exceptions. The demo and the tests use the same ones."""

from datetime import date, timedelta

import factory
from django.utils import timezone

from certification.models import Certification, Expert, Level, Suspension
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
