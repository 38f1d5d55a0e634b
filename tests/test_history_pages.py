"""The history page of a record: each change with field, from, to, who, when and why, in words."""

from datetime import date

import pghistory
import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from certification.demo.factories import (
    CertificationFactory,
    ConsentFactory,
    ExpertFactory,
    OrganisationFactory,
    PersonFactory,
    SuspensionFactory,
    level,
)
from certification.models import Certification, Expert, Level
from people.erasing import erase
from people.models import Organisation, Person, Sector
from tests.html import text
from tests.staff import address, person_form, staff_with


def shown(client, record, model=None, **parameters):
    """Of each change: what happened to which record, by whom, why, and the values."""
    response = client.get(address(record, "history", model), parameters)
    return [
        (f"{entry.what}: {entry.model} {entry.record}", entry.who, entry.reason, entry.values)
        for entry, _url in response.context["entries"]
    ]


def test_a_change_is_shown_with_field_from_to_who_and_why(admin_client):
    person = PersonFactory(given_name="Asta", family_name="Lie", consent=None, country="NO")
    user = User.objects.create_user("rita", first_name="Rita", last_name="Registrar")

    with pghistory.context(user=user.pk, reason="Her letter"):
        Person.objects.filter(pk=person.pk).update(country="SE", is_available=False)

    assert shown(admin_client, person)[0] == (
        "Changed: Person Asta Lie",
        "Rita Registrar",
        "Her letter",
        [("Country", "Norway", "Sweden"), ("Available for assignments", "empty", "no")],
    )


def test_values_are_in_words(admin_client):
    person = PersonFactory(consent=None, organisation=OrganisationFactory(name="Old Office"))
    certification = CertificationFactory(person=person, valid_until=date(2030, 1, 1))

    person.organisation = OrganisationFactory(name="New Office")
    person.languages = ["en", "nb"]
    person.save()
    certification.level, certification.valid_until = level("silver"), None
    certification.basis = Certification.Basis.TRANSFER
    certification.save()

    history = shown(admin_client, person)
    assert next(row for row in history if row[0].startswith("Changed: Person"))[3] == [
        ("Organisation", "Old Office", "New Office"),
        ("Languages", "English", "English, Norwegian Bokmål"),
    ]
    assert next(row for row in history if row[0].startswith("Changed: Certification"))[3] == [
        ("Level", "Bronze", "Silver"),
        ("Valid until", "2030-01-01", "empty"),
        ("Basis", "Course passed", "Taken over from an earlier register"),
    ]


def test_what_is_added_lists_what_was_given_and_what_is_removed_what_was_lost(admin_client):
    ict = Sector.objects.get(slug="ict")
    person = PersonFactory(given_name="Asta", family_name="Lie", consent=None, sectors=[ict])
    person.sectors.clear()

    # Within one transaction the rows of a kind are in their order.
    sectors = [row for row in shown(admin_client, person) if "Sector" in row[0]]
    assert [(row[0], row[3]) for row in sectors] == [
        ("Removed: Sector of expertise Asta Lie", [("Sector", "ICT", "")]),
        ("Added: Sector of expertise Asta Lie", [("Sector", "", "ICT")]),
    ]


@pytest.mark.parametrize(
    ("context", "who"),
    [
        ({"command": "import_register"}, "Command import_register"),
        ({"user": 987654}, "User number 987654"),
        ({"user": None, "url": "/courses/1/"}, "Somebody who was not logged in"),
        ({"note": "?"}, "Not known"),
    ],
)
def test_who_it_was_is_told_whoever_it_was(context, who, admin_client):
    organisation = OrganisationFactory()

    with pghistory.context(**context):
        Organisation.objects.update(website="https://example.org")

    assert shown(admin_client, organisation)[0][1] == who


def test_a_change_past_the_register_names_the_role_of_the_database(admin_client):
    role = connection.settings_dict["USER"]

    assert [row[1] for row in shown(admin_client, OrganisationFactory())] == [
        f"Past the register, as the role “{role}” of the database"
    ]


def test_the_history_of_a_person_is_of_all_that_concerns_her(admin_client):
    expert = ExpertFactory(given_name="Asta", family_name="Lie")
    certification = expert.certifications.get()
    ExpertFactory(certification__suspended=True)
    page = f"{address(Certification, 'suspend')}?ids={certification.pk}"
    admin_client.post(page, {"on": "2020-01-01", "reason": "A complaint"})

    for model in (Person, Expert):
        history = shown(admin_client, expert, model)
        assert ("Added: Suspension 2020-01-01", "admin", "A complaint") in [
            row[:3] for row in history
        ]
        assert sorted(row[0] for row in history) == [
            "Added: Certification Asta Lie, Bronze, 2015-01-01",
            "Added: Consent Asta Lie: 2012-01-01",
            "Added: Person Asta Lie",
            "Added: Suspension 2020-01-01",
        ]


