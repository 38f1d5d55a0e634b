"""What a report of Cluster Services in Norway (2017) tells, and nothing that it does not tell.

Left out, because the report does not say enough: Tor-Arne and Eivind, certified at bronze, silver and
gold, of whom neither family names nor dates are given; and the two clusters whose managers were
interviewed. The course, with participants from the countries that it names: training.tell_stuttgart.
"""

from datetime import date

from certification.demo.factories import (
    CertificationFactory,
    ConsentFactory,
    OrganisationFactory,
    PersonFactory,
    TraineeshipFactory,
    level,
)
from people.models import ConsentScope

# The report says "this summer" of 2017 and no day. The register takes the last that this can mean: on no
# day does it then call her certified when she may not have been. (A course in Stuttgart of which the dates
# are published, 19 to 21 September 2017, had participants from other countries and was not in summer.)
CERTIFIED_ON = date(2017, 8, 31)
NINA, TRAINER = "D000001", "D000002"


def tell() -> None:
    cluster_services = OrganisationFactory(name="Cluster Services", country="NO")
    nina = PersonFactory(
        register_no=NINA,
        given_name="Nina K.",
        family_name="Bellika",
        country="NO",
        organisation=cluster_services,
        position="Communications adviser",
        email="",
        languages=[],
        biography=(
            "Communications adviser at Cluster Services. She completed her basic certification in "
            "Stuttgart in the summer of 2017."
        ),
        consent=None,
    )
    ConsentFactory(
        person=nina,
        given_on=CERTIFIED_ON,
        source="The report: she stands on ESCA's list of certified cluster experts",
    )
    # The report tells both publicly. It names neither a mentor nor the day on which she begins.
    ConsentFactory(
        person=nina,
        scope=ConsentScope.TRAINEESHIP,
        given_on=CERTIFIED_ON,
        source="The report: she takes part in projects as a benchmarking trainee",
    )
    TraineeshipFactory(person=nina, level=level("silver"), mentor=None, started_on=CERTIFIED_ON)
    CertificationFactory(
        person=nina,
        level=level("bronze"),
        certified_on=CERTIFIED_ON,
        # No end is told, and no number.
        valid_until=None,
        decided_by="European Secretariat for Cluster Analysis (ESCA)",
    )
    # The trainer. No certification of his is told, and no consent: he has no public page and stands on no
    # list of experts. That he taught the course is public, as of all who teach.
    PersonFactory(
        register_no=TRAINER,
        given_name="Helmut",
        family_name="Kergel",
        country="",
        email="",
        languages=[],
        biography="One of the founders of ESCA. He taught the course in Stuttgart in 2017.",
        consent=None,
    )
