"""The table of who may do what is whole, and the groups of the migrated database follow it."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from pghistory.models import Event

from certification import roles
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
    staff = staff_with(client, name)

    assert [staff.has_perm(name), *map(staff.has_perm, roles.OWN)].count(True) == 2
