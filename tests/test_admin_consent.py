"""Consent in the admin: each kind is given, shown and withdrawn for itself."""

import pytest
from django.utils import timezone

from certification.demo.factories import ConsentFactory, PersonFactory
from people.models import Consent, ConsentScope, Person
from tests.staff import address, errors, messages, person_form

AS_TRAINEE = {"scope": "traineeship", "given_on": "2024-01-01", "source": "Form"}
AS_LISTED = {"scope": "listing", "given_on": "2024-01-01", "source": "Form"}


@pytest.fixture
def person():
    """Listed, and shown as a trainee."""
    person = PersonFactory(given_name="Ada", family_name="Lie")
    ConsentFactory(person=person, scope=ConsentScope.TRAINEESHIP, source="Letter")
    return person


def in_force():
    return sorted(row.scope for row in Consent.objects.all() if row.withdrawn_on is None)


def withdraw(client, person, scope, **data):
    return client.post(f"{address(person, 'withdraw-consent')}{scope}", data, follow=True)


def test_both_kinds_are_given_in_one_form(admin_client):
    admin_client.post(
        address(Person, "add"), person_form(consents=[AS_LISTED, AS_TRAINEE], seen="")
    )

    assert in_force() == ["listing", "traineeship"]


@pytest.mark.parametrize(
    ("given", "count"),
    [([AS_TRAINEE, AS_TRAINEE], 1), ([AS_TRAINEE | {"scope": "everything"}], 1)],
)
def test_the_same_kind_twice_and_an_unknown_one_are_a_message(given, count, admin_client):
    person = PersonFactory()

    response = admin_client.post(address(person, "change"), person_form(person, consents=given))

    assert (len(errors(response)), in_force()) == (count, ["listing"])


def test_a_kind_that_is_in_force_cant_be_given_again(person, admin_client):
    response = admin_client.post(
        address(person, "change"), person_form(person, consents=[AS_TRAINEE])
    )

    assert errors(response) == ["This consent is recorded already."]


@pytest.mark.parametrize(
    ("scope", "stays", "message"),
    [
        ("", ["traineeship"], "Ada Lie: Consent to be listed withdrawn from {} on."),
        ("?scope=listing", ["traineeship"], "Ada Lie: Consent to be listed withdrawn from {} on."),
        (
            "?scope=traineeship",
            ["listing"],
            "Ada Lie: Consent to be shown as a trainee withdrawn from {} on.",
        ),
    ],
)
def test_each_kind_is_withdrawn_for_itself(scope, stays, message, person, admin_client):
    today = timezone.localdate().isoformat()

    response = withdraw(admin_client, person, scope, on=today)

    assert (in_force(), messages(response)) == (stays, [message.format(today)])


def test_the_page_says_which_consent_it_withdraws(person, admin_client):
    url = address(person, "withdraw-consent")

    pages = [admin_client.get(url + scope) for scope in ("", "?scope=traineeship")]

    assert [(page.context["title"], page.context["agreed"]) for page in pages] == [
        (
            "Withdraw consent to be listed",
            "Ada Lie agreed on 2012-01-01 to be listed publicly (Form of consent).",
        ),
        (
            "Withdraw consent to be shown as a trainee",
            "Ada Lie agreed on 2012-01-01 to be shown as a trainee (Letter).",
        ),
    ]


def test_what_is_not_in_force_cant_be_withdrawn(admin_client):
    response = withdraw(admin_client, PersonFactory(), "?scope=traineeship", on="2024-01-01")

    assert response.context["consent"] is None
    assert in_force() == ["listing"]


@pytest.mark.parametrize("scope", ["everything", "", "1"])
def test_a_kind_that_does_not_exist_is_not_found(scope, person, admin_client):
    response = withdraw(admin_client, person, f"?scope={scope}", on="2024-01-01")

    assert (response.status_code, in_force()) == (404, ["listing", "traineeship"])


def test_the_page_of_a_person_speaks_of_being_listed_by_that_consent_alone(admin_client):
    person = PersonFactory(consent=None)
    ConsentFactory(person=person, scope=ConsentScope.TRAINEESHIP)

    page = admin_client.get(address(person, "change")).content.decode()

    assert "Not listed: there is no consent in force." in page
    assert f'{address(person, "withdraw-consent")}?scope=traineeship">Withdraw</a>' in page
