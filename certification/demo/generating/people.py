"""Who the generated people are: the one at a place is the same with each run of a seed."""

from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

from certification.demo import invented
from certification.demo.countries import COUNTRIES
from certification.demo.generating import names
from certification.demo.generating.names import Name
from people.models.person import DERIVED, make_slug
from people.names import search_text, sort_key

CODES = list(COUNTRIES)
WEIGHTS = [country.experts for country in COUNTRIES.values()]

COLUMNS = [
    *("id", "register_no", "slug", "given_name", "family_name", "former_names", "nicknames"),
    "country",
    *("organisation_id", "position", "languages", "biography", "website", "photo", "email"),
    *("telephone", "is_available", *DERIVED),
]


class Derived(NamedTuple):
    """What Person.fold_names() would set."""

    slug: str
    sort_keys: list[str]
    search_text: str


def register_no(place: int) -> str:
    """The register's own begin with E, the demo's with D: no new person ever gets one of these."""
    return f"G{place:08}"


def derived(given: Name, family: Name, former: Name, nickname: str, number: str) -> Derived:
    """By the same functions. What is folded already folds to itself, and quickly."""
    in_order = [f"{key}\t{given.in_order[column]}" for column, key in family.in_order.items()]
    nicknames = search_text([nickname], of_person=True)
    return Derived(
        make_slug(given.folded, family.folded, number),
        [sort_key(family.folded, given.folded), *in_order],
        search_text([given.spellings, family.spellings, former.spellings, nicknames, number]),
    )


def row(key: int, place: int, organisations: dict[str, list[int]], random: Random) -> list[Any]:
    """One of people_person, with gaps here and there, as the demo's people have them."""
    (code,) = random.choices(CODES, WEIGHTS)
    given, family, former = names.of_country(code).choose(random)
    number = register_no(place)
    nickname = invented.NICKNAMES.get(given.text, "")
    folded = derived(given, family, former, nickname, number)
    address = f"{given.folded}.{family.folded}.{place}".replace(" ", ".")
    gap = random.randrange(1000)
    known = gap >= 16
    works = known and gap < 970
    # Some employ many and most employ few.
    employers = organisations[code]
    employer = employers[int(random.random() ** 2 * len(employers))]
    return [
        *(key, number, folded.slug, given.text, family.text, former.text, nickname),
        *(code if known else "", employer if works else None),
        random.choice(invented.POSITIONS),
        f"{{{','.join(invented.languages(COUNTRIES[code], random))}}}",
        random.choice(invented.BIOGRAPHIES) if random.random() < 0.1 else "",
        f"https://example.org/{address}" if random.random() < 0.15 else "",
        "",
        f"{address}@{random.choice(invented.MAIL_DOMAINS)}" if gap % 29 else "",
        # Numbers that the United Kingdom keeps free for films.
        f"+44 1632 960{gap:03}" if gap % 12 == 0 else "",
        random.choice([True, True, False, None]),
        *(*folded.sort_keys, folded.search_text),
    ]


def sectors(sector_keys: list[int], random: Random) -> list[int]:
    return random.sample(sector_keys, random.choice([0, 1, 1, 2, 2, 3]))


def consents(first: date, today: date, random: Random) -> list[tuple[date, date | None]]:
    """On which days given and withdrawn. Most agreed to be listed; some never, some changed their minds."""
    given_on = min(first, today - timedelta(days=30))
    chance = random.random()
    if chance < 0.03:
        return []
    if chance > 0.07:
        return [(given_on, None)]
    withdrawn_on = given_on + (today - given_on) * random.random()
    again = [(withdrawn_on + (today - withdrawn_on) * random.random(), None)]
    return [(given_on, withdrawn_on), *(again if chance > 0.055 else [])]
