"""The accounts of staff in the admin: roles, permissions beyond them, and limits to countries."""

import pytest
from django.contrib.auth.models import Group, Permission, User

from certification.roles import ADMINISTRATOR, REGISTRAR
from people.models import StaffCountries
from tests.roles import log_in
from tests.staff import address, errors, inline_rows, listed_rows


@pytest.fixture
def administrator(client):
    return log_in(client, ADMINISTRATOR)


@pytest.fixture
def other():
    return User.objects.create_user("other", is_staff=True)


def account(user, *limits, **changes):
    """The form of an account as a browser sends it."""
    data = {"username": user.username, "is_active": "on", "is_staff": "on"}
    return {**data, **inline_rows("staff_countries", *limits), **changes}


def test_a_new_account_is_one_of_the_staff(client, administrator):
    password = {
        "usable_password": "true",
        "password1": "long enough 1",
        "password2": "long enough 1",
    }

    client.post(address(User, "add"), {"username": "new", **password})

    assert User.objects.get(username="new").is_staff


def test_a_role_and_a_permission_beyond_it_are_given(client, administrator, other):
    beyond = Permission.objects.get(codename="withdraw_certification")
    role = Group.objects.get(name=REGISTRAR)

    client.post(
        address(other, "change"), account(other, groups=[role.pk], user_permissions=[beyond.pk])
    )

    other = User.objects.get(username="other")
    assert other.has_perms(["certification.withdraw_certification", "people.add_person"])


def test_staff_are_limited_to_countries_on_their_account(client, administrator, other):
    client.post(address(other, "change"), account(other, {"countries": ["NO", "DK"]}))

    assert StaffCountries.objects.get(user=other).countries == ["NO", "DK"]


def test_a_limit_without_a_country_is_refused(client, administrator, other):
    limit = StaffCountries.objects.create(user=other, countries=["NO"])
    row = {"id": limit.pk, "user": other.pk, "countries": []}
    sent = account(other, row) | {"staff_countries-INITIAL_FORMS": 1}

    response = client.post(address(other, "change"), sent)

    assert errors(response) == ["This field is required."]
    assert StaffCountries.objects.get().countries == ["NO"]


def test_a_limit_is_lifted_by_removing_it(client, administrator, other):
    limit = StaffCountries.objects.create(user=other, countries=["NO"])
    row = {"id": limit.pk, "user": other.pk, "countries": ["NO"], "DELETE": "on"}

    client.post(
        address(other, "change"), account(other, row) | {"staff_countries-INITIAL_FORMS": 1}
    )

    assert not StaffCountries.objects.exists()


def test_an_administrator_makes_nobody_a_superuser(client, administrator, other):
    client.post(address(other, "change"), account(other, is_superuser="on"))

    assert not User.objects.filter(is_superuser=True).exists()


@pytest.mark.parametrize("view", ["change", "password"])
def test_an_administrator_cant_change_a_superusers_account(view, client, administrator):
    chief = User.objects.create_superuser("chief", password="a long password")
    page = address(chief, "password_change" if view == "password" else view)
    password = {
        "usable_password": "true",
        "password1": "long enough 1",
        "password2": "long enough 1",
    }

    response = client.post(page, {**account(chief, username="mine"), **password})

    chief.refresh_from_db()
    assert (response.status_code, chief.username) == (403, "chief")
    assert chief.check_password("a long password")


def test_what_can_be_given_is_no_history_and_nothing_of_djangos_own(client, administrator, other):
    response = client.get(address(other, "change"))

    offered = response.context["adminform"].form.fields["user_permissions"].queryset
    kinds = {each.content_type.natural_key() for each in offered}
    assert {app for app, _model in kinds} == {"auth", "certification", "people"}
    assert not [model for _app, model in kinds if model.endswith("event")]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_staff_takes_a_fixed_number_of_queries(
    count, client, administrator, django_assert_num_queries
):
    for number in range(count):
        user = User.objects.create_user(f"user{number}", is_staff=True)
        user.groups.add(Group.objects.get(name=REGISTRAR))
        StaffCountries.objects.create(user=user, countries=["NO"])

    # Session, user, two of permissions, countries; roles to filter by; counts; rows and their roles.
    with django_assert_num_queries(9):
        response = client.get(address(User, "changelist"))

    assert len(listed_rows(response)) == count + 1