def test_decisions_stand_in_the_history_of_the_certification(admin_client):
    certification = CertificationFactory()
    bystander = CertificationFactory(person=certification.person, level=level("gold"))
    for decision in ("suspend", "reinstate", "withdraw"):
        page = f"{address(Certification, decision)}?ids={certification.pk}"
        admin_client.post(page, {"on": "2020-01-01", "reason": f"To {decision}"})

    response = admin_client.get(address(certification, "history"))

    told = [(entry.decision, entry.reason) for entry, _url in response.context["entries"]]
    assert sorted(told) == [
        ("", ""),
        ("Reinstate", "To reinstate"),
        ("Suspend", "To suspend"),
        ("Withdraw", "To withdraw"),
    ]
    assert len(shown(admin_client, bystander)) == 1


def test_a_level_shows_its_own_history_and_not_that_of_certifications(admin_client):
    platinum = Level.objects.create(slug="platinum", name="Platinum", rank=9, colour="#808080")
    CertificationFactory(level=platinum)
    Level.objects.filter(slug="platinum").update(entitles_to="Interviews")

    history = shown(admin_client, platinum)

    assert [row[3] for row in history if row[0].startswith("Changed")] == [
        [("Entitles to", history[0][3][0][1], "Interviews")]
    ]
    assert {row[0].split()[1] for row in history} == {"Level"}


BY_HAND = {"basis": "other", "entered_because": "Of an earlier register"}


def test_what_staff_enter_in_the_admin_is_kept_with_who_and_when(admin_client):
    admin_client.post(
        address(Expert, "add"),
        person_form(
            register_no="E-1",
            certifications=[{"level": level("bronze").pk, "certified_on": "2020-01-01", **BY_HAND}],
        ),
    )

    expert = Expert.objects.get(register_no="E-1")
    assert {row[:2] for row in shown(admin_client, expert)} == {
        ("Added: Person Asta Lie", "admin"),
        ("Added: Certification Asta Lie, Bronze, 2020-01-01", "admin"),
    }


def test_erased_values_are_called_so_and_the_erasure_is_shown(admin_client):
    person = PersonFactory(register_no="E-77", consent=None, email="old@example.org")
    Person.objects.filter(pk=person.pk).update(email="new@example.org")
    Person.objects.filter(pk=person.pk).update(country="SE", telephone="5551234")
    with pghistory.context(user=1):
        erase(person, "A request", "Rita")

    history = shown(admin_client, person)

    page = text(admin_client.get(address(person, "history")))
    assert ("old@example.org" in page, "5551234" in page) == (False, False)
    assert "Personal values are erased." in page
    [erasure] = [row for row in history if "Erasure" in row[0]]
    assert (erasure[2], erasure[3][0]) == ("A request", ("Reason", "", "A request"))
    changed = [row[3] for row in history if row[0] == "Changed: Person Erased person E-77"]
    assert [("Country", "Norway", "Sweden")] in changed


def test_the_page_takes_as_many_queries_for_three_of_a_kind_as_for_one(admin_client):
    def make():
        expert = ExpertFactory(organisation=OrganisationFactory())
        SuspensionFactory(certification=expert.certifications.get())
        return expert

    def queries(expert):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            admin_client.get(address(expert, "history"))
        return len(captured)

    one, three = make(), make()
    Person.objects.update(position="Head")
    admin_client.get(address(one, "history"))
    for number in range(2, 4):
        Person.objects.filter(pk=three.pk).update(organisation=OrganisationFactory())
        certification = CertificationFactory(
            person=three,
            certified_on=date(2000 + number, 1, 1),
            valid_until=date(2000 + number, 5, 1),
        )
        SuspensionFactory(certification=certification, suspended_on=date(2000 + number, 2, 1))
        ConsentFactory(
            person=three, given_on=date(2000 + number, 1, 1), withdrawn_on=date(2001 + number, 1, 1)
        )

    assert queries(one) == queries(three)


def test_who_may_not_look_at_a_record_may_not_look_at_its_history(client):
    person = PersonFactory()
    staff_with(client, "people.view_organisation", "people.view_registerhistory")

    assert client.get(address(person, "history")).status_code == 403


def test_who_may_look_at_a_record_may_look_at_its_history(client):
    person = PersonFactory()
    staff_with(client, "people.view_person")

    assert client.get(address(person, "history")).status_code == 200


@pytest.mark.parametrize("pk", ["0", "9" * 30, "x", "1_0"])
def test_a_record_that_there_is_not_leads_back(pk, admin_client):
    response = admin_client.get(f"/admin/people/person/{pk}/history/")

    assert (response.status_code, response["Location"]) == (302, "/admin/")
