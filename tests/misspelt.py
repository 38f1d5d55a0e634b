"""People with names to misspell, and who is found by what is typed."""

from certification.demo.factories import PersonFactory
from certification.models import Entry
from certification.search.reading import read
from people.models import Person
from tests.refusal import sql

TEXT = "entry__search_text"


def people(*names: str) -> None:
    for name in names:
        given_name, _, family_name = name.partition(" ")
        PersonFactory(given_name=given_name, family_name=family_name, organisation=None)


def keep_words(added: list[str], removed: list[str] | None = None) -> None:
    """As triggers do when people's words come and go."""
    sql("SELECT keep_words(%s::text[], %s::text[])", added, removed or [])


def as_typed(text: str) -> list[str]:
    search = read(text)
    found = Person.objects.filter(search.as_typed(TEXT))
    return [person.name for person in found.order_by(search.beginnings(TEXT), "sort_key")]


def near(text: str) -> list[str]:
    search = read(text)
    found = Person.objects.filter(search.near(TEXT)).order_by(search.rank(TEXT), "sort_key")
    return [person.name for person in found]


def shown(text: str) -> str:
    """For the first who is near."""
    search = read(text)
    first = Entry.objects.filter(search.near()).order_by(search.rank(), "sort_key")[0]
    return search.shown_for(first.search_text.split())
