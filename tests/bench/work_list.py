"""How long the work list of those who are ready takes, by the number of trainees.

    uv run python -m tests.bench.work_list 1000 100000

Each size gets an empty scratch database on the server of the settings, which is dropped again. People are
invented: certified for bronze, trainees for silver, with four benchmarkings each on average. Beside the list's
first page and its count stands what a loop over the people would take, measured on a sample.
"""

import os
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any

DATABASE = f"register_bench_{os.getpid()}"
ON = date(2026, 6, 1)
PAGE, SAMPLE = 100, 200

FILL = """
SET session_replication_role = replica;
INSERT INTO people_person (register_no, slug, given_name, family_name, former_names, nicknames, country, position,
    languages, biography, website, photo, email, telephone,
    sort_key, sort_key_nb, sort_key_es, sort_key_tr, search_text)
SELECT 'B' || n, 'b' || n, 'Given', 'Family' || n, '', '', 'NO', '', '{en}', '', '', '', '', '',
    'family' || n, 'family' || n, 'family' || n, 'family' || n, 'given family' || n
FROM generate_series(1, %(people)s) n;
INSERT INTO certification_certification (person_id, level_id, certified_on, valid_until, basis, decided_by,
    withdrawal_reason)
SELECT p.id, l.id, date '2015-01-01' + (random() * 2000)::int, CASE WHEN random() < 0.3 THEN
    date '2026-01-01' + (random() * 365)::int END, 'course', '', ''
FROM people_person p JOIN certification_level l ON l.slug = 'bronze' OR l.slug = 'silver' AND p.id %% 10 = 0;
INSERT INTO certification_suspension (certification_id, suspended_on, reinstated_on, reason, reinstatement_reason)
SELECT c.id, date '2026-05-01', CASE WHEN random() < 0.5 THEN date '2026-05-20' END, 'x', ''
FROM certification_certification c WHERE c.id %% 50 = 0;
INSERT INTO certification_traineeship (person_id, level_id, mentor_id, started_on, outcome, remark)
SELECT p.id, (SELECT id FROM certification_level WHERE slug = 'silver'), 1, '2022-01-01', '', ''
FROM people_person p WHERE p.id > 50;
INSERT INTO certification_course (title, slug, kind, level_id, is_online, place, country, starts_on, ends_on,
    language, description, is_published, search_text)
SELECT 'Course ' || n, 'course-' || n, 'advanced', (SELECT id FROM certification_level WHERE slug = 'silver'),
    true, '', '', date '2020-01-01' + n, date '2020-01-01' + n, 'en', '', true, ''
FROM generate_series(1, 1 + %(people)s / 50) n;
INSERT INTO certification_enrolment (course_id, person_id, state, applied_on, result_on, remark)
SELECT 1 + p.id / 50, p.id, CASE WHEN random() < 0.7 THEN 'passed' ELSE 'failed' END, '2020-01-01',
    date '2021-01-01' + (random() * 1900)::int, '' FROM people_person p WHERE p.id / 50 < %(people)s / 50;
INSERT INTO certification_clusterorganisation (name, country, website, search_text)
SELECT 'Cluster ' || n, 'NO', '', 'cluster ' || n FROM generate_series(1, 500) n;
INSERT INTO certification_benchmarking (organisation_id, label_id, held_on, is_by_video, recommendation, decision)
SELECT 1 + n %% 500, l.id, date '2021-01-01' + (n / 500)::int + (random() * 1700)::int, false, '', ''
FROM generate_series(1, 2 * %(people)s) n JOIN certification_level l ON l.rank = 1 + n %% 2
ON CONFLICT DO NOTHING;
INSERT INTO certification_participation (benchmarking_id, person_id, role)
SELECT b.id, 1 + b.id %% 50, 'expert' FROM certification_benchmarking b;
INSERT INTO certification_participation (benchmarking_id, person_id, role, mentor_id)
SELECT b.id, 51 + (random() * (%(people)s - 51))::int, 'trainee', 1 + b.id %% 50
FROM certification_benchmarking b, generate_series(1, 2) ON CONFLICT DO NOTHING;
SET session_replication_role = origin;
"""


def fill(people: int) -> None:
    from django.db import connection

    from certification.models import LevelRule, RequiredBenchmarkings

    with connection.cursor() as cursor:
        cursor.execute(FILL, {"people": people})
    rule = LevelRule.objects.get(level__slug="silver")
    rule.course_kind, rule.course_within_months, rule.grace_months = "advanced", 36, 12
    rule.save()
    RequiredBenchmarkings.objects.create(rule=rule, number=3, within_months=36, mentors=2)
    RequiredBenchmarkings.objects.create(rule=rule, label_id=1, number=1, within_months=60)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def measured(question: Callable[[], Any]) -> tuple[Any, int, float]:
    """The answer, how many queries it takes, and the milliseconds of the median of seven."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        answer = question()
    times = []
    for _ in range(7):
        began = time.perf_counter()
        question()
        times.append((time.perf_counter() - began) * 1000)
    return answer, len(queries), sorted(times)[3]


def report(people: int) -> float:
    """Prints what the work list takes, and gives back the milliseconds of page and count."""
    from certification.models import Expert, Level
    from certification.models.eligibility import eligibilities, eligibility

    silver = Level.objects.get(slug="silver")

    def page() -> tuple[int, list[Expert]]:
        ready = Expert.objects.ready_for(silver, ON)
        return ready.count(), list(ready[:PAGE])

    (count, first), queries, whole = measured(page)
    _told, in_words, words = measured(lambda: eligibilities(first, silver, ON))
    sample = list(Expert.objects.filter(pk__gt=50)[:SAMPLE])
    began = time.perf_counter()
    for person in sample:
        eligibility(person, silver, ON)
    loop = (time.perf_counter() - began) / len(sample) * people
    print(
        f"{people:>9,} people, {count:,} ready: first {PAGE} and count {queries} queries, {whole:.0f} ms; "
        f"their requirements in words {in_words} queries, {words:.0f} ms; one by one (extrapolated from "
        f"{SAMPLE}) {loop:.0f} s, {loop * 1000 / whole:,.0f} times as long",
        flush=True,
    )
    for line in Expert.objects.ready_for(silver, ON)[:PAGE].explain(analyze=True).splitlines():
        if "->" in line or "Time" in line:
            print("         ", line.split("(cost")[0].rstrip(), line.partition("(actual")[2][:40])
    return whole


def main(counts: list[int]) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "certification.settings"
    import django
    from django.conf import settings

    for alias in ("default", "public"):
        settings.DATABASES[alias]["NAME"] = "postgres"
    django.setup()
    from django.core.management import call_command
    from django.db import connection, connections

    times = []
    for count in counts:
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {DATABASE}")
        connections.close_all()
        connection.settings_dict["NAME"] = DATABASE
        try:
            call_command("migrate", verbosity=0)
            fill(count)
            times.append(report(count))
        finally:
            connections.close_all()
            connection.settings_dict["NAME"] = "postgres"
            with connection.cursor() as cursor:
                cursor.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")
    print(f"from {counts[0]:,} to {counts[-1]:,}: {times[-1] / times[0]:.1f} times as long")


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or [1_000, 100_000])
