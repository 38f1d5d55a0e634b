"""What a public page from memory says of itself, and which answers are never kept."""

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client
from django.utils import timezone

from certification.demo.factories import CourseFactory, ExpertFactory
from certification.register.listing import ExpertList
from tests.public_version import asked, later

pytestmark = pytest.mark.usefixtures("page_cache")


@pytest.fixture
def addresses():
    expert = ExpertFactory()
    course = CourseFactory(trainers=[expert])
    page, profile = course.get_absolute_url(), expert.get_absolute_url()
    return [
        *("/", "/about/", "/experts/", "/experts/?q=public&country=MT", "/courses/"),
        *(profile, f"{profile}?on=2019-05-01", page, f"{page}apply/sent/", f"{page}course.ics"),
        *(f"{page}apply/confirmed/", "/courses/calendar.ics"),
        *("/sitemap.xml", "/sitemap-experts.xml", "/sitemap-courses.xml", "/sitemap-pages.xml"),
    ]


def test_a_page_from_memory_is_the_same_in_every_header_and_takes_one_query(client, addresses):
    fresh = {address: client.get(address) for address in addresses}

    again = {address: asked(client, address) for address in addresses}

    seen = {a: (n, r.status_code, dict(r.headers), r.content) for a, (n, r) in again.items()}
    assert seen == {a: (1, 200, dict(r.headers), r.content) for a, r in fresh.items()}


def test_a_kept_page_says_what_it_says_unkept_and_how_to_ask_again(client, settings, addresses):
    kept = {address: {**client.get(address).headers} for address in addresses}
    settings.PAGE_CACHE_BYTES = 0
    unkept = {address: {**client.get(address).headers} for address in addresses}
    for page in unkept.values():
        # What can be compressed says so, and a kept page says what else it varies by.
        page.pop("Vary", "")

    varies = {page.pop("Vary") for page in kept.values()}
    added = {address: {*kept[address]} - {*unkept[address]} for address in addresses}
    same = {
        address: {name: value for name, value in kept[address].items() if name in unkept[address]}
        for address in addresses
    }
    assert varies == {"Accept-Encoding, HX-Request", "HX-Request, Accept-Encoding"}
    assert same == unkept
    # A sitemap tells the time of its last change by itself.
    assert {frozenset(names | {"Last-Modified"}) for names in added.values()} == {
        frozenset({"ETag", "Last-Modified"})
    }
    assert {page["Cache-Control"] for page in kept.values()} == {"no-cache"}


def test_what_was_seen_is_not_modified_until_something_changes():
    expert = ExpertFactory()
    etag = Client().get("/experts/")["ETag"]

    # A worker that has never made the page knows it by its tag.
    number, response = asked(Client(), "/experts/", headers={"If-None-Match": f'"x", {etag}'})
    later()
    expert.consents.update(withdrawn_on=timezone.localdate())
    changed = Client().get("/experts/", headers={"If-None-Match": etag})

    assert (number, response.status_code, response.content) == (1, 304, b"")
    assert (response["ETag"], response["Cache-Control"]) == (etag, "no-cache")
    assert (changed.status_code, changed["ETag"] != etag) == (200, True)


@pytest.mark.parametrize(
    "given", ['W/"register-0"', '"x", *', "*", "register-", "\\", 'W/"register-"' * 5000]
)
def test_a_tag_that_is_none_of_ours_gets_the_page(client, given):
    for _ in range(2):
        assert client.get("/experts/", headers={"If-None-Match": given}).status_code == 200


def test_the_tag_of_one_page_is_not_that_of_another(client, addresses):
    etags = {address: client.get(address)["ETag"] for address in addresses}

    assert len({*etags.values()}) == len(addresses)
    assert client.get("/", headers={"If-None-Match": etags["/experts/"]}).status_code == 200


def test_the_time_alone_never_tells_that_nothing_has_changed(client):
    ExpertFactory()
    since = client.get("/experts/")["Last-Modified"]

    assert client.get("/experts/", headers={"If-Modified-Since": since}).status_code == 200


def test_a_page_was_modified_at_the_last_change_or_at_midnight(client, time_machine_at):
    ExpertFactory()
    time_machine_at("2099-06-01T10:00+00:00")

    assert client.get("/about/")["Last-Modified"] == "Sun, 31 May 2099 22:00:00 GMT"


def test_only_the_headers_are_told_where_only_they_are_asked_for(client):
    first, page, head = client.head("/about/"), client.get("/about/"), client.head("/about/")

    assert [first.content, head.content] == [b"", b""]
    assert [dict(first.headers), dict(head.headers)] == [dict(page.headers)] * 2


@pytest.mark.parametrize(
    "address", ["/experts/nobody/", "/experts/?country=XX", "/robots.txt", "/admin/login/"]
)
def test_only_public_pages_that_succeed_are_kept(client, address):
    first, second = asked(client, address), asked(client, address)

    assert [second[0], second[1].status_code] == [first[0], first[1].status_code]
    assert [first[1].has_header("ETag"), second[1].has_header("ETag")] == [False, False]


def test_a_form_is_never_kept(client):
    page = CourseFactory().get_absolute_url()

    first, second = client.get(f"{page}apply/"), client.get(f"{page}apply/")

    assert (second.has_header("ETag"), first.content == second.content) == (False, False)


def test_what_is_sent_is_never_answered_from_memory(client):
    client.get("/experts/")

    assert client.post("/experts/").status_code == 405


def for_one_visitor():
    response = HttpResponse("For you")
    response.set_cookie("visitor", "7")
    return response


@pytest.mark.parametrize(
    ("answer", "tagged"),
    [
        (for_one_visitor, False),
        (lambda: HttpResponse("In German", headers={"Vary": "Accept-Language"}), False),
        (lambda: HttpResponse("Gone", status=410), False),
        # Of any length: what has not changed is known by its tag, and none of it is kept.
        (lambda: StreamingHttpResponse([b"All", b" of it"]), True),
    ],
    ids=["a cookie", "varies", "not found", "streamed"],
)
def test_what_is_not_the_same_for_everybody_is_not_kept(client, monkeypatch, answer, tagged):
    made = []
    monkeypatch.setattr(ExpertList, "dispatch", lambda *_, **__: made.append(1) or answer())

    answers = [client.get("/experts/") for _ in range(2)]

    assert (len(made), [each.has_header("ETag") for each in answers]) == (2, [tagged] * 2)
