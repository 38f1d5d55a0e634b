"""What a row of a list shows of somebody, fetched without the records: pages of thousands are asked for."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from certification.models import Certification, Level, Standing, Status, Suspension, Traineeship
from certification.models.entry import level_and_status
from certification.search.compiled import A_DAY, AMONG_KEYS, Compiled


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


def _standings() -> QuerySet:
    standings = Standing.objects.using("public").on(A_DAY).filter(entry__in=AMONG_KEYS)
    columns = ["entry", "states", "certifications", *OF_PERSON, "entry__person__organisation__name"]
    return standings.values_list(*columns)


def _certifications() -> QuerySet:
    suspended = Suspension.objects.in_force(A_DAY).filter(certification=OuterRef("pk"))
    rows = Certification.objects.using("public").filter(pk__in=AMONG_KEYS).order_by()
    since = Subquery(suspended.values("suspended_on")[:1])
    return rows.values_list("pk", "certified_on", "valid_until", "withdrawn_on", since)


def _traineeships() -> QuerySet:
    rows = Traineeship.objects.using("public").shown(A_DAY).filter(person__in=AMONG_KEYS)
    return rows.order_by("level__rank").values_list("person", "level", "started_on")


STANDINGS, CERTIFICATIONS, TRAINEESHIPS = map(
    Compiled, (_standings, _certifications, _traineeships)
)


def shown(people: list[int], on: date, levels: Iterable[Level]) -> list[Shown]:
    """In no order. Three queries; `levels` are all that there are."""
    by_key = {level.pk: level for level in levels}
    found = STANDINGS.rows(people, on)
    keys = [key for _person, _states, certifications, *_ in found for key in certifications]
    days = {key: those for key, *those in CERTIFICATIONS.rows(keys, on)}
    trainings: dict[int, list[Training]] = {}
    for person, level, started_on in TRAINEESHIPS.rows(people, on):
        trainings.setdefault(person, []).append(Training(by_key[level], started_on))
    those = []
    for person, states, certifications, *of_person, organisation in found:
        held = []
        for number, key in zip(states, certifications, strict=True):
            level, status = level_and_status(number)
            held.append(Held(by_key[level], status, *days[key]))
        values = [person, *of_person, organisation or "", held, trainings.get(person, [])]
        those.append(Shown._make(values))
    return those
