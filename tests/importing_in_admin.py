"""Uploads files to the admin's import, and presses its buttons."""

from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from certification.models import RegisterImport
from tests.importing import csv_text

ADD = reverse("admin:certification_registerimport_add")


def log_in(client, *permissions):
    user = User.objects.create_user("importer", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client.force_login(user)
    return user


def upload(client, rows, **more):
    file = SimpleUploadedFile("export.csv", csv_text(rows).encode())
    return client.post(ADD, {"file": file, **more})


def confirm(client, register_import=None, **more):
    """What the button of the page sends."""
    register_import = register_import or RegisterImport.objects.first()
    shown = {"shown": register_import.fingerprint}
    return client.post(address("confirm", register_import), shown, follow=True, **more)


def address(name, register_import=None):
    register_import = register_import or RegisterImport.objects.first()
    return reverse(f"admin:certification_registerimport_{name}", args=[register_import.pk])
