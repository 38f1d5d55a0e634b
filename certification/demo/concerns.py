"""What visitors of the demo have sent: some that wait for staff, and one that was closed."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from certification.demo.factories import ConcernFactory
from certification.models.concern import ConcernKind
from people.models import Person

# About whom, by the place among the demo's people; days ago; what was sent; why it was closed.
SENT = [
    (3, 12, ConcernKind.CORRECTION, "I work for another organisation now, please mend that.", ""),
    (40, 2, ConcernKind.CONCERN, "Somebody of this name says at fairs to be a gold expert.", ""),
    (80, 1, ConcernKind.CORRECTION, "My second family name is missing.", ""),
    (120, 55, ConcernKind.CONCERN, "Is this the person who led our interview?", "A namesake"),
]


def load(people: Sequence[Person]) -> None:
    for place, days, kind, message, closed_because in SENT:
        received_at = timezone.now() - timedelta(days=days)
        ConcernFactory(
            kind=kind,
            person=people[place],
            message=message,
            name="A visitor",
            email=f"visitor-{place}@example.org",
            received_at=received_at,
            closed_at=received_at + timedelta(days=1) if closed_because else None,
            closing_reason=closed_because,
        )
