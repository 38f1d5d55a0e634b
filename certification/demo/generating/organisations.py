"""Where the generated people work: the demo's invented organisations, and more that are named like them."""

from random import Random

from certification.demo.countries import COUNTRIES
from certification.demo.generating import names
from certification.demo.generating.copying import Keys, Rows
from people.models import Organisation

# So many people share an organisation.
PEOPLE = 80
COLUMNS = ["id", "name", "country", "website", "search_text"]


def make(people: int, seed: str, keys: Keys) -> tuple[dict[str, list[int]], Rows]:
    """The keys of each country's, and those that are not there already."""
    known = {
        (str(row.country), row.search_text): row.pk
        for row in Organisation.objects.filter(country__in=COUNTRIES)
    }
    wanted = [row for code in COUNTRIES for row in _of_country(code, people, seed)]
    new = [row for row in wanted if (str(row.country), row.search_text) not in known]
    for row, key in zip(new, keys.take(Organisation, len(new)), strict=True):
        row.pk = key
        known[str(row.country), row.search_text] = key
    found: dict[str, list[int]] = {code: [] for code in COUNTRIES}
    for row in wanted:
        found[str(row.country)].append(known[str(row.country), row.search_text])
    rows = [(row.pk, row.name, str(row.country), "", row.search_text) for row in new]
    return found, Rows(Organisation, COLUMNS, rows)


def _of_country(code: str, people: int, seed: str) -> list[Organisation]:
    """The demo's own first. Others have the name of a family in place of its last word."""
    random = Random(f"{seed}: organisations of {code}")  # noqa: S311 - invention, not secrecy
    country = COUNTRIES[code]
    share = country.experts / sum(each.experts for each in COUNTRIES.values())
    called = list(country.organisations)
    for _place in range(int(people * share / PEOPLE)):
        _given, family, _former = names.of_country(code).choose(random)
        called.append(f"{random.choice(country.organisations).rpartition(' ')[0]} {family.text}")
    rows: dict[str, Organisation] = {}
    for name in called:
        row = Organisation(name=name, country=code)
        row.fold_names()
        rows.setdefault(row.search_text, row)
    return list(rows.values())
