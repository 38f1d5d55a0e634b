"""How long the search for a misspelt name takes, and how often it finds the person, by the number of people.

    uv run python -m tests.bench.misspelt 200000 1000000

Each size gets an empty scratch database on the server of the settings, which is dropped again. Names are
invented: some 25,000 words, put together from the halves of the demo's names. Each question is a full name
with one random edit, of a space too.
"""

import os
import sys
import time
from collections.abc import Callable
from random import Random
from string import ascii_lowercase
from typing import Any

DATABASE = f"register_bench_{os.getpid()}"
QUESTIONS = 1000
PAGE = 25
GIVEN, FAMILY = 5_000, 20_000

# Few names are common and many are rare: the first of a list are taken more often.
FILL = """
SET session_replication_role = replica;
INSERT INTO people_person (register_no, slug, given_name, family_name, former_names, nicknames, country,
    position, languages, biography, website, photo, email, telephone, sort_key, search_text)
SELECT 'B' || n, 'b' || n, g.word, f.word, '', '', 'NO', '', '{en}', '', '', '', '', '',
    f.word || E'\\t' || g.word, ' ' || g.word || ' ' || f.word || ' b' || n || ' '
FROM (
    SELECT n, floor(random() ^ 2 * %(given)s)::int AS given, floor(random() ^ 2 * %(family)s)::int AS family
    FROM generate_series(1, %(people)s) n OFFSET 0
) chosen
JOIN names g ON g.kind = 'given' AND g.place = given JOIN names f ON f.kind = 'family' AND f.place = family;
SET session_replication_role = origin;
"""


def words(random: Random) -> list[str]:
    """Enough for given and family names, none of them twice."""
    from certification.demo.countries import COUNTRIES
    from people.names import fold

    texts = " ".join(f"{c.women} {c.men} {c.families}" for c in COUNTRIES.values())
    names = sorted({*fold(texts.replace("/", " ").replace("~", " ")).split()})
    halves = [(name[: (len(name) + 1) // 2], name[(len(name) + 1) // 2 :]) for name in names]
    made = {*names}
    while len(made) < GIVEN + FAMILY:
        made.add(random.choice(halves)[0] + random.choice(halves)[1])
    return random.sample(sorted(made), len(made))


def fill(people: int, random: Random) -> None:
    from django.db import connection

    made = words(random)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE names (kind text, place int, word text)")
        with cursor.copy("COPY names FROM STDIN") as copy:
            for place, word in enumerate(made):
                kind, place = ("given", place) if place < GIVEN else ("family", place - GIVEN)
                copy.write_row((kind, place, word))
        cursor.execute(FILL, {"people": people, "given": GIVEN, "family": FAMILY})
        began = time.perf_counter()
        cursor.execute("SELECT keep_words(%s, '{}')", [made])
        print(f"{len(made):,} words kept in {time.perf_counter() - began:.1f} s", flush=True)
        cursor.execute("VACUUM ANALYZE")


def misspelt(name: str, random: Random) -> str:
    place = random.randrange(len(name))
    match random.choice(["add", "leave out", "replace", "swap"]):
        case "add":
            return name[:place] + random.choice(ascii_lowercase + " ") + name[place:]
        case "leave out":
            return name[:place] + name[place + 1 :]
        case "replace":
            return name[:place] + random.choice(ascii_lowercase + " ") + name[place + 1 :]
        case _:
            return name[:place] + name[place + 1 : place + 2] + name[place] + name[place + 2 :]


def report(people: int, random: Random) -> None:
    from certification.search.reading import read
    from people.models import Person

    times: dict[str, list[float]] = {"dictionary": [], "as typed": [], "near": []}

    def timed(what: str, question: Callable[[], Any]) -> Any:
        """The quickest of three, so that what else the machine does counts less."""
        taken = []
        for _ in range(3):
            began = time.perf_counter()
            answer = question()
            taken.append((time.perf_counter() - began) * 1000)
        times[what].append(min(taken))
        return answer

    found, missed, slow = 0, [], []
    sample = random.sample(range(1, people + 1), QUESTIONS)
    for person in Person.objects.filter(register_no__in=[f"B{n}" for n in sample]):
        typed = misspelt(person.name, random)
        search = timed("dictionary", lambda typed=typed: read(typed, "default"))
        exact = Person.objects.filter(search.as_typed()).order_by(search.beginnings(), "sort_key")
        near = Person.objects.filter(search.near()).order_by(search.rank(), "sort_key", "pk")
        first = timed("as typed", lambda exact=exact: [each.name for each in exact[:PAGE]])
        first += timed("near", lambda near=near: [each.name for each in near.all()[:PAGE]])
        slow.append((times["near"][-1], typed))
        if person.name in first[:PAGE]:
            found += 1
        else:
            missed.append(f"{person.name}: {typed}")
    times["corrected, in all"] = [
        a + b for a, b in zip(times["dictionary"], times["near"], strict=True)
    ]
    print(f"{people:,} people: {found / len(sample):.1%} found; missed {missed}")
    for what, taken in times.items():
        taken = sorted(taken)
        p50, p95, p99 = (taken[int(len(taken) * share)] for share in (0.5, 0.95, 0.99))
        print(f"  {what}: median {p50:.1f} ms, p95 {p95:.1f}, p99 {p99:.1f}, worst {taken[-1]:.1f}")
    slowest, typed = max(slow)
    print(f"slowest {slowest:.1f} ms: {typed}")
    search = read(typed, "default")
    near = Person.objects.filter(search.near()).order_by(search.rank(), "sort_key", "pk")[:PAGE]
    print(near.explain(analyze=True, buffers=True)[:6000], flush=True)


def main(counts: list[int]) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "certification.settings"
    import django
    from django.conf import settings

    for alias in ("default", "public"):
        settings.DATABASES[alias]["NAME"] = "postgres"
    django.setup()
    from django.core.management import call_command
    from django.db import connection, connections

    for count in counts:
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {DATABASE}")
        connections.close_all()
        connection.settings_dict["NAME"] = DATABASE
        random = Random(count)  # noqa: S311 - invention, not secrecy
        try:
            call_command("migrate", verbosity=0)
            fill(count, random)
            report(count, random)
        finally:
            connections.close_all()
            connection.settings_dict["NAME"] = "postgres"
            with connection.cursor() as cursor:
                cursor.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or [200_000])
