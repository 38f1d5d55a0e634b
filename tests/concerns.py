"""How tests fill in the public form of a concern."""

from datetime import timedelta
from urllib.parse import urlencode

from tests.applying import opened

ADDRESS = "/concerns/new/"
ANSWERS = {
    "kind": "concern",
    "message": "The certificate looks forged.\r\nI saw it in May.",
    "name": "Wanda Visitor",
    "email": "wanda@example.org",
    "consent": "on",
}


def send(client, about="", *, without=(), ago=timedelta(minutes=1), headers=None, **answers):
    """As somebody does who took a minute for it; `without` names what is left out."""
    form = {"opened": opened(ago), "nothing_here": ""} | ANSWERS | answers
    return client.post(
        f"{ADDRESS}?{urlencode({'about': about})}",
        {name: value for name, value in form.items() if name not in without},
        headers=headers or {},
    )
