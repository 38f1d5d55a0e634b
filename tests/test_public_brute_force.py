"""The list against a reckoning in plain Python, one person after the other."""

import random
from urllib.parse import urlencode

import pytest

from certification.models import Status
from people.models import Person, Sector
from tests.random_people import LANGUAGES, LEVELS, random_day, random_expert


def standing(person, on):
    """Of each level the certification that counts on that day, with its status."""
    by_level = {}
    for each in sorted(person.certifications.all(), key=lambda each: each.certified_on):
        if each.certified_on <= on or each.level.slug not in by_level:
            by_level[each.level.slug] = each.status_on(on)
    return by_level


def fits(person, wanted, on):
    countries = ["" if code == "none" else code for code in wanted.get("country", [])]
    sectors = {sector.slug for sector in person.sectors.all()}
    return bool(
        person.is_listed()
        and any(
            status in wanted.get("status", [Status.VALID]) and slug in wanted.get("level", LEVELS)
            for slug, status in standing(person, on).items()
        )
        and (not countries or person.country.code in countries)
        and ("language" not in wanted or set(wanted["language"]) & set(person.languages))
        and ("sector" not in wanted or set(wanted["sector"]) & sectors)
        and ("available" not in wanted or person.is_available is True)
    )


def random_question(chance, sectors):
    options = {
        "country": ["NO", "DE", "GR", "none"],
        "level": LEVELS,
        "status": Status.values,
        "language": LANGUAGES,
        "sector": [sector.slug for sector in sectors],
        "available": ["yes"],
    }
    return {
        name: chance.sample(values, k=chance.randrange(1, min(len(values), 3) + 1))
        for name, values in options.items()
        if chance.random() < 0.35
    }


@pytest.mark.parametrize("seed", range(2))
def test_the_list_finds_whom_a_reckoning_by_hand_finds(client, seed):
    chance = random.Random(seed)  # noqa: S311
    sectors = list(Sector.objects.all()[:4])
    for _ in range(40):
        random_expert(chance, sectors)
    people = Person.objects.prefetch_related(
        "consents", "sectors", "certifications__level", "certifications__suspensions"
    )

    found, expected = [], []
    for _ in range(25):
        question, on = random_question(chance, sectors), random_day(chance)
        query = urlencode({**question, "on": on.isoformat()}, doseq=True)
        context = client.get(f"/experts/?{query}", follow=True).context
        those = {person.pk for person in people if fits(person, question, on)}
        found.append((query, context["total"], {each.entry_id for each in context["object_list"]}))
        expected.append((query, len(those), those))
        for each in context["offered"].filters:
            for option in each.options:
                other = {**question, each.name: [option.value]}
                found.append((query, each.name, option.value, option.people))
                count = sum(fits(person, other, on) for person in people)
                expected.append((query, each.name, option.value, count))

    assert found == expected
    assert sum(option[-1] for option in expected if len(option) == 4) > 50
