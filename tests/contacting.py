"""How tests write to an expert, and open the links of the mails."""

import re
from datetime import timedelta

from django.conf import settings
from django.core import mail

from certification.demo.factories import ExpertFactory
from certification.models import ContactMessage
from tests.applying import opened

SECRET = "zyxase@secret.example.org"
VISITOR = "zyxwanda@example.org"
ANSWERS = {
    "name": "Wanda Visitor",
    "email": VISITOR,
    "organisation": "Cluster Office",
    "message": "Are you free in May?\r\n\r\n- half a day",
    "consent": "on",
}


def expert(**facts):
    return ExpertFactory(**{"given_name": "Åse", "family_name": "Ødegård", "email": SECRET} | facts)


def form_of(who):
    return f"{who.get_absolute_url()}contact/"


def send(client, address, *, without=(), ago=timedelta(minutes=1), **answers):
    """As somebody does who took a minute for it; `without` names what is left out."""
    form = {"opened": opened(ago), "nothing_here": ""} | ANSWERS | answers
    return client.post(
        address, {name: value for name, value in form.items() if name not in without}
    )


def link(part, number=-1):
    """The address in a mail, without the host: of "confirm", "answer" or "off"."""
    address = re.escape(settings.REGISTER_URL) + f"(/contact/{part}/[^ \n]*/)"
    return re.search(address, mail.outbox[number].body)[1]


def passed_on(client, *people, **answers):
    """The message to the first of them, after the sender has confirmed it."""
    chosen = "&".join(f"chosen={each.slug}" for each in people)
    send(client, f"/shortlist/ask/?{chosen}", **answers)
    client.post(link("confirm"))
    return ContactMessage.objects.get(person=people[0].pk)
