"""The table of who may do what is whole, and the groups of the migrated database follow it."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from pghistory.models import Event

from certification import roles
from certification.demo import staff
from people.models.staff import countries_of
from tests.staff import staff_with


def every_permission():
    """Of each model and each permission of ours; history's own rows are said to be nobody's."""
    found = {}
    for permission in Permission.objects.select_related("content_type"):
        app, model = permission.content_type.natural_key()
        if app in roles.NOBODYS_APPS or issubclass(apps.get_model(app, model), Event):
            continue
        found[f"{app}.{permission.codename}"] = f"{app}.{model}"
    return found


def default_names(label):
    app, model = label.split(".")
    return {f"{app}.{verb}_{model}" for verb in roles.VERBS.values()}


def test_every_model_has_a_line_in_the_table_of_roles():
    missing = {*every_permission().values()} - roles.MODELS.keys()

    assert not missing, f"certification/roles.py must say who may do what with {sorted(missing)}"


def test_every_permission_of_its_own_has_a_line_in_the_table_of_roles():
    own = {name for name, label in every_permission().items() if name not in default_names(label)}

    assert own == roles.OWN.keys(), (
        "certification/roles.py must say in OWN who has these, if anybody"
    )


def test_the_table_names_only_permissions_that_there_are():
    given = set().union(*roles.permissions(roles.MODELS, roles.OWN).values())

    assert given - every_permission().keys() == set()
    assert roles.MODELS.keys() - {*every_permission().values()} == set()


def test_the_groups_of_the_migrations_are_those_of_the_table():
    groups = {
        group.name: {
            f"{each.content_type.app_label}.{each.codename}"
            for each in group.permissions.select_related("content_type")
        }
        for group in Group.objects.all()
    }

    assert groups == roles.permissions(roles.MODELS, roles.OWN), (
        "certification/roles.py and the groups differ: add a migration that grants the table"
    )


def test_an_auditor_may_view_whatever_anybody_may_and_change_nothing():
    given = roles.permissions(roles.MODELS, roles.OWN)
    viewed = {name for names in given.values() for name in names if ".view_" in name}

    assert given[roles.AUDITOR] == viewed


def test_an_administrator_may_do_whatever_any_role_may():
    given = roles.permissions(roles.MODELS, roles.OWN)

    assert set().union(*given.values()) == given[roles.ADMINISTRATOR]


@pytest.mark.parametrize("name", roles.OWN)
def test_a_permission_of_its_own_can_be_given_to_one_member_of_staff(name, client):
    user = staff_with(client, name)

    assert [user.has_perm(name), *map(user.has_perm, roles.OWN)].count(True) == 2


def test_the_demo_has_somebody_of_each_role_and_one_from_norway(client, tmp_path):
    told = staff.make(tmp_path / "password")

    made = {user.username: user for user in User.objects.all()}
    password = tmp_path.joinpath("password").read_text()
    assert {*Group.objects.exclude(user=None).values_list("name", flat=True)} == {*roles.ROLES}
    assert countries_of(made["norway"]) == {"NO"}
    assert all(client.login(username=name, password=password) for name in made)
    assert all(name in told for name in made)
