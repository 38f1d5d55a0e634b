"""The check code of a certificate: made by chance, printed on it, told to nobody else, never changed."""

import re

from django.db import models
from django.db.models import Func

# Of Crockford's 32 letters and digits, without those that are taken for others: fifty bits of chance.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH_OF_CHECK_CODE = 10
_MISREAD = str.maketrans("OIL", "011")


class NewCheckCode(Func):
    """The function is made by a migration."""

    template = "new_check_code()"
    output_field = models.CharField()


def read_check_code(typed: str) -> str:
    """What was copied from paper, as it stands in the records: case, gaps, and O for 0 are forgiven."""
    return re.sub("[^A-Z0-9]+", "", typed.upper()).translate(_MISREAD)


def written_check_code(code: str) -> str:
    """As it is printed: 7K3QF-0XW9M."""
    return f"{code[:5]}-{code[5:]}"
