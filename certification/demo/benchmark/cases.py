"""What the benchmark asks of a register: addresses of its public pages, and two questions beneath them."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from random import Random
from string import ascii_lowercase
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.db import connections
from django.test import Client, override_settings
from django.urls import reverse

from certification.models import Certification, Entry, Level
from certification.search.facets import count
from certification.search.paging import SIZE, Place
from certification.search.question import valid_today
from certification.search.reading import read
from people.models import Person

CACHE = "certification.register.page_cache.PageCacheMiddleware"
SAMPLE = 20
SHOWN = re.compile(r'href="/experts/([a-z0-9-]+)/')
# One query with all that the page of a list shows of each.
ROWS = """
    SELECT p.given_name, p.family_name, p.country, p.position, o.name, s.states, s.certifications
    FROM people_person p LEFT JOIN people_organisation o ON o.id = p.organisation_id
    JOIN certification_standing s ON s.person_id = p.id AND current_date BETWEEN s.starts AND s.ends
    WHERE p.slug = ANY (%s)
"""
EVERYBODY = """
    SELECT e.country, count(*) FROM certification_standing s
    JOIN certification_entry e ON e.person_id = s.person_id
    WHERE current_date BETWEEN s.starts AND s.ends GROUP BY 1
"""


class Case(NamedTuple):
    name: str
    questions: list[Callable[[], Any]]
    floor: Callable[[Any], object]


class Pages:
    """Asks for pages in this process. None is kept: each is made anew."""

    def __init__(self) -> None:
        with override_settings(MIDDLEWARE=[m for m in settings.MIDDLEWARE if m != CACHE]):
            self.client = Client(headers={"host": "localhost"}, raise_request_exception=True)
            self.client.handler.load_middleware()

    def get(self, address: str) -> str:
        response = self.client.get(address)
        if response.status_code != 200:
            raise RuntimeError(f"{address} answers {response.status_code}.")
        return response.content.decode()

    def case(self, name: str, addresses: list[str]) -> Case:
        return Case(name, [partial(self.get, address) for address in addresses], rows)


def cases(seed: int) -> Iterator[Case]:
    pages, random = Pages(), Random(seed)  # noqa: S311 - chance, not secrecy
    people = sample(SAMPLE, random)
    middle = Entry.objects.order_by("sort_key", "person")[Entry.objects.count() // 2]
    place = Place(None, middle.sort_key, middle.pk)
    yield pages.case("First page", [experts()])
    yield pages.case("Page in the middle", [experts(after=place)])
    yield pages.case("Last page", [experts(before="end")])
    yield pages.case("Country and level", [experts(country="DE", level="silver")])
    for name, texts in searches(people, random).items():
        yield pages.case(f"Search: {name}", [experts(q=text) for text in texts])
    yield pages.case("Status on a past day", [experts(on="2020-06-01")])
    yield pages.case("Profile", [reverse("expert", args=[person.slug]) for person in people])
    question = valid_today(Level.objects.all())
    yield Case("Facets alone", [partial(count, question)], everybody)
    typed = [misspelt(person.name, random) for person in people]
    yield Case("Misspelt name alone", [partial(near, text) for text in typed], keys)


def experts(**query: Any) -> str:
    return f"{reverse('experts')}?{urlencode(query)}".rstrip("?")


def sample(number: int, random: Random) -> list[Person]:
    """Of those whom the first page's question finds."""
    found = valid_today(Level.objects.all()).answer().values_list("entry", flat=True)
    keys = sorted(found)
    chosen = random.sample(keys, min(number, len(keys)))
    return list(Person.objects.filter(pk__in=chosen).select_related("organisation").order_by("pk"))


def searches(people: list[Person], random: Random) -> dict[str, list[str]]:
    renamed = Person.objects.exclude(former_names="").order_by("pk")[:SAMPLE]
    numbered = Certification.objects.filter(person__in=people).exclude(number=None)
    return {
        "full name": [person.name for person in people],
        "prefix": [person.family_name[:4] for person in people],
        "two words, any order": [f"{each.family_name} {each.given_name}" for each in people],
        "former name": [person.former_names for person in renamed],
        "organisation": [each.organisation.name for each in people if each.organisation],
        "register number": [person.register_no for person in people],
        "certificate number": [str(number) for number in numbered.values_list("number", flat=True)],
        "misspelt name": [misspelt(person.name, random) for person in people],
    }


def misspelt(name: str, random: Random) -> str:
    """With one edit, of a space too. Never as it was: a swap of two equal letters is no edit."""
    while " ".join((typed := _edited(name, random)).split()).lower() == name.lower():
        pass
    return typed


def _edited(name: str, random: Random) -> str:
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


def found_of_misspelt(number: int, seed: int) -> float:
    """The share of misspelt full names of which the first page shows the name."""
    pages, random = Pages(), Random(seed)  # noqa: S311 - chance, not secrecy
    people = sample(number, random)
    found = [
        person.name in shown(pages.get(experts(q=misspelt(person.name, random))))
        for person in people
    ]
    return sum(found) / len(found)


def near(text: str) -> list[int]:
    """As the list does without its filters."""
    search = read(text)
    entries = Entry.objects.using("public")
    people = list(entries.filter(search.as_typed()).values_list("pk", flat=True)[:SIZE])
    if people or not search.readings:
        return people
    nearest = entries.filter(search.near()).order_by(search.rank(), "sort_key", "pk")
    return list(nearest.values_list("pk", flat=True)[:SIZE])


def shown(page: str) -> set[str]:
    """The names of the people on it; the page also repeats what was typed."""
    return {person.name for person in Person.objects.filter(slug__in=SHOWN.findall(page))}


def rows(page: str) -> list[Any]:
    return fetched(ROWS, [[*set(SHOWN.findall(page))]])


def everybody(_counts: Any) -> list[Any]:
    return fetched(EVERYBODY)


def keys(people: list[int]) -> list[Any]:
    return fetched("SELECT person_id FROM certification_entry WHERE person_id = ANY (%s)", [people])


def fetched(sql: str, params: Any = None) -> list[Any]:
    """Without Django."""
    public = connections["public"]
    public.ensure_connection()
    with public.connection.cursor() as cursor:
        rows: list[Any] = cursor.execute(sql, params).fetchall()
        return rows
