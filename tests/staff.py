"""What the tests of the staff side share: addresses, form data, and staff with few permissions."""

from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse


def address(record, view, model=None):
    opts = (model or record)._meta
    args = [] if isinstance(record, type) else [record.pk]
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{view}", args=args)


def listed_rows(response):
    """The records that a list page shows."""
    return list(response.context["cl"].result_list)


def cost(client, page):
    """How many queries a page takes."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    return len(queries)


def messages(response):
    return [str(message) for message in response.context["messages"]]


def errors(response):
    """Every message of a change form and its inlines."""
    found = []
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        found += inline.formset.non_form_errors()
        forms += inline.formset.forms
    return found + [
        message for form in forms for found in form.errors.values() for message in found
    ]


def inline_rows(prefix, *rows):
    """What a browser sends for new rows of an inline."""
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def person_form(person=None, certifications=(), consents=(), **changes):
    """A form of a person: as she is, or a new one, with new rows in the inlines."""
    names = ["given_name", "family_name", "country", "email", "languages"]
    data = {name: getattr(person, name) for name in names} if person else {}
    data |= {"is_available": "unknown", "takes_messages": "on"}
    consents = [{"scope": "listing", **row} for row in consents]
    # Of a person who is there already, the first of each inline shows what there is.
    for name, rows in (("consents", consents), ("certifications", certifications)):
        new = f"{name}-2" if person else name
        data |= {**inline_rows(name), **inline_rows(new, *rows)}
    if person:
        # To read.
        for name in ("enrolments", "traineeships", "participations"):
            data |= inline_rows(name)
    return data | {"given_name": "Asta", "family_name": "Lie", **changes}


def staff_with(client, *permissions):
    """Log in as staff who may do only this: "people.view_person"."""
    staff = User.objects.create_user("limited", is_staff=True)
    for permission in permissions:
        app, codename = permission.split(".")
        staff.user_permissions.add(
            Permission.objects.get(content_type__app_label=app, codename=codename)
        )
    client.force_login(staff)
    return staff
