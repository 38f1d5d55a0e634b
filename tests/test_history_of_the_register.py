"""The history of the whole register: filtered by person, staff member, kind of record and day; paged."""

from datetime import datetime

import pghistory
import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from certification.demo.factories import (
    CertificationFactory,
    ExpertFactory,
    OrganisationFactory,
    PersonFactory,
    SuspensionFactory,
)
from people.admin import history
from people.models import Organisation, Person, RegisterHistory, Sector, StaffCountries
from tests.refusal import sql
from tests.staff import address, messages, staff_with

PAGE = address(RegisterHistory, "changelist")


@pytest.fixture(autouse=True)
def _nothing_happened_yet():
    """What the migrations wrote is history too."""
    for table in ("people_sectorevent", "certification_levelevent"):
        sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        sql(f"DELETE FROM {table}")  # noqa: S608
        sql(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def entries(client, **parameters):
    return [entry for entry, _url in client.get(PAGE, parameters).context["entries"]]


@pytest.fixture(autouse=True)
def _nothing_has_happened_yet(db):
    """But that migrations made rows, which is taken out of the history here."""
    for table in ("levelrule", "registersettings", "mailtemplate"):
        event = f"certification_{table}event"
        sql(f"ALTER TABLE {event} DISABLE TRIGGER USER")
        sql(f"DELETE FROM {event}")  # noqa: S608
        sql(f"ALTER TABLE {event} ENABLE TRIGGER USER")


def records(client, **parameters):
    return sorted(f"{entry.model} {entry.record}" for entry in entries(client, **parameters))


def happened(record, moment):
    """Moves what happened to the record to that moment."""
    table = type(record).pgh_event_model._meta.db_table
    sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    sql(f"UPDATE {table} SET pgh_created_at = %s WHERE pgh_obj_id = %s", moment, record.pk)  # noqa: S608
    sql(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def test_days_in_the_wrong_order_are_said_to_be(admin_client):
    page = admin_client.get(PAGE, {"since": "2026-02-02", "until": "2026-02-01"})

    assert page.context["form"].errors == {"until": ["The last day can't be before the first."]}


def test_it_shows_every_kind_of_record_with_a_link_where_there_is_a_page(admin_client):
    expert = ExpertFactory(given_name="Asta", family_name="Lie", certification__suspended=True)
    OrganisationFactory(name="Her Office")

    response = admin_client.get(PAGE)

    urls = {f"{entry.model} {entry.record}": url for entry, url in response.context["entries"]}
    certification = expert.certifications.get()
    assert urls == {
        "Person Asta Lie": address(expert, "change", Person),
        "Consent Asta Lie: 2012-01-01": "",
        "Certification Asta Lie, Bronze, 2015-01-01": address(certification, "change"),
        "Suspension 2020-01-01": "",
        "Organisation Her Office": address(Organisation.objects.get(), "change"),
    }


def test_filtered_by_person_it_shows_all_that_concerns_those_who_match(admin_client):
    asta = ExpertFactory(given_name="Asta", family_name="Lie", certification__suspended=True)
    ExpertFactory(given_name="Britt", family_name="Moe", certification__suspended=True)

    expected = [
        "Certification Asta Lie, Bronze, 2015-01-01",
        "Consent Asta Lie: 2012-01-01",
        "Person Asta Lie",
        "Suspension 2020-01-01",
    ]
    assert records(admin_client, person="lie asta") == expected
    assert records(admin_client, person=asta.register_no.lower()) == expected
    assert records(admin_client, person="nobody") == []


def test_filtered_by_staff_member_it_shows_what_she_did(admin_client):
    OrganisationFactory(name="By a command")
    rita, other = (User.objects.create_user(name, is_staff=True) for name in ("rita", "other"))
    for user in (rita, other):
        with pghistory.context(user=user.pk, url="/"):
            OrganisationFactory(name=f"By {user}")

    User.objects.update(is_staff=False, is_active=False)
    User.objects.filter(username="admin").update(is_staff=True, is_active=True)

    assert records(admin_client, staff=rita.pk) == ["Organisation By rita"]


def test_filtered_by_kind_of_record_it_shows_that_kind(admin_client):
    person = PersonFactory(sectors=Sector.objects.filter(slug="ict"))

    assert records(admin_client, model="people.Expertise") == [f"Sector of expertise {person}"]


def test_filtered_by_days_both_are_included_in_the_time_zone_of_the_register(admin_client):
    moments = {
        "Before": "2026-03-01T23:59:59+01:00",
        "First": "2026-03-02T00:00:00+01:00",
        "Last": "2026-03-03T23:59:59+01:00",
        "After": "2026-03-04T00:00:00+01:00",
    }
    for name, moment in moments.items():
        happened(OrganisationFactory(name=name), datetime.fromisoformat(moment))

    shown = [e.record for e in entries(admin_client, since="2026-03-02", until="2026-03-03")]

    assert shown == ["Last", "First"]
    assert records(admin_client, since="0001-01-01", until="9999-12-31") == sorted(
        f"Organisation {name}" for name in moments
    )


def test_pages_together_show_each_change_once_the_latest_first(admin_client, monkeypatch):
    monkeypatch.setattr(history, "ON_A_PAGE", 2)
    now = timezone.now()
    for number in range(3):
        ExpertFactory(given_name=f"N{number}", family_name="Lie", certification__suspended=True)
    happened(Person.objects.get(given_name="N1"), now.replace(year=2030))

    seen, address_asked = [], PAGE
    while address_asked:
        context = admin_client.get(address_asked).context
        seen += [(e.change.model._meta.label, e.change.event.pgh_id) for e, _ in context["entries"]]
        assert len(context["entries"]) <= 2
        address_asked = (
            context["last"] and f"{PAGE}?before={str(context['last']).replace('+', '%2B')}"
        )

    assert len(seen) == len(set(seen)) == 12
    assert seen[0][0] == "people.Person"


@pytest.mark.parametrize(
    "parameters",
    [
        *({"since": "soon"}, {"until": "2026-13-01"}, {"staff": "x"}, {"staff": "9" * 30}),
        *({"model": "auth.User"}, {"person": "x" * 201}),
    ],
)
def test_nonsense_is_an_error_of_the_form(parameters, admin_client):
    PersonFactory()

    response = admin_client.get(PAGE, parameters)

    assert (response.status_code, list(response.context["form"].errors)) == (200, [*parameters])
    assert response.context["entries"] == []


@pytest.mark.parametrize(
    "before",
    [
        *("x", "~~", "2026-01-01~people.Person~1", "2026-99-99T00:00:00+00:00~people.Person~1"),
        *("2026-01-01T00:00:00+00:00~people.Person~-1", "2026-01-01T00:00:00+00:00~x~²"),
    ],
)
def test_a_place_that_can_not_be_read_shows_the_end(before, admin_client):
    PersonFactory(consent=None)

    response = admin_client.get(PAGE, {"before": before})

    assert messages(response) == ["This place in the history can't be read: here is its end."]
    assert len(response.context["entries"]) == 1


@pytest.mark.parametrize("number", ["0", "9" * 30])
@pytest.mark.parametrize("model", ["people.Person", "no.Model"])
def test_any_place_that_can_be_read_is_shown(number, model, admin_client):
    before = f"9999-12-31T23:59:59+00:00~{model}~{number}"

    assert admin_client.get(PAGE, {"before": before}).status_code == 200


def test_too_many_who_match_are_refused_in_words(admin_client, monkeypatch):
    monkeypatch.setattr(history, "MOST_PEOPLE", 1)
    PersonFactory.create_batch(2, family_name="Lie")

    response = admin_client.get(PAGE, {"person": "lie"})

    assert response.context["form"].errors == {
        "person": ["More than 1 people match: give more of the name, or the register number."]
    }


def test_the_page_takes_as_many_queries_for_many_changes_as_for_few(admin_client):
    def make():
        expert = ExpertFactory(organisation=OrganisationFactory())
        SuspensionFactory(
            certification=CertificationFactory(
                person=expert, certified_on="2014-01-01", valid_until="2014-12-31"
            ),
            suspended_on="2014-05-01",
        )

    def queries():
        with CaptureQueriesContext(connection) as captured:
            admin_client.get(PAGE)
        return len(captured)

    make()
    admin_client.get(PAGE)
    few = queries()
    make()
    make()

    assert queries() == few


def test_only_with_the_permission(client):
    staff_with(client, "people.view_person", "people.change_person")
    assert client.get(PAGE).status_code == 403
    assert PAGE not in client.get("/admin/").content.decode()


def test_with_the_permission_it_is_linked_from_the_front_page(client):
    staff_with(client, "people.view_registerhistory")

    assert f'href="{PAGE}"' in client.get("/admin/").content.decode()
    assert client.get(PAGE).status_code == 200


def test_it_is_closed_to_staff_who_are_limited_to_countries(client):
    staff = staff_with(client, "people.view_registerhistory")
    StaffCountries.objects.create(user=staff, countries=["NO"])

    assert client.get(PAGE).status_code == 403
