"""The page of the statistics and its files: what is said, drawn and kept."""

import re
from datetime import date

import pytest
from django.utils import timezone

from certification.demo.factories import CourseFactory, ExpertFactory, SectorFactory
from certification.models import Level
from certification.register.statistics.views import CHARTS
from tests.html import text
from tests.public_version import asked, later
from tests.statistics import charts, random_register, rows

TODAY = timezone.localdate()


def test_each_chart_has_a_sentence_a_picture_a_table_and_a_file(client):
    random_register(5)
    ExpertFactory(certification__valid_until=TODAY)
    CourseFactory(past=True)
    page = client.get("/statistics/").content.decode()

    assert [*charts(client)] == [*CHARTS]
    assert re.findall(
        r'<svg class="picture"[^>]* role="img" aria-labelledby="(\w+)-title"', page
    ) == [*CHARTS]
    assert re.findall(r'href="/statistics/(\w+).csv"', page) == [*CHARTS]
    assert page.count('<table class="numbers">') == len(CHARTS)
    assert [chart.key for chart in charts(client).values() if not chart.sentence] == []
    assert ("style=" in page, "<script" in page) == (False, False)


def test_sentences_are_worked_out(client):
    ExpertFactory.create_batch(2, country="NO", certification__certified_on=date(2019, 5, 1))
    ExpertFactory.create_batch(2, country="DE", certification__certified_on=date(2020, 5, 1))
    ExpertFactory.create_batch(3, country="")

    said = text(client.get("/statistics/"))

    assert [
        sentence in said
        for sentence in (
            "7 experts have a valid certification today; the most at the end of a year were 7, in 2020.",
            "Most common: Germany and Norway, 2 of 7 experts.",
            "Most common: English, 7 of 7 experts.",
            "Levels reached in all: 7, the most, 3, in 2015.",
        )
    ] == [True] * 4


def test_an_empty_register_says_so_and_its_files_have_a_head_alone(client):
    assert "Nobody with a valid certification is listed yet." in text(client.get("/statistics/"))
    assert [len(rows(client, chart)) for chart in ("country", "courses", "certified")] == [0, 0, 0]


def test_a_register_of_a_day_is_drawn(client):
    ExpertFactory(certification__certified_on=TODAY)

    assert charts(client)["levels"].sentence == "1 expert has a valid certification today."


def test_what_does_not_exist_is_not_found(client):
    assert [client.get(f"/statistics/{name}.csv").status_code for name in ("x", "levels2")] == [
        404
    ] * 2


def test_a_file_does_nothing_in_a_spreadsheet(client):
    Level.objects.filter(slug="gold").update(slug="-gold")
    ExpertFactory(sectors=[SectorFactory(slug="-1")])

    assert [row["sector"] for row in rows(client, "sector")] == ["'-1"]
    assert "'-gold" in client.get("/statistics/ending.csv").content.decode()


@pytest.mark.usefixtures("kept_answers")
def test_they_are_kept_until_somebody_withdraws_the_consent(client):
    leaving, _staying = ExpertFactory(), ExpertFactory()
    (first, before), (second, same) = (asked(client, "/statistics/") for _ in range(2))
    later()
    leaving.consents.update(withdrawn_on=TODAY)

    after = client.get("/statistics/")

    # The version of what is public.
    assert (first > 9, second) == (True, 1)
    assert [each.context["charts"][0].rows[-1].numbers[0] for each in (before, same, after)] == [
        2,
        2,
        1,
    ]


def test_it_takes_the_same_queries_with_one_expert_and_with_many(client, django_assert_num_queries):
    ExpertFactory()
    with django_assert_num_queries(10):
        client.get("/statistics/")

    random_register(6)
    with django_assert_num_queries(10):
        client.get("/statistics/")
