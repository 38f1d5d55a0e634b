"""Random lifecycles, step by step, in the register and in a plain model of the rules: both say the same.

Hypothesis chooses the steps and their days, many of them next to a day on which a rule turns. It does so by
a fixed seed. A failure is told as the shortest list of steps that leads to it.
"""

from datetime import date

import hypothesis.strategies as st
import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from certification.certifying import certify, renew
from certification.demo.factories import (
    BenchmarkingFactory,
    CertificationFactory,
    CourseFactory,
    EnrolmentFactory,
    PersonFactory,
)
from certification.models import (
    Certification,
    Expert,
    Level,
    LevelRule,
    RequiredBenchmarkings,
    Suspension,
)
from certification.models.eligibility import eligibilities
from tests.plain_lifecycle import DAY, PlainCertification, PlainNeed, PlainPerson, PlainRule
from tests.plain_register import PlainRegister

LEVELS = ["bronze", "silver", "gold"]
PEOPLE = st.sampled_from([0, 0, 0, 1])
SLUGS = st.sampled_from(["bronze", "bronze", "bronze", "silver", "gold"])
# Which of the days that matter so far, and how near to it.
DAYS = st.tuples(st.integers(0, 400), st.sampled_from([0, 0, -1, 1]))
NEEDS = st.builds(
    PlainNeed,
    label=st.sampled_from([None, "bronze"]),
    number=st.just(2),
    within=st.sampled_from([None, 6, 24]),
    mentors=st.sampled_from([1, 2]),
)
RULES = st.builds(
    PlainRule,
    holds_from=st.just(date(2012, 1, 1)),
    validity=st.sampled_from([12, 24, None]),
    grace=st.sampled_from([6, 1, None, 11]),
    from_old_end=st.booleans(),
    lower=st.sampled_from([None, None, "bronze"]),
    course=st.sampled_from(["", "basic", "basic"]),
    course_within=st.sampled_from([None, None, 12]),
    needs=st.lists(NEEDS, max_size=1),
)


