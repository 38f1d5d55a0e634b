"""`manage.py refold_names`, for use after a change of the rule."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from certification.demo.factories import OrganisationFactory, PersonFactory
from people.management.commands import refold_names
from people.models import Organisation, Person


def refolded() -> str:
    out = StringIO()
    call_command("refold_names", stdout=out)
    return out.getvalue()


def row_versions() -> dict[int, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, xmin::text || ctid::text FROM people_person")
        return dict(cursor.fetchall())


def test_only_rows_that_change_are_written_and_counted():
    old, same = PersonFactory(given_name="Åse"), PersonFactory()
    OrganisationFactory()
    Person.objects.filter(pk=old.pk).update(search_text=" ase", sort_key_nb="z")
    before = row_versions()

    assert refolded() == "People: 1 of 2 changed.\nOrganisations: 0 of 1 changed.\n"

    folded, after = Person.objects.get(pk=old.pk), row_versions()
    assert (folded.sort_key_nb, folded.search_text) == (old.sort_key_nb, old.search_text)
    assert (after[same.pk] == before[same.pk], after[old.pk] == before[old.pk]) == (True, False)


def test_an_address_that_an_earlier_rule_made_stays_and_nothing_counts_as_a_change_of_the_person():
    person = PersonFactory(given_name="Åse", family_name="Berg", slug="aase-berg-1")
    Person.objects.update(search_text="")
    last_updated = datetime(2020, 1, 1, tzinfo=UTC)
    Person.objects.update(updated_at=last_updated)

    refolded()

    person = Person.objects.get()
    assert (person.slug, person.updated_at) == ("aase-berg-1", last_updated)
    assert [event.pgh_label for event in person.events.all()] == ["insert"]


def test_organisations_that_have_become_the_same_are_named_and_the_others_are_done():
    twin = OrganisationFactory(name="Klynge Ås")
    OrganisationFactory(name="KLYNGE ÅS (2)")
    other = OrganisationFactory(name="Ødegård")
    Organisation.objects.filter(name="KLYNGE ÅS (2)").update(name="Klynge ÅS", search_text="x")
    Organisation.objects.filter(pk=other.pk).update(search_text="y")

    with pytest.raises(CommandError, match=r"\nKlynge ÅS$"):
        refolded()

    texts = dict(Organisation.objects.values_list("name", "search_text"))
    assert texts == {
        "Klynge Ås": twin.search_text,
        "Klynge ÅS": "x",
        "Ødegård": other.search_text,
    }


def test_a_name_that_was_in_the_way_and_moved_is_no_obstacle(monkeypatch):
    monkeypatch.setattr(refold_names, "BATCH", 1)
    OrganisationFactory(name="Alpha")
    OrganisationFactory(name="Beta")
    Organisation.objects.filter(name="Alpha").update(search_text=" x")
    Organisation.objects.filter(name="Beta").update(search_text=" alpha")

    assert refolded() == "People: 0 of 0 changed.\nOrganisations: 2 of 2 changed.\n"
