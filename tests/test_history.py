"""Every change of every record is kept: what it was, what it became, when and by whom."""

from datetime import date

import pghistory
import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection

from certification.demo.factories import (
    ApplicationFactory,
    BenchmarkingFactory,
    CertificationFactory,
    ClusterOrganisationFactory,
    ConcernFactory,
    ConsentFactory,
    ContactMessageFactory,
    CourseFactory,
    EnrolmentFactory,
    OrganisationFactory,
    PersonFactory,
    SectorFactory,
    SuspensionFactory,
    TraineeshipFactory,
    rule,
)
from certification.models import (
    Badge,
    CourseTrainer,
    Level,
    MailTemplate,
    NumberSeries,
    Occasion,
    Participation,
    RegisterSettings,
    RequiredBenchmarkings,
)
from people.models import Expertise, Organisation, Person, Sector, StaffCountries
from tests.refusal import insert_raw, refused, sql


def expertise() -> Expertise:
    person = PersonFactory(sectors=[Sector.objects.get(slug="ict")])
    return Expertise.objects.get(person=person)


def course_trainer() -> CourseTrainer:
    return CourseTrainer.objects.get(course=CourseFactory(trainers=[PersonFactory()]))


def limit() -> StaffCountries:
    return StaffCountries.objects.create(user=User.objects.create_user("no"), countries=["NO"])


def new_level() -> Level:
    return Level.objects.create(slug="platinum", name="Platinum", rank=9, colour="#808080")


def required() -> RequiredBenchmarkings:
    return RequiredBenchmarkings.objects.create(rule=rule("gold"), number=3)


def participation() -> Participation:
    return BenchmarkingFactory().participations.get()


def occasion() -> Occasion:
    certification = CertificationFactory(valid_until=date(2030, 1, 1))
    return Occasion.objects.create(
        kind="before_expiry", certification=certification, last_day=date(2030, 1, 1), days=30
    )


# Of each model: how a record is made, a column, and a value that it gets (or how that is made).
TRACKED = {
    "people.Person": (PersonFactory, "email", "new@example.org"),
    "people.Organisation": (OrganisationFactory, "website", "https://example.org"),
    "people.Consent": (ConsentFactory, "source", "Letter"),
    "people.Sector": (SectorFactory, "name", "Space law"),
    "people.Expertise": (
        expertise,
        "sector_id",
        lambda: Sector.objects.get(slug="biotechnology").pk,
    ),
    "people.StaffCountries": (limit, "countries", ["SE"]),
    "certification.Level": (new_level, "rank", 24),
    "certification.LevelRule": (lambda: rule("gold"), "validity_months", 24),
    "certification.RequiredBenchmarkings": (required, "number", 24),
    "certification.RegisterSettings": (RegisterSettings.current, "running_out_days", 24),
    "certification.NumberSeries": (lambda: NumberSeries.objects.create(year=2020), "last", 24),
    "certification.Course": (CourseFactory, "place", "Berlin"),
    "certification.CourseTrainer": (course_trainer, "course_id", lambda: CourseFactory().pk),
    "certification.Enrolment": (EnrolmentFactory, "remark", "Letter"),
    "certification.Application": (ApplicationFactory, "motivation", "Letter"),
    "certification.ClusterOrganisation": (ClusterOrganisationFactory, "country", "SE"),
    "certification.Benchmarking": (BenchmarkingFactory, "is_by_video", True),
    "certification.Participation": (
        participation,
        "person_id",
        lambda: CertificationFactory().person_id,
    ),
    "certification.Traineeship": (TraineeshipFactory, "remark", "Letter"),
    "certification.Certification": (CertificationFactory, "valid_until", date(2030, 1, 1)),
    "certification.Badge": (
        lambda: Badge.objects.of(CertificationFactory()),
        "key",
        "2026-11-29-00000000",
    ),
    "certification.Concern": (ConcernFactory, "name", "Vera Visitor"),
    "certification.ContactMessage": (ContactMessageFactory, "name", "Vera Visitor"),
    "certification.Suspension": (SuspensionFactory, "reinstated_on", date(2030, 1, 1)),
    "certification.Occasion": (occasion, "attempts", 3),
    "certification.MailTemplate": (
        lambda: MailTemplate.objects.get(kind="on_expiry", language="de"),
        "subject",
        "Abgelaufen",
    ),
}