class Lifecycles(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.undone_at_the_end = transaction.atomic()
        self.undone_at_the_end.__enter__()
        self.levels = {each.slug: each for each in Level.objects.all()}
        LevelRule.objects.all().delete()
        self.people = [PersonFactory(consent=None) for _ in range(2)]
        self.mentors = [PersonFactory(consent=None) for _ in range(2)]
        for mentor in self.mentors:
            for each in self.levels.values():
                CertificationFactory(person=mentor, level=each, certified_on=date(1990, 1, 1))
        self.plain = PlainRegister([PlainPerson(), PlainPerson()], timezone.localdate())
        self.events = self.count_events()

    def teardown(self):
        transaction.set_rollback(True)
        self.undone_at_the_end.__exit__(None, None, None)

    # --- the steps ---

    @initialize(
        rules=st.fixed_dictionaries(dict.fromkeys(LEVELS, RULES)),
        days=st.lists(DAYS, min_size=2, max_size=2),
    )
    def it_begins(self, rules, days):
        for slug, each in rules.items():
            each.lower = each.lower if slug != "bronze" else None
            self.write_rule(slug, each)
        for who, day in enumerate(days):
            self.somebody_is_certified(who, "bronze", day, 0, True)

    @rule(slug=SLUGS, new=RULES, day=DAYS)
    def a_rule_is_made(self, slug, new, day):
        new.holds_from = self.plain.day(*day)
        self.write_rule(slug, new)

    def write_rule(self, slug, new):
        row = LevelRule(
            level=self.levels[slug],
            holds_from=new.holds_from,
            validity_months=new.validity,
            grace_months=new.grace,
            counts_from_old_end=new.from_old_end,
            lower_level=self.levels.get(new.lower),
            course_kind=new.course,
            course_within_months=new.course_within,
        )
        if self.both(self.plain.add_rule(slug, new), lambda: (row.full_clean(), row.save())):
            for need in new.needs:
                RequiredBenchmarkings.objects.create(
                    rule=row,
                    label=self.levels.get(need.label),
                    number=need.number,
                    within_months=need.within,
                    mentors=need.mentors,
                )
        self.look(slug, new.holds_from)

    @rule(who=PEOPLE, slug=SLUGS, day=DAYS, passed=st.sampled_from(["passed", "passed", "failed"]))
    def a_course_ends(self, who, slug, day, passed):
        on = self.plain.day(*day)
        course = CourseFactory(level=self.levels[slug], starts_on=on)
        EnrolmentFactory(
            person=self.people[who], course=course, applied_on=on, state=passed, result_on=on
        )
        if passed == "passed":
            self.plain.people[who].courses.append(("basic", slug, on))
        self.look(slug, on)

    @rule(who=PEOPLE, slug=SLUGS, day=DAYS, mentor=st.sampled_from([0, 1]))
    def a_benchmarking_is_held(self, who, slug, day, mentor):
        on = self.plain.day(*day)
        BenchmarkingFactory(
            label=self.levels[slug],
            held_on=on,
            experts=[self.mentors[mentor]],
            trainees=[self.people[who]],
        )
        self.plain.people[who].work.append((slug, on, mentor))
        self.look(slug, on)

    @rule(
        who=PEOPLE,
        slug=SLUGS,
        day=DAYS,
        later=st.sampled_from([0, 0, 30]),
        known=st.sampled_from([True, True, False]),
    )
    def somebody_is_certified(self, who, slug, day, later, known):
        on = self.plain.day(*day)
        first = on + later * DAY
        made = self.plain.certify(who, slug, on, first, against_rules=known)
        reason = "Known for years" if known else ""
        level = self.levels[slug]
        self.both(
            made,
            lambda: certify(
                self.people[who], level, on, certified_on=first, against_rules_because=reason
            ),
        )
        self.look(slug, on)

    @rule(who=PEOPLE, slug=SLUGS, which=st.integers(0, 9), day=DAYS)
    def one_is_renewed(self, who, slug, which, day):
        old = self.plain.one(who, slug, which)
        if old:
            on = self.plain.day(*day, old)
            made = self.plain.renew(who, slug, old, on)
            self.both(made, lambda: renew(self.row(old), on))
            self.look(slug, on)

    @rule(who=PEOPLE, slug=SLUGS, which=st.integers(0, 9), day=DAYS)
    def one_is_suspended(self, who, slug, which, day):
        self.decide("suspend", who, slug, which, day)

    @rule(who=PEOPLE, slug=SLUGS, which=st.integers(0, 9), day=DAYS)
    def one_is_reinstated(self, who, slug, which, day):
        self.decide("reinstate", who, slug, which, day)

    @rule(who=PEOPLE, slug=SLUGS, which=st.integers(0, 9), day=DAYS)
    def one_is_withdrawn(self, who, slug, which, day):
        self.decide("withdraw", who, slug, which, day)

    def decide(self, deed, who, slug, which, day):
        held = self.plain.one(who, slug, which)
        if held:
            on = self.plain.day(*day, held)
            may = getattr(self.plain, deed)(self.plain.people[who].at(slug), held, on)
            self.both(may, lambda: getattr(self.row(held), deed)(on, "Decision"))
            self.look(slug, on)

    @rule(
        who=PEOPLE,
        slug=SLUGS,
        which=st.integers(0, 9),
        days=st.sampled_from([-40, -1, 0, 1, 31]),
        end=st.sampled_from(["first", "last"]),
    )
    def a_typing_error_is_corrected(self, who, slug, which, days, end):
        held = self.plain.one(who, slug, which)
        if held is None or getattr(held, end) is None:
            return
        row, day = self.row(held), getattr(held, end) + days * DAY
        setattr(row, {"first": "certified_on", "last": "valid_until"}[end], day)
        may = self.plain.correct(self.plain.people[who].at(slug), held, end, day)
        self.both(may, lambda: (row.full_clean(), row.save()))
        self.look(slug, day)

    # --- what both say ---

    def row(self, held: PlainCertification) -> Certification:
        return Certification.objects.get(number=held.number)

    def both(self, may: object, deed) -> bool:
        """Do it in the register: it refuses what the plain model refuses, in words."""
        refusal = None
        try:
            with transaction.atomic():
                deed()
        except ValidationError as error:
            refusal = error
        assert (refusal is None) == bool(may)
        assert refusal is None or all(refusal.messages)
        return refusal is None

    def look(self, slug: str, on: date) -> None:
        self.look_at_statuses(on)
        self.look_at_who_is_ready(slug, on)
        for which in (0, 1):
            self.look_at_who_is_ready(slug, self.plain.turn(slug, which))
        self.look_at_history()

    def look_at_statuses(self, on: date) -> None:
        plain = {each.number: each for each in self.plain.certifications()}
        rows = Certification.objects.exclude(person__in=self.mentors)
        by_rows = {row.number: row.status for row in rows.with_status(on)}
        by_record = {row.number: row.status_on(on) for row in rows.prefetch_related("suspensions")}
        assert by_rows == by_record == {n: each.status(on) for n, each in plain.items()}
        dates = {row.number: (row.certified_on, row.valid_until, row.renews_id) for row in rows}
        keys = {row.number: row.pk for row in rows}
        assert dates == {
            number: (each.first, each.last, each.renews and keys[each.renews.number])
            for number, each in plain.items()
        }
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT p.id, l.slug, certification_is_valid(p.id, l.id, %s)"
                " FROM people_person p, certification_level l WHERE p.id = ANY(%s)",
                [on, [person.pk for person in self.people]],
            )
            valid = {(pk, slug) for pk, slug, is_valid in cursor.fetchall() if is_valid}
        experts = Expert.objects.filter(pk__in=[each.pk for each in self.people])
        standing = {
            (expert.pk, row.level.slug): (row.number, row.status)
            for expert in experts.with_standing(on)
            for row in expert.standing
        }
        for person, told in zip(self.people, self.plain.people, strict=True):
            for slug in LEVELS:
                assert ((person.pk, slug) in valid) == told.is_valid(slug, on)
                one = told.standing(slug, on)
                assert standing.get((person.pk, slug)) == (one and (one.number, one.status(on)))

    def look_at_who_is_ready(self, slug: str, on: date) -> None:
        level = Level.objects.get(slug=slug)
        ready = {
            person.pk
            for person, plain in zip(self.people, self.plain.people, strict=True)
            if self.plain.is_ready(plain, slug, on)
        }
        listed = Expert.objects.ready_for(level, on).exclude(pk__in=[p.pk for p in self.mentors])
        told = eligibilities(self.people, level, on)
        assert {each.pk for each in listed} == ready
        assert {key for key, each in told.items() if each.is_met} == ready

    def count_events(self) -> int:
        models = (Certification, Suspension)
        return sum(model.pgh_event_model.objects.count() for model in models)

    def look_at_history(self) -> None:
        """Each change has left one event, and the last events are the rows as they are."""
        assert self.count_events() - self.events == self.plain.changes
        for model in (Certification, Suspension):
            events = model.pgh_event_model.objects.order_by("pgh_obj_id", "-pgh_id")
            columns = [
                field.attname
                for field in model._meta.concrete_fields
                if field.name not in ("check_code", "created_at", "updated_at")
            ]
            last = events.distinct("pgh_obj_id").values_list(*columns)
            assert set(last) == set(model.objects.values_list(*columns))


@pytest.mark.django_db(databases=["default", "public"])
def test_register_and_plain_model_say_the_same_of_random_lifecycles():
    run_state_machine_as_test(
        Lifecycles,
        settings=settings(
            max_examples=25,
            stateful_step_count=20,
            derandomize=True,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
