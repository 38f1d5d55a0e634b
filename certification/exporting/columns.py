"""What a file of experts says of each. The one list, for CSV, Excel, JSON, and the page that explains them."""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _


class Column(NamedTuple):
    name: str
    meaning: Any
    # Of one certification and not of the person: JSON has these in a list of their own.
    of_certification: bool = False


# Their names and their order never change. One more is added behind the others.
COLUMNS = [
    Column("register_no", _("Register number: stays with the person.")),
    Column("given_name", _("Given name.")),
    Column("family_name", _("Family name.")),
    Column("country", _("Code of ISO 3166, such as NO; empty where it is not recorded.")),
    Column("organisation", _("Where the person works; empty where it is not recorded.")),
    Column("position", _("What the person is there.")),
    Column("languages", _("Codes of ISO 639, such as en.")),
    Column("sectors", _("As the addresses of the list name them.")),
    Column("available", _("For assignments: yes or no; empty if not known or without a valid level.")),
    Column("trainee_for", _("The levels for which the person is a trainee and agrees to say so.")),
    Column("level", _("As the addresses of the list name it."), of_certification=True),
    Column("status", _("Upcoming, valid, suspended, expired or withdrawn."), of_certification=True),
    Column("certified_on", _("The first valid day."), of_certification=True),
    Column("valid_until", _("The last valid day; empty without an end."), of_certification=True),
    Column("suspended_on", _("Since when, if it is suspended."), of_certification=True),
    Column("withdrawn_on", _("Since when, if it is withdrawn."), of_certification=True),
    Column("url", _("The person’s page in the register.")),
    Column("on", _("The day on which all this is so.")),
]  # fmt: skip
STAFF_COLUMNS = [
    *COLUMNS,
    Column("number", _("Number of the certificate."), of_certification=True),
    Column("email", _("E-mail address.")),
    Column("telephone", _("Telephone number.")),
    Column("listed", _("Whether the person is listed publicly today: yes or no.")),
]
