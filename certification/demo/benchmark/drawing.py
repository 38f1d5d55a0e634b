"""Who is asked for: people drawn by chance, the same ones for the same seed and register."""

from collections.abc import Callable, Iterator
from itertools import cycle, islice
from random import Random
from string import ascii_lowercase
from typing import Any

from certification.models import Certification, Level
from certification.search.question import valid_today
from people.models import Person
from people.names import fold

# Of whom some have a former name, a nickname, or a name in letters other than Latin ones.
DRAWN = 5000


class Drawn:
    """People whom the first page's question finds, in an order of chance."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - chance, not secrecy
        self.levels = list(Level.objects.all())
        found = valid_today(self.levels).answer().using("default")
        keys = sorted(found.values_list("entry", flat=True))
        chosen = self.random.sample(keys, min(DRAWN, len(keys)))
        people = Person.objects.select_related("organisation").in_bulk(chosen)
        self.people = [people[key] for key in chosen]

    def some(self, number: int, of: Callable[[Person], Any]) -> list[Any]:
        """What so many people have of it: from the first again, if not so many have any."""
        return several(number, filter(None, map(of, self.people)))

    def in_the_middle(self, number: int) -> list[Person]:
        by_name = sorted(self.people, key=lambda person: (person.sort_key, person.pk))
        begin = max(len(by_name) // 2 - number // 2, 0)
        return several(number, by_name[begin : begin + number])

    def certificates(self, number: int) -> list[str]:
        numbered = Certification.objects.filter(person__in=self.people[:number])
        numbers = numbered.exclude(number=None).order_by("pk").values_list("number", flat=True)
        return several(number, map(str, numbers))

    def misspelt(self, name: str) -> str:
        """With one edit, of a space too. Never as it was: a swap of two equal letters is no edit."""
        while " ".join((typed := self._edited(name)).split()).lower() == name.lower():
            pass
        return typed

    def _edited(self, name: str) -> str:
        place = self.random.randrange(len(name))
        letter = self.random.choice(ascii_lowercase + " ")
        match self.random.choice(["add", "leave out", "replace", "swap"]):
            case "add":
                return name[:place] + letter + name[place:]
            case "leave out":
                return name[:place] + name[place + 1 :]
            case "replace":
                return name[:place] + letter + name[place + 1 :]
            case _:
                return name[:place] + name[place + 1 : place + 2] + name[place] + name[place + 2 :]


def several[T](number: int, of: Iterator[T] | list[T]) -> list[T]:
    return list(islice(cycle(of), number))


def in_latin_letters(person: Person) -> str:
    """The name as others write it; empty if it is written so anyway."""
    other_letters = any("\u0370" <= letter <= "\u04ff" for letter in person.name)
    return fold(person.name) if other_letters else ""
