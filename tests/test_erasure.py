"""Erasing a person's data: nothing personal is left, and everything that happened still is."""

import json
from datetime import date, timedelta
from random import Random

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from certification.demo.factories import (
    ApplicationFactory,
    ConsentFactory,
    ExpertFactory,
    OrganisationFactory,
    PersonFactory,
)
from certification.demo.portraits import portrait
from certification.models import Certification, Expert, RegisterImport
from people.erasing import erase
from people.models import Consent, Erasure, Expertise, Person, Sector

REASON = "Request of 3 March"
# Of each personal value; none of them may be found anywhere afterwards.
SECRETS = {
    "given_name": "Astagiven",
    "family_name": "Liefamily",
    "former_names": "Bergformer",
    "nicknames": "Assinick",
    "position": "Headposition",
    "biography": "Lifestory",
    "website": "https://asta.example.org",
    "email": "asta@secret.example.org",
    "telephone": "+47 5551234",
}


@pytest.fixture
def asta():
    expert = ExpertFactory(
        **SECRETS,
        register_no="E-77",
        languages=["xh"],
        is_available=True,
        organisation=OrganisationFactory(name="Her Office"),
        sectors=Sector.objects.filter(slug="ict"),
        photo=portrait(Random(1)),  # noqa: S311
        consent__source="Letter of Astagiven",
    )
    Person.objects.filter(pk=expert.pk).update(telephone="+47 5559999")
    return Person.objects.get(pk=expert.pk)


def everything(*tables):
    """All rows of the tables, as text."""
    found = []
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT to_jsonb(t)::text FROM "{table}" t')  # noqa: S608
            found += [row for (row,) in cursor.fetchall()]
    return "\n".join(found)


def all_tables():
    return connection.introspection.table_names()


def test_nothing_personal_is_left_in_any_table(asta):
    personal = [*SECRETS.values(), "+47 5559999", "Letter of Astagiven", "astagiven", '"xh"']
    before = everything(*all_tables())
    assert [value for value in personal if value not in before] == []

    erase(asta, REASON, "Rita Registrar")

    after = everything(*all_tables())
    assert [value for value in personal if value in after] == []


def test_what_was_sent_before_it_was_known_whose_it_is_is_erased_as_well():
    application = ApplicationFactory(given_name="Zyxa", motivation="Secretly")
    enrolment = application.enrol_as_new_person()

    erase(enrolment.person, REASON, "Rita Registrar")

    left = everything("certification_application", "certification_applicationevent")
    assert [value for value in ("Zyxa", "Secretly") if value in left] == []
    assert '"insert"' in left


def test_the_person_is_known_by_the_register_number_alone(asta):
    erase(asta, REASON, "Rita Registrar")

    asta = Person.objects.get(pk=asta.pk)
    assert (str(asta), asta.slug, asta.register_no) == ("Erased person E-77", "e_77", "E-77")
    blank = {name: getattr(asta, name) for name in ("email", "biography", "languages")}
    assert blank == {"email": "", "biography": "", "languages": []}
    assert (asta.organisation, asta.is_available, asta.sectors.count()) == (None, None, 0)
    assert (asta.photo.name, asta.country) == ("", "NO")


def test_others_keep_everything(asta):
    other = ExpertFactory(given_name="Astagiven", consent__source="Letter of another")
    others = (Person.objects.filter(pk=other.pk), Consent.objects.filter(person=other))
    kept = (
        Person.pgh_event_model.objects.filter(pgh_obj=other),
        Consent.pgh_event_model.objects.filter(person=other),
    )
    before = [serializers.serialize("json", rows.all()) for rows in (*others, *kept)]

    erase(asta, REASON, "Rita Registrar")

    assert [serializers.serialize("json", rows.all()) for rows in (*others, *kept)] == before


def test_that_something_happened_stays(asta):
    person_events = Person.pgh_event_model.objects.filter(pgh_obj=asta)
    expertise = Expertise.pgh_event_model.objects.filter(person=asta)

    erase(asta, REASON, "Rita Registrar")

    assert [*person_events.order_by("pgh_id").values_list("pgh_label", "country")] == [
        ("insert", "NO"),
        ("update", "NO"),
        ("update", "NO"),
    ]
    assert [*expertise.order_by("pgh_id").values_list("pgh_label", "sector")] == [
        ("insert", None),
        ("delete", None),
    ]
    assert Certification.objects.get(person=asta).certified_on == date(2015, 1, 1)


def test_the_erasure_is_recorded_with_who_why_and_when(asta):
    before = timezone.now()

    erase(asta, f" {REASON} ", "Rita Registrar")

    erasure = Erasure.objects.get()
    assert (erasure.person, erasure.reason, erasure.erased_by) == (asta, REASON, "Rita Registrar")
    assert abs(erasure.erased_at - before) < timedelta(minutes=5)
    event = Erasure.pgh_event_model.objects.get()
    assert (event.pgh_label, event.reason) == ("insert", REASON)


def test_consent_is_withdrawn_and_the_public_page_gone(asta, client):
    page = Expert.objects.get(pk=asta.pk).get_absolute_url()
    assert client.get(page).status_code == 200
    withdrawn = ConsentFactory(person=PersonFactory(consent=None), withdrawn_on=date(2014, 1, 1))

    erase(asta, REASON, "Rita Registrar")
    erase(withdrawn.person, REASON, "Rita Registrar")

    pages = [page, reverse("expert", args=["e_77"])]
    assert [client.get(address).status_code for address in pages] == [404, 404]
    days = [Consent.objects.get(person=one).withdrawn_on for one in (asta, withdrawn.person)]
    assert days == [timezone.localdate(), date(2014, 1, 1)]


def test_the_files_of_all_photos_are_deleted_and_those_of_others_stay(
    asta, django_capture_on_commit_callbacks
):
    random = Random(2)  # noqa: S311
    first = asta.photo.name
    asta.photo = portrait(random)
    asta.save()
    other = PersonFactory(photo=portrait(random))

    with django_capture_on_commit_callbacks(execute=True):
        erase(asta, REASON, "Rita Registrar")
        assert default_storage.exists(first)

    names = [first, asta.photo.name, other.photo.name]
    assert [default_storage.exists(name) for name in names] == [False, False, True]


def test_the_log_of_the_admin_forgets_the_name(asta):
    user = User.objects.create_user("rita")
    certification = Certification.objects.get(person=asta)
    stranger = PersonFactory()
    for model, pk in (
        *((Person, asta.pk), (Expert, asta.pk), (Certification, certification.pk)),
        *((Person, stranger.pk), (RegisterImport, asta.pk)),
    ):
        LogEntry.objects.create(
            user=user,
            content_type=ContentType.objects.get_for_model(model, for_concrete_model=False),
            object_id=str(pk),
            object_repr="A name",
            action_flag=CHANGE,
            change_message=json.dumps([{"changed": {"object": "A name"}}]),
        )

    erase(asta, REASON, "Rita Registrar")

    logged = LogEntry.objects.order_by("pk").values_list("object_repr", flat=True)
    assert list(logged) == ["E-77", "E-77", "E-77", "A name", "A name"]
    assert LogEntry.objects.filter(change_message="").count() == 3


def test_without_a_reason_nothing_is_erased(asta):
    with pytest.raises(ValidationError):
        erase(asta, "  ", "Rita Registrar")

    assert (Person.objects.get(pk=asta.pk).email, Erasure.objects.count()) == (
        SECRETS["email"],
        0,
    )
