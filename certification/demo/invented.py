"""The demo's invented people: who they are, the same every time. What they are certified for: careers.py."""

from collections.abc import Iterator
from random import Random
from typing import Any

from certification.demo.countries import COUNTRIES, Country
from certification.demo.factories import OrganisationFactory
from people.models import Organisation
from people.names import fold

POSITIONS = [
    "Cluster manager",
    "Deputy cluster manager",
    "Adviser for cluster development",
    "Consultant",
    "Head of innovation",
    "Project manager",
    "Analyst",
    "Regional development officer",
    "Managing director",
    "",
]
BIOGRAPHIES = [
    "Came to clusters from engineering, and led a network of small manufacturers for eight years.",
    "Works with young cluster organisations on their first strategy and their first members.",
    "Has sat on both sides of the table: as the manager of a benchmarked cluster, and as a benchmarker.",
    "Economist by training. Looks first at how a cluster is financed, and for how long.",
    "Moderates workshops between companies and research institutes.",
    "Helps clusters in neighbouring countries to find projects that they can only do together.",
    "Advises ministries on programmes for clusters, and trains those who run them.",
    "Began as a cluster's secretary, and knows what the files look like when nobody is watching.",
]
# Where a person of this country may well lead an interview too.
SECOND_LANGUAGES = ["en", "en", "en", "de", "fr", "es"]
# The language of mails by the first one of the country.
CORRESPONDENCE = {"nb": "nb", "no": "nb", "de": "de", "es": "es", "tr": "tr"}
# What friends call those of these names.
NICKNAMES = {
    "Beatrice": "Bea",
    "Friederike": "Rike",
    "Guðmundur": "Gummi",
    "Hélène": "Léna",
    "Joaquín": "Quino",
    "Małgorzata": "Gosia",
    "Václav": "Vašek",
    "Χρυσούλα": "Χρύσα",
    "Григорій": "Гриша",
}
MAIL_DOMAINS = ["example.org", "example.com", "example.net"]


def organisations() -> dict[str, list[Organisation]]:
    return {
        code: [
            OrganisationFactory.create(
                name=name,
                country=code,
                website=f"https://example.org/{fold(name).replace(' ', '-')}",
            )
            for name in country.organisations
        ]
        for code, country in COUNTRIES.items()
    }


def people(random: Random) -> list[dict[str, Any]]:
    """The factory's arguments for each; `organisation` is the place in the country's list."""
    found = [
        {**person, "country": code}
        for code, country in COUNTRIES.items()
        for person in _people_of(country, random)
    ]
    random.shuffle(found)
    return [_with_gaps(person, place) for place, person in enumerate(found, start=3)]


def _people_of(country: Country, random: Random) -> Iterator[dict[str, Any]]:
    names = _names(country, random)
    for given_name, family_name, former_names in names:
        address = ".".join(fold(f"{given_name} {family_name}").split())
        yield {
            "given_name": given_name,
            "family_name": family_name,
            "former_names": former_names,
            "nicknames": NICKNAMES.get(given_name, ""),
            "organisation": random.randrange(len(country.organisations)),
            "position": random.choice(POSITIONS),
            "languages": languages(country, random),
            "sectors": random.sample(range(13), random.choice([0, 1, 1, 2, 2, 3])),
            "biography": random.choice(BIOGRAPHIES) if random.random() < 0.4 else "",
            "email": f"{address}@{random.choice(MAIL_DOMAINS)}",
            "website": f"https://example.org/{address}" if random.random() < 0.15 else "",
            "is_available": random.choice([True, True, False, None]),
            "correspondence_language": CORRESPONDENCE.get(country.languages.split()[0], "en"),
        }


def _names(country: Country, random: Random) -> list[tuple[str, str, str]]:
    """Given, family and former family name; nobody twice."""
    families = [
        (family.split("/")[0], family.split("/")[-1]) for family in _words(country.families)
    ]
    women = [
        (given, hers, families[place - 1][1])
        for given in _words(country.women)
        for place, (_his, hers) in enumerate(families)
    ]
    men = [(given, his, "") for given in _words(country.men) for his, _hers in families]
    chosen = random.sample(women, country.experts // 2)
    chosen += random.sample(men, country.experts - len(chosen))
    # One woman in four bears a name that she took later.
    return [
        (given, family, former if random.random() < 0.25 else "")
        for given, family, former in chosen
    ]


def languages(country: Country, random: Random) -> list[str]:
    own = country.languages.split()
    spoken = [*random.sample(own, random.randint(1, len(own))), random.choice(SECOND_LANGUAGES)]
    return list(dict.fromkeys(spoken))


def _with_gaps(person: dict[str, Any], place: int) -> dict[str, Any]:
    """With the register number, and here and there without what staff still have to ask for."""
    person["register_no"] = f"D{place:06}"
    if place % 29 == 0:
        person["email"] = ""
    if place % 31 == 0:
        person["organisation"] = None
    if place % 61 == 0:
        person["country"], person["organisation"] = "", None
    if place % 12 == 0:
        # Numbers that the United Kingdom keeps free for films.
        person["telephone"] = f"+44 1632 960{place:03}"
    return person


def _words(text: str) -> list[str]:
    return [word.replace("~", " ") for word in text.split()]