def raw_update(record, column, value):
    table = record._meta.db_table
    sql(f'UPDATE "{table}" SET "{column}" = %s WHERE id = %s', value, record.pk)  # noqa: S608


def save(record, column, value):
    setattr(record, column, value)
    record.save()


def bulk_update(record, column, value):
    setattr(record, column, value)
    type(record)._default_manager.bulk_update([record], [column])


WAYS_TO_CHANGE = {
    "save": save,
    "queryset.update": lambda record, column, value: (
        type(record)._default_manager.filter(pk=record.pk).update(**{column: value})
    ),
    "bulk_update": bulk_update,
    "raw SQL": raw_update,
}


# Where nobody said who makes the change, the role of the connection is kept.
SOMEBODY = {"database_role": connection.settings_dict["USER"]}


def kept(record, column) -> list[tuple]:
    """Of each event of the record: what happened, what the column became, and who did it."""
    events = type(record).pgh_event_model.objects.filter(pgh_obj_id=record.pk)
    return [
        (event.pgh_label, getattr(event, column), event.pgh_context.metadata)
        for event in events.select_related("pgh_context").order_by("pgh_id")
    ]


# Records of what was imported, and drafts that are removed: they are no part of the register.
IMPORTS = {
    *("RegisterImport", "ImportRow", "ImportProblem"),
    *("ImportedPerson", "ImportedCertification"),
}
# Of strangers who may never confirm that the e-mail address is theirs: nothing of it stays.
UNCONFIRMED = {"ApplicationRequest", "ContactRequest", "SentForm"}
# Made of the others by triggers.
DERIVED = {"Entry", "EntryChange", "Standing", "Word"}


def test_no_model_of_ours_is_without_history():
    models = {
        model._meta.label
        for app in ("people", "certification")
        for model in apps.get_app_config(app).get_models()
        if not model._meta.proxy and "pgh_label" not in {f.name for f in model._meta.get_fields()}
    }

    # These are never changed (tests/test_erasure.py, tests/test_reminders_sending.py), or by triggers alone.
    unchanging = {"people.Erasure", "people.PublicVersion", "certification.SentMail"}
    proxies = {"people.Expertise", "certification.CourseTrainer"}
    assert models == TRACKED.keys() - proxies | unchanging | {
        f"certification.{name}" for name in IMPORTS | UNCONFIRMED | DERIVED
    }


@pytest.mark.parametrize("change", WAYS_TO_CHANGE.values(), ids=WAYS_TO_CHANGE)
@pytest.mark.parametrize(("make", "column", "value"), TRACKED.values(), ids=TRACKED)
def test_a_change_is_kept_with_what_was_before_and_who_made_it(change, make, column, value):
    record, value = make(), value() if callable(value) else value
    untouched = PersonFactory() if make is PersonFactory else None
    before = getattr(record, column)
    first_events = kept(record, column)

    with pghistory.context(user=7, reason="A letter"):
        change(record, column, value)

    who = {"user": 7, "reason": "A letter"}
    assert kept(record, column) == [*first_events, ("update", value, who)]
    assert first_events[-1:] == [("insert", before, SOMEBODY)] or not first_events
    if untouched:
        assert [event[0] for event in kept(untouched, column)] == ["insert"]


