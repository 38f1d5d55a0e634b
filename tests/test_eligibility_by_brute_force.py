"""The work list against a plain model of the rules, asked of one person after the other."""

import random
from datetime import date, timedelta

import pytest

from certification.demo.factories import CertificationFactory, CourseFactory, PersonFactory, level
from certification.models import (
    Benchmarking,
    Certification,
    ClusterOrganisation,
    Enrolment,
    Expert,
    LevelRule,
    Participation,
    RequiredBenchmarkings,
    Suspension,
)
from certification.models.eligibility import eligibilities
from people.models import Erasure, Person
from tests.plain_lifecycle import PlainCertification, PlainNeed, PlainPerson, PlainRule, is_ready

LEVELS = ["bronze", "silver", "gold"]
FIRST, DAY = date(2016, 1, 1), timedelta(days=1)
PEOPLE = 150


def random_day(chance, days=1500):
    # Few different days, and ends of months among them, so that boundaries are met.
    day = FIRST + DAY * chance.randrange(0, days, 30)
    return day.replace(day=1) - DAY * chance.choice([0, 1]) if chance.random() < 0.5 else day


def random_rule(chance, place, holds_from):
    lower = LEVELS[place - 1] if place and chance.random() < 0.7 else None
    course = chance.choice(["", "", "basic", "advanced"])
    labels = chance.sample([None, *LEVELS[:2]], k=chance.choice([0, 0, 1, 2]))
    numbers = [chance.choice([1, 1, 2, 3]) for _label in labels]
    return PlainRule(
        holds_from,
        grace=chance.choice([None, 1, 6]),
        lower=lower,
        course=course,
        course_within=chance.choice([None, 12, 24]) if course else None,
        needs=[
            PlainNeed(label, number, chance.choice([None, 6, 24]), chance.randrange(1, number + 1))
            for label, number in zip(labels, numbers, strict=True)
        ],
    )


def write_rules(levels, rules):
    for slug, versions in rules.items():
        for rule in versions:
            row = LevelRule.objects.create(
                level=levels[slug],
                holds_from=rule.holds_from,
                grace_months=rule.grace,
                lower_level=levels.get(rule.lower),
                course_kind=rule.course,
                course_within_months=rule.course_within,
            )
            for need in rule.needs:
                RequiredBenchmarkings.objects.create(
                    rule=row,
                    label=levels.get(need.label),
                    number=need.number,
                    within_months=need.within,
                    mentors=need.mentors,
                )


def random_certifications(chance):
    """Some that follow each other, at one level."""
    held, first = [], random_day(chance)
    for _ in range(chance.choice([0, 1, 1, 2])):
        last = chance.choice([None, first + DAY * chance.choice([0, 300, 400])])
        withdrawn = first + DAY * chance.choice([0, 150]) if chance.random() < 0.2 else None
        each = PlainCertification(first, last, first - DAY * chance.choice([0, 0, 40]))
        each.withdrawn = withdrawn
        if chance.random() < 0.3:
            begin = chance.choice([first, last or first])
            each.suspensions = [[begin, chance.choice([None, begin, begin + 60 * DAY])]]
        held.append(each)
        if not (last or withdrawn):
            break
        first = (last or withdrawn) + DAY * chance.choice([1, 20, 31, 250])
    return held


def write_certifications(levels, people):
    rows, suspensions = [], []
    for person, plain in people.items():
        for slug, held in plain.held.items():
            for each in held:
                row = Certification(
                    person=person,
                    level=levels[slug],
                    certified_on=each.first,
                    valid_until=each.last,
                    decided_on=each.decided,
                    withdrawn_on=each.withdrawn,
                    withdrawal_reason="Decision" if each.withdrawn else "",
                )
                rows.append(row)
                suspensions += [
                    Suspension(certification=row, suspended_on=begin, reinstated_on=end, reason="x")
                    for begin, end in each.suspensions
                ]
    Certification.objects.bulk_create(rows)
    Suspension.objects.bulk_create(suspensions)


def write_courses(chance, levels, people):
    courses = {
        (kind, slug): CourseFactory(kind=kind, level=levels[slug], starts_on=date(2010, 1, 1))
        for kind in ("basic", "advanced")
        for slug in LEVELS
    }
    rows = []
    for person, plain in people.items():
        for kind, slug in chance.sample(list(courses), k=chance.randrange(4)):
            day, passed = random_day(chance), chance.random() < 0.7
            row = Enrolment(course=courses[kind, slug], person=person, applied_on=date(2010, 1, 1))
            row.state, row.result_on = "passed" if passed else "failed", day
            rows.append(row)
            if passed:
                plain.courses.append((kind, slug, day))
    Enrolment.objects.bulk_create(rows)


def write_work(chance, levels, people):
    """Benchmarkings with one expert and some trainees each; the expert is the mentor of all."""
    experts = [PersonFactory(consent=None) for _ in range(3)]
    for expert in experts:
        for each in levels.values():
            CertificationFactory(person=expert, level=each, certified_on=date(2000, 1, 1))
    for number in range(PEOPLE):
        slug, day, mentor = chance.choice(LEVELS[:2]), random_day(chance), chance.choice(experts)
        held = Benchmarking.objects.create(
            organisation=ClusterOrganisation.objects.create(name=f"Cluster {number}", country="NO"),
            label=levels[slug],
            held_on=day,
        )
        trainees = chance.sample(list(people), k=4)
        Participation.objects.create(benchmarking=held, person=mentor)
        Participation.objects.bulk_create(
            Participation(benchmarking=held, person=trainee, role="trainee", mentor=mentor)
            for trainee in trainees
        )
        for trainee in trainees:
            people[trainee].work.append((slug, day, mentor.pk))
    return experts


@pytest.mark.parametrize("seed", range(4))
def test_whoever_meets_everything_is_ready_and_nobody_else(seed):
    chance = random.Random(seed)  # noqa: S311
    LevelRule.objects.all().delete()
    levels = {slug: level(slug) for slug in LEVELS}
    rules = {
        slug: [
            random_rule(chance, place, date(2016, 6, 1)),
            random_rule(chance, place, date(2018, 3, 15)),
            random_rule(chance, place, date(2019, 3, 1)),
        ]
        for place, slug in enumerate(LEVELS)
    }
    write_rules(levels, rules)
    people = {
        person: PlainPerson({slug: random_certifications(chance) for slug in LEVELS})
        for person in PersonFactory.create_batch(PEOPLE, consent=None)
    }
    write_certifications(levels, people)
    write_courses(chance, levels, people)
    others = [expert.pk for expert in write_work(chance, levels, people)]
    for person in chance.sample(list(people), k=PEOPLE // 10):
        Erasure.objects.create(person=person, reason="Request")
        people[person].is_erased = True

    everybody, sizes = list(Person.objects.exclude(pk__in=others)), []
    for _ in range(60):
        slug, on = chance.choice(LEVELS), random_day(chance, 1700)
        question = f"{slug} on {on}"
        by_hand = {p.pk for p, plain in people.items() if is_ready(plain, slug, rules[slug], on)}
        asked = eligibilities(everybody, level(slug), on)
        in_words = {key for key, told in asked.items() if told.is_met}
        listed = {
            person.pk for person in Expert.objects.ready_for(level(slug), on).exclude(pk__in=others)
        }
        assert (question, in_words, listed) == (question, by_hand, by_hand)
        sizes.append(len(by_hand))

    # Questions that have an answer, and not all the same.
    assert len(set(sizes)) > 10
