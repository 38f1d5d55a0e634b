from datetime import date
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.models.entry_change import changes_are_noted
from certification.models.status import Status
from certification.search.reading import typed
from people.alphabet import SORT_KEYS
from people.models import Person
from people.triggers import changes_public_version


class DateMultirangeField(models.Field):
    """Days in several stretches. PostgreSQL alone reads it: see EntryQuerySet.listed."""

    def db_type(self, connection: object) -> str:
        return "datemultirange"


class Covers(models.Lookup):
    """Whether a day lies in one of the stretches."""

    lookup_name = "covers"

    def get_prep_lookup(self) -> date:
        return self.rhs

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        stretches, params = self.process_lhs(compiler, connection)
        return f"{stretches} @> %s::date", (*params, self.rhs)


DateMultirangeField.register_lookup(Covers)


class EntryQuerySet(models.QuerySet):
    def matching(self, text: str) -> Self:
        """Whom a list of staff finds by a text as it stands; everybody by an empty one."""
        return self.filter(typed(text).as_typed()) if text.strip() else self.all()

    def listed(self) -> Self:
        """Of people who agree, today, to stand on public pages: the rule of PersonQuerySet.listed."""
        return self.filter(listed__covers=timezone.localdate())


class Entry(models.Model):
    """What lists and search ask of a person, whatever the day, in one narrow row.

    Derived from the records, by triggers, in the transaction that changes them (migration
    0018_entries_follow): who sees a change sees it here. Nothing else writes it.
    """

    derived = True

    person = models.OneToOneField(
        Person, models.DO_NOTHING, primary_key=True, related_name="entry", db_constraint=False
    )
    # The person's, for each alphabet.
    sort_key = models.TextField(db_collation="C")
    sort_key_nb = models.TextField(db_collation="C")
    sort_key_es = models.TextField(db_collation="C")
    sort_key_tr = models.TextField(db_collation="C")
    country = models.CharField(max_length=2)
    languages = ArrayField(models.CharField(max_length=3))
    # Keys of sectors.
    sectors = ArrayField(models.BigIntegerField())
    is_available = models.BooleanField()
    # The days on which a consent is in force, by its scope.
    listed = DateMultirangeField()
    shown_as_trainee = DateMultirangeField()
    # The words of names, organisation and numbers, folded; each between two spaces.
    search_text = models.TextField(db_collation="C")

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        default_permissions = ()
        indexes = [
            models.Index(fields=["sort_key", "person"], name="entry_in_order"),
            models.Index(fields=["country", "sort_key", "person"], name="entry_by_country"),
            *(
                models.Index(fields=[key, "person"], name=f"entry_in_order_{language}")
                for language, key in SORT_KEYS.items()
            ),
            *(
                models.Index(fields=["country", key, "person"], name=f"entry_by_country_{language}")
                for language, key in SORT_KEYS.items()
            ),
            GinIndex(fields=["languages"], name="entry_languages"),
            GinIndex(fields=["sectors"], name="entry_sectors"),
            GinIndex(fields=["search_text"], name="entry_words", opclasses=["gin_trgm_ops"]),
        ]
        triggers = [changes_public_version(), *changes_are_noted()]

    def __str__(self) -> str:
        return self.sort_key.replace("\t", ", ")


class StandingQuerySet(models.QuerySet):
    def on(self, day: date) -> Self:
        """One of each certified person."""
        return self.filter(starts__lte=day, ends__gte=day)

    def listed(self) -> Self:
        """Of people who agree, today, to stand on public pages: the rule of PersonQuerySet.listed."""
        return self.filter(entry__listed__covers=timezone.localdate())


class Standing(models.Model):
    """How a certified person stands, at every level, in a span of days in which nothing changes.

    The spans of a person cover all days. Derived like Entry, from the days alone, so that nothing has to
    be changed when a day comes. The same rules for one record: Certification.status_on.
    """

    derived = True

    pk = models.CompositePrimaryKey("entry", "starts")
    entry = models.ForeignKey(
        Entry,
        models.DO_NOTHING,
        db_column="person_id",
        related_name="standings",
        db_constraint=False,
        db_index=False,
    )
    starts = models.DateField()
    # The last day of the span.
    ends = models.DateField()
    # For each level at which the person stands, lowest first: see state(). And the key of the
    # certification that says so, in the same order.
    states = ArrayField(models.IntegerField())
    certifications = ArrayField(models.BigIntegerField())
    # Keys of the levels for which the person is a trainee.
    trainee_for = ArrayField(models.BigIntegerField())
    # Places in the orders of lists; the smaller stands first. By the highest valid level, and behind them
    # all, those who have none by their highest; by the latest day of certification that has come; by the
    # first on which something valid runs out.
    by_level = models.IntegerField()
    by_latest = models.IntegerField()
    by_end = models.IntegerField()
    # Those of one day are in the plain order everywhere; so no index is needed for each alphabet.
    sort_key = models.TextField(db_collation="C")
    sort_key_nb = models.TextField(db_collation="C")
    sort_key_es = models.TextField(db_collation="C")
    sort_key_tr = models.TextField(db_collation="C")

    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name = _("standing")
        verbose_name_plural = _("standings")
        default_permissions = ()
        indexes = [
            models.Index(fields=["by_level", "sort_key", "entry"], name="standing_by_level"),
            *(
                models.Index(
                    fields=["by_level", key, "entry"], name=f"standing_by_level_{language}"
                )
                for language, key in SORT_KEYS.items()
            ),
            models.Index(fields=["by_latest", "sort_key", "entry"], name="standing_by_latest"),
            models.Index(fields=["by_end", "sort_key", "entry"], name="standing_by_end"),
        ]
        triggers = [changes_public_version(), *changes_are_noted()]

    def __str__(self) -> str:
        return f"{self.entry_id}, {self.starts:%Y-%m-%d}"


def state(level: int, status: Status) -> int:
    """The number that says: stands at the level with that key, with that status."""
    return level * 8 + list(Status).index(status)


def level_and_status(state: int) -> tuple[int, Status]:
    """What a state says: the key of the level, and the status."""
    level, status = divmod(state, 8)
    return level, list(Status)[status]
