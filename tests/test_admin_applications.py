"""Applications in the admin: staff say which person it is, never the register by itself."""

from datetime import date

import pytest

from certification.demo.factories import (
    ApplicationFactory,
    CertificationFactory,
    CourseFactory,
    EnrolmentFactory,
    OrganisationFactory,
    PersonFactory,
)
from certification.models import Application, Enrolment
from people.erasing import erase
from people.models import Person
from tests.html import text
from tests.staff import address, listed_rows, messages, staff_with

LIST = address(Application, "changelist")
NAME = {"given_name": "Bjørn", "family_name": "Ærø"}


def decide(client, application, **data):
    return client.post(address(application, "decide"), data, follow=True)


def candidates(client, application):
    page = client.get(address(application, "change"))
    return {person for person, _, _ in page.context["candidates"]}


def test_only_confirmed_applications_are_seen(admin_client):
    confirmed, unconfirmed = ApplicationFactory(), ApplicationFactory(unconfirmed=True)

    assert listed_rows(admin_client.get(LIST)) == [confirmed]
    assert admin_client.get(address(unconfirmed, "change")).status_code == 302
    assert decide(admin_client, unconfirmed, what="new").status_code == 404


def test_applications_are_found_by_state_and_words(admin_client):
    new = ApplicationFactory(**NAME, organisation="Klynge Nord")
    refused = ApplicationFactory(refused_because="Too late", organisation="Klynge Nord")
    enrolled = ApplicationFactory(enrolment=EnrolmentFactory())
    asked = [
        {"state": "new"},
        {"state": "refused"},
        {"state": "enrolled"},
        {"q": "nord ærø"},
        {"when": "past"},
    ]

    found = [listed_rows(admin_client.get(LIST, query)) for query in asked]

    assert found == [[new], [refused], [enrolled], [new], []]


def test_the_state_is_the_same_of_rows_and_of_one():
    rows = {
        "new": ApplicationFactory(),
        "refused": ApplicationFactory(refused_because="Too late"),
        "enrolled": ApplicationFactory(enrolment=EnrolmentFactory()),
    }

    assert {row.state: row for row in rows.values()} == rows
    assert {state: Application.objects.in_state(state).get() for state in rows} == rows


def test_of_an_application_that_was_erased_nobody_is_alike(admin_client):
    application = ApplicationFactory(**NAME)
    erase(application.enrol_as_new_person().person, "Request", "Rita Registrar")
    PersonFactory(email="")
    application = Application.objects.get()

    page = text(admin_client.get(address(application, "change")))

    assert list(application.alike()) == []
    assert "It has become an enrolment" in page


def test_the_list_takes_the_same_number_of_queries_for_one_and_for_three(
    admin_client, django_assert_max_num_queries
):
    ApplicationFactory()
    admin_client.get(LIST)
    with django_assert_max_num_queries(99) as queries:
        admin_client.get(LIST)
    ApplicationFactory()
    ApplicationFactory(enrolment=EnrolmentFactory())

    with django_assert_max_num_queries(len(queries)):
        admin_client.get(LIST)


def test_the_page_shows_what_was_sent(admin_client):
    application = ApplicationFactory(**NAME, motivation="I lead a cluster office.")

    page = text(admin_client.get(address(application, "change")))

    assert "I lead a cluster office." in page
    assert "Nobody of the register has this name or e-mail address." in page


def test_people_of_the_same_name_or_address_are_shown_and_nobody_else(admin_client):
    alike = {
        PersonFactory(given_name="bjørn", family_name="AERO"),
        PersonFactory(**NAME),
        PersonFactory(email="BJORN@example.org"),
    }
    PersonFactory(given_name="Bjarne", family_name="Ærø")
    application = ApplicationFactory(**NAME, email="bjorn@example.org")

    assert candidates(admin_client, application) == alike


def test_the_page_takes_the_same_number_of_queries_for_one_candidate_and_for_three(
    admin_client, django_assert_max_num_queries
):
    application = ApplicationFactory(**NAME)
    CertificationFactory(person=PersonFactory(**NAME))
    admin_client.get(address(application, "change"))
    with django_assert_max_num_queries(99) as queries:
        admin_client.get(address(application, "change"))
    for _number in range(2):
        CertificationFactory(person=PersonFactory(**NAME, organisation=OrganisationFactory()))

    with django_assert_max_num_queries(len(queries)):
        assert len(candidates(admin_client, application)) == 3


def test_nobody_is_enrolled_by_looking(admin_client):
    application = ApplicationFactory(email=PersonFactory(**NAME).email, **NAME)

    admin_client.get(address(application, "change"))
    admin_client.get(address(application, "decide"))

    assert not Enrolment.objects.exists()


def test_the_person_chosen_is_enrolled_as_having_applied_on_that_day(admin_client):
    application, person = ApplicationFactory(**NAME), PersonFactory()
    Application.objects.update(created_at="2026-03-31T22:30:00Z")

    response = decide(admin_client, application, what="person", person=person.pk)

    enrolment = Application.objects.get().enrolment
    assert (enrolment.person, enrolment.course) == (person, application.course)
    assert (enrolment.state, enrolment.applied_on) == ("applied", date(2026, 4, 1))
    assert messages(response) == [
        f"{person} ({person.register_no}) is enrolled: {enrolment.course}."
    ]


