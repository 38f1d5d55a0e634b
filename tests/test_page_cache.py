"""A public page is shown again from a worker's memory, and never after what it shows has changed."""

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from certification.demo.factories import ExpertFactory
from tests.public_version import asked, later
from tests.refusal import sql

pytestmark = [
    pytest.mark.usefixtures("page_cache"),
    pytest.mark.django_db(databases=["default", "public"]),
]
COMMITTED = pytest.mark.django_db(transaction=True, databases=["default", "public"])


@pytest.fixture
def expert():
    return ExpertFactory(family_name="Public", country="MT")


def test_withdrawn_consent_takes_effect_at_the_next_request_to_every_worker(expert):
    workers = [Client(), Client()]
    addresses = [expert.get_absolute_url(), f"{expert.get_absolute_url()}?on=2019-05-01"]
    lists = ["/experts/", "/experts/?q=public", "/sitemap-experts.xml"]

    def seen(worker):
        codes = [worker.get(address).status_code for address in addresses]
        return codes, [expert.slug in worker.get(address).content.decode() for address in lists]

    before = [seen(worker) for worker in [*workers, *workers]]
    later()
    expert.consents.update(withdrawn_on=timezone.localdate())

    assert before == [([200, 200], [True, True, True])] * 4
    assert [seen(worker) for worker in workers] == [([404, 404], [False, False, False])] * 2


def test_a_certificate_is_withdrawn_at_the_next_request_to_every_worker(expert):
    workers = [Client(), Client()]

    def seen():
        pages = [worker.get(expert.get_absolute_url()).content.decode() for worker in workers]
        lists = [worker.get("/experts/").content.decode() for worker in workers]
        return ["Withdrawn" in page for page in pages], [expert.slug in page for page in lists]

    before = [seen(), seen()]
    later()
    expert.certifications.update(withdrawn_on=timezone.localdate(), withdrawal_reason="Found out")

    assert before == [([False, False], [True, True])] * 2
    assert seen() == ([True, True], [False, False])


@COMMITTED
def test_a_change_by_another_process_is_seen_as_soon_as_it_is_committed(client):
    address, other = ExpertFactory().get_absolute_url(), connection.copy()
    seen = [client.get(address).status_code]

    other.set_autocommit(False)
    with other.cursor() as cursor:
        cursor.execute("UPDATE people_consent SET withdrawn_on = CURRENT_DATE")
        number, page = asked(client, address)
        other.commit()
        seen.append(client.get(address).status_code)
    other.close()

    assert (seen, number, page.status_code) == ([200, 404], 1, 200)


@COMMITTED
def test_what_changes_while_a_page_is_made_is_on_the_next_one(client, monkeypatch):
    """The version is read before all else: a page may be newer than it says, and never older."""
    expert, other = ExpertFactory(), connection.copy()
    made = []

    def withdraw_consent(execute, statement, *rest):
        if "people_publicversion" not in statement and not made:
            made.append(execute(statement, *rest))
            with other.cursor() as cursor:
                cursor.execute("UPDATE people_consent SET withdrawn_on = CURRENT_DATE")
            return made[0]
        return execute(statement, *rest)

    with connection.execute_wrapper(withdraw_consent):
        first = client.get(expert.get_absolute_url()).status_code
    other.close()

    assert (first, client.get(expert.get_absolute_url()).status_code) == (200, 404)


def test_a_page_is_made_anew_at_midnight_where_the_register_is(client, time_machine_at):
    time_machine_at("2027-01-30T22:30+00:00")
    expert = ExpertFactory(certification__valid_until=timezone.localdate())
    seen = []

    for moment in ("2027-01-30T22:40+00:00", "2027-01-30T22:59+00:00", "2027-01-30T23:00+00:00"):
        time_machine_at(moment)
        number, page = asked(client, "/experts/")
        seen.append((number == 1, expert.slug in page.content.decode(), page["ETag"]))

    assert [(kept, shown) for kept, shown, _ in seen] == [
        (False, True),
        (True, True),
        (False, False),
    ]
    assert seen[0][2] == seen[1][2] != seen[2][2]


@COMMITTED
def test_without_a_version_each_page_is_made_anew_and_the_log_says_why(client, caplog):
    expert = ExpertFactory()
    address = expert.get_absolute_url()
    seen = [client.get(address).status_code]
    sql("ALTER TABLE people_publicversion RENAME TO elsewhere")
    try:
        page = client.get(address)
        sql("ALTER TABLE people_consent DISABLE TRIGGER USER")
        expert.consents.update(withdrawn_on=timezone.localdate())
        sql("ALTER TABLE people_consent ENABLE TRIGGER USER")
        seen += [page.status_code, page.has_header("ETag"), client.get(address).status_code]
    finally:
        sql("ALTER TABLE elsewhere RENAME TO people_publicversion")

    assert seen == [200, 200, False, 404]
    assert "The version of public pages can't be read" in caplog.text


def test_each_address_has_a_page_of_its_own(client, expert):
    other = ExpertFactory(family_name="Other")
    queries = ["?q=public", "?q=other", "?q=public&status=expired", ""]
    seen = {query: [] for query in queries}

    for query in queries * 2:
        page = client.get(f"/experts/{query}").content.decode()
        seen[query].append((expert.slug in page, other.slug in page))

    assert list(seen.values()) == [
        [(True, False)] * 2,
        [(False, True)] * 2,
        [(False, False)] * 2,
        [(True, True)] * 2,
    ]


def test_what_asks_for_a_part_of_a_page_does_not_get_the_whole_one_from_memory(client):
    client.get("/experts/")

    assert asked(client, "/experts/", headers={"HX-Request": "true"})[0] > 1


def test_each_host_and_each_scheme_has_a_page_of_its_own(client, settings):
    settings.ALLOWED_HOSTS = ["a.example.org", "b.example.org"]

    def seen():
        return {
            (
                host,
                secure,
                f"{scheme}://{host}/"
                in client.get("/", headers={"host": host}, secure=secure).content.decode(),
            )
            for host in settings.ALLOWED_HOSTS
            for secure, scheme in ((True, "https"), (False, "http"))
        }

    each = {(host, secure, True) for host in settings.ALLOWED_HOSTS for secure in (True, False)}
    assert (seen(), seen()) == (each, each)
    assert client.get("/", headers={"host": "c.example.org"}).status_code == 400
