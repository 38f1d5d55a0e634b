"""Public pages read through the connection `public` alone: here it is one of its own, read-only."""

from datetime import date

import pytest
from django.db import InternalError, connections
from django.db.utils import ProgrammingError

from certification.demo.factories import (
    CertificationFactory,
    ConsentFactory,
    CourseFactory,
    EnrolmentFactory,
    ExpertFactory,
    OrganisationFactory,
    TraineeshipFactory,
    level,
)
from people.models import ConsentScope, Person, Sector

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "public"])


@pytest.fixture
def public(transactional_db):
    """The connection that a server would make, beside that of the test."""
    shared = connections["public"]
    del connections["public"]
    yield connections["public"]
    connections["public"].close()
    connections["public"] = shared


def refuse(execute, sql, params, many, context):
    raise AssertionError(f"Asked through the staff's connection: {sql}")


ADDRESSES = [
    "/",
    "/about/",
    "/card.png",
    "/levels/",
    "/experts/",
    "/experts/?on=2019-05-01",
    "/experts/?q=given+office&country=NO&country=DE&level=bronze&level=silver&status=valid&status=suspended"
    "&language=en&sector=ict&available=yes&on=2020-02-01",
    "/experts/?trainee=silver&on=2020-02-01",
    "/experts/?order=country",
    "/experts/?order=level&country=none&country=NO",
    "/experts/?order=latest&status=expired&status=withdrawn&status=upcoming",
    "/experts/?q=nobody",
    "/experts.csv?on=2020-02-01&trainee=silver",
    "/experts.xlsx?q=given",
    "/courses/",
    "/courses/?country=DE&country=online&kind=basic",
    "/courses/calendar.ics",
    "/sitemap.xml",
    "/sitemap-courses.xml",
    "/sitemap-pages.xml",
    "/sitemap-experts.xml",
    "/robots.txt",
]


def test_no_public_page_uses_the_connection_of_the_staff(client, public):
    expert = ExpertFactory(
        organisation=OrganisationFactory(name="Office"),
        sectors=Sector.objects.filter(slug="ict"),
        is_available=True,
    )
    CertificationFactory(
        person=expert, level=level("silver"), certified_on=date(2016, 1, 1), suspended=True
    )
    TraineeshipFactory(person=expert)
    ConsentFactory(person=expert, scope=ConsentScope.TRAINEESHIP)
    profile, course = expert.get_absolute_url(), CourseFactory(trainers=[expert])
    EnrolmentFactory(course=course, state="accepted")
    page = course.get_absolute_url()
    pages = [
        profile,
        f"{profile}?on=2019-05-01",
        f"{profile}card.png",
        f"{profile}contact.vcf",
        page,
        f"{page}course.ics",
        f"{page}apply/",
    ]
    pages += [f"{page}apply/sent/", f"{page}apply/confirmed/"]

    with connections["default"].execute_wrapper(refuse):
        # Three times, because the third is a prepared statement.
        answers = {
            address: response.status_code
            for address in [*ADDRESSES, *pages] * 3
            # Taken as a whole, since files are read while they are sent.
            for response in [client.get(address)]
            if response.getvalue()
        }

    assert {address: code for address, code in answers.items() if code != 200} == {}


def test_the_connection_of_public_pages_can_not_write(public):
    person = ExpertFactory()

    with pytest.raises((InternalError, ProgrammingError), match="read-only transaction"):
        Person.objects.using("public").filter(pk=person.pk).update(given_name="Changed")
