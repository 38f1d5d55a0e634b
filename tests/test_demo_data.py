"""The demo's register: loaded on any day, it shows each status, and is the same each time."""

from collections import Counter
from datetime import date, timedelta
from itertools import combinations

import pytest
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from certification.demo import story
from certification.models import (
    Application,
    Certification,
    Course,
    Enrolment,
    Expert,
    Level,
    Status,
    Suspension,
    Traineeship,
)
from people.models import Consent, Organisation, Person
from tests.html import text

TODAY = date(2024, 2, 29)


@pytest.fixture
def today(time_machine_at):
    time_machine_at(f"{TODAY}T12:00:00+01:00")
    return timezone.localdate()


def what_stays_the_same() -> dict[str, list]:
    return {
        "people": list(
            Person.objects.order_by("register_no").values_list(
                *("register_no", "slug", "given_name", "family_name", "former_names"),
                *("nicknames", "country"),
            )
        ),
        "organisations": sorted(Organisation.objects.values_list("name", "country")),
        "numbers": list(
            Certification.objects.order_by("number", "person__slug").values_list(
                "number", "person__slug"
            )
        ),
        "photos": list(
            Person.objects.exclude(photo="").order_by("register_no").values_list("register_no")
        ),
    }


def certified_dates() -> list[tuple]:
    return sorted(Certification.objects.values_list("person__slug", "level__slug", "certified_on"))


def loaded(day: date) -> tuple[dict[str, list], list[tuple]]:
    with transaction.atomic():
        story.load(day)
        facts = what_stays_the_same(), certified_dates()
        transaction.set_rollback(True)
    return facts


def test_two_loads_give_the_same_register(today):
    assert loaded(today) == loaded(today)


def test_names_numbers_and_addresses_are_the_same_on_another_day(today):
    same, dates = loaded(today)
    same_a_year_later, dates_a_year_later = loaded(date(2025, 7, 1))

    assert same == same_a_year_later
    assert dates != dates_a_year_later


def test_there_are_some_three_hundred_experts_in_thirty_countries(today):
    story.load(today)

    experts = Expert.objects.certified()

    countries = Counter(experts.exclude(country="").values_list("country", flat=True))
    assert experts.count() == 303
    assert (len(countries), min(countries.values())) == (30, 7)
    assert {
        person.organisation.country for person in Person.objects.exclude(organisation=None)
    } == {*countries}
    several = [many for many in Counter(experts.values_list("organisation")).values() if many > 1]
    assert len(several) > 60


@pytest.mark.parametrize("day", [TODAY, date(2026, 11, 23), date(2031, 12, 31)])
def test_each_status_is_there_on_the_day_of_loading(day):
    story.load(day)

    certifications = Certification.objects.with_status(day)

    statuses = Counter(certifications.values_list("level__slug", "status"))
    least = 3
    assert {key for key, count in statuses.items() if count >= least} == {
        (level, status) for level in ("bronze", "silver", "gold") for status in Status
    }


def test_there_are_experts_who_run_out_soon_who_renewed_and_who_were_reinstated(today):
    story.load(today)
    valid = Certification.objects.with_status(today).filter(status=Status.VALID)
    renewals = Certification.objects.filter(basis=Certification.Basis.RENEWAL)

    assert {
        "run out within 90 days": valid.filter(valid_until__lte=today + timedelta(days=90)).count(),
        "reinstated": valid.filter(suspensions__reinstated_on__lte=today).count(),
        "people who renewed": renewals.values("person").distinct().count(),
        "renewals to come": renewals.filter(certified_on__gt=today).count(),
    } == {
        "run out within 90 days": 32,
        "reinstated": 6,
        "people who renewed": 142,
        "renewals to come": 3,
    }


def test_each_combination_of_levels_is_valid_for_somebody(today):
    story.load(today)

    held = {
        frozenset(c.level.slug for c in expert.standing if c.status == Status.VALID)
        for expert in Expert.objects.with_standing(today)
    }

    slugs = ["bronze", "silver", "gold"]
    assert held == {frozenset(some) for size in range(4) for some in combinations(slugs, size)}


def test_every_record_is_one_that_staff_could_have_entered(today):
    story.load(today)

    # The database has checked uniqueness and constraints of all; each tenth shows what staff would see.
    models = [Organisation, Person, Consent, Level, Certification, Suspension, Course, Enrolment]
    for model in [*models, Application, Traineeship]:
        relations = {field.name for field in model._meta.fields if field.is_relation}
        for place, record in enumerate(model.objects.all()):
            record.clean_fields(exclude=relations)
            if place % 10 == 0:
                record.full_clean()


