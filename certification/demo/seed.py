"""What a report of Cluster Services in Norway (2017) tells, and nothing that it does not tell.

Left out, because the register has no place for it yet or the report does not say enough:
- Tor-Arne and Eivind, certified at bronze, silver and gold: neither family names nor dates are given.
- The course itself, its participants from Norway, Denmark, Turkey, Spain, Ireland and Estonia, and the
  interviews with two cluster managers: there are no records of courses yet.
- Nina's traineeship: there are no records of traineeships yet, so her biography tells it.
"""

from datetime import date

from certification.demo.factories import (
    CertificationFactory,
    ConsentFactory,
    OrganisationFactory,
    PersonFactory,
    level,
)

# The report says "this summer" of 2017 and no day. The register takes the last that this can mean: on no
# day does it then call her certified when she may not have been. (A course in Stuttgart of which the dates
# are published, 19 to 21 September 2017, had participants from other countries and was not in summer.)
CERTIFIED_ON = date(2017, 8, 31)
NINA = "D000001"


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
            "Stuttgart in the summer of 2017, and takes part in cluster development projects as a "
            "benchmarking trainee, to be certified for silver and gold later."
        ),
        consent=None,
    )
    ConsentFactory(
        person=nina,
        given_on=CERTIFIED_ON,
        source="The report: she stands on ESCA's list of certified cluster experts",
    )
    CertificationFactory(
        person=nina,
        level=level("bronze"),
        certified_on=CERTIFIED_ON,
        # No end is told, and no number.
        valid_until=None,
        decided_by="European Secretariat for Cluster Analysis (ESCA)",
    )
    # The trainer. No certification of his is told, and no consent: he stands on no public page.
    PersonFactory(
        register_no="D000002",
        given_name="Helmut",
        family_name="Kergel",
        country="",
        email="",
        languages=[],
        biography="One of the founders of ESCA. He taught the course in Stuttgart in 2017.",
        consent=None,
    )
