"""What is counted in memory is the same as what the database counts, and follows each change."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DataError, OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from certification.demo.factories import (
    CertificationFactory,
    ExpertFactory,
    PersonFactory,
    SuspensionFactory,
    TraineeshipFactory,
    level,
)
from certification.models import Certification, Entry, EntryChange, Level, Status, Suspension
from certification.search import tally
from certification.search.counting import counted_there
from certification.search.facets import count
from certification.search.kept import Moment, as_of
from certification.search.question import Question, keys_of, valid_today
from certification.search.reading import read
from certification.search.tally import OutgrownError, Tally
from certification.search.tallying import Tallies
from people.models import Consent, Person, Sector, Version
from tests.random_people import LANGUAGES, random_expert
from tests.refusal import sql

TODAY = timezone.localdate()
DAY = timedelta(days=1)
# The orders by days.
DAYS = ("latest", "end")
VERSIONS = (Version(str(number), None) for number in range(1_000_000))


@pytest.fixture(autouse=True)
def _changes_of_the_test_are_of_somebody_else(db, monkeypatch):
    """A snapshot does not name the transaction that takes it, once any other has begun after that."""
    read = Tally._read
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text")
        (own,) = cursor.fetchone()

    def read_as_somebody_else(self, *args, **values):
        read(self, *args, **values)
        return f"{own}:{own}:"

    monkeypatch.setattr(Tally, "_read", read_as_somebody_else)


def question(**asked):
    return Question(on=TODAY, all_levels=keys_of(Level.objects.all()), **asked)


def random_question(chance):
    levels = [each.pk for each in Level.objects.all()]
    options = {
        "countries": ["NO", "DE", "GR", "", "MT"],
        "levels": levels,
        "statuses": list(Status),
        "languages": [*LANGUAGES, "mt"],
        "sectors": [each.pk for each in Sector.objects.all()[:5]],
        "trainee_for": levels,
    }
    asked = {
        name: tuple(chance.sample(values, k=chance.randrange(1, 3)))
        for name, values in options.items()
        if chance.random() < 0.25
    }
    asked["text"] = chance.choice(["", "", "", "a", "anna", "Anna Berg", "nobody"])
    asked["order"] = chance.choice(["name", "country", "level", *DAYS])
    return question(**asked, available=chance.random() < 0.2)


def random_person(chance, sectors):
    """Lately certified or long ago; some are trainees, and some of these agreed that it is shown."""
    person = random_expert(chance, sectors)
    person.given_name = chance.choice(["Anna", "Anton", "Берта"])
    person.save()
    if chance.random() < 0.5:
        begun = TODAY - chance.randrange(-1, 700) * DAY
        CertificationFactory(
            person=PersonFactory(given_name="Anna", country="NO"),
            level=level("gold"),
            certified_on=begun,
        )
    if chance.random() < 0.4:
        TraineeshipFactory(person=person)
        Consent.objects.create(person=person, scope="traineeship", given_on=TODAY - DAY)
    return person


@pytest.mark.parametrize("seed", range(2))
def test_it_counts_what_the_database_counts(seed, monkeypatch):
    chance = random.Random(seed)  # noqa: S311
    sectors = list(Sector.objects.all()[:4])
    for _ in range(40):
        random_person(chance, sectors)
    monkeypatch.setattr(tally, "SPAN", 7)
    today = Tally(TODAY)
    today.follow(next(VERSIONS))

    questions = [random_question(chance) for _ in range(150)]

    counted = [(each, today.count(each)) for each in questions]
    assert counted == [(each, counted_there(each)) for each in questions]
    assert sum(counts.total > 0 for _each, counts in counted) > 30


@pytest.mark.parametrize("seed", range(2))
def test_it_counts_what_the_database_counts_on_other_days(seed):
    chance = random.Random(seed)  # noqa: S311
    sectors = list(Sector.objects.all()[:4])
    for _ in range(40):
        random_person(chance, sectors)
    today = Tally(TODAY)
    days = [TODAY + distance * DAY for distance in (-4000, -400, -30, -1, 0, 1, 200)]

    questions = [random_question(chance).without(on=chance.choice(days)) for _ in range(150)]

    counted = [(each, today.count(each)) for each in questions]
    assert counted == [(each, known_there(each)) for each in questions]
    assert sum(counts.total > 0 for _each, counts in counted) > 30


def known_there(each):
    """Of another day than today the last place by days is not known."""
    counts = counted_there(each)
    return replace(counts, last=None) if each.order in DAYS and each.on != TODAY else counts


def test_of_other_days_the_least_lately_asked_for_goes(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(tally, "MOST_DAYS", 2)
    ExpertFactory()
    today, everybody = Tally(TODAY), valid_today(Level.objects.all())
    numbers = []
    for distance in (1, 2, 1, 3, 1, 2):
        with CaptureQueriesContext(connection) as captured:
            today.count(everybody.without(on=TODAY - distance * DAY))
        numbers.append(len(captured))

    assert numbers == [1, 1, 0, 1, 0, 1]


def test_another_day_that_could_not_be_read_is_read_when_asked_for_again(monkeypatch):
    ExpertFactory()
    today = Tally(TODAY)
    yesterday = question(statuses=tuple(Status)).without(on=TODAY - DAY)
    with monkeypatch.context() as patch:
        patch.setattr(tally, "READ_DAY", "SELECT 1 / 0 {chosen}")
        with pytest.raises(DataError), transaction.atomic():
            today.count(yesterday)

    assert today.count(yesterday).total == 1


def test_it_counts_those_who_are_near_a_text():
    ExpertFactory(given_name="Katharina", family_name="Bø", country="NO")
    ExpertFactory(given_name="Anna", country="NO")
    nearly = question(text="katarhina").nearly(read("katarhina"))

    counts = Tally(TODAY).count(nearly)

    assert (counts.total, counts) == (1, counted_there(nearly))


CHANGES = {
    "another": lambda _her: ExpertFactory(country="MT"),
    "country": lambda _her: Person.objects.update(country="SE"),
    "languages": lambda _her: Person.objects.update(languages=["sv"]),
    "sectors": lambda her: her.sectors.set(Sector.objects.all()[1:3]),
    "available": lambda _her: Person.objects.update(is_available=True),
    "consent withdrawn": lambda _her: Consent.objects.update(withdrawn_on=TODAY),
    "certified": lambda her: CertificationFactory(person=her, level=level("gold")),
    "withdrawn": lambda _her: Certification.objects.update(
        withdrawn_on=TODAY, withdrawal_reason="Decision"
    ),
    "ends": lambda _her: Certification.objects.update(valid_until=TODAY - DAY),
    "suspended": lambda her: SuspensionFactory(
        certification=her.certifications.get(), suspended_on=TODAY
    ),
    "reinstated": lambda _her: Suspension.objects.update(reinstated_on=TODAY),
    "shown as trainee": lambda her: Consent.objects.create(
        person=her, scope="traineeship", given_on=TODAY
    ),
    "rank": lambda _her: Level.objects.filter(slug="bronze").update(rank=12),
    "gone": lambda her: Entry.objects.filter(pk=her.pk).delete(),
}


@pytest.mark.parametrize("name", CHANGES)
def test_it_follows_a_change(name):
    her = ExpertFactory(country="NO", languages=["no"], sectors=[Sector.objects.first()])
    TraineeshipFactory(person=her, level=level("silver"))
    SuspensionFactory(
        certification=ExpertFactory(country="SE").certifications.get(), suspended_on=TODAY - DAY
    )
    # The order of which the rank of a level changes the last place.
    everybody = question(statuses=tuple(Status), order="level")
    today = Tally(TODAY)
    today.follow(next(VERSIONS))
    before = today.count(everybody)
    others = [everybody.without(on=TODAY + distance * DAY) for distance in (-3, 3)]
    for other in others:
        today.count(other)
    # A test is one transaction: what was noted of it before says nothing.
    EntryChange.objects.all().delete()

    CHANGES[name](her)
    today.follow(next(VERSIONS))

    assert today.count(everybody) == counted_there(everybody) != before
    assert [today.count(other) for other in others] == [*map(known_there, others)]


def test_who_was_the_last_with_a_value_takes_it_along():
    ExpertFactory(country="MT")
    today = Tally(TODAY)

    Person.objects.update(country="NO")
    today.follow(next(VERSIONS))

    assert today.count(valid_today(Level.objects.all())).by["country"] == {"NO": 1}


def test_a_transaction_notes_each_changed_person_once():
    her, other = ExpertFactory(), ExpertFactory()
    EntryChange.objects.all().delete()

    Person.objects.filter(pk=her.pk).update(country="SE")
    Person.objects.filter(pk=her.pk).update(country="MT")
    Certification.objects.update(valid_until=TODAY)

    noted = EntryChange.objects.order_by("person_id").values_list("person_id", flat=True)
    assert [*noted] == [her.pk, other.pk]


def test_what_no_list_shows_is_not_noted():
    ExpertFactory()
    EntryChange.objects.all().delete()

    Person.objects.update(biography="New", email="new@example.org")

    assert not EntryChange.objects.exists()


def test_of_many_at_once_one_row_says_so():
    today = Tally(TODAY)
    EntryChange.objects.all().delete()

    sql("SELECT certification_note_changes(ARRAY(SELECT generate_series(1, 1001)::bigint))")
    sql("SELECT certification_note_changes(ARRAY[7]::bigint[])")

    assert [*EntryChange.objects.values_list("person_id", flat=True)] == [None]
    with pytest.raises(OutgrownError):
        today.follow(next(VERSIONS))


def test_after_many_changes_everybody_is_read_anew(tallied, monkeypatch):
    everybody, tallies = valid_today(Level.objects.all()), Tallies()
    first = tallies.of(Moment(next(VERSIONS), TODAY))
    monkeypatch.setattr(tally, "MOST_CHANGED", 2)
    for _ in range(3):
        ExpertFactory()

    assert tallies.of(Moment(next(VERSIONS), TODAY)) is None
    EntryChange.objects.all().delete()
    anew = tallies.of(Moment(next(VERSIONS), TODAY))
    assert (anew is first, anew.count(everybody).total) == (False, 3)


def test_what_was_noted_two_days_ago_is_removed():
    ExpertFactory()
    EntryChange.objects.update(transaction_id=1, changed_at=timezone.now() - 3 * DAY)

    ExpertFactory()

    assert not EntryChange.objects.filter(transaction_id=1).exists()


def test_it_is_of_one_day(tallied):
    ExpertFactory()
    Certification.objects.update(valid_until=TODAY)
    everybody, tallies = valid_today(Level.objects.all()), Tallies()
    before = tallies.of(Moment(next(VERSIONS), TODAY)).count(everybody).total

    after = tallies.of(Moment(next(VERSIONS), TODAY + DAY))

    of_tomorrow = everybody.without(on=TODAY + DAY)
    assert (before, after.day, after.count(of_tomorrow).total) == (1, TODAY + DAY, 0)


def test_the_memory_is_asked_and_not_the_database(tallied):
    ExpertFactory()
    everybody = valid_today(Level.objects.all())
    yesterday = everybody.without(on=TODAY - DAY)
    one, two = (Moment(next(VERSIONS), TODAY) for _ in range(2))
    numbers = []
    for moment, each in (
        (one, everybody),
        (one, everybody.without(countries=("MT",))),
        (one, everybody.without(text="a")),
        (two, everybody),
        (two, yesterday),
        (two, yesterday.without(countries=("MT",))),
    ):
        with as_of(moment), CaptureQueriesContext(connection) as captured:
            assert count(each).total == counted_there(each).total
        numbers.append(len(captured) - 1)

    # The keys, everybody, what changed meanwhile; none; the text; what changed; another day; none.
    assert numbers == [3, 0, 1, 1, 1, 0]


def test_a_page_of_another_question_takes_few_queries(tallied, client):
    ExpertFactory(country="NO")
    client.get("/experts/")

    with CaptureQueriesContext(connection) as captured:
        shown = client.get("/experts/?country=NO").context["rows"]

    # What is public, and who stands on the page; whoever is shown was shown before.
    assert (len(shown), len(captured)) == (1, 2)


def test_a_failing_database_leaves_none(tallied, monkeypatch, caplog):
    def fail(_day):
        raise OperationalError("gone")

    monkeypatch.setattr("certification.search.tallying.Tally", fail)

    assert Tallies().of(Moment(next(VERSIONS), TODAY)) is None
    assert "The database counts, because not everybody can be read: gone" in caplog.text


def test_an_empty_register_has_nobody():
    assert not Entry.objects.exists()
    assert Tally(TODAY).count(valid_today(Level.objects.all())).total == 0


def test_of_few_it_knows_who_they_are(monkeypatch):
    monkeypatch.setattr("certification.search.paging.FEW", 2)
    few = [ExpertFactory(country="MT").pk for _ in range(2)]
    ExpertFactory(country="NO")
    today, everybody = Tally(TODAY), valid_today(Level.objects.all())

    people = [
        today.count(each).people for each in (everybody, everybody.without(countries=("MT",)))
    ]

    assert people == [None, tuple(few)]


def test_who_was_counted_and_fits_no_more_is_not_shown(tallied, client, monkeypatch):
    """Between the count and the page of one request."""
    gone, stays = ExpertFactory(country="MT"), ExpertFactory(country="MT")
    counted = Tally.count

    def count_and_withdraw(self, question):
        counts = counted(self, question)
        Consent.objects.filter(person=gone).update(withdrawn_on=TODAY)
        return counts

    monkeypatch.setattr(Tally, "count", count_and_withdraw)

    shown = client.get("/experts/?country=MT").context["rows"]

    assert [row.person for row in shown] == [stays.pk]