@pytest.mark.parametrize(
    "insert",
    [
        lambda record: record.save(),
        lambda record: Organisation.objects.bulk_create([record]),
        insert_raw,
    ],
    ids=["save", "bulk_create", "raw SQL"],
)
def test_a_new_record_is_kept_with_who_made_it(insert):
    organisation = OrganisationFactory.build(name="Havlyst")
    organisation.fold_names()

    with pghistory.context(command="import"):
        insert(organisation)

    assert kept(Organisation.objects.get(), "name") == [
        ("insert", "Havlyst", {"command": "import"})
    ]


@pytest.mark.parametrize(
    "delete",
    [
        lambda record: record.delete(),
        lambda record: Organisation.objects.filter(pk=record.pk).delete(),
        lambda record: sql("DELETE FROM people_organisation WHERE id = %s", record.pk),
    ],
    ids=["delete", "queryset.delete", "raw SQL"],
)
def test_a_deleted_record_is_kept_with_who_deleted_it(delete):
    organisation = OrganisationFactory(name="Havlyst")
    gone = Organisation.objects.get()

    with pghistory.context(user=7):
        delete(organisation)

    assert kept(gone, "name") == [
        ("insert", "Havlyst", SOMEBODY),
        ("delete", "Havlyst", {"user": 7}),
    ]


def test_each_record_of_a_change_of_many_is_kept():
    people = PersonFactory.create_batch(3, country="NO")

    Person.objects.update(country="SE")

    assert [[event[:2] for event in kept(person, "country")] for person in people] == [
        [("insert", "NO"), ("update", "SE")]
    ] * 3


@pytest.mark.parametrize("change", WAYS_TO_CHANGE.values(), ids=WAYS_TO_CHANGE)
def test_what_is_written_unchanged_leaves_no_event(change):
    person = PersonFactory(email="same@example.org")

    change(person, "email", "same@example.org")

    assert [event[0] for event in kept(person, "email")] == ["insert"]


def test_sectors_that_a_person_gets_and_loses_are_kept():
    ict, energy, food = Sector.objects.filter(
        slug__in=["ict", "energy-and-environment", "food-industry"]
    ).order_by("-name")
    person = PersonFactory(sectors=[ict, energy])

    with pghistory.context(user=7):
        person.sectors.set([ict, food])

    events = Expertise.pgh_event_model.objects.filter(person=person)
    facts = events.values_list("pgh_label", "sector_id", "pgh_context__metadata")
    assert sorted(facts, key=str) == sorted(
        [
            ("insert", energy.pk, SOMEBODY),
            ("insert", ict.pk, SOMEBODY),
            ("delete", energy.pk, {"user": 7}),
            ("insert", food.pk, {"user": 7}),
        ],
        key=str,
    )


@pytest.mark.parametrize(("make", "column", "value"), TRACKED.values(), ids=TRACKED)
def test_history_can_not_be_rewritten(make, column, value):
    record = make()
    save(record, column, value() if callable(value) else value)
    events = type(record).pgh_event_model.objects.all()
    table = events.model._meta.db_table

    with refused("Cannot update or delete rows"):
        sql(f'UPDATE "{table}" SET "{column}" = NULL')  # noqa: S608
    with refused("Cannot update or delete rows"):
        sql(f'DELETE FROM "{table}"')  # noqa: S608
    with refused("Cannot update or delete rows"):
        events.update(pgh_label="insert")
    with refused("Cannot update or delete rows"):
        events.delete()


@pytest.mark.parametrize("model", ["people.Person", "certification.Certification"])
def test_last_updated_is_the_time_of_the_last_change_also_of_a_raw_one(model):
    make, column, value = TRACKED[model]
    record = make()
    table = record._meta.db_table
    sql(f"UPDATE {table} SET updated_at = '2020-01-01'")  # noqa: S608

    raw_update(record, column, getattr(record, column))
    record.refresh_from_db()
    unchanged = record.updated_at.year

    raw_update(record, column, value)
    record.refresh_from_db()
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        (now,) = cursor.fetchone()

    assert (unchanged, record.updated_at) == (2020, now)
