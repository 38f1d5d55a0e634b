"""What the tests of roles and of limits to countries share: who asks, and every address of the admin."""

from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db import connection
from django.urls import reverse

from certification import roles
from certification.demo.factories import (
    ApplicationFactory,
    BenchmarkingFactory,
    CertificationFactory,
    ClusterOrganisationFactory,
    ConcernFactory,
    ContactMessageFactory,
    CourseFactory,
    EnrolmentFactory,
    OrganisationFactory,
    PersonFactory,
    SectorFactory,
    TraineeshipFactory,
    level,
    rule,
)
from certification.models import Expert, MailTemplate, RegisterImport, RegisterSettings, SentMail
from people.models import RegisterHistory, StaffCountries

# Who has no role, and who has not even logged in.
PLAIN, ANONYMOUS = "Staff without a role", "Visitor"
ACTORS = [*roles.ROLES, PLAIN, ANONYMOUS]

# How a record of each model that belongs to a person is made of that person …
OF_A_PERSON = {
    "people.Person": lambda person: person,
    "certification.Expert": lambda person: Expert.objects.get(pk=certified(person).person_id),
    "certification.Certification": lambda person: certified(person),
    "certification.Enrolment": lambda person: EnrolmentFactory(person=person),
    "certification.Application": lambda person: ApplicationFactory(
        given_name=person.given_name, family_name=person.family_name, country=person.country
    ),
    "certification.Concern": lambda person: ConcernFactory(
        person=person, certification=certified(person), name=person.family_name
    ),
    "certification.ContactMessage": lambda person: ContactMessageFactory(person=person),
    "certification.Benchmarking": lambda person: BenchmarkingFactory(
        organisation__country=person.country, experts=[certified(person).person]
    ),
    "certification.Traineeship": lambda person: TraineeshipFactory(person=person),
}

# … and one of each other model that the admin shows.
RECORDS = {
    "auth.Group": lambda: Group.objects.get(name=roles.AUDITOR),
    "auth.User": lambda: User.objects.create_user("somebody", is_staff=True),
    "certification.ClusterOrganisation": ClusterOrganisationFactory,
    "certification.Course": CourseFactory,
    "certification.Level": lambda: level("bronze"),
    "certification.LevelRule": lambda: rule("bronze"),
    "certification.MailTemplate": lambda: MailTemplate.objects.get(kind="on_expiry", language="en"),
    "certification.SentMail": lambda: SentMail.objects.create(kind="on_expiry", language="en"),
    "people.RegisterHistory": lambda: PersonFactory() and RegisterHistory.objects.latest("pk"),
    "certification.RegisterImport": lambda: RegisterImport.objects.create(file_name="a.csv"),
    "certification.RegisterSettings": RegisterSettings.current,
    "people.Organisation": OrganisationFactory,
    "people.Sector": SectorFactory,
}


def certified(person):
    return person.certifications.first() or CertificationFactory(person=person)


def a_record(model):
    """None for a page that is about no model."""
    label = model and model._meta.label
    if label in OF_A_PERSON:
        return OF_A_PERSON[label](PersonFactory())
    assert label in RECORDS or not label, f"tests/roles.py must say how a {label} is made"
    return label and RECORDS[label]()


def log_in(client, actor, *countries):
    """As a new member of staff of that role, limited to the countries if any; None for a visitor."""
    client.logout()
    if actor == ANONYMOUS:
        return None
    user = User.objects.create_user(actor.lower().replace(" ", "-"), is_staff=True)
    if actor != PLAIN:
        user.groups.add(Group.objects.get(name=actor))
    if countries:
        StaffCountries.objects.create(user=user, countries=countries)
    client.force_login(user)
    return user


def pages():
    """Of each named address of the admin: its name, the model it is about, and what stands in it."""
    found = {
        each.name: (None, each) for each in admin.site.get_urls() if getattr(each, "name", None)
    }
    for model, model_admin in admin.site._registry.items():
        found |= {each.name: (model, each) for each in model_admin.get_urls() if each.name}
    return {
        name: (model, [*each.pattern.regex.groupindex]) for name, (model, each) in found.items()
    }


def page_address(name, record):
    _model, parts = pages()[name]
    given = {"app_label": "people", "id": record and record.pk}
    # A level for which an expert with a bronze certification is ready, and a work list.
    given |= {"level": "silver", "name": "running-out"}
    arguments = [given.get(part, record and record.pk) for part in parts]
    return reverse(f"admin:{name}", args=arguments)


def everything():
    """A fingerprint of all that the register and its accounts hold, history included."""
    tables = [
        model._meta.db_table
        for app in ("people", "certification", "auth")
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        if not model._meta.proxy
    ]
    rows = [
        f"SELECT '{table}', md5(string_agg(t::text, '' ORDER BY t::text)) FROM \"{table}\" t"  # noqa: S608
        for table in tables
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(rows))
        return dict(cursor.fetchall())
