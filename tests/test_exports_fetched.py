"""Files of experts: what can't be asked for, how they are sent, and what a nightly fetch costs."""

import csv

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from certification.demo.factories import ExpertFactory
from certification.exporting import experts, files
from certification.register.downloads import AT_A_TIME, Turn
from tests.exporting import KINDS, body, fetched
from tests.public_version import asked, later

every_kind = pytest.mark.parametrize("kind", KINDS)


def test_what_comes_later_is_asked_for_when_it_is_taken(client, monkeypatch):
    monkeypatch.setattr(experts, "PEOPLE_AT_A_TIME", 2)
    ExpertFactory.create_batch(7)
    begun, response = asked(client, "/experts.csv")
    pieces, queries = iter(response), []
    for _ in range(5):
        with CaptureQueriesContext(connection) as captured:
            next(pieces)
        queries.append(len(captured))

    # The head, and the first two people; two and two and one.
    list(pieces)
    assert (begun, queries) == (6, [0, 0, 1, 1, 1])


@every_kind
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?country=XX", "The address names a country that does not exist."),
        ("?on=2019-02-30", "Write the day as year-month-day, such as 2019-05-01."),
        ("?status=%00", None),
        (f"?q={'a' * 10_000}", "Search for at most 200 letters."),
        ("?q=%25_%5C", "Search for letters or digits, such as a part of a name."),
    ],
)
def test_what_cannot_be_asked_is_told_in_words(client, kind, query, sentence):
    response = client.get(f"/experts.{kind}{query}")

    assert response.status_code == 400
    assert sentence is None or response.content.decode() == f"{sentence}\n"


def test_more_rows_than_a_sheet_has_are_refused_in_words(client, monkeypatch):
    monkeypatch.setitem(files.KINDS, "xlsx", files.KINDS["xlsx"]._replace(most_rows=1))
    ExpertFactory()
    accepted = fetched(client, "/experts.xlsx").status_code
    ExpertFactory()
    refused = client.get("/experts.xlsx")

    assert (accepted, refused.status_code) == (200, 400)
    assert refused.content.decode() == (
        "That is more than the 1 rows of an Excel sheet: filter the list, or take CSV.\n"
    )


def test_a_file_is_named_by_its_day_and_never_kept_by_a_search_engine(client):
    response = fetched(client, "/experts.csv?on=2019-05-01")

    assert {name: response[name] for name in ("Content-Disposition", "Cache-Control")} == {
        "Content-Disposition": 'attachment; filename="experts-2019-05-01.csv"',
        "Cache-Control": "no-cache",
    }
    assert (response["X-Robots-Tag"], response["Content-Type"]) == (
        "noindex",
        "text/csv; charset=utf-8",
    )


@every_kind
def test_nothing_is_sent_to_a_file(client, kind):
    assert client.post(f"/experts.{kind}").status_code == 405


@every_kind
@pytest.mark.usefixtures("page_cache")
def test_a_fetch_that_changed_nothing_costs_one_query(client, kind):
    expert = ExpertFactory()
    later()
    first = fetched(client, f"/experts.{kind}?country=NO")
    head = client.head(f"/experts.{kind}?country=NO")
    head.getvalue()
    again = {"headers": {"If-None-Match": first["ETag"]}}
    queries, same = asked(client, f"/experts.{kind}?country=NO", **again)
    other = fetched(client, f"/experts.{kind}?country=DE", **again)
    expert.consents.update(withdrawn_on=timezone.localdate())

    assert (queries, same.status_code, same["ETag"]) == (1, 304, first["ETag"])
    assert [head["ETag"], head["Last-Modified"]] == [first["ETag"], first["Last-Modified"]]
    assert other.status_code == 200
    assert fetched(client, f"/experts.{kind}?country=NO", **again).status_code == 200


def test_the_list_offers_its_files_with_its_filters(client):
    ExpertFactory(country="NO")

    page = client.get("/experts/?country=NO&order=level").content.decode()

    assert 'href="/experts.csv?country=NO"' in page
    assert 'href="/experts.xlsx?country=NO"' in page
    assert 'href="/experts.json?country=NO"' in page


def test_csv_begins_as_excel_expects(client):
    content = body(client, "csv")

    assert next(csv.reader([content.decode("utf-8-sig")]))[:2] == ["register_no", "given_name"]
    assert content.startswith(b"\xef\xbb\xbf")


def test_files_leave_room_for_pages(client):
    """Each worker sends two at a time: who was sent one makes room, and so does who went away."""
    one, other = client.get("/experts.csv"), client.get("/experts.csv")
    refused = client.get("/experts.csv")
    one.getvalue()
    third = fetched(client, "/experts.csv")
    other.getvalue()

    assert [refused.status_code, refused["Retry-After"], third.status_code] == [503, "60", 200]
    assert refused.content.decode() == (
        "Others are fetching files just now: try again in a minute.\n"
    )


def test_who_goes_away_gives_the_turn_back_once():
    assert AT_A_TIME.acquire(blocking=False)
    turn = Turn(iter([b"All"]))
    turn.close()
    turn.close()

    assert [AT_A_TIME.acquire(blocking=False) for _ in range(3)] == [True, True, False]
    AT_A_TIME.release(2)
