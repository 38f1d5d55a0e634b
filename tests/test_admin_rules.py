"""The rules of levels, as staff edit them."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from certification.demo.factories import CertificationFactory, level, rule
from certification.models import LevelRule, RequiredBenchmarkings
from tests.staff import address, errors, inline_rows, messages, staff_with

ADD = address(LevelRule, "add")


def rule_form(slug="silver", benchmarkings=(), **changes):
    data = {"level": level(slug).pk, "holds_from": "2030-01-01", "experts_needed": 1}
    return {**data, **inline_rows("benchmarkings", *benchmarkings), **changes}


def in_use(slug="silver"):
    used = rule(slug)
    CertificationFactory(level=level(slug), rule=used, decided_on=date(2024, 5, 2))
    return used


def test_a_rule_is_added_with_the_benchmarkings_that_it_needs(admin_client):
    data = rule_form(benchmarkings=[{"number": 3, "mentors": 2, "label": level("bronze").pk}])

    admin_client.post(ADD, data | {"validity_months": 36, "lower_level": level("bronze").pk})

    made = LevelRule.objects.get(holds_from=date(2030, 1, 1))
    row = made.benchmarkings.get()
    assert (made.validity_months, made.lower_level) == (36, level("bronze"))
    assert (row.number, row.mentors, row.label) == (3, 2, level("bronze"))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"holds_from": "2010-11-01"}, "This level has a rule from that day on already."),
        ({"validity_months": 0}, "Ensure this value is greater than or equal to 1."),
        ({"validity_months": 10**30}, "Ensure this value is less than or equal to 1200."),
        ({"course_within_months": 6}, "Say which kind of course must be that recent."),
        ({"level": "9" * 30}, "Select a valid choice. That choice is not one of the available choices."),
        ({"holds_from": "2030-02-30"}, "Enter a valid date."),
        ({"benchmarkings-0-mentors": 4}, "There can't be more mentors than benchmarkings."),
        ({"benchmarkings-1-label": ""}, "Two rows are for the same label: make one of them."),
    ],
)  # fmt: skip
def test_a_rule_that_makes_no_sense_is_refused_in_words(changes, words, admin_client):
    rows = [{"number": 3, "mentors": 1}, {"number": 2, "mentors": 1, "label": level("gold").pk}]

    response = admin_client.post(ADD, rule_form(benchmarkings=rows) | changes)

    assert errors(response) == [words]
    assert (LevelRule.objects.count(), RequiredBenchmarkings.objects.count()) == (3, 0)


def test_a_level_needs_no_level_that_is_not_lower(admin_client):
    response = admin_client.post(ADD, rule_form(lower_level=level("gold").pk))

    assert errors(response) == ["This is not a lower level."]


def test_a_rule_from_before_decisions_that_were_taken_is_refused(admin_client):
    in_use()

    response = admin_client.post(ADD, rule_form(holds_from="2024-05-02"))

    assert errors(response) == [
        "Certifications were decided under the earlier rule up to 2024-05-02: choose a later day."
    ]


def test_a_rule_in_use_is_shown_with_the_way_to_a_later_one(admin_client):
    used = in_use()

    page = admin_client.get(address(used, "change")).content.decode()

    assert "1 certification was decided under this rule, so it stays as it is." in page
    assert f"{ADD}?copy={used.pk}" in page
    assert 'name="_save"' not in page


def test_a_rule_in_use_is_not_changed_by_a_direct_post(admin_client):
    used = in_use()

    response = admin_client.post(address(used, "change"), rule_form(validity_months=7), follow=True)

    assert messages(response) == [
        "1 certification was decided under this rule, so it stays as it is."
    ]
    used.refresh_from_db()
    assert (used.validity_months, used.holds_from) == (None, date(2010, 11, 1))


def test_a_rule_that_is_not_in_use_is_changed(admin_client):
    admin_client.post(
        address(rule("silver"), "change"), rule_form(holds_from="2011-01-01", validity_months=7)
    )

    assert (rule("silver").validity_months, rule("silver").holds_from) == (7, date(2011, 1, 1))


def test_a_new_rule_begins_as_the_one_it_is_made_from(admin_client):
    used = in_use()
    LevelRule.objects.filter(pk=rule("gold").pk).update(validity_months=24)
    RequiredBenchmarkings.objects.create(rule=rule("gold"), number=5, mentors=3)

    form = admin_client.get(f"{ADD}?copy={rule('gold').pk}").context

    shown = form["adminform"].form.initial
    rows = [each.initial for each in form["inline_admin_formsets"][0].formset.forms]
    assert (shown["validity_months"], shown["lower_level"]) == (24, level("silver").pk)
    assert ("holds_from" in shown, used.pk == shown.get("id")) == (False, False)
    assert [(row.get("number"), row.get("mentors")) for row in rows] == [(5, 3), (None, None)]


def test_a_copy_that_is_saved_unchanged_keeps_its_benchmarkings(admin_client):
    RequiredBenchmarkings.objects.create(rule=rule("gold"), number=5, mentors=3)
    data = rule_form("gold", benchmarkings=[{"number": 5, "mentors": 3}])

    admin_client.post(f"{ADD}?copy={rule('gold').pk}", data)

    made = LevelRule.objects.get(holds_from=date(2030, 1, 1)).benchmarkings.get()
    assert (made.number, made.mentors) == (5, 3)


@pytest.mark.parametrize("copied", ["abc", "9" * 40, "-1", "0", "1 OR 1", "٣"])
def test_nonsense_in_the_place_of_the_copied_rule_leaves_the_form_empty(copied, admin_client):
    response = admin_client.get(ADD, {"copy": copied})

    assert response.context["adminform"].form.initial == {}


def test_a_rule_to_come_can_be_given_up_and_one_that_holds_can_not(admin_client):
    day = timezone.localdate() + timedelta(days=1)
    coming = LevelRule.objects.create(level=level("silver"), holds_from=day)
    RequiredBenchmarkings.objects.create(rule=coming, number=5)

    answers = [
        admin_client.post(address(each, "delete"), {"post": "yes"}).status_code
        for each in (coming, rule("gold"))
    ]

    assert answers == [302, 403]
    assert LevelRule.objects.count() == 3


def test_a_rule_can_only_be_looked_at_without_the_permission_to_change(client):
    staff_with(client, "certification.view_levelrule")

    answers = [
        client.post(page, rule_form()).status_code
        for page in (ADD, address(rule("gold"), "change"))
    ]

    assert answers == [403, 403]
    assert client.get(address(rule("gold"), "change")).status_code == 200


def test_the_list_says_which_rule_holds_today_at_a_fixed_number_of_queries(
    admin_client, django_assert_num_queries
):
    in_use()
    RequiredBenchmarkings.objects.create(rule=rule("gold"), number=5, label=level("silver"))
    with django_assert_num_queries(10):
        admin_client.get(address(LevelRule, "changelist"))
    for year in (2012, 2014, 2030):
        later = LevelRule.objects.create(level=level("bronze"), holds_from=date(year, 1, 1))
        RequiredBenchmarkings.objects.create(rule=later, number=5, label=level("silver"))

    with django_assert_num_queries(10):
        response = admin_client.get(address(LevelRule, "changelist"))

    cl = response.context["cl"]
    today = [each.holds_from.year for each in cl.result_list if cl.model_admin.today(each)]
    assert today == [2014, 2010, 2010]


def test_the_page_of_a_level_leads_to_its_rules(admin_client):
    later = LevelRule.objects.create(level=level("gold"), holds_from=date(2014, 1, 1))

    page = admin_client.get(address(level("gold"), "change")).content.decode()

    assert f'<a href="{address(later, "change")}">From 2014-01-01 on</a> holds today' in page
    assert f'<a href="{address(rule("silver"), "change")}">' not in page
