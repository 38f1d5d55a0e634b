"""Renewing one or many: what will be, or why not, stands on the page; then all or none."""

from datetime import date, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from certification.demo.factories import (
    CertificationFactory,
    ExpertFactory,
    PersonFactory,
    SuspensionFactory,
    level,
)
from certification.models import Certification, LevelRule, NumberSeries
from tests.html import text
from tests.staff import address, cost, messages, staff_with

LIST = address(Certification, "changelist")
END = date(2024, 12, 31)
MAY = ["certification.view_certification", "certification.add_certification"]


@pytest.fixture(autouse=True)
def _three_years_and_a_year_of_grace():
    LevelRule.objects.update(validity_months=36, grace_months=12)


def certified(**fields):
    return CertificationFactory(**{"certified_on": date(2022, 1, 1), "valid_until": END, **fields})


def page(*certifications, on="2024-12-01"):
    ids = ",".join(str(certification.pk) for certification in certifications)
    return f"{address(Certification, 'renew')}?ids={ids}&on={on}"


def planned(response):
    rows = response.context["rows"]
    return [(row.first, row.last) if not row.errors else row.errors for row in rows]


@pytest.mark.parametrize(
    ("on", "first", "last"),
    [
        ("2024-12-01", date(2025, 1, 1), date(2027, 12, 31)),  # still valid
        ("2025-12-31", date(2025, 1, 1), date(2027, 12, 31)),  # the last day of the grace
        ("2026-01-01", date(2026, 1, 1), date(2028, 12, 31)),
    ],
)
def test_the_page_shows_the_new_period_that_renewing_makes(on, first, last, admin_client):
    old = certified()

    shown = admin_client.get(page(old, on=on))
    before = Certification.objects.count()
    admin_client.post(page(old, on=on))

    made = Certification.objects.get(renews=old)
    assert (planned(shown), before) == ([(first, last)], 1)
    assert (made.certified_on, made.valid_until, str(made.decided_on)) == (first, last, on)


def test_renewing_several_gives_each_a_number_and_an_entry(admin_client):
    chosen = [certified(), certified(level=level("gold"))]
    certified()

    response = admin_client.post(page(*chosen), follow=True)

    made = Certification.objects.exclude(renews=None).order_by("number")
    assert [row.number for row in made] == ["ESCA-2024-0001", "ESCA-2024-0002"]
    assert {row.renews for row in made} == set(chosen)
    assert (LogEntry.objects.count(), len(messages(response))) == (2, 2)


def test_when_one_is_refused_none_is_renewed(admin_client):
    good, withdrawn = certified(), certified(withdrawn_on=date(2024, 1, 1), withdrawal_reason="x")

    shown = admin_client.get(page(good, withdrawn))
    response = admin_client.post(page(good, withdrawn))

    why = [f"{withdrawn} is withdrawn from 2024-01-01 on and can't be renewed: certify anew."]
    assert planned(shown) == planned(response) == [(date(2025, 1, 1), date(2027, 12, 31)), why]
    assert shown.context["without_refused"] == page(good)
    assert (Certification.objects.count(), NumberSeries.objects.count()) == (2, 0)


def suspended():
    return SuspensionFactory(certification=certified(), suspended_on=date(2024, 1, 1)).certification


def renewed():
    old = certified()
    return certified(person=old.person, certified_on=date(2025, 1, 1), valid_until=None) and old


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (suspended, "is suspended on 2024-12-01: reinstate it first."),
        (renewed, "has a successor already, from 2025-01-01 on."),
        (lambda: certified(valid_until=None), "has no end, so there is nothing to renew."),
        (lambda: certified(certified_on=date(2024, 12, 2)), "has not begun on 2024-12-01."),
    ],
)
def test_what_can_not_be_renewed_says_why(make, words, admin_client):
    old = make()
    before = Certification.objects.count()

    shown, sent = admin_client.get(page(old)), admin_client.post(page(old))

    assert [planned(each)[0][0].endswith(words) for each in (shown, sent)] == [True, True]
    assert Certification.objects.count() == before