def test_the_record_of_the_person_stays_as_it_is(admin_client):
    person = PersonFactory(organisation=None, **NAME)
    application = ApplicationFactory(**NAME, organisation="Klynge Nord", country="SE")

    decide(admin_client, application, what="person", person=person.pk)

    person.refresh_from_db()
    assert (person.organisation, person.country, Person.objects.count()) == (None, "NO", 1)
    assert Enrolment.objects.get().remark == "Organisation: Klynge Nord"


@pytest.mark.parametrize(
    ("known", "remark"),
    [
        (["Klynge Nord"], ""),
        (["Klynge Nor"], "Organisation: Klynge Nord"),
        (["klynge nord"], "Organisation: Klynge Nord"),
        ([], "Organisation: Klynge Nord"),
    ],
)
def test_a_new_person_gets_an_organisation_of_exactly_that_name(known, remark, admin_client):
    for name in known:
        OrganisationFactory(name=name)
    application = ApplicationFactory(**NAME, organisation="Klynge Nord", country="SE")

    decide(admin_client, application, what="new")

    person = Person.objects.get()
    assert (person.name, person.email, person.country) == ("Bjørn Ærø", application.email, "SE")
    assert (str(person.organisation or ""), Enrolment.objects.get().remark) == (
        "" if remark else "Klynge Nord",
        remark,
    )


def test_of_two_organisations_of_that_name_none_is_taken(admin_client):
    for country in ("SE", "NO"):
        OrganisationFactory(name="Klynge Nord", country=country)

    decide(admin_client, ApplicationFactory(organisation="Klynge Nord"), what="new")

    assert Person.objects.get().organisation is None


def test_a_person_who_is_on_the_course_already_is_not_enrolled_again(admin_client):
    enrolment = EnrolmentFactory(state="waiting")
    application = ApplicationFactory(course=enrolment.course)

    response = decide(admin_client, application, what="person", person=enrolment.person_id)

    assert messages(response) == [
        f"Nothing has been changed. {enrolment.person} is enrolled on this course already: "
        "On the waiting list."
    ]
    assert Application.objects.waiting_for_staff().get() == application


def test_an_application_is_refused_with_a_reason(admin_client):
    application = ApplicationFactory()

    response = decide(admin_client, application, what="refuse", because=" No experience ")

    assert Application.objects.get().refused_because == "No experience"
    assert "It was refused, because: No experience" in text(response)
    assert f"Write to {application.email}" in text(response)


def test_after_one_answer_the_next_of_the_course_that_waits_is_offered(admin_client):
    application = ApplicationFactory()
    following = ApplicationFactory(course=application.course)
    ApplicationFactory()

    response = decide(admin_client, application, what="refuse", because="No experience")

    assert response.context["following"] == following


@pytest.mark.parametrize("because", ["", "  ", "x" * 501, "a\0b"])
def test_a_refusal_needs_a_reason_that_can_be_kept(because, admin_client):
    response = decide(admin_client, ApplicationFactory(), what="refuse", because=because)

    assert [each.startswith("Nothing has been changed.") for each in messages(response)] == [True]
    assert Application.objects.get().refused_because == ""


@pytest.mark.parametrize(
    "again", [{"what": "new"}, {"what": "refuse", "because": "No"}, {"what": "person"}]
)
@pytest.mark.parametrize("first", [{"what": "new"}, {"what": "refuse", "because": "Too late"}])
def test_what_is_decided_stays_decided(first, again, admin_client):
    application, other = ApplicationFactory(), PersonFactory()
    decide(admin_client, application, **first)
    before = list(Application.objects.values("enrolment", "refused_because"))

    response = decide(admin_client, application, **again, person=other.pk)

    assert [each.startswith("Nothing has been changed.") for each in messages(response)] == [True]
    assert list(Application.objects.values("enrolment", "refused_because")) == before
    assert Person.objects.count() == (2 if first["what"] == "new" else 1)


@pytest.mark.parametrize("key", ["", "0", "999999999", "9" * 40, "foo", "1\0"])
def test_a_person_that_there_is_not_is_asked_for_again(key, admin_client):
    response = decide(admin_client, ApplicationFactory(), what="person", person=key)

    assert messages(response) == [
        "Nothing has been changed. Choose a person of the register first."
    ]


@pytest.mark.parametrize(
    ("permissions", "what", "status"),
    [
        (["change_application"], "person", 403),
        (["view_application", "add_enrolment"], "person", 403),
        (["change_application", "add_enrolment"], "new", 403),
        (["change_application", "add_enrolment"], "refuse", 200),
    ],
)
def test_deciding_takes_permissions(permissions, what, status, client):
    staff_with(client, *(f"certification.{each}" for each in permissions))
    application = ApplicationFactory(course=CourseFactory())

    response = decide(client, application, what=what, because="Too late")

    assert response.status_code == status
    assert Application.objects.waiting_for_staff().exists() == (status == 403)
