"""The least that it could take: the same rows, by the keys of those who were found, in one query without Django."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import connections
from django.utils import timezone

from people.models import Person

# Fetches what a question answered. Only that is timed, and not how it was made.
type Floor = Callable[[], object]

SHOWN = re.compile(r'href="/experts/([a-z0-9-]+)/')
ROWS = """
    SELECT p.slug, p.given_name, p.family_name, p.country, p.languages, p.is_available, o.name,
        s.states, s.trainee_for, c.level_id, c.certified_on, c.valid_until, c.withdrawn_on
    FROM people_person p LEFT JOIN people_organisation o ON o.id = p.organisation_id
    JOIN certification_standing s ON s.person_id = p.id AND %s::date BETWEEN s.starts AND s.ends
    LEFT JOIN certification_certification c ON c.person_id = p.id AND c.id = ANY (s.certifications)
    WHERE p.id = ANY (%s)
"""
PROFILE = """
    SELECT p.*, o.name, c.*, s.suspended_on, s.reinstated_on
    FROM people_person p LEFT JOIN people_organisation o ON o.id = p.organisation_id
    JOIN certification_certification c ON c.person_id = p.id
    LEFT JOIN certification_suspension s ON s.certification_id = c.id
    WHERE p.id = %s
"""
BY_COUNTRY = """
    SELECT e.country, count(*) FROM certification_standing s
    JOIN certification_entry e ON e.person_id = s.person_id
    WHERE current_date BETWEEN s.starts AND s.ends GROUP BY 1
"""
ENTRIES = "SELECT person_id FROM certification_entry WHERE person_id = ANY (%s)"


def rows(page: str, on: date | None = None) -> Floor:
    """Of the people on a page, as of a day."""
    day, keys = on or timezone.localdate(), [person.pk for person in shown(page)]
    return lambda: fetched(ROWS, [day, keys])


def profile(person: Person) -> Floor:
    return lambda: fetched(PROFILE, [person.pk])


def everybody_by_country() -> Floor:
    return lambda: fetched(BY_COUNTRY)


def entries(people: list[int]) -> Floor:
    return lambda: fetched(ENTRIES, [people])


def shown(page: str) -> list[Person]:
    return list(Person.objects.filter(slug__in={*SHOWN.findall(page)}))


def fetched(sql: str, params: Any = None) -> list[Any]:
    public = connections["public"]
    public.ensure_connection()
    with public.connection.cursor() as cursor:
        rows: list[Any] = cursor.execute(sql, params).fetchall()
        return rows
