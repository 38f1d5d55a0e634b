"""How many there are, and how many there would be with each value of each filter."""

from django.conf import settings

from certification.search import kept
from certification.search.counting import Counts, counted_there
from certification.search.kept import Kept
from certification.search.question import Question
from certification.search.tallying import TALLIES

# With each value that anybody has: up to 50 kB each.
COUNTS: Kept[Question, Counts] = Kept(most=200)


def count(question: Question) -> Counts:
    """No query, if it was asked before. Else one for a text, one after a change, and one for a day that was not
    asked for lately; or one in all, of the database."""
    return COUNTS.one(question, lambda: _count(question))


def _count(question: Question) -> Counts:
    moment = kept.moment()
    if settings.COUNTS_IN_MEMORY and moment:
        tally = TALLIES.of(moment)
        if tally:
            return tally.count(question)
    return counted_there(question)
