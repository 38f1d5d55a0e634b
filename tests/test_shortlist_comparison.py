"""Up to four experts side by side, and one message to those who were chosen."""

import re
from datetime import date, timedelta

from django.core import mail
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from certification.demo.factories import (
    CertificationFactory,
    ConsentFactory,
    ExpertFactory,
    OrganisationFactory,
    SuspensionFactory,
    TraineeshipFactory,
    level,
)
from certification.models import ContactMessage
from people.models import ConsentScope, Sector
from tests.contacting import VISITOR, expert, link, send
from tests.html import text


def shown(client, *experts, **more):
    slugs = {"expert": [each.slug for each in experts]}
    return client.get("/shortlist/", slugs | more)


def rows(response):
    """Of each row its heading and its cells, as they are read."""
    page = response.content.decode()
    found = {}
    for row in re.findall("<tr>(.*?)</tr>", page, re.DOTALL):
        cells = [
            " ".join(re.sub("<[^>]*>", " ", cell).split())
            for cell in re.findall("<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        ]
        found[cells[0]] = cells[1:]
    return found


def test_each_column_is_a_person_and_each_row_a_fact(client):
    ase = expert(
        country="NO",
        languages=["de", "en"],
        is_available=True,
        organisation=OrganisationFactory(name="Cluster Office"),
        sectors=[Sector.objects.get(slug="ict")],
        certification__level=level("bronze"),
        certification__certified_on=date(2019, 5, 1),
        certification__valid_until=None,
    )
    TraineeshipFactory(person=ase, level=level("gold"), started_on=date(2020, 3, 1))
    ConsentFactory(person=ase, scope=ConsentScope.TRAINEESHIP)
    bo = expert(
        given_name="Bo",
        country="DE",
        languages=[],
        is_available=None,
        organisation=None,
        certification__level=level("silver"),
        certification__certified_on=date(2018, 1, 1),
        certification__valid_until=date(2020, 1, 1),
    )

    table = rows(shown(client, ase, bo))

    assert table == {
        "": ["Åse Ødegård", "Bo Ødegård"],
        "Bronze": ["Valid Since 1 May 2019", "Not held"],
        "Silver": ["Not held", "Expired Was valid until 1 January 2020"],
        "First certified": ["1 May 2019", "1 January 2018"],
        "Trainee": ["Trainee for Gold, since 1 March 2020", "No"],
        "Assignments": ["Available", "Not known"],
        "Country": ["Norway", "Germany"],
        "Organisation": ["Cluster Office", ""],
        "Languages": ["English German", ""],
        "Sectors of expertise": ["ICT", ""],
    }


def test_what_never_was_in_force_is_not_when_somebody_was_first_certified(client):
    ase = expert(certification__certified_on=date(2019, 5, 1), certification__valid_until=None)
    CertificationFactory(
        person=ase,
        level=level("gold"),
        certified_on=date(2015, 1, 1),
        withdrawn_on=date(2015, 1, 1),
        withdrawal_reason="Mistake",
    )

    assert rows(shown(client, ase))["First certified"] == ["1 May 2019"]


def test_a_suspension_shows(client):
    ase = expert(certification__level=level("bronze"))
    SuspensionFactory(
        certification=ase.certifications.get(),
        suspended_on=timezone.localdate() - timedelta(days=1),
    )

    assert rows(shown(client, ase))["Bronze"][0].startswith("Suspended")


def test_of_more_than_four_the_first_are_compared_or_the_chosen(client):
    five = [ExpertFactory(family_name=f"Number{n}") for n in range(5)]
    first = shown(client, *five)
    chosen = shown(client, *five, chosen=[five[4].slug, five[1].slug])

    assert [len(rows(first)[""]), len(rows(chosen)[""])] == [4, 2]
    assert [each.family_name for each in chosen.context["beside"]] == ["Number1", "Number4"]


def test_more_than_four_chosen_are_refused_in_words_with_a_way_to_them(client):
    five = ExpertFactory.create_batch(5)
    page = shown(client, *five, chosen=[each.slug for each in five])

    assert page.content.decode().count(" checked") == 5
    assert (page.status_code, "Choose at most 4 people." in text(page)) == (400, True)
    assert '<a href="#choose">' in page.content.decode()


def test_the_page_takes_the_same_few_queries_for_any_number(client):
    def cost(number):
        people = [expert(sectors=[Sector.objects.get(slug="ict")]) for _each in range(number)]
        with CaptureQueriesContext(connections["public"]) as captured:
            shown(client, *people)
        return len(captured)

    assert [cost(1), cost(4), cost(8)] == [4, 4, 4]


def test_several_are_asked_by_one_form_and_one_confirmation(client):
    ase, bo, off = (
        expert(),
        expert(given_name="Bo", email="bo@secret.example.org"),
        expert(given_name="Cato", takes_messages=False, email="cato@secret.example.org"),
    )
    address = "/shortlist/ask/?" + "&".join(f"chosen={each.slug}" for each in (ase, bo, off))

    form = client.get(address)
    send(client, address)
    asked = link("confirm")
    done = client.post(asked, follow=True)

    assert "Cato Ødegård takes no messages through the register." in text(form)
    assert [each.to[0] for each in mail.outbox] == [VISITOR, ase.email, bo.email]
    assert "Åse Ødegård, Bo Ødegård" in mail.outbox[0].body
    assert "It has gone to: Åse Ødegård, Bo Ødegård" in text(done)
    assert {*ContactMessage.objects.values_list("person", flat=True)} == {ase.pk, bo.pk}
    assert "secret.example" not in form.content.decode() + done.content.decode()


def test_if_nobody_of_them_takes_messages_there_is_no_form(client):
    off = expert(takes_messages=False)
    address = f"/shortlist/ask/?chosen={off.slug}&chosen=nobody-e999999"

    page, sent = client.get(address), send(client, address)

    assert (page.status_code, sent.status_code, mail.outbox) == (200, 400, [])
    assert "takes no messages through the register" in text(page)
    assert "1 person of this list has no public page any more." in text(page)
    assert 'name="message"' not in page.content.decode()
