"""What is told of a certificate to whoever may see it. The page, the JSON and their tests look here alone."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from certification.models import Certification, Status
from certification.register.history import Fact, history, lines
from certification.verification.corrections import Correction, corrections
from certification.verification.finding import Found


@dataclass(frozen=True)
class Checked:
    """As of a day. Who is not listed agreed to no more than what stands on the certificate itself."""

    certification: Certification
    on: date
    found: Found
    corrections: list[Correction]
    # Of somebody who is listed alone, as the next two are.
    history: list[Fact]
    renews: Certification | None
    renewed_by: list[Certification]

    @property
    def is_listed(self) -> bool:
        return self.found.is_listed

    @property
    def name(self) -> str:
        """Empty, if the personal data are erased."""
        return "" if self.found.is_erased else self.certification.person.name

    @property
    def status(self) -> Status:
        return self.certification.status_on(self.on)

    @property
    def status_today(self) -> Status:
        return self.certification.status_on(timezone.localdate())

    @property
    def other_day(self) -> bool:
        return self.on != timezone.localdate()

    @property
    def is_future(self) -> bool:
        return self.on > timezone.localdate()

    @property
    def suspended_since(self) -> date | None:
        return suspended_since(self.certification, self.on)

    @property
    def public_reason(self) -> str:
        """Of a withdrawal that is in force on the day."""
        if self.status != Status.WITHDRAWN or self.found.is_erased:
            return ""
        return self.certification.withdrawal_public_reason

    @property
    def corrected_on(self) -> date | None:
        return self.corrections[-1].day if self.corrections else None

    @property
    def is_held_by_a_renewal(self) -> bool:
        """It has run out, and what renews it is valid on that day."""
        later = {each.status_on(self.on) for each in self.renewed_by}
        return self.status == Status.EXPIRED and Status.VALID in later


def checked(found: Found, on: date) -> Checked | None:
    """None where the database of public pages has not got it yet."""
    certification = _certifications().select_related("person").filter(pk=found.key).first()
    if certification is None:
        return None
    facts, before, after = _beside(certification) if found.is_listed else ([], None, [])
    with_name = found.is_listed and not found.is_erased
    for each in (certification, *([before] if before else []), *after):
        show_on(each, on)
    changed = corrections(certification, with_name=with_name)
    return Checked(certification, on, found, changed, facts, before, after)


def suspended_since(certification: Certification, on: date) -> date | None:
    days = [each.suspended_on for each in certification.suspensions.all() if each.is_in_force(on)]
    return max(days, default=None)


def show_on(certification: Any, on: date) -> None:
    """Adds what ExpertQuerySet.with_standing adds, which templates of certifications name."""
    certification.status = certification.status_on(on)
    certification.suspended_since = suspended_since(certification, on)


def _certifications() -> Any:
    rows = Certification.objects.using("public").select_related("level")
    return rows.prefetch_related("suspensions")


def _beside(
    certification: Certification,
) -> tuple[list[Fact], Certification | None, list[Certification]]:
    """The history of it, what it renews, and what renews it and that, as the profile tells it."""
    today = timezone.localdate()
    same = list(
        _certifications().filter(person=certification.person_id, level=certification.level_id)
    )
    facts = [fact for fact in history(same, today) if fact.certification == certification]
    for first, renewals in lines(same, today):
        line = [first, *renewals]
        if certification in line:
            place = line.index(certification)
            return facts, line[place - 1] if place else None, line[place + 1 :]
    return facts, None, []
