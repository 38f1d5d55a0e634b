"""How tests fill in the public form of a course and open the link of the mail."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.utils import timezone

from certification.register import spam

ANSWERS = {
    "given_name": "Kari",
    "family_name": "Ødegård",
    "email": "kari@example.org",
    "organisation": "Cluster Office",
    "country": "NO",
    "motivation": "Ten years with clusters.\r\nhttps://example.org/",
    "consent": "on",
}


def opened(ago):
    """The hidden field of a form that was opened so long ago."""
    now = timezone.now()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: now - ago)
        return spam.GuardedForm().initial["opened"]


def send_form(client, course, *, without=(), ago=timedelta(minutes=1), headers=None, **answers):
    """As somebody does who took a minute for it; `without` names what is left out."""
    form = {"opened": opened(ago), "nothing_here": ""} | ANSWERS | answers
    return client.post(
        f"{course.get_absolute_url()}apply/",
        {name: value for name, value in form.items() if name not in without},
        headers=headers or {},
    )


def link(number=-1):
    """The address in a mail, without the host."""
    address = re.escape(settings.REGISTER_URL) + "(/courses/[^ ]*/apply/[^ ]*/)\n"
    return re.search(address, mail.outbox[number].body)[1]


def problems(response):
    return response.context["form"].errors
