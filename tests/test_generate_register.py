"""`generate_register`: invented people of any number, as if they had been entered one by one."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from certification.demo import database
from certification.demo.countries import COUNTRIES
from certification.demo.factories import CertificationFactory, PersonFactory
from certification.demo.generating import courses, names, people, register
from certification.demo.generating.deriving import derive
from certification.management.commands.generate_register import MOST
from certification.models import (
    Certification,
    Course,
    Enrolment,
    Entry,
    NumberSeries,
    RegisterSettings,
    Standing,
    Status,
    Suspension,
    Traineeship,
    Word,
)
from people.models import Consent, ConsentScope, Organisation, Person
from people.models.person import DERIVED


@pytest.fixture
def generated(time_machine_at):
    time_machine_at("2026-11-23T12:00:00+01:00")
    return generate(300)


def generate(number: int, seed: int = 1) -> Counter:
    return register.generate(number, seed, lambda done: None)


def who() -> list[tuple]:
    certified = Person.objects.values_list(
        *("register_no", "given_name", "family_name", "former_names", "country", "languages"),
        *("organisation__name", "email", "certifications__certified_on", "certifications__number"),
    )
    return list(certified.order_by("register_no", "certifications__certified_on", "certifications"))


def test_there_are_as_many_people_as_asked_for(generated):
    assert Person.objects.count() == generated[Person] == 300
    assert Certification.objects.count() == generated[Certification]


def test_they_are_from_each_country_of_the_demo(generated):
    assert len(COUNTRIES) == 30
    assert {str(row.country) for row in Person.objects.all()} == {*COUNTRIES, ""}


def test_each_has_one_to_five_certifications_over_fifteen_years(generated):
    held = Counter(Certification.objects.values_list("person", flat=True))
    assert {*held.values()} == {1, 2, 3, 4, 5}
    assert len(held) == 300
    days = Certification.objects.values_list("certified_on", flat=True)
    assert date(2011, 1, 1) < min(days) < date(2015, 1, 1)


def test_certifications_are_in_each_status(generated):
    statuses = Certification.objects.with_status().values_list("status", flat=True)
    assert {*statuses} == {*Status.values}


def test_renewals_follow_on_the_old_end(generated):
    renewals = Certification.objects.exclude(renews=None).select_related("renews")
    assert renewals.exists()
    for renewal in renewals:
        assert renewal.certified_on == renewal.renews.valid_until + timedelta(days=1)


def test_some_suspensions_ended_and_some_did_not(generated):
    ended = Suspension.objects.filter(reinstated_on__isnull=False)
    assert 0 < ended.count() < Suspension.objects.count()


def test_nearly_all_are_listed(generated):
    assert 270 <= Person.objects.listed().count() < 300
    assert Consent.objects.exclude(withdrawn_on=None).exists()
    assert Person.objects.filter(consents=None).exists()


def test_courses_led_to_certifications_and_others_are_to_come(generated):
    assert Certification.objects.exclude(enrolment=None).exists()
    assert Course.objects.published().coming().exists()
    states = Enrolment.objects.values_list("state", flat=True)
    assert {"passed", "failed", "accepted", "waiting", "applied"} <= {*states}


def test_a_group_of_one_makes_a_course(monkeypatch):
    monkeypatch.setattr(courses, "PARTICIPANTS", 1)
    assert generate(30)[Course] > 15


def test_trainees_agreed_to_be_shown(generated):
    assert Traineeship.objects.shown().exists()
    assert Traineeship.objects.filter(outcome=Traineeship.Outcome.CERTIFIED).exists()
    assert Consent.objects.in_force(scope=ConsentScope.TRAINEESHIP).exists()


def test_what_is_derived_is_what_saving_a_person_derives(generated):
    for person in Person.objects.all():
        made = [getattr(person, column) for column in ("slug", *DERIVED)]
        person.slug = ""
        person.fold_names()
        assert [getattr(person, column) for column in ("slug", *DERIVED)] == made
    for organisation in Organisation.objects.all():
        search_text = organisation.search_text
        organisation.fold_names()
        assert organisation.search_text == search_text


def test_entries_standings_and_words_are_those_that_triggers_would_derive(generated):
    loaded = derived()
    Word.objects.all().delete()
    Entry.objects.all().delete()
    Standing.objects.all().delete()
    derive(Person.objects.values_list("pk", flat=True))

    assert derived() == loaded
    assert len(loaded[0]) == 300


def derived() -> list[list]:
    return [list(model.objects.order_by("pk").values()) for model in (Entry, Standing, Word)]


def test_the_triggers_that_derive_are_on_again(generated):
    person = Person.objects.all()[0]
    person.country = "NO" if person.country != "NO" else "SE"
    person.save()

    assert Entry.objects.get(pk=person.pk).country == person.country


def test_every_index_is_there_again(generated):
    expected = {index.name for model in (Entry, Standing) for index in model._meta.indexes}
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes")
        found = {name for (name,) in cursor.fetchall()}

    assert expected | {"searched_words"} <= found


def test_each_row_is_in_the_history(generated):
    for model, rows in generated.items():
        assert model.pgh_event_model.objects.count() >= rows


def test_a_person_depends_on_seed_and_place_alone(generated):
    later = Person.objects.get(register_no="G00000200")
    assert made(200, seed=1) == (later.given_name, later.family_name, later.former_names)
    assert made(200, seed=2) != made(200, seed=1)


def made(place: int, seed: int) -> tuple[str, str, str]:
    random = Random(f"{seed}: {place}")  # noqa: S311
    employers = {code: [1, 2, 3] for code in COUNTRIES}
    row = dict(zip(people.COLUMNS, people.row(1, place, employers, random), strict=True))
    return row["given_name"], row["family_name"], row["former_names"]


def test_the_same_seed_makes_the_same_register(time_machine_at):
    time_machine_at("2026-11-23T12:00:00+01:00")
    registers = []
    for seed in (7, 7, 8):
        registers.append(undone(seed))
    first, again, other = registers
    assert first == again
    assert first != other


def undone(seed: int) -> list[tuple]:
    with transaction.atomic():
        generate(40, seed)
        found = who()
        transaction.set_rollback(True)
    return found


def test_more_people_come_behind_those_that_are_there(monkeypatch, generated):
    monkeypatch.setattr(register, "PEOPLE_AT_A_TIME", 20)
    generate(50)
    numbers = Person.objects.order_by("-register_no").values_list("register_no", flat=True)
    assert (len(numbers), numbers[0], numbers[349]) == (350, "G00000350", "G00000001")


def test_decisions_after_it_take_the_next_keys_and_numbers(generated):
    PersonFactory()
    last = Certification.objects.order_by("-pk").values_list("pk", flat=True)[0]
    assert CertificationFactory().pk == last + 1
    series = NumberSeries.locked(date(2026, 1, 1))
    number = RegisterSettings.current().number(year=2026, serial=series.last + 1, level="BRONZE")
    assert not Certification.objects.ever_numbered(number).exists()


def test_a_real_register_is_refused():
    PersonFactory()
    with pytest.raises(CommandError, match="holds people who are not invented"):
        call_command("generate_register", people=5)
    assert Person.objects.count() == 1


def test_the_register_is_marked_as_invented(generated):
    assert database.is_demo()


@pytest.mark.parametrize("number", ["0", "-1", str(MOST + 1), "9" * 5000, "ten", "1.5", "١"])
def test_nonsense_as_a_number_of_people_is_refused(number):
    with pytest.raises(CommandError, match="no number of people from 1 to 10,000,000"):
        call_command("generate_register", f"--people={number}")
    assert not Person.objects.exists()


def test_the_command_tells_what_it_wrote(capsys):
    call_command("generate_register", people=5, seed=3)
    lines = capsys.readouterr().out.splitlines()
    assert "         5 people" in lines
    assert lines[-1].startswith("Generated in ")


def test_each_country_has_names_enough():
    for code in COUNTRIES:
        known = names.of_country(code)
        assert len(known.women.words) + len(known.men.words) >= 60
        assert len(known.families.words) >= 70
