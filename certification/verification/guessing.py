"""Failed look-ups are counted, so that nobody tries numbers and check codes one after the other.

Only what needs a check code is counted and refused. A certificate of somebody who is listed stands on
that person's public page anyway: there is nothing to guess, so it is always shown.

- Of each network: past its limit its look-ups are refused before they are judged, the right ones as
  well. Otherwise guessing could go on, and only the word for “wrong” would be another.
- Over all: who guesses from many networks meets a far smaller limit of each of them, as long as all
  together are past theirs. A limit that refused everybody would let one guesser shut the check page
  for all; so an honest visitor, whose network has hardly failed, is still answered.

A code has fifty bits of chance. With five tries an hour from each of a million networks it takes more
than ten thousand years to find that of one certificate.
"""

from datetime import timedelta

from django.utils import timezone

from certification.limits import Limit, hidden, one_at_a_time
from certification.models import SentForm

HOUR = timedelta(hours=1)
OF_NETWORK = Limit("failed checks of a network", 30, HOUR)
OF_ALL = Limit("failed checks of all", 3000, HOUR)
WHILE_MANY_FAIL = Limit(OF_NETWORK.of, 5, HOUR)


class TooManyGuesses(Exception):  # noqa: N818 - it is no error of anybody's
    """The look-up is neither judged nor counted."""


def judged(network: str, *, is_right: bool) -> bool:
    """What was given, after a wrong one is counted. Raises TooManyGuesses.

    Two of one network at the same moment wait for each other, so no more come through than are allowed.
    """
    sender = hidden(OF_NETWORK, network)
    with one_at_a_time(sender):
        limit = WHILE_MANY_FAIL if _is_used_up(OF_ALL, hidden(OF_ALL, "")) else OF_NETWORK
        if _is_used_up(limit, sender):
            raise TooManyGuesses
        if not is_right:
            failed = [SentForm(sender=each) for each in (sender, hidden(OF_ALL, ""))]
            SentForm.objects.bulk_create(failed)
    return is_right


def _is_used_up(limit: Limit, sender: str) -> bool:
    before = SentForm.objects.filter(sender=sender).since(timezone.now() - limit.within)
    return before[: limit.number].count() >= limit.number
