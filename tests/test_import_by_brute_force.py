"""Small random files, imported one after the other, against a plain model of what should come of them."""

import random
from datetime import date, timedelta

import pytest

from certification.models import Certification
from people.models import Person
from tests.importing import a_row, import_rows, summary

FOREVER = date(9999, 1, 1)
DAY = timedelta(days=1)
# Before it an end is not given by the level.
FIRST_RULE = "2010-11-01"


class PlainRegister:
    """What the import should do, row by row and without a database. No numbers, no level validity."""

    def __init__(self):
        self.people: dict[str, dict] = {}
        # Register number and level: certified on -> valid until.
        self.periods: dict[tuple, dict] = {}

    def take(self, rows) -> str:
        people, periods, rejected = {}, {}, set()
        for place, row in enumerate(rows):
            key, until = row["register_no"].upper(), row["valid_until"]
            told = people.setdefault(key, {})
            for field in ("given_name", "email", "country"):
                if row[field] and told.setdefault(field, row[field]) != row[field]:
                    rejected.add(place)
            group = periods.setdefault((key, row["level"]), {})
            first = group.setdefault(row["certified_on"], {"until": until, "place": place})
            first["until"] = first["until"] or until
            if until and first["until"] != until:
                rejected.add(place)
        plan = {group: self.planned(group, told, rejected) for group, told in periods.items()}
        if rejected:
            return summary(rejected=len(rejected))
        counts = [0, 0, 0]
        for group, decided in plan.items():
            known = self.periods.setdefault(group, {})
            for old, _new, _until, kind in decided:
                counts[kind] += 1
                known.pop(old, None)
            for _old, new, until, _kind in decided:
                known[new] = until
        return summary(self.write_people(people), counts)

    def planned(self, group, told, rejected) -> list[tuple]:
        """For each row the day it is about, the day and the last day it comes to, and what that is."""
        known, decided, taken = self.periods.get(group, {}), [], {}
        for day, row in sorted(told.items(), key=lambda item: item[1]["place"]):
            about = day if day in known else None
            if about is None:
                overlapped = [
                    other for other in known if overlap(day, row["until"], other, known[other])
                ]
                if len(overlapped) == 1 and overlapped[0] not in told:
                    (about,) = overlapped
            until = row["until"] or (known[about] if about else "")
            if about in taken and about is not None:
                rejected.add(row["place"])
            taken[about] = row["place"]
            if until and until < day:
                rejected.add(row["place"])
            if about is None and not until and day < FIRST_RULE:
                rejected.add(row["place"])
            same = about == day and known[about] == until
            kind = 0 if about is None else 2 if same else 1
            decided.append((about, day, until, kind, row["place"]))
        for old, new, until, kind, place in decided:
            for other_old, other, other_until, _kind, earlier in decided:
                clash = overlap(new, until, other, other_until)
                if earlier < place and clash and not (old and old == other_old):
                    rejected.add(place)
            left = [day for day in known if day not in taken]
            if kind != 2 and any(overlap(new, until, day, known[day]) for day in left):
                rejected.add(place)
        return [entry[:4] for entry in decided]

    def write_people(self, people) -> tuple[int, int, int]:
        counts = [0, 0, 0]
        for key, told in people.items():
            before = self.people.get(key)
            after = {**(before or {}), **told}
            counts[0 if before is None else 2 if before == after else 1] += 1
            self.people[key] = after
        return tuple(counts)


def overlap(first, last, other_first, other_last) -> bool:
    ends = [date.fromisoformat(day) if day else FOREVER for day in (last, other_last)]
    begins = [date.fromisoformat(day) for day in (first, other_first)]
    ends = [max(pair) for pair in zip(ends, begins, strict=True)]
    return begins[0] <= ends[1] and begins[1] <= ends[0]


def random_rows(chance: random.Random) -> list[dict]:
    rows = []
    for _ in range(chance.randrange(1, 6)):
        who = chance.choice("abc")
        first = date(2010, 10, 31) + DAY * chance.choice([0, 1, 30, 400, 800])
        last = chance.choice(["", "", (first + DAY * chance.choice([0, 29, 399])).isoformat()])
        rows.append(
            a_row(
                register_no=chance.choice([who, who.upper()]),
                given_name="Åse" if chance.random() < 0.97 else "Aase",
                email=chance.choice(["", "a@example.org"]),
                country=chance.choice(["", "NO"]) if chance.random() < 0.97 else "SE",
                level=chance.choice(["bronze", "silver"]),
                certified_on=first.isoformat(),
                valid_until=last,
            )
        )
    return rows


@pytest.mark.parametrize("seed", range(5))
def test_random_files_come_to_what_a_plain_model_says(tmp_path, seed):
    chance = random.Random(seed)  # noqa: S311
    plain = PlainRegister()
    for _ in range(10):
        rows = random_rows(chance)
        outcome = import_rows(tmp_path, rows)
        if not outcome.lines:
            # Only the database refuses it, on the way: the next file begins where this one did.
            continue
        assert (outcome.summary, rows) == (plain.take(rows), rows)

    kept = {
        (c.person.register_no.upper(), c.level.slug, str(c.certified_on), str(c.valid_until or ""))
        for c in Certification.objects.select_related("person", "level")
    }
    assert kept == {
        (*group, first, last)
        for group, periods in plain.periods.items()
        for first, last in periods.items()
    }
    assert {
        p.register_no.upper(): {
            field: str(value)
            for field in ("given_name", "email", "country")
            if (value := getattr(p, field))
        }
        for p in Person.objects.all()
    } == plain.people
