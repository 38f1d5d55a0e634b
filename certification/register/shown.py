"""What a row of a list shows of somebody, fetched without the records: pages of thousands are asked for."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from certification.models import Certification, Level, Standing, Status, Suspension, Traineeship
from certification.models.entry import level_and_status


class Held(NamedTuple):
    """How somebody stands at a level on the day."""

    level: Level
    status: Status
    certified_on: date
    valid_until: date | None
    withdrawn_on: date | None
    suspended_since: date | None


class Training(NamedTuple):
    level: Level
    started_on: date


class Shown(NamedTuple):
    """As of a day. `country` is a code; `standing` has the lowest level first."""

    pk: int
    slug: str
    given_name: str
    family_name: str
    country: str
    languages: list[str]
    is_available: bool | None
    organisation: str
    standing: list[Held]
    shown_traineeships: list[Training]

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"

    @property
    def is_valid(self) -> bool:
        return any(held.status == Status.VALID for held in self.standing)

    def get_absolute_url(self) -> str:
        return reverse("expert", args=[self.slug])


OF_PERSON = [
    f"entry__person__{name}"
    for name in ("slug", "given_name", "family_name", "country", "languages", "is_available")
]


def shown(people: list[int], on: date, levels: Iterable[Level]) -> list[Shown]:
    """In no order. Three queries; `levels` are all that there are."""
    by_key = {level.pk: level for level in levels}
    standings = Standing.objects.using("public").on(on).filter(entry__in=people)
    columns = ["entry", "states", "certifications", *OF_PERSON, "entry__person__organisation__name"]
    found = list(standings.values_list(*columns))
    days = _days([key for _person, _states, keys, *_ in found for key in keys], on)
    trainings = _trainings(people, on, by_key)
    those = []
    for person, states, keys, *of_person, organisation in found:
        held = []
        for number, key in zip(states, keys, strict=True):
            level, status = level_and_status(number)
            held.append(Held(by_key[level], status, *days[key]))
        values = [person, *of_person, organisation or "", held, trainings.get(person, [])]
        those.append(Shown._make(values))
    return those


def _days(certifications: list[int], on: date) -> dict[int, Any]:
    suspended = Suspension.objects.in_force(on).filter(certification=OuterRef("pk"))
    rows = Certification.objects.using("public").filter(pk__in=certifications).order_by()
    columns = ["certified_on", "valid_until", "withdrawn_on"]
    since = Subquery(suspended.values("suspended_on")[:1])
    return {key: days for key, *days in rows.values_list("pk", *columns, since)}


def _trainings(people: list[int], on: date, levels: dict[int, Level]) -> dict[int, list[Training]]:
    rows = Traineeship.objects.using("public").shown(on).filter(person__in=people)
    found: dict[int, list[Training]] = {}
    for person, level, started_on in rows.order_by("level__rank").values_list(
        "person", "level", "started_on"
    ):
        found.setdefault(person, []).append(Training(levels[level], started_on))
    return found