def test_a_decision_in_the_future_is_refused(admin_client):
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()

    response = admin_client.post(page(certified(), on=tomorrow))

    assert planned(response) == [[f"A decision can't be taken in the future, on {tomorrow}."]]
    assert Certification.objects.count() == 1


def test_sending_the_form_twice_renews_once(admin_client):
    old = certified()

    admin_client.post(page(old))
    again = admin_client.post(page(old))

    assert planned(again)[0][0].endswith("has a successor already, from 2025-01-01 on.")
    assert Certification.objects.count() == 2


@pytest.mark.parametrize("ids", ["", "abc", "1,,2", "9" * 40, "-1", "٣", ",".join(["1"] * 201)])
def test_an_address_that_names_no_certifications_leads_to_the_list(ids, admin_client):
    response = admin_client.post(f"{address(Certification, 'renew')}?ids={ids}", follow=True)

    assert messages(response) == ["Choose certifications in this list first, at most 200."]


def test_a_day_that_is_none_is_said_and_today_is_shown(admin_client):
    response = admin_client.get(page(certified(), on="soon"))

    assert messages(response) == ["“soon” is no day like 2026-03-31: this page shows today."]


@pytest.mark.parametrize("permission", MAY)
def test_both_permissions_are_needed(permission, client):
    old = certified()
    staff_with(client, permission)

    answers = [client.get(page(old)).status_code, client.post(page(old)).status_code]

    assert (answers, Certification.objects.count()) == ([403, 403], 1)


def test_no_other_permission_is_needed(client):
    staff_with(client, *MAY)

    client.post(page(certified()))

    assert Certification.objects.count() == 2


def test_the_action_leads_to_the_page_and_changes_nothing(admin_client):
    old = certified()

    response = admin_client.post(LIST, {"action": "renew", "_selected_action": [old.pk]})

    assert response["Location"] == f"{address(Certification, 'renew')}?ids={old.pk}"
    assert Certification.objects.count() == 1


def test_the_pages_of_a_certification_and_its_expert_show_the_line(admin_client):
    expert = ExpertFactory(certification__expired=True)
    old = expert.certifications.get()
    new = CertificationFactory(person=expert, certified_on=date(2018, 1, 1), renews=old)

    pages = [text(admin_client.get(address(row, "change"))) for row in (old, new)]
    experts = text(admin_client.get(address(expert, "change")))

    line = "2015-01-01 – 2017-12-31 → 2018-01-01 – without end"
    assert [line in shown for shown in pages] == [True, True]
    assert "Bronze renews that of 2015-01-01" in experts


def test_renew_is_offered_where_it_makes_sense(admin_client):
    expert = ExpertFactory(certification__expired=True)
    CertificationFactory(person=expert, level=level("gold"))
    CertificationFactory(person=expert, level=level("silver"), withdrawn=True, valid_until=END)

    shown = admin_client.get(address(expert, "change")).content.decode()

    expired = expert.certifications.get(level__slug="bronze")
    assert shown.count(">Renew</a>") == 1
    assert f"renew/?ids={expired.pk}" in shown


def test_the_page_costs_a_fixed_number_of_queries(admin_client):
    person = PersonFactory()
    rows = [certified(person=person, level=level(slug)) for slug in ("bronze", "silver", "gold")]

    assert cost(admin_client, page(rows[0])) == cost(admin_client, page(*rows, certified()))


def test_renew_is_not_offered_where_it_would_be_refused(admin_client):
    expert = ExpertFactory(certification__expired=True)
    later = CertificationFactory(person=expert, certified_on=date(2018, 1, 1), valid_until=END)
    CertificationFactory(
        person=expert,
        level=level("gold"),
        valid_until=timezone.localdate() + timedelta(days=500),
    )

    shown = admin_client.get(address(expert, "change")).content.decode()

    assert shown.count(">Renew</a>") == 1
    assert f"renew/?ids={later.pk}" in shown
