"""What visitors of the demo have written to experts, and what became of it."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from certification.demo.factories import ContactMessageFactory
from people.models import Person

# To whom, by the place among the demo's people; days ago; who wrote; what, if it waits; what became of it.
WRITTEN = [
    (5, 1, "Ingrid Asks", "We plan a benchmarking in May. Are you free for half a day?", "waiting"),
    (6, 1, "Ingrid Asks", "We plan a benchmarking in May. Are you free for half a day?", "waiting"),
    (5, 9, "Marek Writes", "", "answered"),
    (41, 30, "Lucía Pregunta", "", "declined"),
]


def load(people: Sequence[Person]) -> None:
    for place, days, name, message, state in WRITTEN:
        sent_at = timezone.now() - timedelta(days=days)
        ContactMessageFactory(
            person=people[place],
            name=name,
            message=message,
            state=state,
            sent_at=sent_at,
            answered_at=None if state == "waiting" else sent_at + timedelta(hours=20),
        )
