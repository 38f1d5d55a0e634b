"""Who may do what: the one table of it. A migration gives it to the groups, and a test holds them to it.

A model of ours without a line, and a permission that a model adds without one, fail that test: what
nobody may do is said here too. After a change of this file add a migration that holds a copy of the
tables as they then are, and calls `grant` with it (see 0009_roles).
"""

from typing import Any

from django.contrib.auth.management import create_permissions

ROLES = REGISTRAR, COURSE_MANAGER, AUDITOR, ADMINISTRATOR = (
    "Registrar",
    "Course manager",
    "Auditor",
    "Administrator",
)
VERBS = {"v": "view", "a": "add", "c": "change", "d": "delete"}

# Of each model what a registrar, a course manager, an auditor and an administrator may do: v view, a add,
# c change, d delete. Rows behind a record (those of an inline) need all four to be edited with it.
MODELS = {
    "people.person": ("vac", "va", "v", "vac"),
    "people.organisation": ("vacd", "va", "v", "vacd"),
    "people.consent": ("vac", "v", "v", "vac"),
    "people.sector": ("v", "v", "v", "vac"),
    "people.expertise": ("", "", "", ""),  # written with the person
    "people.staffcountries": ("", "", "v", "vacd"),
    "people.erasure": ("", "", "v", "v"),
    "people.registerhistory": ("", "", "v", "v"),
    "certification.mailtemplate": ("v", "v", "v", "vac"),
    "certification.sentmail": ("v", "", "v", "v"),
    # The sender's own, as the next three are the public forms'.
    "certification.occasion": ("", "", "", ""),
    "certification.applicationrequest": ("", "", "", ""),
    "certification.contactrequest": ("", "", "", ""),
    "certification.sentform": ("", "", "", ""),
    "certification.expert": ("vac", "v", "v", "vac"),
    "certification.certification": ("vac", "v", "v", "vac"),
    "certification.suspension": ("v", "v", "v", "v"),  # made by decisions on the certification
    "certification.traineeship": ("vac", "", "v", "vac"),
    "certification.clusterorganisation": ("vac", "v", "v", "vac"),
    "certification.benchmarking": ("vac", "", "v", "vac"),
    "certification.participation": ("vacd", "", "v", "vacd"),
    "certification.course": ("v", "vac", "v", "vac"),
    "certification.coursetrainer": ("", "", "", ""),  # written with the course
    "certification.enrolment": ("v", "vac", "v", "vac"),
    "certification.application": ("v", "vac", "v", "vac"),
    "certification.concern": ("vc", "", "v", "vc"),
    # For those whom experts and visitors ask what became of a message.
    "certification.contactmessage": ("v", "", "v", "v"),
    "certification.level": ("v", "v", "v", "vac"),
    "certification.levelrule": ("v", "v", "v", "vac"),
    "certification.requiredbenchmarkings": ("v", "v", "v", "vacd"),
    "certification.registersettings": ("v", "v", "v", "vc"),
    "certification.numberseries": ("", "", "v", "v"),
    "certification.registerimport": ("", "", "v", "va"),
    "certification.importrow": ("", "", "", ""),  # shown with the import, as the next three
    "certification.importproblem": ("", "", "", ""),
    "certification.importedperson": ("", "", "", ""),
    "certification.importedcertification": ("", "", "", ""),
    "auth.user": ("", "", "v", "vac"),
    "auth.group": ("", "", "v", "vac"),
    "auth.permission": ("", "", "", ""),
}

# Permissions that a model adds to those four. Each can also be given to a single member of staff.
OWN = {
    "certification.certify_against_rules": [ADMINISTRATOR],
    "people.erase_person": [ADMINISTRATOR],
    "certification.receive_digest": [REGISTRAR, ADMINISTRATOR],
    "certification.withdraw_certification": [ADMINISTRATOR],
}

# Nobody is given anything of Django's own records; history is read on pages that have permissions of
# their own, and its rows (a model for each that is tracked) are nobody's to edit.
NOBODYS_APPS = ["admin", "contenttypes", "pghistory", "sessions"]


def permissions(models: dict[str, Any], own: dict[str, Any]) -> dict[str, set[str]]:
    """Of each role the permissions, named like people.view_person."""
    found: dict[str, set[str]] = {role: set() for role in ROLES}
    for label, columns in models.items():
        app, model = label.split(".")
        for role, letters in zip(ROLES, columns, strict=True):
            found[role] |= {f"{app}.{VERBS[letter]}_{model}" for letter in letters}
    for name, roles in own.items():
        for role in roles:
            found[role].add(name)
    return found


def grant(apps: Any, models: dict[str, Any], own: dict[str, Any]) -> None:
    """For migrations: each role becomes a group with exactly these permissions.

    Django makes permissions only after the last migration, so those that are given are made here.
    """
    for app in sorted({name.split(".")[0] for name in [*models, *own]}):
        _make_permissions(apps, app)
    Permission = apps.get_model("auth", "Permission")
    made = {
        f"{each.content_type.app_label}.{each.codename}": each
        for each in Permission.objects.select_related("content_type")
    }
    for role, names in permissions(models, own).items():
        group, _created = apps.get_model("auth", "Group").objects.get_or_create(name=role)
        group.permissions.set([made[name] for name in names])


def _make_permissions(apps: Any, app: str) -> None:
    config = apps.get_app_config(app)
    if not hasattr(config, "models_module"):
        config.models_module = True  # of a migration, which has the models and no module
    create_permissions(config, apps=apps, verbosity=0)
