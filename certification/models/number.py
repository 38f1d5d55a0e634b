"""Numbers of certificates: what they may look like, and when two are the same."""

import re

from django.db import models
from django.db.models import Func

NUMBER = re.compile(r"[A-Za-z0-9]([A-Za-z0-9 ./-]*[A-Za-z0-9])?")

LONGEST_NUMBER = 40


class NumberKey(Func):
    """A number without what people leave out or add when they copy it: spaces, hyphens, dots, case."""

    function = "regexp_replace"
    template = "%(function)s(%(expressions)s, '[^A-Za-z0-9]+', '', 'g')"
    output_field = models.CharField()


def number_key(number: str) -> str:
    """The same as Upper(NumberKey(…)), for one number."""
    return re.sub("[^A-Za-z0-9]+", "", number).upper()
