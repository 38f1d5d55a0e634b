"""What the benchmark asks of a register: its public pages, and two questions beneath them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import count as numbers
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from certification.demo.benchmark import floors
from certification.demo.benchmark.drawing import Drawn, in_latin_letters
from certification.demo.benchmark.floors import Floor
from certification.models import Entry
from certification.register.filters import ORDERS
from certification.search.facets import count
from certification.search.kept import Moment, as_of
from certification.search.paging import SIZE
from certification.search.places import Place
from certification.search.question import Question, valid_today
from certification.search.reading import read
from people.models import Person, public_version

# Asked before the others of a case, and not timed.
WARMING = 5
# So many times as many misspelt names as other questions.
MISSPELT = 10
FIRST, PART = "First page", " alone"
NEW, CHANGED = f"{FIRST} of a new worker", f"{FIRST} after a change"


class RefusedError(Exception):
    """With the status of the answer."""


class Case(NamedTuple):
    """`floor` makes, of what was asked and answered, what is timed beside it."""

    name: str
    asked: list[Any]
    ask: Callable[[Any], Any]
    floor: Callable[[Any, Any], Floor]
    before: Callable[[], object] = lambda: None


class Pages:
    """Asks for pages in this process, through all that a request goes through."""

    def __init__(self) -> None:
        # As behind a proxy that speaks https, whether or not http is refused.
        self.client = Client(headers={"host": "localhost"}, raise_request_exception=False)
        self.client.handler.load_middleware()

    def get(self, address: str, **options: Any) -> str:
        response = self.client.get(address, secure=True, **options)
        if response.status_code != 200:
            raise RefusedError(str(response.status_code))
        return response.content.decode()

    def experts(self, query: dict[str, Any]) -> str:
        return self.get(f"{reverse('experts')}?{urlencode(query)}".rstrip("?"))

    def case(self, name: str, asked: list[dict[str, Any]]) -> Case:
        return Case(name, asked, self.experts, rows)


def rows(query: dict[str, Any], page: str) -> Floor:
    return floors.rows(page, query.get("on"))


def cases(repeat: int, seed: int) -> Iterator[Case]:
    """First WARMING questions of a kind, and then `repeat` others; the same where there is but one."""
    drawn, pages, number = Drawn(seed), Pages(), repeat + WARMING
    yield pages.case(FIRST, [{}] * number)
    yield pages.case("Page in the middle", [*_middle(drawn, number)])
    yield pages.case("Last page", [{"before": "end"}] * number)
    for order, label in ORDERS[2:]:
        yield pages.case(f"{FIRST}, order: {label}", [{"order": order}] * number)
    yield pages.case("Country and level", [*_filters(drawn, number)])
    for name, texts in _searches(drawn, number).items():
        yield pages.case(f"Search: {name}", [{"q": text} for text in texts])
    yield pages.case("Status on a past day", [{"on": day} for day in _days(drawn, number)])
    yield Case(
        "Profile",
        drawn.some(number, lambda person: person),
        lambda person: pages.get(reverse("expert", args=[person.slug])),
        lambda person, page: floors.profile(person),
    )
    yield Case(
        "Suggestions",
        drawn.some(number, lambda person: person.family_name[:3]),
        lambda text: pages.get(
            reverse("suggestions", query={"q": text}), headers={"HX-Request": "true"}
        ),
        lambda text, page: floors.rows(page),
    )
    yield Case(
        f"Facets{PART}",
        [*_questions(drawn, number)],
        _counted,
        lambda question, counts: floors.everybody_by_country(),
    )
    misspelt = drawn.some(MISSPELT * repeat + WARMING, lambda person: drawn.misspelt(person.name))
    yield Case(
        f"Misspelt full name{PART}", misspelt, near, lambda text, people: floors.entries(people)
    )
    yield Case(CHANGED, [{}] * number, pages.experts, rows, before=_change_of(drawn.people[0]))


def first_page() -> Case:
    """As a worker meets it that has answered nothing yet."""
    return Pages().case(NEW, [{}])


def _middle(drawn: Drawn, number: int) -> Iterator[dict[str, Any]]:
    for person in drawn.in_the_middle(number):
        yield {"after": Place(None, person.sort_key, person.pk)}


def _filters(drawn: Drawn, number: int) -> Iterator[dict[str, Any]]:
    for country in drawn.some(number, _country):
        yield {"country": country, "level": drawn.random.choice(drawn.levels).slug}


def _days(drawn: Drawn, number: int) -> list[date]:
    return [timezone.localdate() - timedelta(drawn.random.randint(30, 3650)) for _ in range(number)]


def _questions(drawn: Drawn, number: int) -> Iterator[Question]:
    everybody = valid_today(drawn.levels)
    codes = drawn.some(2 * number, _country)
    for pair in zip(codes[::2], codes[1::2], strict=True):
        level = drawn.random.choice(drawn.levels)
        yield replace(everybody, countries=pair, levels=(level.pk,))


def _searches(drawn: Drawn, number: int) -> dict[str, list[str]]:
    some, misspelt = drawn.some, drawn.misspelt
    many = number + (number - WARMING) * (MISSPELT - 1)
    return {
        "one word": some(number, lambda person: person.family_name),
        "two words": some(number, lambda person: person.name),
        "two words, turned": some(number, lambda each: f"{each.family_name} {each.given_name}"),
        "prefix": some(number, lambda person: person.family_name[:4]),
        "organisation": some(number, lambda each: each.organisation and each.organisation.name),
        "register number": some(number, lambda person: person.register_no),
        "certificate number": drawn.certificates(number),
        "former name": some(number, lambda person: person.former_names),
        "nickname": some(
            number, lambda each: each.nicknames and f"{each.nicknames} {each.family_name}"
        ),
        "transliterated": some(number, in_latin_letters),
        "misspelt word": some(many, lambda person: misspelt(person.family_name)),
        "misspelt full name": some(many, lambda person: misspelt(person.name)),
    }


def _country(person: Person) -> str:
    return str(person.country or "")


def _counted(question: Question) -> Any:
    """As a page does it."""
    with as_of(Moment(public_version("public"), timezone.localdate())):
        return count(question)


def near(text: str) -> list[int]:
    """As the list does without its filters."""
    search = read(text)
    entries = Entry.objects.using("public")
    people = list(entries.filter(search.as_typed()).values_list("pk", flat=True)[:SIZE])
    if people or not search.readings:
        return people
    nearest = entries.filter(search.near()).order_by(search.rank(), "sort_key", "pk")
    return list(nearest.values_list("pk", flat=True)[:SIZE])


def _change_of(person: Person) -> Callable[[], object]:
    """Something of that person that the public can see."""
    changes, those = numbers(), Person.objects.filter(pk=person.pk)
    return lambda: those.update(position=f"Adviser {next(changes)}")
