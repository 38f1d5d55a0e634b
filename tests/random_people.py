"""People with random certifications, for tests that reckon by hand."""

from datetime import date, timedelta

from certification.demo.factories import (
    CertificationFactory,
    PersonFactory,
    SuspensionFactory,
    level,
)

COUNTRIES = ["NO", "DE", "GR", ""]
LANGUAGES = ["en", "de", "el"]
LEVELS = ["bronze", "silver", "gold"]
FIRST = date(2015, 1, 1)


def random_day(chance):
    return FIRST + timedelta(days=chance.randrange(2500))


def random_expert(chance, sectors):
    """With at most two certifications at each level, of which the second follows the first."""
    person = PersonFactory(
        country=chance.choice(COUNTRIES),
        languages=chance.sample(LANGUAGES, k=chance.randrange(3)),
        sectors=chance.sample(sectors, k=chance.randrange(3)),
        is_available=chance.choice([True, False, None]),
        unlisted=chance.random() < 0.2,
    )
    for slug in chance.sample(LEVELS, k=chance.randrange(4)):
        begin = random_day(chance)
        for _ in range(chance.randrange(1, 3)):
            end = begin + timedelta(days=chance.randrange(400, 900))
            withdrawn = begin + timedelta(days=300) if chance.random() < 0.2 else None
            certification = CertificationFactory(
                person=person,
                level=level(slug),
                certified_on=begin,
                valid_until=end,
                withdrawn_on=withdrawn,
                withdrawal_reason="Decision" if withdrawn else "",
            )
            if chance.random() < 0.4:
                suspended = begin + timedelta(days=100)
                SuspensionFactory(
                    certification=certification,
                    suspended_on=suspended,
                    reinstated_on=chance.choice([None, suspended + timedelta(days=90)]),
                )
            begin = end + timedelta(days=chance.randrange(1, 200))
    return person