def test_every_address_is_at_a_domain_that_nobody_owns(today):
    story.load(today)

    addresses = Person.objects.exclude(email="").values_list("email", flat=True)

    domains = {address.partition("@")[2] for address in addresses}
    assert domains == {"example.org", "example.com", "example.net"}


def test_there_are_gaps_unlisted_people_former_names_and_nicknames(today):
    story.load(today)
    everybody = Person.objects.all()

    assert {
        "no country": everybody.filter(country="").count(),
        "no organisation": everybody.filter(organisation=None).count(),
        "no e-mail": everybody.filter(email="").count(),
        "former names": everybody.exclude(former_names="").count(),
        "nicknames": everybody.exclude(nicknames="").count(),
        "never asked": everybody.filter(consents=None).count(),
        "withdrawn": everybody.unlisted().exclude(consents=None).count(),
        "given again": everybody.listed().filter(consents__withdrawn_on__lte=today).count(),
        "available": {*everybody.values_list("is_available", flat=True)},
    } == {
        "no country": 5,
        "no organisation": 38,
        "no e-mail": 12,
        "former names": 49,
        "nicknames": 22,
        "never asked": 37,
        "withdrawn": 5,
        "given again": 5,
        "available": {True, False, None},
    }


def test_photos_are_small(today):
    story.load(today)

    photos = [person.photo.name for person in Person.objects.exclude(photo="")]

    sizes = set()
    for name in photos:
        with default_storage.open(name) as stored, Image.open(stored) as image:
            sizes.add((image.format, image.size))
    assert (len(photos), sizes) == (12, {("JPEG", (240, 240))})


def test_the_participant_of_the_seed_is_listed_with_bronze_and_nothing_that_is_not_told(today):
    story.load(today)

    nina = Expert.objects.listed().get(family_name="Bellika")

    assert [(c.level.slug, c.valid_until, c.number) for c in nina.certifications.all()] == [
        ("bronze", None, None)
    ]
    assert (nina.email, nina.telephone, nina.languages, nina.is_available) == ("", "", [], None)
    assert nina.organisation.name == "Cluster Services"


def test_the_course_of_the_seed_had_its_trainer_and_people_from_the_countries_of_the_report(today):
    story.load(today)

    course = Course.objects.get(place="Stuttgart", starts_on__year=2017)

    passed = course.enrolments.get(state=Enrolment.State.PASSED)
    countries = sorted(str(enrolment.person.country) for enrolment in course.enrolments.all())
    assert [trainer.family_name for trainer in course.trainers.all()] == ["Kergel"]
    assert (passed.person.family_name, countries) == (
        "Bellika",
        ["DK", "EE", "ES", "IE", "NO", "TR"],
    )
    assert [t.level.slug for t in Traineeship.objects.shown().filter(person=passed.person)] == [
        "silver"
    ]


def test_there_is_work_of_every_kind_on_the_day_of_loading(today):
    story.load(today)

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    ready = {level.slug: Expert.objects.ready_for(level).count() for level in Level.objects.all()}
    states = Counter(Enrolment.objects.values_list("state", flat=True))
    assert ready == {"bronze": 7, "silver": 4, "gold": 5}
    assert states.keys() == {*Enrolment.State.values}
    assert (Traineeship.objects.stalled().count(), Traineeship.objects.running().count()) == (5, 47)
    assert Application.objects.waiting_for_staff().count() == 3


def test_the_trainer_of_the_seed_is_named_as_trainer_only(today, client):
    story.load(today)

    trainer = Person.objects.get(family_name="Kergel")
    course = Course.objects.get(place="Stuttgart", starts_on__year=2017)
    pages = [
        course.get_absolute_url(),
        "/experts/?q=kergel",
        reverse("expert", args=[trainer.slug]),
    ]
    answers = [client.get(page) for page in pages]

    assert (trainer.certifications.count(), trainer.is_listed()) == (0, False)
    assert [answer.status_code for answer in answers] == [200, 200, 404]
    assert "Trainers Helmut Kergel" in text(answers[0])
    assert trainer.slug not in answers[0].text
    assert answers[1].context["rows"] == []
